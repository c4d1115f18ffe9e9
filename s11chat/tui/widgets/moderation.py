"""How a moderated return looks: a row for each standard or return, and everything known of the one marked."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from s11chat.assurance.moderation import How, Work
from s11chat.language.harmless import one_line
from s11chat.services.assigning import ModeratedLine
from s11chat.services.moderationview import RatingMark, Sheet, StandardLine
from s11chat.store.moderation_record import ChallengeRecord
from s11chat.tui import moderationword
from s11chat.tui.widgets.sheet import Field

SIGN, NUMBER, RATING = 2, 12, 20


def cut(text: str, width: int) -> str:
    """A text on one line that fits into `width` cells, filled up to it."""
    text = one_line(text)
    return (text if len(text) < width else f"{text[: width - 2]}… ").ljust(width)


def standard_row(line: StandardLine, viewer: str, width: int) -> Content:
    """One line: whether there is something to do, the number, own and moderated rating, and what was asked."""
    result = line.own if viewer and line.own is not None else line.result
    said = result.said if result else moderationword.NOT_YET
    if line.how is How.DIFFER:
        said = moderationword.DIFFER
    todo = line.own is None if viewer else result is None
    stale = any(mark.stale for mark in line.marks)
    style = "$warning" if stale or line.how is How.DIFFER else "" if todo else "$success"
    sign = "! " if stale or line.how is How.DIFFER else "  " if todo else "✓ "
    rest = max(8, width - SIGN - NUMBER - 2 * RATING)
    return Content("").join(
        [
            Content.styled(sign, style),
            Content.styled(cut(line.question, NUMBER), "bold $primary"),
            Content(cut(line.answer.said, RATING)),
            Content.styled(cut(said, RATING), style or "$muted"),
            Content.styled(cut(line.answer.text, rest), "$muted"),
        ]
    )


def return_row(line: ModeratedLine, width: int) -> Content:
    """Two lines: the organisation and how its return stands; who moderates it and how far they are."""
    name = Content.styled(cut(line.organisation, max(20, width - 24)), "bold")
    told = [_worker(work, line) for work in line.works] or [moderationword.NOBODY]
    if line.released:
        told.append(moderationword.RELEASED)
    case = Content.styled(cut(line.case, 18), "$primary")
    return (
        name + Content.styled(line.state, "$muted") + "\n" + case + Content(cut("; ".join(told), width - 18))
    )


def _worker(work: Work, line: ModeratedLine) -> str:
    count = line.rated.get(work.name)
    rated = f" {moderationword.BLIND.format(rated=count)}" if count is not None else ""
    return f"{work.name}{moderationword.STEPS.get(work.step.value, '')}{rated}"


def counts(found: Sheet) -> str:
    """How far whoever looks has come, and who is waited for."""
    all_ = len(found.lines)
    if not all_:
        return moderationword.NOTHING_TO_RATE
    work = found.work
    if work is None:
        return moderationword.AS_OFFICE
    left = found.left
    said = (
        moderationword.LEFT_COUNT.format(left=left, all=all_)
        if left
        else moderationword.ALL_RATED.format(all=all_)
    )
    done = work.step.value == "done"
    parts = [said, *([moderationword.IS_DONE] if done else [] if left else [moderationword.NOT_DONE])]
    waits = [one.name for one in found.works if one is not work and one.step.value != "done"]
    parts += [moderationword.WAITS.format(name=name) for name in waits if done]
    return " · ".join(parts)


def standard_fields(line: StandardLine, viewer: str, articles: tuple[str, ...]) -> Iterator[Field]:
    """Everything known of a standard; `articles` are the titles of what explains it."""
    yield Field("", f"{line.question}  {line.answer.section_title}", "bold $primary")
    yield Field(moderationword.QUESTION, line.answer.text)
    yield Field(moderationword.OWN, line.answer.said, "bold")
    for mark in line.marks:
        yield from _rating(mark, viewer)
    if line.how is How.DIFFER:
        yield Field(" ", moderationword.DIFFERING, "$warning")
    if line.outdated:
        yield Field(" ", moderationword.OUTDATED, "$warning")
    for part in line.parts:
        if part.answer is not None:
            yield Field(part.question.rpartition(".")[2][:11], part.said)
    for one in line.answer.evidence:
        yield Field(moderationword.FILE, f"{one.told}; {one.where}")
    for remark in line.answer.remarks:
        yield Field(moderationword.REMARK, remark, "italic")
    for note in line.challenges:
        yield from _note(note)
    scale = "   ".join(f"{step.handle} {step.say}" for step in line.scale)
    yield Field(moderationword.SCALE, scale, "$muted")
    for step in line.scale:
        if step.means:
            yield Field(" ", f"{step.handle} {step.say}: {step.means}", "$muted")
    for title in articles:
        yield Field(moderationword.ARTICLE, title, "$accent")


def _rating(mark: RatingMark, viewer: str) -> Iterator[Field]:
    by = moderationword.YOU if viewer and mark.by == viewer else mark.by
    at = mark.at.astimezone()
    label = moderationword.AGREED if mark.agreed else moderationword.MODERATED
    why = f": {mark.reason}" if mark.reason else ""
    yield Field(label, f"{mark.said}, {by}, {at.day} {at:%B %Y}{why}", "bold")
    if mark.stale:
        yield Field(" ", moderationword.STALE, "$warning")


def _note(note: ChallengeRecord) -> Iterator[Field]:
    if note.state == "reply":
        yield Field(moderationword.LEAD, f"{note.text} ({note.by_name})", "italic")
        return
    who = f"{note.peer}, {note.organisation}, {note.state}"
    yield Field(f"{moderationword.NOTE} {note.opened}", f"{note.text} ({who})", "italic")
    if note.answer:
        yield Field(moderationword.ANSWER, f"{note.answer} ({note.answered_by})")
    if note.closing:
        yield Field(" ", f"{note.closing} ({note.closed_by})")


def moderated_words(line: StandardLine) -> Iterator[str]:
    """What a lead is shown of a standard that was moderated, a line each."""
    yield moderationword.OWN_WORDS.format(own=line.answer.said)
    for mark in line.marks:
        stale = f" ({moderationword.STALE})" if mark.stale else ""
        yield f"{mark.said}, {mark.by}{stale}{f': {mark.reason}' if mark.reason else ''}"
    if not line.marks:
        yield moderationword.NONE_RATED
    yield moderationword.ANSWER_IT
