"""Two returns side by side in plain lines, as wide as a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from s11chat.language.harmless import one_line
from s11chat.services.courtview import MatterLine, Sides, moment, proposal, summary

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


def _row(label: str, left: str, right: str) -> Iterator[str]:
    columns = [wrap(one_line(text), _COLUMN) or [""] for text in (left, right)]
    for number, (one, other) in enumerate(zip_longest(*columns, fillvalue="")):
        yield f"{label if number == 0 else '':<{_LABEL}}{one:<{_COLUMN}}  {other}".rstrip()
