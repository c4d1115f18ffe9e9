"""Review rounds: queries the lead puts to a delegate, sending a return back, and reopening a signed one.

These are rules alone: who, when and where they are kept is recorded by those who call them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from s11chat.assurance.right import Act, Role, require
from s11chat.errors import RefusedError, StateError

LONGEST = 4000
"""Characters a query, comment or reason may have; more belongs in a file."""


class QueryState(StrEnum):
    """How far a query has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True)
class Query:
    """A question the lead has about one answer, in the round in which it was put."""

    question: str
    round: int
    text: str
    state: QueryState = QueryState.OPEN
    answer: str = ""
    closing: str = ""
    """Why it was closed; always there where it was closed without an answer."""


@dataclass(frozen=True)
class Round:
    """One passage of a return from those who answer to the lead; counted from 1."""

    number: int = 1
    comment: str = ""
    """What the lead wrote when sending the return back into this round."""


def open_query(role: Role, question: str, now: Round, text: str) -> Query:
    """A new query on `question` in the round that is on."""
    require(role, Act.QUERY)
    return Query(question, now.number, stated(text, "Say what you want to know: a query needs its question."))


def answer_query(role: Role, query: Query, text: str) -> Query:
    """`query` with its answer. Raises StateError where it is not open."""
    require(role, Act.ANSWER_QUERY)
    if query.state is not QueryState.OPEN:
        raise StateError(f"This query is already {query.state}: only an open query can be answered.")
    answer = stated(text, "Write an answer to the query: an empty one tells the lead nothing.")
    return replace(query, state=QueryState.ANSWERED, answer=answer)


def close_query(role: Role, query: Query, reason: str = "") -> Query:
    """`query` closed. One that nobody answered is closed only with a reason."""
    require(role, Act.QUERY)
    if query.state is QueryState.CLOSED:
        raise StateError("This query is already closed: open a new one to ask again.")
    if query.state is QueryState.OPEN:
        reason = stated(reason, "Nobody has answered this query yet: give a reason to close it all the same.")
    return replace(query, state=QueryState.CLOSED, closing=_bounded(reason.strip()))


def send_back(role: Role, now: Round, comment: str) -> Round:
    """The round that begins when the lead sends the return back."""
    require(role, Act.SEND_BACK)
    said = stated(
        comment, "Write a comment that says what should change: a return is not sent back without one."
    )
    return Round(now.number + 1, said)


def reopen(role: Role, reason: str) -> str:
    """The reason, tidied, for which a signed return is opened again."""
    require(role, Act.REOPEN)
    return stated(reason, "Give the reason: a signed return is not reopened without one.")


def stated(text: str, otherwise: str) -> str:
    """`text` without its edges; refused with the sentence `otherwise` where no letter or digit is in it."""
    if not any(character.isalnum() for character in text):
        raise RefusedError(otherwise)
    return _bounded(text.strip())


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise RefusedError(f"That is {len(text)} characters long: keep it within {LONGEST}.")
    return text
