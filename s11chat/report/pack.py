"""The pack of a panel: what it needs of one organisation's return, as text, a web page, Word or PDF, all saying the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from s11chat.errors import UsageError
from s11chat.report.page import rendered, template
from s11chat.report.paper import MISSING
from s11chat.report.word import labelled, opened, written

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH, _INDENT = 80, 14
_STALE = " (rated before the answer changed)"
_DECISION = "rating ________________  by ____________________  on ____________"
"""Filled in by hand: what the panel agreed, who says so, and when."""
_OUTDATED = "A moderator has changed their rating since it was agreed."


@dataclass(frozen=True)
class PackedRating:
    """A rating beside the organisation's own."""

    by: str
    said: str
    reason: str
    stale: bool
    """Whether the answer has changed since."""

    @property
    def words(self) -> str:
        """The rating and why, in a line."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.said}{_STALE if self.stale else ''}{why}"


@dataclass(frozen=True)
class PackedPart:
    """What was said after the rating: evidence, action, who leads it, by when."""

    name: str
    said: str


@dataclass(frozen=True)
class PackedNote:
    """A note of a peer and what became of it; without an organisation, a word of the lead."""

    by: str
    of: str
    text: str
    at: str
    state: str
    answer: str
    closing: str

    @property
    def who(self) -> str:
        """Whose it is, when, and where it stands."""
        return ", ".join(part for part in (self.by, self.of, self.at, self.state) if part)


@dataclass(frozen=True)
class PackedStandard:
    """One standard."""

    id: str
    text: str
    own: str
    moderated: str
    last: str
    """The rating of the wave before, and which wave that was."""
    ratings: tuple[PackedRating, ...]
    parts: tuple[PackedPart, ...]
    evidence: tuple[str, ...]
    """What is on file for it, by title."""
    remarks: tuple[str, ...]
    notes: tuple[PackedNote, ...]
    outdated: bool
    """Whether a moderator changed their rating after it was agreed."""
    staff: str = ""
    """What staff say to the same, where enough of them were asked."""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What there is to say of it, each under its label."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield "Own rating", self.own
        yield "Moderated", self.moderated
        if self.last:
            yield "Last time", self.last
        if self.staff:
            yield "Staff", self.staff
        for rating in self.ratings:
            yield rating.by, rating.words
        if self.outdated:
            yield "Note", _OUTDATED
        for part in self.parts:
            yield part.name.capitalize(), part.said
        for title in self.evidence:
            yield "On file", title
        for remark in self.remarks:
            yield "Remark", remark
        for note in self.notes:
            yield note.who, note.text
            if note.answer:
                yield "Answer", note.answer
            if note.closing:
                yield "Closed", note.closing
        yield "Panel agreed", _DECISION


@dataclass(frozen=True)
class PackedSection:
    """The standards of one section."""

    title: str
    standards: tuple[PackedStandard, ...]


@dataclass(frozen=True)
class Pack:
    """Everything the pack of one organisation says."""

    organisation: str
    type: str
    case: str
    wave: str
    facts: tuple[tuple[str, str], ...]
    made_at: str
    sections: tuple[PackedSection, ...]

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Panel pack: {self.organisation}"

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """Whose it is and how it stands."""
        own = (("Organisation", self.organisation), ("Type", self.type), ("Case", self.case))
        return (*own, ("Wave", self.wave), *self.facts, ("Made on", self.made_at))


def as_bytes(pack: Pack, form: str) -> bytes:
    """The pack as text, html, docx or pdf. Raises UsageError where what makes the form is not installed."""
    match form:
        case "html":
            return rendered("pack.html.j2", pack=pack).encode()
        case "docx":
            return as_docx(pack)
        case "pdf":
            return as_pdf(pack)
        case _:
            return "\n".join(as_text(pack)).encode()


def as_text(pack: Pack) -> Iterator[str]:
    """The pack as lines of at most 80 characters."""
    yield pack.title.upper()
    yield ""
    for label, said in pack.head:
        yield from _row(label, said, "")
    for section in pack.sections:
        yield from ("", "", section.title)
        for standard in section.standards:
            yield ""
            yield from wrap(f"{standard.id}  {standard.text}", _WIDTH, subsequent_indent="     ")
            for label, said in standard.rows:
                yield from _row(label, said, "  ")


def _row(label: str, said: str, indent: str) -> Iterator[str]:
    """A label and what it says; one too long for its column stands on a line of its own."""
    edge = indent + " " * _INDENT
    first = f"{indent}{label}".ljust(len(edge))
    if len(first) > len(edge) or not first.endswith(" "):
        yield first
        first = edge
    yield from wrap(said, _WIDTH, initial_indent=first, subsequent_indent=edge) or [first.rstrip()]


def as_docx(pack: Pack) -> bytes:
    """The pack as the bytes of a .docx file. Raises UsageError where python-docx is not installed."""
    document = opened(pack.title)
    for label, said in pack.head:
        labelled(document, label, said)
    for section in pack.sections:
        document.add_heading(section.title, 1)
        for standard in section.standards:
            _standard(document, standard)
    return written(document)


def _standard(document: Document, standard: PackedStandard) -> None:
    document.add_heading(f"{standard.id}  {standard.text}", 2)
    for label, said in standard.rows:
        labelled(document, label, said)


def as_pdf(pack: Pack) -> bytes:
    """The pack as the bytes of a PDF that assistive technology can read (PDF/UA-1).

    What people wrote reaches the typesetter as data, never as markup. Raises UsageError where typst is not installed.
    """
    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    sections = [
        {
            "title": section.title,
            "standards": [{**asdict(one), "rows": one.rows} for one in section.standards],
        }
        for section in pack.sections
    ]
    said = {"title": pack.title, "case": pack.case, "head": pack.head, "sections": sections}
    return typst.compile(
        template("pack.typ").encode(),
        format="pdf",
        sys_inputs={"pack": json.dumps(said)},
        ignore_system_fonts=True,  # the same pages everywhere
        pdf_standards="ua-1",
        timestamp=datetime.strptime(pack.made_at, "%d %B %Y").replace(tzinfo=UTC),
    )
