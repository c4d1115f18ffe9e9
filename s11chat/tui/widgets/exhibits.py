"""How records of evidence look in a list, and everything known of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from s11chat.assurance.evidence import in_full
from s11chat.language.harmless import one_line
from s11chat.tui import proofword
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.exhibit import EvidenceLine

_NUMBER = 5


def rows(lines: Iterable[EvidenceLine], width: int) -> Iterator[Option]:
    """Two lines for each record: what it is; what it shows, where it is, and what should be looked at."""
    for line in lines:
        number = Content.styled(f"{line.number:<{_NUMBER}}", "bold $primary")
        told = Content.styled(one_line(line.told), "bold" if line.stands else "$muted")
        first = (number + told).truncate(width, ellipsis=True)
        below = Content(" " * _NUMBER) + Content(SEPARATOR).join(_said(line))
        yield Option(first + "\n" + below.truncate(width, ellipsis=True), str(line.number))


def _said(line: EvidenceLine) -> Iterator[Content]:
    if not line.stands:
        yield Content.styled(proofword.WITHDRAWN.format(by=one_line(line.changed_by)), "$muted")
    if line.due:
        yield Content.styled(proofword.DUE.format(due=line.due), "$warning")
    yield Content(proofword.FOR.format(items=", ".join(line.covers)))
    yield Content(one_line(line.where))
    if line.review and not line.due:
        yield Content.styled(proofword.REVIEW.format(day=in_full(line.review)), "$muted")


def history(steps: Sequence[EvidenceLine]) -> Iterator[Field]:
    """Everything known of a record as it stands, and how it came to."""
    line = steps[-1]
    yield Field("", line.told, "bold")
    yield Field(proofword.SHOWS, ", ".join(line.covers))
    yield Field(proofword.WHERE, line.where)
    if line.review:
        yield Field(proofword.NEXT, in_full(line.review))
    if line.due:
        yield Field(proofword.LOOK, proofword.DUE.format(due=line.due), "$warning")
    if line.note:
        yield Field(proofword.NOTE, line.note, "italic")
    if line.file:
        yield Field(proofword.DIGEST, line.file)
    for number, step in enumerate(steps):
        at = step.changed_at.astimezone()
        told = proofword.STEP.format(at=f"{at.day} {at:%B %Y %H:%M}", step=step.state, by=step.changed_by)
        yield Field(proofword.STEPS if number == 0 else " ", f"{told}: {step.said}" if step.said else told)
