"""What keeps a file from being YAML, told to somebody who never wrote any: the line, and what to do there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

_REMEDIES = (
    ("mapping values are not allowed", "a colon stands inside unquoted text: put the whole text in quotes"),
    ("tab character", "a tab stands where spaces are wanted: indent with spaces alone"),
    ("cannot start any token", "text cannot begin with @, %, ` or |: put it in quotes"),
    ("end of stream", "a quote or bracket that is opened here is never closed"),
    ("unknown escape", "inside double quotes a backslash means something: use single quotes"),
    ("expected ',' or ']'", "the list [ of line {opened} lacks a comma or its closing ]"),
    ("expected ',' or '}'", "the group {{ of line {opened} lacks a comma or its closing }}"),
    ("expected ':'", "a 'key: value' line lacks its colon, or a text over several lines lacks its quotes"),
    ("alphabetic or numeric", "text cannot begin with * or &: put it in quotes"),
    ("not allowed in this context", "this line does not fit in here: look at its indentation"),
    (
        "did not find expected",
        "this line or the one before is indented wrongly, or a quote before it is not closed",
    ),
)
"""What the parser says, and what that means."""

_CURLY = "“”„‘’"
_HARD = re.compile(r" *(?:- +)?[\xa0\u2007\u202f\u3000]")
_DASH = re.compile(r" *-[^\s-]")


def remedy(error: yaml.YAMLError, text: str, events: Sequence[yaml.Event]) -> tuple[int, str]:
    """The line to look at and what to do there; a thing never closed is shown where it was opened."""
    said = str(getattr(error, "problem", None) or "characters that YAML does not allow")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    if "end of stream" in said:
        mark = opened
    if mark is not None:
        if _before(lines, mark.line, mark.column + 1).endswith("\t"):
            said = "tab character"
        seen = next(_seen(lines, mark, said, events), None)
        if seen is not None:
            return seen[0] + 1, f"not valid YAML: {seen[1]}"
    meant = next((remedy for words, remedy in _REMEDIES if words in said), said)
    if "{opened}" in meant:
        meant = meant.format(opened=opened.line + 1 if opened else 1)
    return (mark.line + 1 if mark else 1), f"not valid YAML: {meant}"


def _seen(
    lines: Sequence[str], mark: yaml.Mark, said: str, events: Sequence[yaml.Event]
) -> Iterator[tuple[int, str]]:
    """Slips that the line shows better than the parser's words do, with the line counted from 0."""
    for number in (mark.line - 1, mark.line):
        if number >= 0 and _HARD.match(_before(lines, number)):
            yield (
                number,
                "a hard space, as pasted from a web page, stands in front: type plain spaces instead",
            )
    line = _before(lines, mark.line)
    if "mapping values" in said and any(f": {quote}" in line for quote in _CURLY):
        yield mark.line, "curly quotes are no quotes here: type straight ones, \" or '"
    if "not allowed in this context" in said and re.search(r": +[-?] ", line):
        yield mark.line, "text cannot begin with - or ?: put it in quotes"
    if "'}'" in said and _before(lines, mark.line, mark.column + 1).endswith(":"):
        yield mark.line, "a colon stands inside unquoted text: put the whole text in quotes"
    if "did not find expected" not in said or "',' or" in said:
        return
    if _DASH.match(line):
        yield mark.line, "a space is wanted after the dash that begins an entry: '- '"
    before = _before(lines, mark.line, mark.column).rstrip()
    if before.endswith("}}") and "{{" in before:
        yield mark.line, "a text that begins with {{ is put in quotes as a whole"
    elif before.endswith(('"', "'")):
        yield _quoted(mark, events)


def _quoted(mark: yaml.Mark, events: Sequence[yaml.Event]) -> tuple[int, str]:
    """A quote that ends a text too early, or one that ended it only where the next text in quotes began."""
    last = events[-1].start_mark if events else None
    if last is not None and last.line < mark.line and getattr(events[-1], "style", None) in ("'", '"'):
        return last.line, "the quote that opens in this line is not closed: close it where the text ends"
    return (
        mark.line,
        "a quote ends the text before its end: put all of it in quotes of the kind it does not hold, \" or '",
    )


def _before(lines: Sequence[str], number: int, column: int | None = None) -> str:
    """Line `number` up to `column`, both counted from 0."""
    return lines[number][:column] if number < len(lines) else ""
