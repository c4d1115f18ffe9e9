"""How an answer of a return looks in a list, and everything known about it beside the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from textual.content import Content

from s11chat.assurance.docket import Reason
from s11chat.engine.how import understood
from s11chat.language.harmless import one_line
from s11chat.services.view import AnswerLine, QueryLine, RemarkLine
from s11chat.tui import proofword, wording
from s11chat.tui.widgets.prose import wrapped
from s11chat.tui.widgets.sheet import Field

NUMBER, WHY = 13, 16


class Standing(StrEnum):
    """Where an answer stands with its lead."""

    LOOK = "look"
    SEEN = "seen"
    SIGNED = "signed"
    PLAIN = "plain"
    """Nothing speaks for looking at it."""


_STYLES = {Standing.LOOK: "$warning", Standing.SEEN: "$secondary", Standing.SIGNED: "$success"}


def standing(line: AnswerLine) -> Standing:
    """Whether the lead should look at an answer, has seen it, or has signed it."""
    if _asked(line) or (line.moderated is not None and line.moderated.lower and line.moderated.new):
        return Standing.LOOK
    if line.signed is not None:
        return Standing.SIGNED
    if line.accepted:
        return Standing.SEEN
    return Standing.LOOK if line.reasons else Standing.PLAIN


def why(line: AnswerLine) -> str:
    """In a word or two, why the lead should look at an answer, or that they have; empty where nothing is."""
    match standing(line):
        case Standing.LOOK:
            reasons = [wording.WHY[Reason(reason)] for reason in line.reasons]
            if _asked(line) == "answered":
                reasons.insert(0, wording.QUERY_ANSWERED)
            more = f" +{len(reasons) - 1}" if len(reasons) > 1 else ""
            return f"! {reasons[0]}{more}"
        case Standing.PLAIN:
            return f"- {wording.MODERATED_MARK}" if line.moderated is not None else ""
        case held:
            return f"✓ {wording.HELD[held.value]}"


def _asked(line: AnswerLine) -> str:
    """The state of a query that is not closed; empty where there is none."""
    return line.query.state if line.query else ""


def own_words(line: AnswerLine) -> str:
    """The question without the lead-in that the rows of its grid share."""
    return one_line(line.text.removeprefix(line.stem))


def lead_row(line: AnswerLine, *, delegated: bool = False) -> Content:
    """Two lines for a lead: the number and what was asked; why to look at it and what was said.

    In a return that delegates answer, what somebody of the office typed says who.
    """
    number = Content.styled(f"{line.question.ljust(WHY)} ", "bold $primary")
    reason = Content.styled(f"{why(line).ljust(WHY)} ", _STYLES.get(standing(line), ""))
    by = wording.TYPED_BY.format(name=one_line(line.by), whom=one_line(line.on_behalf_of))
    typed = Content.styled(by, "$warning") if delegated and line.role == "interviewer" else Content("")
    return number + Content(own_words(line)) + "\n" + reason + typed + _said(line)


def row(line: AnswerLine, width: int) -> Content:
    """What was asked, in as many lines as it takes, what was said, and the marks on it."""
    asked = wrapped(own_words(line), max(20, width - NUMBER - 1))
    number = Content.styled(f"{line.question.ljust(NUMBER)} ", "bold $primary")
    indent = " " * (NUMBER + 1)
    lines = [(number if place == 0 else Content(indent)) + words for place, words in enumerate(asked)]
    tail = Content("").join(Content.styled(f"  {mark}", "$warning") for mark in _marks(line))
    return Content("\n").join([*lines, indent + _said(line) + tail])


def remark_row(remark: RemarkLine, width: int) -> Content:
    """A remark on the whole, in as many lines as it takes, and whose it is."""
    on = wording.REMARK_ON_WHOLE.format(on=remark.on)
    words = wrapped(one_line(remark.text), max(20, width - NUMBER - 1), "italic")
    indent = " " * (NUMBER + 1)
    lines = [(f"{on.ljust(NUMBER)} " if place == 0 else indent) + line for place, line in enumerate(words)]
    return Content("\n").join([*lines, Content.styled(f"{indent}{_noted_by(remark)}", "$muted")])


def remarks_row(remarks: Sequence[RemarkLine]) -> Content:
    """Two lines for a lead: that there are remarks on the whole, and the first of them."""
    mark = Content.styled(f"{wording.REMARKS_MARK.ljust(WHY)} ", "bold $primary")
    count = Content(wording.REMARKS_ROW.format(count=len(remarks)))
    return mark + count + "\n" + " " * (WHY + 1) + Content.styled(one_line(remarks[0].text), "italic")


def remarks_known(remarks: Sequence[RemarkLine]) -> Iterator[Field]:
    """Every remark on the whole, and whose it is."""
    yield Field("", wording.REMARKS_TITLE, "bold $primary")
    for remark in remarks:
        yield Field("", "")
        yield Field(remark.on.upper(), remark.text, "italic")
        yield Field(wording.GIVEN, _noted_by(remark))


def _noted_by(remark: RemarkLine) -> str:
    at = remark.at.astimezone()
    return f"{remark.by} ({remark.role}), {at.day} {at:%B %Y %H:%M}"


def _said(line: AnswerLine) -> Content:
    return Content.styled(one_line(line.said), "bold" if line.answer is not None else "$muted")


def _marks(line: AnswerLine) -> Iterator[str]:
    """For whom an answer waits, that it was asked about, that there are remarks on it, and which documents show it."""
    if line.parked:
        yield wording.PARKED_MARK.format(who=one_line(", ".join(filter(None, line.parked))))
    if _asked(line) == "open":
        yield wording.QUERY_MARK
    if line.remarks:
        yield wording.REMARK_MARK.format(count=len(line.remarks), s="s"[: len(line.remarks) - 1])
    if line.evidence:
        yield proofword.MARK.format(numbers=", ".join(str(one.number) for one in line.evidence))


def known(line: AnswerLine, articles: tuple[str, ...]) -> Iterator[Field]:
    """Everything known about an answer; `articles` are the titles of what explains it."""
    yield Field("", f"{line.question}  {line.section_title}", "bold $primary")
    yield Field("", "")
    yield Field(wording.QUESTION, line.text)
    yield Field(wording.ANSWER, line.said, "bold")
    if line.moderated is not None:
        yield Field(wording.MODERATED, line.moderated.told, "$warning" if line.moderated.lower else "")
    if line.by:
        yield Field(wording.GIVEN, _given(line))
    if line.words:
        yield Field(wording.READ, _read(line), "" if line.exact else "$warning")
    if line.parked:
        yield Field(wording.PARKED_FOR, ", ".join(filter(None, line.parked)), "$warning")
    for number, reason in enumerate(line.reasons):
        yield Field(wording.LOOK_AT if number == 0 else " ", f"! {reason}", "$warning")
    if line.before:
        yield Field(wording.LAST_TIME, line.before, "$warning")
    for number, said in enumerate(line.against):
        yield Field(wording.AGAINST if number == 0 else " ", said, "$warning")
    for number, one in enumerate(line.evidence):
        due = f" ({proofword.DUE.format(due=one.due)})" if one.due else ""
        label = proofword.TITLE.upper() if number == 0 else " "
        yield Field(label, f"{one.number}  {one.told}; {one.where}{due}", "$warning" if one.due else "")
    for number, remark in enumerate(line.remarks):
        yield Field(wording.REMARKS if number == 0 else " ", remark, "italic")
    for number, query in enumerate(line.queries):
        yield Field(wording.QUERIES if number == 0 else " ", _query(query))
    if line.signed is not None:
        at = line.signed.at.astimezone()
        since = f"; {line.signed.redacted}" if line.signed.redacted else ""
        mark = "~" if since else "✓"
        colour = "$warning" if since else "$success"
        yield Field(wording.SIGNED, f"{mark} {line.signed.by}, {at.day} {at:%B %Y %H:%M}{since}", colour)
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
    return f"{typed}; {understood(line.because)}" if line.because and not line.exact else typed


def _query(query: QueryLine) -> str:
    answer = f" - {query.answer}" if query.answer else ""
    closes = f"; {wording.CLOSES_IT}" if query.state != "closed" else ""
    return f"{query.told}{closes}: {query.text}{answer}"
