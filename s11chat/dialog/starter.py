"""The file that a new dialog begins with: whole, commented, and free of faults, so that every change can be tried."""

from __future__ import annotations

import re
from importlib.resources import files

from s11chat.errors import UsageError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_STANDS_FOR = ("my-audit", "My audit")
"""The short name and the title that the starter itself goes by."""
LONGEST = 60
"""Characters of a short name."""


def starter(name: str) -> str:
    """The text of a new dialog called `name`. Raises UsageError where nothing can be called that."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise UsageError(f"'{name[:LONGEST]}' cannot name a dialog{_instead(name)}.")
    text = files("s11chat.dialog").joinpath("starter.yaml").read_text("utf-8")
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    for own, wanted in zip(_STANDS_FOR, (name, f'"{title}"'), strict=True):
        text = text.replace(own, wanted)
    return text


def _instead(name: str) -> str:
    near = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:LONGEST].rstrip("-")
    return f": call it '{near}'" if near else ": names are written like school-2026 (lower case, no spaces)"
