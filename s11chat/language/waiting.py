"""Tells a wish to wait from "hang on" before something else: a pause ends the sitting, so it must be meant."""

from __future__ import annotations

import re
from functools import cache

from s11chat.language.lexicon import table
from s11chat.language.normalise import Utterance


def goes_on(said: Utterance) -> bool:
    """Whether more is said after "hang on" than why one has to wait."""
    match = _pattern("waits").match(said.plain)
    rest = match.group("rest") if match else ""
    return bool(rest) and (not _pattern("breaks").match(rest) or _pattern("about").search(rest) is not None)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(table("command")["waiting"][key])
