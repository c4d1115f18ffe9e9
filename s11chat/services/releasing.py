"""What moderators found is put together: what they agree on, and what of it the lead sees."""

from __future__ import annotations

from s11chat.assurance.moderation import How, Step, standing
from s11chat.assurance.right import Act, Role, same_name
from s11chat.errors import RefusedError, StateError
from s11chat.services.assigning import enter, must_moderate, role_of
from s11chat.services.kept import Kept, case_name
from s11chat.services.moderating import Moderation, bounded, line_of, put_rating, step_of
from s11chat.services.moderationview import Sheet, StandardLine, sheet
from s11chat.services.released import RELEASED, release_of, works_of
from s11chat.services.view import Admission
from s11chat.store.entry import NewFact
from s11chat.store.moderation_entry import NewModeration
from s11chat.store.record import CaseRecord

_STANDING, _TAKEN_BACK = 1, 0


def agree(kept: Kept, case: str, question: str, said: str, reason: str) -> StandardLine:
    """Records the rating that the moderators agreed on, beside theirs.

    Raises RightsError for a moderator of other returns, StateError before all are done, RefusedError without a reason.
    """
    found = kept.case(case)
    role = kept.require(Act.AGREE, found.wave)
    now = _sheet_for(kept, found, role)
    if not now.finished:
        raise StateError(f"{waiting(now)}: an agreed rating comes after both.")
    line = line_of(now, question)
    step = step_of(line, said)
    reason = bounded(reason)
    if not reason:
        raise RefusedError("Say on what the moderators agreed: an agreed rating needs its reason.")
    made = NewModeration(line.question, step.code, reason, line.self_code, agreed=True)
    put_rating(kept, found, role, line, made, kept.actor)
    return line_of(_sheet_for(kept, found, role), question)


def disagree(kept: Kept, case: str, question: str) -> StandardLine:
    """Takes an agreed rating back; it stays on record. Raises StateError where there is none."""
    found = kept.case(case)
    role = kept.require(Act.AGREE, found.wave)
    line = line_of(_sheet_for(kept, found, role), question)
    if line.agreed is None:
        raise StateError(f"No rating of {line.question} is agreed, so there is nothing to take back.")
    made = NewModeration(line.question, self_rating=line.self_code, agreed=True, withdrawn=True)
    put_rating(kept, found, role, line, made, kept.actor)
    return line_of(_sheet_for(kept, found, role), question)


def moderation_of(kept: Kept, case: str) -> Sheet:
    """The moderation of a return as the actor may see it: all of it for the office, for a moderator what is theirs."""
    found = kept.case(case)
    role = role_of(kept, found.wave)
    return _sheet_for(kept, found, role)


def in_front(kept: Kept, case: str) -> tuple[Moderation | None, Sheet]:
    """The return in front of the actor where they moderate it; else as the office may see it, and nobody at work."""
    found = kept.case(case)
    works = standing(works_of(kept.moderations.moderators(found.return_id)))
    if kept.may(Act.MODERATE, found.wave) and any(same_name(work.name, kept.actor) for work in works):
        work = Moderation(kept, case)
        return work, work.sheet
    return None, moderation_of(kept, case)


def _sheet_for(kept: Kept, case: CaseRecord, role: Role) -> Sheet:
    viewer = must_moderate(kept, case).name if role is Role.MODERATOR else ""
    return sheet(kept, case, role, viewer)


def release(kept: Kept, case: str) -> Sheet:
    """Shows the lead the result as it stands now. Raises StateError before every moderator is done."""
    found = kept.case(case)
    role = kept.require(Act.RELEASE, found.wave)
    now = sheet(kept, found, role)
    if not now.finished:
        raise StateError(f"{waiting(now)}: what is released is finished.")
    differing = [line.question for line in now.lines if line.how is How.DIFFER]
    if differing:
        raise StateError(
            f"The moderators differ on {', '.join(differing[:6])}{' and more' if len(differing) > 6 else ''}: "
            "record what they agree on first."
        )
    enter(kept, found, role, [NewFact(RELEASED, {"standing": _STANDING})])
    return sheet(kept, found, role)


def take_release_back(kept: Kept, case: str) -> None:
    """The lead sees no result any more. Raises StateError where none was released."""
    found = kept.case(case)
    role = kept.require(Act.RELEASE, found.wave)
    if release_of(kept.responses.facts(found.return_id)) is None:
        raise StateError(f"Nothing of {case_name(found)} is released: there is nothing to take back.")
    enter(kept, found, role, [NewFact(RELEASED, {"standing": _TAKEN_BACK})])


def released_to(kept: Kept, by: Admission) -> Sheet:
    """The moderated result and the peers' notes as the lead may see them."""
    from s11chat.services.admitting import let_in  # the office needs no codes

    case = let_in(kept, by, Act.SHOW_MODERATION)
    return sheet(kept, case, Role.LEAD)


def released_line(kept: Kept, by: Admission, question: str) -> StandardLine:
    """One standard as it was released to the lead. Raises StateError where nothing was, UsageError for no standard."""
    now = released_to(kept, by)
    if now.released_at is None:
        raise StateError("No moderated rating of this return has been released to you.")
    return line_of(now, question)


def waiting(now: Sheet) -> str:
    """Who is not done yet, in words."""
    left = [work.name for work in now.works if work.step is not Step.DONE]
    if not left:
        return f"Nobody moderates {now.header.case}"
    return f"{' and '.join(left)} {'is' if len(left) == 1 else 'are'} not done yet"
