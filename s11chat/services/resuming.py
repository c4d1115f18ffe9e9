"""What a sitting begins with where somebody was here before: why it came back, whose it is now, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from s11chat.assurance.part import items_of
from s11chat.dialog.model import Audience
from s11chat.engine.conversation import Conversation
from s11chat.engine.turn import Ask, Queried, Resumed, Say, Turn
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
from s11chat.store.delegation import RECALLED
from s11chat.store.record import CaseRecord, DelegationRecord, FactRecord, QueryRecord, ResponseRecord

PAUSED, SUCCESSOR, HANDED_BACK = "paused", "successor named", "handed over to the lead"
"""What the facts are called that say until when a sitting was broken off, who is to go on with it, and that the
return is with the lead again."""


def resumed(
    talk: Conversation, current: Mapping[str, ResponseRecord], until: str = ""
) -> tuple[Resumed, ...]:
    """Where the talk stands; nothing where nobody has said anything yet."""
    if not current and not talk.parked and not until:
        return ()
    last = max(current.values(), key=lambda record: record.seq, default=None)
    ask = talk.ask()
    asked = ask if isinstance(ask, Ask) else None
    parked = sum(1 for question in talk.remaining if question.id in talk.parked)
    turn = Resumed(
        section=asked.section if asked else "",
        number=asked.number if asked else 0,
        of=asked.of if asked else 0,
        by=last.by_name if last else "",
        at=last.at.astimezone() if last else None,
        parked=parked,
        skipped=len(talk.remaining) - parked,
        until=until,
    )
    return (turn,)


def greeted(talk: Conversation, current: Mapping[str, ResponseRecord], person: str) -> tuple[Say, ...]:
    """The greeting for a delegate or lead who is to answer, has not yet, and comes after others who have."""
    if talk.audience is Audience.INTERVIEWER or not talk.answers or talk.current is None or talk.sent_back:
        return ()
    return talk.greeting() if all(record.by != person for record in current.values()) else ()


def put_off(facts: Iterable[FactRecord], current: Mapping[str, ResponseRecord]) -> str:
    """Until when the sitting was broken off, as it was said; empty once something was answered after it."""
    answered = max((record.seq for record in current.values()), default=0)
    said = [
        str(fact.details.get("until", "")) for fact in facts if fact.kind == PAUSED and fact.seq > answered
    ]
    return next((until for until in reversed(said) if until), "")


def taken_over(case: CaseRecord) -> tuple[Turn, ...]:
    """What is said to a delegate who was here before and is no longer the one who answers."""
    if case.contact is None:
        return ()
    said = f"{case.contact.name} answers for this return now. Looking changes nothing; with your first answer it is yours."
    return (Say(said),)


def asked_back(
    kept: Kept, case: CaseRecord, talk: Conversation, queries: Iterable[QueryRecord], person: str
) -> Conversation:
    """The talk of a person, with why it was sent back to them and what is asked back of them.

    A query on a part that somebody else was asked for is theirs. The comment stays until the return is handed to
    the lead again, or signed; to whoever has a part, until they hand it over or change anything in it.
    """
    given = [one for one in kept.delegations.of(case.return_id) if one.step != RECALLED and one.part]
    elsewhere = items_of(talk.dialog, (name for one in given if one.person != person for name in one.part))
    mine = talk.part or (frozenset(one.item for one in talk.questions.values()) - elsewhere)
    asked = tuple(
        Queried(one.item, one.by_name, one.text)
        for one in queries
        if one.item in talk.places and talk.questions[one.item].item in mine
    )
    moves = kept.responses.transitions(case.return_id)
    back = next((move for move in reversed(moves) if move.became is State.SENT_BACK), None)
    said = ""
    if back is not None and back.seq > max(_ends(kept, case, talk, person, given), default=0):
        said = f"Sent back by {back.by_name}: {back.reason}"
    return replace(talk, sent_back=said, queries=asked)


def _ends(
    kept: Kept, case: CaseRecord, talk: Conversation, person: str, given: Iterable[DelegationRecord]
) -> Iterator[int]:
    """The numbers of the entries with which what was sent back before them came to its end for a person."""
    id_ = case.return_id
    parted = {one.person for one in given}
    for move in kept.responses.transitions(id_):
        if move.became in (State.SIGNED_IN_PART, State.SIGNED_OFF):
            yield move.seq
    for fact in kept.responses.facts(id_):
        if fact.kind == HANDED_BACK and (fact.by == person if talk.part else fact.by not in parted):
            yield fact.seq
    if talk.part:
        said = [(one.by, one.item, one.seq) for one in kept.responses.current(id_).values()]
        said += [(one.by, one.item, one.seq) for one in kept.responses.remarks(id_)]
        yield from (seq for by, item, seq in said if by == person and item in talk.places)


def back_told(talk: Conversation) -> Iterator[Turn]:
    """What is said of that, and how to answer it; nothing where nothing is asked back."""
    if talk.sent_back:
        yield Say(talk.sent_back)
    for one in talk.queries:
        yield Say(f"{one.by} asks about {one.question}: {one.text}")
    if talk.queries:
        yield Say("Answer by :go to that question, then :note or another answer.")
