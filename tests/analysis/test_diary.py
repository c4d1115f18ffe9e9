"""The diary: what a day brought and how it ended, counted by hand beside."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from s11chat.analysis.diary import CaseCourse, Coded, Frame, Move, completing, diary
from s11chat.analysis.page import Completes, Doings, Page
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import Group, standard

MON, TUE, WED, THU = (date(2008, 9, day) for day in (15, 16, 17, 18))
FRAME = Frame({"gp": "Practice", "st": "Agency", "x": "Nobody"}, {"gp": 10}, standard())


def move(day: date, became: State, mode: str = "online") -> Move:
    return Move(day, became, mode, "Ida")


def case(
    ref: str, *moves: Move, calls: tuple[Coded, ...] = (), kind: str = "gp", direct: bool = False
) -> CaseCourse:
    return CaseCourse(f"w/{ref}", f"Body {ref}", kind, f"Lead {ref}", direct, moves, calls)


def pages(*cases: CaseCourse, doings: dict[date, Doings] | None = None) -> dict[date, Page]:
    return {page.day: page for page in diary((MON, TUE, WED, THU), cases, doings or {}, FRAME, {})}


SIGNED = case("1", move(MON, State.IN_PROGRESS), move(TUE, State.COMPLETE), move(THU, State.SIGNED_OFF))


def test_a_return_is_complete_from_the_day_it_was_and_signed_from_another() -> None:
    found = pages(SIGNED)
    assert [found[day].new for day in (MON, TUE, WED, THU)] == [
        Completes(),
        Completes(online=1),
        Completes(),
        Completes(signed=1),
    ]
    assert [found[day].in_all.complete for day in (MON, TUE, WED, THU)] == [0, 1, 1, 1]
    assert (found[WED].in_all.signed, found[THU].in_all.signed) == (0, 1)


def test_who_is_waited_for_is_told_until_they_have_signed() -> None:
    found = pages(SIGNED, case("2", move(MON, State.COMPLETE)))
    assert [(one.case, one.whom, one.since) for one in found[WED].unsigned] == [
        ("w/2", "Lead 2", MON),
        ("w/1", "Lead 1", TUE),
    ]
    assert [one.case for one in found[THU].unsigned] == ["w/2"]
    own = case("3", move(MON, State.COMPLETE), direct=True)
    spoken = case("4", move(MON, State.COMPLETE_TELEPHONE, "telephone"))
    assert pages(own, spoken)[THU].unsigned == ()


def test_a_return_sent_back_is_no_longer_complete() -> None:
    found = pages(case("1", move(MON, State.COMPLETE), move(TUE, State.SENT_BACK), move(WED, State.COMPLETE)))
    assert [
        (found[day].in_all.complete, found[day].new.complete, found[day].taken_back) for day in found
    ] == [
        (1, 1, 0),
        (0, 0, 1),
        (1, 1, 0),
        (1, 0, 0),
    ]


def test_completed_and_sent_back_on_one_day_is_nothing_new() -> None:
    page = pages(case("1", move(MON, State.COMPLETE), move(MON, State.SENT_BACK)))[MON]
    assert (page.new.complete, page.taken_back) == (0, 0)


def test_a_return_closed_without_a_signature_stays_complete_and_waits_for_nobody() -> None:
    closed = case("1", move(MON, State.COMPLETE), move(TUE, State.CLOSED_UNSIGNED))
    never = case("2", move(TUE, State.CLOSED_UNSIGNED))
    page = pages(closed, never)[WED]
    assert (page.in_all.complete, page.total.open, page.unsigned) == (1, 0, ())


def test_how_it_was_answered_is_told_by_what_completed_it() -> None:
    signed = (move(MON, State.COMPLETE_TELEPHONE, "telephone"), move(TUE, State.SIGNED_OFF))
    assert pages(case("1", *signed))[TUE].in_all == Completes(telephone=1, signed=1)
    assert completing((move(MON, State.SIGNED_IN_PART), move(TUE, State.SIGNED_OFF))) == move(
        MON, State.SIGNED_IN_PART
    )
    assert completing((move(MON, State.COMPLETE), move(MON, State.SUPERSEDED))) is None
    assert completing(()) is None


def test_the_rate_of_a_type_and_what_it_can_still_become() -> None:
    """Of ten, one is complete; of three more that are in the wave one refuses on Tuesday, for good."""
    refuses = case("3", calls=(Coded(MON, "R1"), Coded(TUE, "R2")))
    found = pages(SIGNED, case("2"), refuses, case("4", kind="st"))
    practice, agency = found[MON].rows
    assert (practice.name, practice.population, practice.rate, practice.most) == (
        "Practice",
        10,
        Fraction(0),
        Fraction(3, 10),
    )
    assert (agency.population, agency.rate, agency.most) == (1, Fraction(0), Fraction(1))
    assert (found[TUE].rows[0].rate, found[TUE].rows[0].most) == (Fraction(1, 10), Fraction(2, 10))
    assert (found[TUE].total.population, found[TUE].total.complete, found[TUE].total.open) == (11, 1, 2)


def test_what_is_not_eligible_leaves_the_cases_that_are_counted() -> None:
    merged = case("1", kind="st", calls=(Coded(TUE, "E3", dialled=False),))
    found = pages(merged, case("2", kind="st"))
    agencies = {day: next(row for row in page.rows if row.type == "st") for day, page in found.items()}
    assert (agencies[MON].population, agencies[MON].open) == (2, 2)
    assert (agencies[TUE].population, agencies[TUE].open) == (1, 1)
    assert found[TUE].calls == 0


def test_calls_of_a_day_by_what_they_came_to() -> None:
    codes = ("N1", "N4", "R1", "R2", "B1", "T1", "X2", "C1")
    calls = tuple(Coded(TUE, code) for code in codes)
    spoken = case("2", move(TUE, State.COMPLETE_TELEPHONE, "telephone"))
    doings = {TUE: Doings(hours=Fraction(1, 2), appointments={"made": 2}, letters={"sent": 5})}
    page = pages(case("1", calls=calls), spoken, doings=doings)[TUE]
    assert (page.calls, dict(page.outcomes)) == (
        8,
        {Group.SILENT: 2, Group.SPOKEN: 4, Group.UNAIDED: 1, Group.DONE: 1},
    )
    assert (page.soft, page.hard, page.to_office) == (1, 1, 1)
    assert (page.calls_per_complete, page.completes_per_hour) == (Fraction(8), Fraction(2))
    other = pages(case("1", calls=calls), spoken)[WED]
    assert (other.calls, other.calls_per_complete, other.completes_per_hour) == (0, None, None)
