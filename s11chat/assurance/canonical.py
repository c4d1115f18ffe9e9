"""One byte form for one meaning: canonical JSON and its digest, under every chain and signature.

The form is JSON with sorted keys, no spaces, UTF-8, no NaN; numbers as Python writes them shortest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any


def canonical(value: Any) -> bytes:
    """`value` (mappings, lists, text, numbers, booleans, None) as canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: Any) -> str:
    """The SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def row_digest(row: Mapping[str, Any], leaving: Collection[str] = ()) -> str:
    """The digest of a stored row over every column but the digest itself and those that may change later."""
    return digest(
        {
            name: int(part) if isinstance(part, bool) else part
            for name, part in row.items()
            if name != "digest" and name not in leaving
        }
    )


def chained(previous: str, body: Any) -> str:
    """The hash of a link: over the hash before it and its own canonical body."""
    return digest({"previous": previous, "body": body})


GENESIS = "0" * 64
"""What stands before the first link of every chain."""
