"""Peer challenge: notes to a standard by people of other organisations or of the panel, and what is said to them.

A note is kept by the office for whoever made it; the organisation answers, and whoever keeps it closes it. The lead
may also say a word on a moderated rating that was released.
"""

from __future__ import annotations

from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.language.harmless import one_line
from s11chat.services.admitting import LONGEST_NAME, let_in
from s11chat.services.assigning import enter, must_see, role_of
from s11chat.services.kept import Kept
from s11chat.services.moderating import bounded, line_of
from s11chat.services.moderationview import StandardLine, sheet
from s11chat.services.releasing import released_line, released_to
from s11chat.services.view import Admission
from s11chat.store.entry import Author
from s11chat.store.moderation import ANSWERED, CLOSED, OPEN, REPLY
from s11chat.store.moderation_entry import ChallengeStep, NewChallenge, NewReply
from s11chat.store.moderation_record import ChallengeRecord
from s11chat.store.record import CaseRecord


def notes(kept: Kept, case: str, by: Admission | None = None) -> tuple[ChallengeRecord, ...]:
    """The notes to a return as they stand; for the lead whom a code let in, or for the office."""
    if by is not None:
        found = let_in(kept, by, Act.SHOW_MODERATION)
    else:
        found = kept.case(case)
        must_see(kept, found, role_of(kept, found.wave))
    return kept.moderations.challenges(found.return_id)


def challenge(kept: Kept, case: str, question: str, text: str, peer: str, organisation: str) -> int:
    """Puts a peer's note on record; returns its number. Raises UsageError for what is no standard, no name, no words."""
    found = kept.case(case)
    role = kept.require(Act.CHALLENGE, found.wave)
    must_see(kept, found, role)
    peer, organisation = one_line(peer), one_line(organisation)
    if not peer or not organisation or max(len(peer), len(organisation)) > LONGEST_NAME:
        raise UsageError(
            f"Say who asks and of which organisation or panel, each in at most {LONGEST_NAME} characters."
        )
    line = line_of(sheet(kept, found, role), question)
    words = _words(text, "Write the note: an empty one asks nothing.")
    enter(kept, found, role, [NewChallenge(line.question, words, peer, organisation)])
    return kept.moderations.challenges(found.return_id)[-1].opened


def answer(kept: Kept, case: str, number: int, text: str, by: Admission | None = None) -> None:
    """The organisation's answer to a note: by its lead, or put on record by the manager. Another one replaces it.

    Raises UsageError where there is no such note, StateError where it is closed.
    """
    words = _words(text, "Write the answer: an empty one tells nothing.")
    found, author = _answering(kept, case, by)
    _find(kept, found, number)
    kept.responses.record(found.return_id, author, kept.clock(), [ChallengeStep(number, ANSWERED, words)], {})


def close(kept: Kept, case: str, number: int, text: str = "") -> None:
    """Settles a note. Raises RefusedError where nobody answered and no reason is given, StateError where it is closed."""
    found = kept.case(case)
    role = kept.require(Act.CHALLENGE, found.wave)
    must_see(kept, found, role)
    one = _find(kept, found, number)
    words = bounded(text)
    if one.state == OPEN and not words:
        raise RefusedError("Nobody has answered this note yet: give a reason to close it all the same.")
    enter(kept, found, role, [ChallengeStep(number, CLOSED, words)])


def reply(kept: Kept, by: Admission, question: str, text: str) -> None:
    """The lead's word on a moderated rating. Raises StateError before a result is released."""
    case = let_in(kept, by, Act.ANSWER_CHALLENGE)
    now = released_to(kept, by)
    if now.released_at is None:
        raise StateError("The moderated ratings have not been released to you yet: ask the office.")
    line = line_of(now, question)
    words = _words(text, "Write your answer: an empty one tells nothing.")
    author = Author(by.person, by.name, by.role.value, case.name)
    kept.responses.record(case.return_id, author, kept.clock(), [NewReply(line.question, words)], {})


class Released:
    """What was released to a lead, standard by standard."""

    def __init__(self, kept: Kept, by: Admission) -> None:
        self._kept, self._by = kept, by

    def line(self, question: str) -> StandardLine:
        """One standard as it was released. Raises StateError where nothing was."""
        return released_line(self._kept, self._by, question)

    def reply(self, question: str, text: str) -> None:
        """A word on its moderated rating, as `reply` keeps it."""
        reply(self._kept, self._by, question, text)


def _answering(kept: Kept, case: str, by: Admission | None) -> tuple[CaseRecord, Author]:
    if by is not None:
        found = let_in(kept, by, Act.ANSWER_CHALLENGE)
        return found, Author(by.person, by.name, by.role.value, found.name)
    found = kept.case(case)
    role = kept.require(Act.ANSWER_CHALLENGE, found.wave)
    return found, Author("", kept.actor, role.value, found.name)


def _find(kept: Kept, case: CaseRecord, number: int) -> ChallengeRecord:
    found = (one for one in kept.moderations.challenges(case.return_id) if one.opened == number)
    one = next(found, None)
    if one is None or one.state == REPLY:
        raise UsageError(f"There is no note {number} to {case.name}: look at its notes.")
    return one


def _words(text: str, otherwise: str) -> str:
    words = bounded(text)
    if not words:
        raise RefusedError(otherwise)
    return words
