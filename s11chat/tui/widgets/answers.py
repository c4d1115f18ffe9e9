"""How an answer of a return looks in a list, and everything known about it beside the list."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from s11chat.language.harmless import one_line
from s11chat.services.view import AnswerLine, QueryLine
from s11chat.tui import wording
from s11chat.tui.widgets.sheet import Field

NUMBER = 13
_MARK_STYLES = {"signed": "$success", "accepted": "$secondary"}


def row(line: AnswerLine, marked: bool) -> Content:
    """Two lines: what was asked, what was said; with `marked`, what a lead should know of it, in words."""
    indent = " " * (NUMBER + 1)
    number = Content.styled(f"{line.question.ljust(NUMBER)} ", "bold $primary")
    said = Content.styled(one_line(line.said), "bold" if line.answer is not None else "$muted")
    signs = marks(line) if marked else ()
    signs += ("parked",) if line.parked else ()
    tail = Content("")
    for sign in signs:
        tail += Content.styled(f"  {wording.MARKS[sign]}", _MARK_STYLES.get(sign, "$warning"))
    return number + Content(one_line(line.text)) + "\n" + indent + said + tail


def marks(line: AnswerLine) -> tuple[str, ...]:
    """The names of what stands out about an answer."""
    signs = (
        (line.changed, "changed"),
        (any(query.state != "closed" for query in line.queries), "query"),
        (bool(line.reasons) and not line.accepted, "look"),
        (line.accepted and line.signed is None, "accepted"),
        (line.signed is not None, "signed"),
    )
    return tuple(mark for holds, mark in signs if holds)


def known(line: AnswerLine, articles: tuple[str, ...]) -> Iterator[Field]:
    """Everything known about an answer; `articles` are the titles of what explains it."""
    yield Field("", f"{line.question}  {line.section_title}", "bold $primary")
    yield Field("", "")
    yield Field(wording.QUESTION, line.text)
    yield Field(wording.ANSWER, line.said, "bold")
    if line.by:
        yield Field(wording.GIVEN, _given(line))
    if line.words:
        yield Field(wording.READ, _read(line), "" if line.exact else "$warning")
    if line.parked:
        yield Field(wording.PARKED_FOR, ", ".join(filter(None, line.parked)), "$warning")
    for number, reason in enumerate(line.reasons):
        yield Field(wording.LOOK_AT if number == 0 else " ", f"! {reason}", "$warning")
    for number, remark in enumerate(line.remarks):
        yield Field(wording.REMARKS if number == 0 else " ", remark, "italic")
    for number, query in enumerate(line.queries):
        yield Field(wording.QUERIES if number == 0 else " ", _query(query))
    if line.signed is not None:
        at = line.signed.at.astimezone()
        yield Field(wording.SIGNED, f"✓ {line.signed.by}, {at.day} {at:%B %Y %H:%M}", "$success")
    elif line.changed:
        yield Field(wording.SIGNED, wording.CHANGED_SINCE, "$warning")
    for number, title in enumerate(articles):
        yield Field(wording.ARTICLE if number == 0 else " ", title, "$accent")


def _given(line: AnswerLine) -> str:
    at = line.at.astimezone() if line.at else None
    parts = (
        f"{line.by} ({line.role})" if line.role else line.by,
        wording.FOR_WHOM.format(name=line.on_behalf_of) if line.on_behalf_of else "",
        wording.BY_TELEPHONE.format(mode=line.mode) if line.mode == "telephone" else line.mode,
        f"{at.day} {at:%B %Y %H:%M}" if at else "",
    )
    return ", ".join(part for part in parts if part)


def _read(line: AnswerLine) -> str:
    typed = wording.TYPED.format(words=line.words)
    return f"{typed}; {line.because}" if line.because else typed


def _query(query: QueryLine) -> str:
    answer = f" - {query.answer}" if query.answer else ""
    return f"{query.state}: {query.text}{answer}"
