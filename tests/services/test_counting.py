"""What a wave's cases come to: the survey of 2008 rebuilt case by case, and every kind of ending counted once."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from s11chat.analysis.rate import Dispositions
from s11chat.analysis.rate_table import Authority
from s11chat.bootstrap import open_desk
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.report import reliability as margins
from s11chat.report import response as response_paper
from s11chat.report import weighting
from s11chat.report.edition import Edition, Format, written
from s11chat.report.table import Report
from s11chat.services.counting import rates, reliability, response
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave, new_wave
from s11chat.services.framing import import_frame
from s11chat.settings import shipped
from s11chat.store.entry import Author, NewCall, NewTransition
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    LEADS,
    PHRASE,
    PRACTICE,
    PROVIDER,
    SURVEY,
    Clock,
    answer_on,
    delegate,
    docket,
    lead,
    plain_answer,
    say,
    settings_in,
)

PUBLISHED = Path(__file__).parents[1] / "data" / "dcsf-2008-response.csv"
OFFICE = Author("", "Ida Interviewer", "interviewer")


def published() -> dict[str, dict[str, str]]:
    """The printed figures by type."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return {row["type_code"]: row for row in csv.DictReader(file)}


def _written(report: Report, form: str) -> str:
    return written(report, Format(form), Edition(date(2026, 1, 1))).decode()


def called(desk: Desk, case: str, *outcomes: str) -> None:
    """Calls to a case that came to these outcomes."""
    calls = [NewCall(outcome=outcome, attempt=True) for outcome in outcomes]
    desk.kept.responses.record(desk.kept.case(case).return_id, OFFICE, desk.kept.clock(), calls)


def moved(desk: Desk, case: str, *states: State) -> None:
    """A return that went through these states."""
    moves = [NewTransition(state) for state in states]
    desk.kept.responses.record(desk.kept.case(case).return_id, OFFICE, desk.kept.clock(), moves)


