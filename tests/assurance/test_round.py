"""Queries go from open to answered to closed, each step by the person whose step it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from s11chat.assurance.right import Role
from s11chat.assurance.round import (
    LONGEST,
    Query,
    QueryState,
    Round,
    answer_query,
    close_query,
    open_query,
    reopen,
    send_back,
)
from s11chat.errors import RefusedError, RightsError, StateError

NOW = Round(2, "Please add evidence.")
OPEN = Query("1.1", 2, "Since when?")
ANSWERED = Query("1.1", 2, "Since when?", QueryState.ANSWERED, "Since May.")
CLOSED = Query("1.1", 2, "Since when?", QueryState.CLOSED, "Since May.")


def test_a_query_is_opened_answered_and_closed() -> None:
    opened = open_query(Role.LEAD, "1.1", NOW, " Since when? ")
    assert opened == OPEN
    answered = answer_query(Role.DELEGATE, opened, "Since May.\n")
    assert answered == ANSWERED
    assert close_query(Role.LEAD, answered) == CLOSED


@pytest.mark.parametrize("role", Role)
def test_each_step_belongs_to_one_role(role: Role) -> None:
    if role is not Role.LEAD:
        with pytest.raises(RightsError):
            open_query(role, "1.1", NOW, "Since when?")
        with pytest.raises(RightsError):
            close_query(role, ANSWERED)
        with pytest.raises(RightsError):
            send_back(role, NOW, "Please add evidence.")
    if role is not Role.DELEGATE:
        with pytest.raises(RightsError):
            answer_query(role, OPEN, "Since May.")
    if role not in {Role.LEAD, Role.MANAGER}:
        with pytest.raises(RightsError):
            reopen(role, "A figure was wrong.")


@pytest.mark.parametrize("query", [ANSWERED, CLOSED])
def test_only_an_open_query_can_be_answered(query: Query) -> None:
    with pytest.raises(StateError, match=f"already {query.state}"):
        answer_query(Role.DELEGATE, query, "Again.")


def test_a_closed_query_stays_closed() -> None:
    with pytest.raises(StateError, match="open a new one"):
        close_query(Role.LEAD, CLOSED)


def test_an_unanswered_query_is_closed_only_with_a_reason() -> None:
    with pytest.raises(RefusedError, match="give a reason"):
        close_query(Role.LEAD, OPEN)
    closed = close_query(Role.LEAD, OPEN, " Settled by telephone. ")
    assert closed.state is QueryState.CLOSED
    assert closed.closing == "Settled by telephone."
    assert closed.answer == ""


def test_sending_back_needs_a_comment_and_begins_the_next_round() -> None:
    assert send_back(Role.LEAD, Round(), " Please add evidence. ") == NOW


def test_a_signed_return_is_reopened_with_a_reason() -> None:
    assert reopen(Role.LEAD, " A figure was wrong. ") == "A figure was wrong."
    assert reopen(Role.MANAGER, "Asked by the board.") == "Asked by the board."


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "\u200b", "\u00a0-"])
def test_what_says_nothing_is_refused_in_a_sentence(text: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: open_query(Role.LEAD, "1.1", NOW, text),
        lambda: answer_query(Role.DELEGATE, OPEN, text),
        lambda: close_query(Role.LEAD, OPEN, text),
        lambda: send_back(Role.LEAD, NOW, text),
        lambda: reopen(Role.MANAGER, text),
    ]
    for call in calls:
        with pytest.raises(RefusedError, match=r"^[A-Z].*\.$"):
            call()


def test_what_says_too_much_is_refused() -> None:
    with pytest.raises(RefusedError, match=f"within {LONGEST}"):
        send_back(Role.LEAD, NOW, "a" * (LONGEST + 1))
    with pytest.raises(RefusedError, match=f"within {LONGEST}"):
        close_query(Role.LEAD, ANSWERED, "a" * (LONGEST + 1))
