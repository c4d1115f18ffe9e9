"""One return in front of a moderator: a rating of their own beside each of the organisation's, never over it."""

from __future__ import annotations

from s11chat.assurance.moderation import NOT_APPLICABLE, Step, shown_to_each_other
from s11chat.assurance.right import Act, Role
from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless, one_line
from s11chat.services.assigning import enter, must_moderate
from s11chat.services.kept import Kept, case_name
from s11chat.services.moderationview import RatingMark, ScaleStep, Sheet, StandardLine, sheet
from s11chat.services.released import works_of
from s11chat.services.talk import SETTLED
from s11chat.store.entry import Entry
from s11chat.store.moderation_entry import ModeratorStep, NewModeration
from s11chat.store.record import CaseRecord

LONGEST_REASON = 4000
"""Characters of a reason; more belongs in a file."""
_OPEN = SETTLED - {State.SUPERSEDED}


class Moderation:
    """One return in front of one of its moderators."""

    def __init__(self, kept: Kept, case: str) -> None:
        self._kept = kept
        self.case = kept.case(case)
        self._role = kept.require(Act.MODERATE, self.case.wave)
        self.name = must_moderate(kept, self.case).name
        self.sheet = self._look()
        self._made: list[tuple[str, RatingMark | None]] = []
        """What was rated in this sitting, and how it was rated before."""

    def look(self) -> Sheet:
        """The return as it stands now, to be shown: a rating is made on what was shown last."""
        self.case = self._kept.case(case_name(self.case))
        must_moderate(self._kept, self.case)
        self.sheet = self._look()
        return self.sheet

    def _look(self) -> Sheet:
        return sheet(self._kept, self.case, Role.MODERATOR, self.name)

    def line(self, question: str) -> StandardLine:
        """One standard as it was shown last. Raises UsageError where it is none of this return."""
        return line_of(self.sheet, question)

    def reason_wanted(self, question: str, said: str) -> bool:
        """Whether a rating has to be given a reason: where it is not the organisation's own."""
        line = self.line(question)
        return _differs(line, step_of(line, said))

    def rate(self, question: str, said: str, reason: str = "") -> StandardLine:
        """Rates a standard, or rates it anew: every rating stays on record.

        Raises UsageError for what is not on the scale, RefusedError without a reason where it differs from the
        organisation's own, StateError while the return is being answered, StaleResponseError where the answer has
        changed since it was shown.
        """
        line = self.line(question)
        step = step_of(line, said)
        reason = bounded(reason)
        if not reason and _differs(line, step):
            own = line.answer.said
            raise RefusedError(f"The organisation says {own}: give the reason why you rate it {step.say}.")
        self._enter(line, NewModeration(line.question, step.code, reason, line.self_code))
        self._made.append((line.question, line.own))
        return self.line(question)

    def withdraw(self, question: str) -> StandardLine:
        """Takes the own rating of a standard back; it stays on record. Raises StateError where there is none."""
        line = self.line(question)
        if line.own is None:
            raise StateError(f"You have not rated {line.question}, so there is nothing to take back.")
        self._enter(line, NewModeration(line.question, self_rating=line.self_code, withdrawn=True))
        self._made.append((line.question, line.own))
        return self.line(question)

    def undo(self) -> StandardLine:
        """Takes back what was rated last in this sitting: the rating before it stands again.

        Raises StateError where nothing was.
        """
        if not self._made:
            raise StateError("You have rated nothing in this sitting, so there is nothing to undo.")
        question, before = self._made[-1]
        line = self.line(question)
        kept = NewModeration(line.question, before.code, before.reason, line.self_code) if before else None
        gone = NewModeration(line.question, self_rating=line.self_code, withdrawn=True)
        self._enter(line, kept or gone)
        self._made.pop()
        return self.line(question)

    def finish(self) -> Sheet:
        """Says that one is done; once all moderators are, each sees the others' ratings.

        Raises StateError where one is done already, or standards are left.
        """
        left = [line.question for line in self.look().lines if line.own is None]
        if left:
            some = ", ".join(left[:6]) + (f" and {len(left) - 6} more" if len(left) > 6 else "")
            raise StateError(f"You have not rated {some} yet: rate every standard, then say you are done.")
        return self._step(Step.DONE)

    def resume(self) -> Sheet:
        """Takes that back. Raises StateError once the moderators have seen each other's ratings."""
        if shown_to_each_other(self.look().works):
            raise StateError(
                "You have seen each other's ratings, so that you were done stands: a rating may still be changed, "
                "and says that it was changed since."
            )
        return self._step(Step.RESUMED)

    def _step(self, step: Step) -> Sheet:
        number = must_moderate(self._kept, self.case).number
        enter(self._kept, self.case, self._role, [ModeratorStep(number, step.value)], name=self.name)
        return self.look()

    def _enter(self, line: StandardLine, made: NewModeration) -> None:
        put_rating(self._kept, self.case, self._role, line, made, self.name)
        self.look()


def put_rating(
    kept: Kept, case: CaseRecord, role: Role, line: StandardLine, made: NewModeration, name: str
) -> None:
    """Writes a rating made on an answer as it was shown; whether the moderators had seen each other's goes with it."""
    if case.state not in _OPEN:
        raise StateError(
            f"{case_name(case)} is {case.state}: it is moderated once it is complete, and nobody answers any more."
        )
    revision = line.answer.revision

    def entries() -> list[Entry]:
        works = works_of(kept.moderations.moderators(case.return_id))
        blind = not shown_to_each_other(works)
        return [
            NewModeration(
                made.item,
                made.rating,
                made.reason,
                made.self_rating,
                revision,
                agreed=made.agreed,
                withdrawn=made.withdrawn,
                blind=blind,
            )
        ]

    enter(kept, case, role, entries, name=name, seen={line.question: revision})


def line_of(found: Sheet, question: str) -> StandardLine:
    """One standard of a return. Raises UsageError where it is none."""
    wanted = one_line(question).casefold()
    line = next((line for line in found.lines if line.question.casefold() == wanted), None)
    if line is None:
        known = [line.question for line in found.lines]
        raise UsageError(
            f"'{one_line(question)[:20]}' is no rated standard of {found.header.case}{nearest(wanted[:20], known)}."
        )
    return line


def step_of(line: StandardLine, said: str) -> ScaleStep:
    """The step of the scale that words, a code or a number mean. Raises UsageError where they mean none."""
    words = one_line(said).casefold()
    exact = [one for one in line.scale if words in (one.handle, one.code.casefold(), one.say.casefold())]
    near = exact or [one for one in line.scale if len(words) > 1 and one.say.casefold().startswith(words)]
    if len(near) != 1:
        scale = ", ".join(f"{one.handle} {one.say}" for one in line.scale)
        raise UsageError(f"'{one_line(said)[:40]}' is not on the scale of {line.question}: {scale}.")
    return near[0]


def bounded(text: str) -> str:
    """A reason without its edges; empty where no letter or digit is in it. Raises RefusedError for a long one."""
    text = harmless(text).strip()
    if len(text) > LONGEST_REASON:
        raise RefusedError(f"That is {len(text)} characters long: keep it within {LONGEST_REASON}.")
    return text if any(character.isalnum() for character in text) else ""


def _differs(line: StandardLine, step: ScaleStep) -> bool:
    """Whether a step is another than what the organisation says; that it does not apply agrees with itself."""
    if step.code == NOT_APPLICABLE:
        return line.answer.no_answer != NOT_APPLICABLE
    return step.code != line.self_code
