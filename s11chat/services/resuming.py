"""What a sitting begins with where somebody was here before: why it came back, whose it is now, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11chat.engine.conversation import Conversation
from s11chat.engine.turn import Ask, Resumed, Say, Turn
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
from s11chat.store.record import CaseRecord, FactRecord, QueryRecord, ResponseRecord

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


def asked_back(kept: Kept, case: CaseRecord, queries: Iterable[QueryRecord]) -> tuple[Turn, ...]:
    """Why a return was sent back, what waits for an answer, and how to give it; nothing where nothing does.

    The comment stays until the return is handed to the lead again, or signed; a query until it is answered.
    """
    moves = kept.responses.transitions(case.return_id)
    back = next((move for move in reversed(moves) if move.became is State.SENT_BACK), None)
    ends = [fact.seq for fact in kept.responses.facts(case.return_id) if fact.kind == HANDED_BACK]
    ends += [move.seq for move in moves if move.became in (State.SIGNED_IN_PART, State.SIGNED_OFF)]
    told: list[Turn] = []
    if back is not None and back.seq > max(ends, default=0):
        told.append(Say(f"Sent back by {back.by_name}: {back.reason}"))
    asked = [Say(f"{query.by_name} asks about {query.item}: {query.text}") for query in queries]
    if asked:
        told += [*asked, Say("Answer by :go to that question, then :note or another answer.")]
    return tuple(told)
