"""How answers read in a list of plain lines: the question, the answer and whose it is, within 80 columns."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from s11chat.assurance.docket import Reason
from s11chat.assurance.evidence import in_full
from s11chat.services.exhibit import EvidenceLine
from s11chat.services.view import AnswerLine, ReturnLine, SectionLine

WIDTH = 80
_INDENT = 16
"""Where texts begin, so that numbers of questions stand in a column of their own."""


def review_lines(whole: ReturnLine) -> Iterator[str]:
    """The remarks on the whole, then every question on the route with its answer and whose it is, by section."""
    if whole.remarks:
        yield ""
        yield from remarked(whole)
    title = stem = ""
    for line in whole.answers:
        if line.no_answer == "off_route":
            continue
        if line.section_title != title:
            title = line.section_title
            yield ""
            yield f"{title}."
        if line.stem and line.stem != stem:
            yield from wrapped("", line.stem)
        stem = line.stem
        yield from answer_lines(line)


def remarked(whole: ReturnLine) -> Iterator[str]:
    """The remarks on the case and the contact, under a title of their own; nothing where there are none."""
    if whole.remarks:
        yield "Remarks on the whole."
    for remark in whole.remarks:
        yield from wrapped(f"the {remark.on}", remark.text)
        yield from wrapped("", f"{remark.by} ({remark.role})")


def left_lines(whole: ReturnLine) -> Iterator[str]:
    """What was skipped or parked."""
    left = [line for line in whole.answers if line.parked or line.no_answer == "not_answered"]
    if not left:
        yield "Nothing was skipped or parked."
    for line in left:
        waits = f"waits for {', '.join(part for part in line.parked if part)}" if line.parked else "skipped"
        yield from wrapped(line.question, line.text)
        yield from wrapped("", f"= {waits}")


def answer_lines(line: AnswerLine, *, reasons: bool = False) -> Iterator[str]:
    """One question, its answer, whose it is and its marks; with `reasons`, why a lead should look at it."""
    yield from wrapped(line.question, line.text.removeprefix(f"{line.stem} "))
    yield from wrapped("", f"= {line.said}")
    if line.by:
        yield from wrapped("", "; ".join((giver(line), *marks(line))))
    if reasons and line.reasons:
        yield from wrapped("", f"look: {', '.join(line.reasons)}")
        for said in speaking(line):
            yield from wrapped("", said)
    for remark in line.remarks:
        yield from wrapped("", f"remark: {remark}")
    for one in line.evidence:
        yield from wrapped("", f"evidence {one.number}: {one.told}")


def evidence_lines(line: EvidenceLine) -> Iterator[str]:
    """A record of evidence: what it is, where, what it covers, and what should be looked at again."""
    yield from wrapped(str(line.number), line.told)
    yield from wrapped("", f"for {', '.join(line.covers)}; {line.where}")
    review = f"next review {in_full(line.review)}; " if line.review else ""
    yield from wrapped("", f"{review}{line.state} by {line.changed_by}")
    if line.note:
        yield from wrapped("", f"note: {line.note}")
    if line.due:
        yield from wrapped("", f"look: it {line.due}")


def step_lines(steps: Iterable[EvidenceLine]) -> Iterator[str]:
    """How a record of evidence came to stand as it does, a step each, and the digests of the last."""
    last = None
    for last in steps:
        why = f": {last.said}" if last.said else ""
        yield from wrapped(
            "", f"{last.changed_at.astimezone():%d %B %Y %H:%M} {last.state} by {last.changed_by}{why}"
        )
    if last is not None and last.file:
        yield f"{' ' * _INDENT}SHA-256 of the file {last.file}"


def speaking(line: AnswerLine) -> Iterator[str]:
    """What an answer is held against: what moderators found, the wave before where higher, words that do not fit."""
    if line.moderated:
        yield f"moderated: {line.moderated.told}"
    if line.before:
        yield f"last time: {line.before}"
    yield from (f"does not fit: {said}" for said in line.against)


def waiting_lines(lines: Sequence[AnswerLine]) -> Iterator[str]:
    """What waits for a lead, each with why, then how many for which reason and how many were accepted.

    Before them, how many ratings of moderators the lead is shown, where there are any.
    """
    if moderated := [line.moderated for line in lines if line.moderated]:
        lower = sum(one.lower for one in moderated)
        yield f"Moderated ratings: {len(moderated)}, lower than yours: {lower}; show has each."
    weak = [line for line in lines if line.reasons and not line.accepted]
    for line in weak:
        yield from answer_lines(line, reasons=True)
    yield f"To look at: {counted(weak)}." if weak else "Nothing stands out."
    if accepted := sum(line.accepted for line in lines):
        yield f"Accepted: {accepted}."


def giver(line: AnswerLine) -> str:
    """Whose answer it is."""
    behalf = f", for {line.on_behalf_of}" if line.on_behalf_of else ""
    return f"{line.by} ({line.role}, {line.mode}){behalf}"


def marks(line: AnswerLine) -> Iterator[str]:
    """What has become of an answer."""
    if line.signed:
        since = f" ({line.signed.redacted})" if line.signed.redacted else ""
        yield f"signed by {line.signed.by}{since}"
    if line.changed:
        yield "changed since it was signed"
    if line.accepted:
        yield "accepted"
    waiting = sum(query.state == "open" for query in line.queries)
    if waiting:
        yield f"{waiting} open {'query' if waiting == 1 else 'queries'}"


def counted(lines: Iterable[AnswerLine]) -> str:
    """How many answers there are for each reason, the gravest reason first."""
    found = Counter(reason for line in lines for reason in line.reasons)
    return ", ".join(f"{found[reason]} {reason}" for reason in Reason if reason in found)


def section_lines(section: SectionLine) -> Iterator[str]:
    """One section as it can be signed: what is open, weak or queried in it, and whether it is signed."""
    state = "signed" if section.signed else "signature no longer stands" if section.voided else "not signed"
    stands = f"{section.title}: {section.answered} of {section.asked} answered; {state}."
    against = section.warning.removeprefix(f"{section.title}: ")
    held = f"Asked of {'; '.join(section.held_by)}." if section.held_by else ""
    yield from wrapped(section.section, " ".join(part for part in (stands, held, against) if part))


def wrapped(label: str, text: str) -> Iterator[str]:
    """`text` in a column of its own, `label` to the left of its first line."""
    first = f"  {label} ".ljust(_INDENT)
    lines = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * _INDENT)
    yield from lines or [first.rstrip()]
