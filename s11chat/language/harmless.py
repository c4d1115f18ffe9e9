"""Text that can do no harm wherever it is shown: no control, escape or direction-changing characters."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_]?)")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")


def harmless(text: str) -> str:
    """`text` without escape sequences, control, zero-width and bidirectional characters; line ends as \\n."""
    return _UNSEEN.sub("", _ESCAPE.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """`harmless` text with every run of white space made one space."""
    return " ".join(harmless(text).split())


def in_short(text: str, length: int) -> str:
    """`text` on one line of at most `length` characters, cut after a word where there is one."""
    line = one_line(text)
    if len(line) <= length:
        return line
    kept = line[: length - 3]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept}..."
