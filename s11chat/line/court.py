"""Two returns side by side in plain lines, as wide as a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from textwrap import wrap

from s11chat.language.harmless import one_line
from s11chat.services.courtview import MatterLine, Side, Sides

WIDTH = 80
_LABEL = 10
_COLUMN = (WIDTH - _LABEL - 2) // 2


def matter_lines(line: MatterLine) -> Iterator[str]:
    """One matter in a list: what it is about, then the organisations, then what was decided."""
    if line.verdict is None:
        yield f"{line.matter.value:<10} {' and '.join(line.refs)} · {line.because}"
    else:
        said = line.verdict
        yield f"{'decided':<10} {said.said} · {said.by}, {moment(said.at)} · {said.reason}"
    for ref, name, state in zip(line.refs, line.names, line.states, strict=True):
        yield f"{'':<10} {ref}  {name}, {state}"


def sides_lines(found: Sides, modes: bool = False) -> Iterator[str]:
    """Two returns beside each other: who and when, the proposal, and where they differ."""
    for label, left, right in summary(found.left, found.right):
        yield from _row(label, left, right)
    yield ""
    yield from wrap(f"{proposal(found, modes)}", WIDTH)
    yield ""
    alike = f"{found.same} answered alike, {len(found.differing)} differently"
    yield f"{alike}{':' if found.differing else '.'}"
    for one in found.differing:
        yield ""
        yield from wrap(one_line(f"{one.question}  {one.text}"), WIDTH)
        yield from _row("", one.left, one.right)


def proposal(found: Sides, modes: bool = False) -> str:
    """Which is proposed, and why, in a sentence."""
    what = f"the answers given {WAYS.get(found.keep, found.keep)}" if modes else found.keep
    return f"Proposed: {what}, since {found.because}."


WAYS = {"telephone": "by telephone", "online": "online"}
"""How answers were given, by their mode."""


def summary(left: Side, right: Side) -> Iterator[tuple[str, str, str]]:
    """What is known of both, by rows: a label, the left, the right."""
    for label, *both in zip(_LABELS, _facts(left), _facts(right), strict=True):
        one, other = both
        yield label, one, other


_LABELS = (
    "case",
    "name",
    "type",
    "state",
    "answered",
    "title",
    "also",
    "mode",
    "from",
    "complete",
    "given",
    "signed",
)


def _facts(side: Side) -> Iterable[str]:
    place = {"lead": "the lead", "contact": "for the lead"}.get(side.place, "")
    return (
        side.ref,
        side.organisation,
        ", ".join(part for part in (side.type_name, side.region) if part),
        str(side.state),
        " · ".join(part for part in (side.respondent or "nobody yet", place) if part),
        side.title or "-",
        ", ".join(side.others) or "-",
        ", ".join(WAYS.get(mode, mode) for mode in side.modes) or "-",
        f"{moment(side.first)} to {moment(side.last)}" if side.first else "-",
        moment(side.finished) or "not yet",
        f"{side.answered} of {side.asked} questions" if side.asked else "nothing",
        f"yes: {', '.join(side.signed)}" if side.signed else "no",
    )


def moment(at: datetime | None) -> str:
    """When, on this machine's clock; empty where it is not known."""
    return f"{at.astimezone():%d %b %H:%M}" if at else ""


def _row(label: str, left: str, right: str) -> Iterator[str]:
    columns = [wrap(one_line(text), _COLUMN) or [""] for text in (left, right)]
    for number, (one, other) in enumerate(zip_longest(*columns, fillvalue="")):
        yield f"{label if number == 0 else '':<{_LABEL}}{one:<{_COLUMN}}  {other}".rstrip()