@pytest.fixture(scope="module")
def survey_of_2008(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """1,153 made-up organisations of the published types, of which as many are complete as were."""
    home = tmp_path_factory.mktemp("survey of 2008")
    counts = {kind: row for kind, row in published().items() if kind != "TOTAL"}
    frame = home / "frame.csv"
    rows = [
        f"{kind}{number},{kind} {number},{kind}\n"
        for kind, row in counts.items()
        for number in range(1, int(row["population"]) + 1)
    ]
    frame.write_text("ref,name,type\n" + "".join(rows), encoding="utf-8")
    desk = open_desk(settings_in(home), clock=Clock())
    population = {kind: int(row["population"]) for kind, row in counts.items()}
    new_wave(desk.kept, "s08", shipped("dialogs") / "dcsf-2008.yaml", population=population)
    import_frame(desk.kept, "s08", frame)
    for kind, row in counts.items():
        for number in range(1, int(row["complete"]) + 1):
            moved(desk, f"s08/{kind}{number}", State.IN_PROGRESS, State.COMPLETE)
    yield desk
    desk.close()


def test_the_published_response_table_comes_out_of_the_cases(survey_of_2008: Desk) -> None:
    rows = list(
        csv.DictReader(
            _written(response_paper.report(response(survey_of_2008.kept, "s08")), "csv").splitlines()
        )
    )
    columns = ("population", "complete", "rate", "weighted_count", "weighted_profile")
    found = {row["type"]: {name: row[name] for name in columns} for row in rows}
    assert found == {kind: {name: row[name] for name in columns} for kind, row in published().items()}
    assert [row["type"] for row in rows] == list(published())


def test_the_published_profiles_come_out_of_the_cases(survey_of_2008: Desk) -> None:
    made = _written(weighting.report(response(survey_of_2008.kept, "s08")), "csv")
    found = {row["type"]: row for row in csv.DictReader(made.splitlines())}
    for kind, printed in published().items():
        for column in ("unweighted_profile", "weighted_profile"):
            assert found[kind][column] == printed[column] or not printed[column], (kind, column)
    assert (found["PRIS"]["weight"], found["BTP"]["weight"], found["TOTAL"]["weight"]) == (
        "1.8113",
        "-",
        "1.0000",
    )
    told = json.loads(_written(weighting.report(response(survey_of_2008.kept, "s08")), "json"))
    assert (round(told["n_eff"], 2), round(told["deff"], 4), told["weighting_base"]) == (603.03, 1.0729, 1150)


def test_the_published_tables_8_and_9_come_out_of_the_cases(survey_of_2008: Desk) -> None:
    report = reliability(survey_of_2008.kept, "s08")
    told = json.loads(_written(margins.report(report), "json"))
    assert (told["n"], round(told["n_eff"], 2), round(told["deff"], 4)) == (647, 603.03, 1.0729)
    at = ("at_10", "at_30", "at_50")
    assert [[row[name] for name in ("n", *at)] for row in told["tolerance"]] == [
        [603, 2, 3, 3],
        [100, 6, 9, 9],
        [200, 4, 6, 6],
        [500, 2, 3, 3],
        [1000, 1, 1, 1],
    ]
    assert [[row[name] for name in ("n1", "n2", *at)] for row in told["significance"]] == [
        [100, 100, 8, 12, 13],
        [100, 400, 6, 9, 10],
        [250, 250, 5, 7, 8],
        [500, 500, 3, 4, 5],
    ]
    assert round(told["tolerance"][0]["exact"]["at_50"], 2) == 2.76
    rows = _written(margins.report(report), "csv").splitlines()
    assert (rows[0], rows[1], rows[-1], len(rows)) == (
        "table,n1,n2,at_10,at_30,at_50",
        "tolerance,603,,2,3,3",
        "significance,500,500,3,4,5",
        10,
    )


def test_the_published_groups_come_out_of_the_cases(survey_of_2008: Desk) -> None:
    """The report's analysis groups have 248, 238 and 161 returns; the last needs police and probation too."""
    report = rates(survey_of_2008.kept, "s08", "group")
    assert {row.name: (row.counts.total, row.counts.complete) for row in report.table.rows} == {
        "local authority": (381, 248),
        "health": (403, 238),
        "criminal justice": (369, 161),
    }
    assert report.table.total.rates.rr1 == Fraction(647, 1153)


def test_every_ending_is_counted_once_and_in_its_class(desk: Desk) -> None:
    answering = delegate(desk, COUNCIL)
    answer_on(answering)
    answering.leave()
    called(desk, PRACTICE, "N1", "R2", "N1")
    called(desk, PROVIDER, "E2")
    called(desk, CLUB, "T1")
    report = rates(desk.kept, AUDIT)
    assert report.table.total.counts == Dispositions(complete=1, refusal=1, unknown_other=1, not_eligible=1)
    assert report.table.e == Fraction(2, 3)
    assert {row.key: row.counts.total for row in report.table.rows} == {
        "statutory": 1,
        "gp": 1,
        "commissioned": 1,
        "independent": 1,
    }
    assert rates(desk.kept, AUDIT, e=Fraction(1, 2)).table.e == Fraction(1, 2)


def test_an_appointment_is_never_a_refusal(desk: Desk) -> None:
    called(desk, PRACTICE, "A1")
    called(desk, CLUB, "N1", "A3")
    counts = rates(desk.kept, AUDIT).table.total.counts
    assert (counts.refusal, counts.other, counts.non_contact) == (0, 1, 3)


def test_how_much_is_answered_makes_a_return_partial_or_broken_off(desk: Desk) -> None:
    """34 standards: 20 answered are more than half, and less than the nine tenths a plan may ask for."""
    sitting = delegate(desk, PRACTICE)
    while sum(line.answered for line in desk.cases(AUDIT) if line.case == PRACTICE) < 20:
        question = sitting.conversation.current
        assert question is not None
        say(sitting, plain_answer(question))
    sitting.leave()
    few = delegate(desk, CLUB, "Eve Hart")
    answer_on(few, until="1.2")
    few.leave()
    counts = rates(desk.kept, AUDIT).table.total.counts
    assert (counts.partial, counts.refusal, counts.complete) == (1, 1, 0)
    assert response(desk.kept, AUDIT).table.total.cell.complete == 0
    desk.kept.plans.settle(AUDIT, Plan(partial=0.9), "Ida Interviewer", desk.kept.clock())
    counts = rates(desk.kept, AUDIT).table.total.counts
    assert (counts.partial, counts.refusal) == (0, 2)


def test_what_stands_behind_complete_returns(answered: Desk) -> None:
    """A lead signs one and answers another alone; one waits unsigned, one was told to an interviewer."""
    signing = docket(answered, PRACTICE)
    signing.enrol(PHRASE)
    sections = tuple(section.section for section in signing.sections())
    signing.sign(sections, PHRASE, LEADS[PRACTICE])
    own = lead(answered, CLUB)
    answer_on(own)
    own.leave()
    spoken = answered.interview_as_interviewer(PROVIDER)
    answer_on(spoken)
    spoken.leave()
    report = rates(answered.kept, AUDIT)
    assert report.table.total.complete == {
        Authority.SIGNED: 2,
        Authority.UNSIGNED: 1,
        Authority.TELEPHONE: 1,
    }
    assert report.table.total.rates.rr1 == 1


def test_without_a_population_the_cases_are_counted(desk: Desk) -> None:
    called(desk, PROVIDER, "E1")
    table = response(desk.kept, AUDIT).table
    assert [(row.cell.type, row.cell.population, row.cell.of_frame) for row in table.rows] == [
        ("statutory", 1, True),
        ("gp", 1, True),
        ("commissioned", 0, True),
        ("independent", 1, True),
    ]


def test_a_population_given_for_some_types_only(desk: Desk, tmp_path: Path) -> None:
    new_wave(desk.kept, "w", shipped("dialogs") / "chscb-2011.yaml", population={"gp": 44, "statutory": 18})
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type\nA,A,gp\nB,B,gp\nC,C,independent\n", encoding="utf-8")
    import_frame(desk.kept, "w", frame)
    table = response(desk.kept, "w").table
    assert {row.cell.type: row.cell.population for row in table.rows} == {
        "statutory": 18,
        "gp": 44,
        "independent": 1,
    }
    assert [cell.type for cell in table.of_frame] == ["independent"]


def test_an_empty_wave_has_no_rates(desk: Desk) -> None:
    new_wave(desk.kept, "empty", shipped("dialogs") / "chscb-2011.yaml")
    assert response(desk.kept, "empty").table.rows == ()
    assert rates(desk.kept, "empty").table.total.rates.rr1 is None


def test_groups_are_those_of_the_dialog(desk: Desk) -> None:
    assert [row.name for row in rates(desk.kept, SURVEY, "group").table.rows] == [
        "local authority",
        "health",
        "criminal justice",
    ]
    assert {row.key for row in rates(desk.kept, AUDIT, "group").table.rows} == {
        "statutory",
        "gp",
        "commissioned",
        "independent",
    }
    new_wave(desk.kept, "modern", shipped("dialogs") / "section11-2023.yaml")
    with pytest.raises(UsageError, match="'section11-2023' puts its organisations in no groups"):
        rates(desk.kept, "modern", "group")


def test_a_closed_wave_says_so_and_counts_as_before(answered: Desk) -> None:
    before = rates(answered.kept, AUDIT).table.total.counts
    assert not rates(answered.kept, AUDIT).wave.closed
    close_wave(answered.kept, AUDIT)
    report = rates(answered.kept, AUDIT)
    assert report.wave.closed
    assert report.table.total.counts == before
