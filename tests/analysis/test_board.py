"""The board of a wave: every figure with the cases behind it, and never another than the diary's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from s11chat.analysis.board import Board, Reach, board, joined
from s11chat.analysis.diary import CaseCourse, Coded, Frame, Move, diary
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import standard

MON = date(2026, 9, 7)
TUE, WED, THU, FRI = (MON + timedelta(days=n) for n in range(1, 5))
FRAME = Frame({"gp": "Practice", "st": "Council", "zz": "Nobody"}, {"st": 5}, standard())


def course(
    ref: str, kind: str, *moves: Move, calls: Sequence[Coded] = (), direct: bool = False
) -> CaseCourse:
    return CaseCourse(f"w/{ref}", ref, kind, f"Lead {ref}", direct, moves, tuple(calls))


def moved(day: date, became: State, mode: str = "online") -> Move:
    return Move(day, became, mode, "Ida")


BEGUN = moved(MON, State.IN_PROGRESS)
SIGNED = course("A", "gp", BEGUN, moved(TUE, State.COMPLETE), moved(THU, State.SIGNED_OFF))
UNSIGNED = course("B", "gp", BEGUN, moved(WED, State.COMPLETE))
DIRECT = course("C", "gp", BEGUN, moved(WED, State.COMPLETE), direct=True)
RUNG = course(
    "D",
    "st",
    moved(WED, State.IN_PROGRESS, "telephone"),
    moved(WED, State.COMPLETE_TELEPHONE, "telephone"),
    calls=[Coded(TUE, "N1"), Coded(TUE, "N1"), Coded(WED, "C1")],
)
BACK = course("E", "st", BEGUN, moved(TUE, State.COMPLETE), moved(THU, State.SENT_BACK))
REFUSED = course("F", "st", calls=[Coded(TUE, "N1"), Coded(THU, "R2")])
GONE = course(
    "G",
    "gp",
    BEGUN,
    moved(TUE, State.COMPLETE),
    moved(THU, State.SUPERSEDED),
    calls=[Coded(THU, "E3", dialled=False)],
)
FRESH = course("H", "st")
ALL = (SIGNED, UNSIGNED, DIRECT, RUNG, BACK, REFUSED, GONE, FRESH)


@pytest.fixture
def shown() -> Board:
    """How they all stand on the Friday."""
    return board(FRI, ALL, FRAME)


def refs(cases: Sequence[str]) -> str:
    return "".join(case.removeprefix("w/") for case in cases)


def test_every_case_is_in_one_part_of_one_bar(shown: Board) -> None:
    parts = {bar.type: {reach: refs(cases) for reach, cases in bar.reach.items()} for bar in shown.types}
    assert parts == {
        "gp": {Reach.COMPLETE: "ABC", Reach.BEGUN: "", Reach.NOT_BEGUN: "", Reach.OVER: "G"},
        "st": {Reach.COMPLETE: "D", Reach.BEGUN: "E", Reach.NOT_BEGUN: "H", Reach.OVER: "F"},
    }
    assert sorted(shown.total.cases) == [one.case for one in ALL]


def test_the_rate_is_of_the_population_given_or_of_what_is_eligible(shown: Board) -> None:
    assert [(bar.population, bar.rate) for bar in shown.types] == [(3, Fraction(1)), (5, Fraction(1, 5))]
    assert (shown.total.population, shown.total.rate) == (8, Fraction(1, 2))


def test_the_board_counts_as_the_diary_does(shown: Board) -> None:
    page = diary([FRI], ALL, {}, FRAME, {})[0]
    assert [row.rate for row in (*page.rows, page.total)] == [bar.rate for bar in (*shown.types, shown.total)]
    eligible = [one for one in ALL if one is not GONE]
    days = board(FRI, eligible, FRAME).days
    pages = diary([day.first for day in days], eligible, {}, FRAME, {})
    assert [page.in_all.complete for page in pages] == [day.complete for day in days]
    assert [page.new.complete for page in pages] == [len(day.completed) for day in days]
    assert [page.calls_per_complete for page in pages] == [day.calls_per_complete for day in days]


def test_no_day_is_left_out_and_what_is_not_eligible_never_counted(shown: Board) -> None:
    assert [(day.first, day.complete, refs(day.completed), day.calls) for day in shown.days] == [
        (MON, 0, "", 0),
        (TUE, 2, "AE", 3),
        (WED, 5, "BCD", 1),
        (THU, 4, "", 1),
        (FRI, 4, "", 0),
    ]


def test_outcomes_list_the_cases_whose_last_call_came_to_them(shown: Board) -> None:
    found = [(bar.code, refs(bar.cases), bar.calls) for bar in shown.outcomes]
    assert found == [("C1", "D", 1), ("N1", "", 3), ("R2", "F", 1), ("E3", "G", 1)]
    assert refs(shown.untried) == "EH"


def test_days_are_put_together_to_fit(shown: Board) -> None:
    first, second, third = joined(shown.days, 3)
    assert [(one.first, one.last, one.complete, one.calls) for one in (first, second, third)] == [
        (MON, TUE, 2, 3),
        (WED, THU, 4, 2),
        (FRI, FRI, 4, 0),
    ]
    assert second.calls_per_complete == 2
    assert third.calls_per_complete is None
    assert shown.all_days is not None
    assert (shown.all_days.calls, shown.all_days.by_telephone) == (5, 1)
    assert joined((), 3) == ()


def test_a_wave_in_which_nothing_has_happened() -> None:
    shown = board(FRI, [FRESH], FRAME)
    assert (shown.days, shown.all_days, shown.outcomes) == ((), None, ())
    since = board(FRI, [FRESH], FRAME, begins=THU)
    assert [(day.first, day.complete) for day in since.days] == [(THU, 0), (FRI, 0)]
    empty = board(FRI, [], Frame({}, {}, standard()))
    assert (empty.types, empty.total.rate) == ((), None)
