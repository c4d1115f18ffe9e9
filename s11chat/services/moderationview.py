"""A return as its moderators, the office and its lead see it: each rated standard with every rating beside its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from s11chat.assurance.moderation import (
    NOT_APPLICABLE,
    How,
    Outcome,
    Rated,
    Work,
    finished,
    latest,
    of_standing,
    outcome,
    standing,
    visible,
)
from s11chat.assurance.right import Role, same_name
from s11chat.dialog.question import Question, questions
from s11chat.services.kept import Kept
from s11chat.services.released import NOT_APPLICABLE_SAID, rated, release_of, works_of
from s11chat.services.reviewing import return_line
from s11chat.services.talk import ONLINE, header
from s11chat.services.view import AnswerLine, Header, ReturnLine
from s11chat.store.moderation_record import ChallengeRecord
from s11chat.store.record import CaseRecord

NOT_RATED = "no rating"


@dataclass(frozen=True)
class ScaleStep:
    """One step of the scale as a moderator may choose it."""

    handle: str
    """What is typed for it."""
    code: str
    say: str
    means: str
    """What it means for this standard; empty where the dialog does not say."""


@dataclass(frozen=True)
class RatingMark:
    """One rating, ready to show."""

    by: str
    code: str
    said: str
    reason: str
    at: datetime
    stale: bool
    """Whether the answer has changed since it was made."""
    agreed: bool = False


@dataclass(frozen=True)
class StandardLine:
    """One rated standard of a return with every rating of it that whoever looks may see."""

    answer: AnswerLine
    self_code: str
    """The code of the organisation's own rating; empty where it gave none."""
    parts: tuple[AnswerLine, ...]
    """What was asked after the rating: evidence, action, who leads it, by when."""
    scale: tuple[ScaleStep, ...]
    own: RatingMark | None
    """Of whoever looks."""
    others: tuple[RatingMark, ...]
    agreed: RatingMark | None
    how: How
    outdated: bool
    challenges: tuple[ChallengeRecord, ...]

    @property
    def question(self) -> str:
        """Its id."""
        return self.answer.question

    @property
    def marks(self) -> tuple[RatingMark, ...]:
        """Every rating beside the organisation's own."""
        return tuple(one for one in (self.own, *self.others, self.agreed) if one is not None)

    @property
    def result(self) -> RatingMark | None:
        """The rating that stands as the moderated one; none where moderators differ, or nobody rated."""
        if self.how in (How.NONE, How.DIFFER):
            return None
        return self.agreed if self.how is How.AGREED else next(iter(self.marks), None)

    def part(self, name: str) -> str:
        """What was said to one of the parts; empty where nothing was."""
        found = (line for line in self.parts if line.question == f"{self.question}.{name}")
        return next((line.said for line in found if line.answer and line.answer.value is not None), "")


@dataclass(frozen=True)
class Sheet:
    """A return in front of whoever moderates it, or looks at its moderation."""

    header: Header
    state: str
    status: str
    works: tuple[Work, ...]
    """Of those who moderate it now."""
    lines: tuple[StandardLine, ...]
    released_at: datetime | None
    viewer: str = ""
    """The moderator who looks; empty for the office and the lead."""

    @property
    def finished(self) -> bool:
        """Whether every moderator is done."""
        return finished(self.works)

    @property
    def work(self) -> Work | None:
        """That of whoever looks."""
        return next((one for one in self.works if same_name(one.name, self.viewer)), None)

    @property
    def left(self) -> int:
        """Standards that whoever looks has not rated."""
        return sum(line.own is None for line in self.lines)


def sheet(kept: Kept, case: CaseRecord, role: Role, viewer: str = "") -> Sheet:
    """The moderation of a return. A moderator sees what they may; a lead what was released, as it stood then."""
    wave = kept.casebook.wave(case.wave)
    dialog = kept.dialog(wave)
    above = header(dialog, wave, case, role, viewer or kept.actor, case.mode or ONLINE)
    whole = return_line(kept, case, above)
    works = works_of(kept.moderations.moderators(case.return_id))
    released = release_of(kept.responses.facts(case.return_id))
    ratings = [rated(record) for record in kept.moderations.ratings(case.return_id)]
    if role is Role.LEAD:
        ratings = [one for one in ratings if released is not None and one.seq < released.seq]
    if viewer:
        ratings = list(visible(ratings, works, viewer))
    asked = questions(dialog)
    notes = kept.moderations.challenges(case.return_id)
    lines = tuple(
        _line(
            answer,
            asked[answer.question],
            whole,
            tuple(one for one in ratings if one.item == answer.question),
            works,
            viewer,
            tuple(note for note in notes if note.item == answer.question),
        )
        for answer in whole.answers
        if asked[answer.question].rates and answer.no_answer != "off_route"
    )
    return Sheet(
        header=above,
        state=whole.state.value,
        status=whole.status.value,
        works=standing(works),
        lines=lines,
        released_at=released.at if released else None,
        viewer=viewer,
    )


def _line(
    answer: AnswerLine,
    question: Question,
    whole: ReturnLine,
    ratings: Sequence[Rated],
    works: Sequence[Work],
    viewer: str,
    notes: tuple[ChallengeRecord, ...],
) -> StandardLine:
    given = latest(of_standing(ratings, works))
    came: Outcome = outcome(ratings, works)
    words = {step.code: step.say for step in scale_of(question)}
    marks = {by: _mark(one, answer, words) for by, one in given.items()}
    own = next((mark for by, mark in marks.items() if viewer and same_name(by, viewer)), None)
    agreed = came.rating if came.how is How.AGREED else None
    return StandardLine(
        answer=answer,
        self_code=self_rating(answer, question),
        parts=tuple(
            line
            for line in whole.answers
            if line.question.startswith(f"{answer.question}.") and line.no_answer != "off_route"
        ),
        scale=scale_of(question),
        own=own,
        others=tuple(mark for mark in marks.values() if mark is not own),
        agreed=_mark(agreed, answer, words) if agreed else None,
        how=came.how,
        outdated=came.outdated,
        challenges=notes,
    )


def _mark(one: Rated, answer: AnswerLine, words: Mapping[str, str]) -> RatingMark:
    return RatingMark(
        by=one.by,
        code=one.rating,
        said=words.get(one.rating, one.rating),
        reason=one.reason,
        at=one.at,
        stale=one.answer_revision != answer.revision,
        agreed=one.agreed,
    )


def self_rating(answer: AnswerLine, question: Question) -> str:
    """The code of the organisation's own rating; empty where it gave none that stands on the scale."""
    value = answer.answer.value if answer.answer else None
    option = question.option(value) if isinstance(value, str) else None
    return option.code if option and option.no_answer is None else ""


def scale_of(question: Question) -> tuple[ScaleStep, ...]:
    """The steps of the scale of a standard, and that it does not apply."""
    steps = tuple(
        ScaleStep(question.handle(option), option.code, option.say, question.descriptors.get(option.code, ""))
        for option in question.options
        if option.no_answer is None
    )
    return (*steps, ScaleStep("n", NOT_APPLICABLE, NOT_APPLICABLE_SAID, ""))
