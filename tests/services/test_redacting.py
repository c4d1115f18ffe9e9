"""A person is taken out of everything that is kept, and what is left still verifies and says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from s11chat.assurance.canonical import row_digest
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.errors import AccessError, StateError, UsageError
from s11chat.services import planning
from s11chat.services.assigning import assign
from s11chat.services.bundling import make
from s11chat.services.covering import faults
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.disclosing import disclosure
from s11chat.services.fielding import add_person, close_wave, new_wave
from s11chat.services.following import Following
from s11chat.services.framing import check_frame, import_frame
from s11chat.services.keeping import verify
from s11chat.services.redacting import carry_out, purge_of, redaction_of
from s11chat.services.supervising import Supervision
from s11chat.services.unclosing import reopen_wave, unclosing
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    DISTRICT,
    FRAMES,
    LEADS,
    MORNING,
    NELL,
    PHRASE,
    PRACTICE,
    Clock,
    admitted,
    code_for,
    copied,
    delegate,
    desk_in,
    docket,
    lead,
    say,
)

ON_BOTH = True
SECRETS = ("thimble", "nell@", "9607 77", "960777", "kitchen")
"""What tells of Nell Thimble, wherever it is kept."""


def dumped(desk: Desk) -> str:
    """Everything in every table, in small letters."""
    with desk.kept.database.reading() as connection:
        tables = SQLModel.metadata.sorted_tables
        return "\n".join(
            str(row) for one in tables for row in connection.execute(text(f'SELECT * FROM "{one.name}"'))
        ).lower()


@pytest.fixture(scope="module")
def lives() -> dict[str, Path]:
    """The data folders that `lived` copies, by what keeps the database."""
    return {}


@pytest.fixture
def lived(
    backend: str,
    lives: dict[str, Path],
    request: pytest.FixtureRequest,
    clock: Clock,
    dialogs: Mapping[str, Dialog],
    tmp_path: Path,
) -> Iterator[Desk]:
    """A return that Nell answered and its lead signed, with her name and words wherever they can come."""
    if backend not in lives:
        source = request.getfixturevalue("filled" if backend == "sqlite" else "filled_on_server")
        lives[backend] = copied(source, request.getfixturevalue("tmp_path_factory").mktemp("lived"))
        live(lives[backend], dialogs)
    folder = copied(lives[backend], tmp_path / "home")
    opened = desk_in(folder, clock, dialogs)
    yield opened
    opened.close()


def live(home: Path, dialogs: Mapping[str, Dialog]) -> None:
    desk = desk_in(home, Clock(MORNING - timedelta(hours=4)), dialogs)
    kept = desk.kept
    for elsewhere in (COUNCIL, DISTRICT):  # where she answered too
        taken_out(desk, elsewhere)
    add_person(kept, PRACTICE, NELL, email="nell@example.org", phone="01632 960777")
    sitting = desk.interview(admitted(desk, PRACTICE))
    say(
        sitting,
        ":note ask me in the kitchen",
        ":casenote kitchen at the back",
        ":park 2.1 Nell Thimble until Friday",
    )
    sitting.leave()
    boss = lead(desk, PRACTICE)
    say(boss, ":casenote Nell  Thimble is away, 01632-960-777")
    boss.leave()
    opened = docket(desk, PRACTICE)
    opened.query("1.1", "Nell, since when?")
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, LEADS[PRACTICE])
    Delegating(kept, PRACTICE).give("2", NELL, note="for nell@example.org")
    Supervision(kept, AUDIT).say("Ring nell thimble at the other number", ref="GP1")
    desk.close()


def taken_out(desk: Desk, case: str = PRACTICE, name: str = NELL, reason: str = "Nell asked for it") -> None:
    carry_out(desk.kept, redaction_of(desk.kept, case, name, reason))


def files_of(desk: Desk) -> Iterator[Path]:
    file = desk.kept.database.file
    if file is not None:
        yield from file.parent.glob("s11chat.db*")


def test_a_person_is_gone_from_everywhere_and_the_rest_stands(lived: Desk) -> None:
    before = lived.returned(PRACTICE)
    assert all(one in dumped(lived) for one in ("thimble", "nell@", "kitchen"))
    taken_out(lived)
    assert [row for row in dumped(lived).splitlines() for one in SECRETS if one in row] == []
    for file in files_of(lived):
        content = file.read_bytes().lower()
        assert [one for one in SECRETS if one.encode() in content] == [], file.name
    after = lived.returned(PRACTICE)
    said = {line.question: line.answer.value for line in before.answers if line.answer}
    now = {line.question: line.answer.value for line in after.answers if line.answer}
    changed = {question for question in said if now[question] != said[question]}
    assert {now[question] for question in changed} == {MARK}
    assert (len(said) - len(changed), "1.1" in changed, "1.1.evidence" in changed) == (30, False, True)
    assert {line.by for line in after.answers if line.role == "delegate"} == {MARK}
    found = verify(lived.kept)
    assert found.faults == ()
    assert any(
        f"{PRACTICE}: " in one and "redacted on 1 September 2026 by" in one for one in found.redactions
    )


def test_what_is_left_can_be_changed_no_more_than_before(lived: Desk) -> None:
    taken_out(lived)
    for statement in (
        "UPDATE response SET value = replace(value, 'fully_met', 'not_met') WHERE item = '1.1'",
        "UPDATE response SET by_name = 'Somebody' WHERE item = '1.2'",
        "UPDATE redaction SET reason = 'none'",
        "UPDATE redaction SET covers = '[]'",
        "UPDATE redaction SET signatures = '{}'",
        "DELETE FROM wave_redaction",
    ):
        with lived.kept.database.writing() as writing:
            savepoint = writing.connection.begin_nested()
            assert writing.connection.exec_driver_sql(statement).rowcount
            assert verify(lived.kept).faults, statement
            savepoint.rollback()
    assert verify(lived.kept).faults == ()


def test_a_signature_was_good_and_is_never_called_forged_or_simply_good(lived: Desk) -> None:
    taken_out(lived)
    line = next(one for one in lived.returned(PRACTICE).answers if one.question == "1.1")
    assert line.signed is not None
    assert line.signed.redacted.startswith(
        "was good; the text has been redacted since, on 1 September 2026 by "
    )
    certificate = lived.certificate(PRACTICE)
    for form in (certificate.text, certificate.html):
        assert "was good; the text has been redacted since" in form
        assert "SIGNED by" not in form.replace("NOT SIGNED", "")
    taken_out(lived, name=LEADS[PRACTICE])
    assert verify(lived.kept).faults == ()
    assert LEADS[PRACTICE] not in dumped(lived)
    assert any("was good; the text has been redacted since" in one for one in verify(lived.kept).redactions)


def forged(desk: Desk, case: str, item: str, was: str, now: str) -> list[str]:
    """What is wrong with the signatures on a return once an answer says something else and every digest fits it."""
    kept = desk.kept
    with kept.database.writing() as writing:
        savepoint = writing.connection.begin_nested()
        query = text(
            "SELECT * FROM response WHERE return_id = :id AND item = :item ORDER BY seq DESC LIMIT 1"
        )
        row = dict(
            writing.connection.execute(query, {"id": kept.case(case).return_id, "item": item})
            .mappings()
            .one()
        )
        assert was in row["value"]
        row["value"] = row["value"].replace(was, now)
        row["digest"] = row_digest(row)
        change = text(
            "UPDATE response SET value = :value, digest = :digest WHERE return_id = :return_id AND seq = :seq"
        )
        writing.connection.execute(change, row)
        found = faults(kept, kept.case(case))
        savepoint.rollback()
    return found


def test_who_redacts_a_person_cannot_change_what_the_others_said(lived: Desk) -> None:
    opened = docket(lived, PRACTICE)
    opened.amend("1.2", "partly met")
    opened.review()
    opened.sign(("1",), PHRASE, LEADS[PRACTICE])
    taken_out(lived)
    assert faults(lived.kept, lived.kept.case(PRACTICE)) == []
    (told,) = forged(lived, PRACTICE, "1.2", "partly_met", "fully_met")
    assert "beside what was redacted, the answers are not those that were signed" in told
    (line,) = [one for one in verify(lived.kept).redactions if "not held against the signature" in one]
    assert ("1.1" in line, "1.2," in line, "on section 1;" in line) == (True, False, True)


NAMED = """\
dialog: named
version: 1.0.0
title: Named
guidance: {edition: "Guidance of 2007", valid_from: "2007-04"}
sources: [{publication: A report, part: Annex}]
organisations: [{type: CLUB, say: Club, cohort: voluntary, lead: Chair}]
opening: {respondent: Welcome.}
closing: {respondent: Thank you.}
sections:
  - {section: one, title: One, items: [{item: q1, kind: text, kb: [action_plan], say: "What does {{ lead }} do?"}]}
  - {section: two, title: Two, items: [{item: q2, kind: text, kb: [action_plan], say: "What does everybody do?"}]}
"""


def test_a_section_that_named_somebody_is_the_only_one_exempt(lived: Desk, tmp_path: Path) -> None:
    (tmp_path / "named.yaml").write_text(NAMED, encoding="utf-8")
    (tmp_path / "frame.csv").write_text(
        "ref,name,type,lead_name\nC1,Oak Club,CLUB,Ann Lead\n", encoding="utf-8"
    )
    new_wave(lived.kept, "named", tmp_path / "named.yaml")
    import_frame(lived.kept, "named", tmp_path / "frame.csv")
    sitting = delegate(lived, "named/C1", "Sam Pool")
    say(sitting, "Training twice a year", "Training once a year")
    sitting.leave()
    opened = docket(lived, "named/C1")
    opened.enrol(PHRASE)
    opened.sign(("one", "two"), PHRASE, "Ann Lead")
    taken_out(lived, "named/C1", "Ann Lead")
    assert faults(lived.kept, lived.kept.case("named/C1")) == []
    assert forged(lived, "named/C1", "q1", "twice", "never") == []
    assert "are not those that were signed" in forged(lived, "named/C1", "q2", "once", "never")[0]


def test_a_signature_that_was_not_good_stays_so(lived: Desk) -> None:
    with lived.kept.database.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE signature SET signature = 'ab'")
    plan = redaction_of(lived.kept, PRACTICE, NELL, "why")
    assert (plan.foreseen.good, plan.foreseen.bad) == (0, 1)
    carry_out(lived.kept, plan)
    assert any("was not good when its text was redacted" in one for one in verify(lived.kept).faults)


def test_what_is_foretold_is_what_is_done_and_once_is_enough(lived: Desk) -> None:
    plan = redaction_of(lived.kept, PRACTICE, NELL, "why")
    before = dumped(lived)
    assert dumped(lived) == before
    done = carry_out(lived.kept, plan)
    told, made = dict(plan.foreseen.rows), dict(done.redacted.rows)
    made.pop("acts of the office", None)
    told.pop("acts of the office", None)
    assert told == made
    assert done.wiped or lived.kept.database.file is None
    with pytest.raises(UsageError, match="Nobody called 'Nell Thimble' is on file"):
        redaction_of(lived.kept, PRACTICE, NELL, "why")


def test_namesakes_and_colleagues_keep_their_names(lived: Desk) -> None:
    add_person(lived.kept, CLUB, NELL)
    lived.kept.office.appoint(AUDIT, NELL, Role.INTERVIEWER.value, "Office", lived.kept.clock())
    Supervision(replace(lived.kept, actor=NELL), AUDIT).say("hello", ref="IN1")
    taken_out(lived)
    people = {(one.ref, one.name) for one in lived.kept.casebook.persons(AUDIT)}
    assert {("IN1", NELL), ("", NELL)} <= people
    assert ("GP1", NELL) not in people
    assert [m.from_name for m in lived.kept.plans.messages(AUDIT)][-1] == NELL


def test_their_code_opens_nothing_any_more(lived: Desk) -> None:
    code = code_for(lived, PRACTICE)
    taken_out(lived)
    with pytest.raises(AccessError, match="opens nothing"):
        lived.admit(code.code)


def test_a_whole_case_goes(lived: Desk) -> None:
    carry_out(lived.kept, redaction_of(lived.kept, PRACTICE, reason="abolished"))
    left = dumped(lived)
    assert [one for one in (*SECRETS, "ben marsh", "since when") if one in left] == []
    assert "omar reed" in left
    assert verify(lived.kept).faults == ()


def test_a_wave_is_purged_when_its_time_is_over_and_not_before(lived: Desk) -> None:
    kept = lived.kept
    with pytest.raises(StateError, match="is open: close it first"):
        purge_of(kept, AUDIT)
    close_wave(kept, AUDIT)
    with pytest.raises(StateError, match="No day is set"):
        purge_of(kept, AUDIT)
    planning.change(kept, AUDIT, {"retain_until": "2026-12-31"})
    with pytest.raises(StateError, match="is kept until 2026-12-31"):
        purge_of(kept, AUDIT)
    with pytest.raises(StateError, match="only how long it is kept"):
        planning.change(kept, AUDIT, {"attempts": 3})
    later = Desk(replace(kept, clock=lambda: kept.clock().replace(year=2027)))
    assert disclosure(later.kept, AUDIT).due
    carry_out(later.kept, purge_of(later.kept, AUDIT))
    left = dumped(later)
    names = [one for case, one in LEADS.items() if case.startswith(AUDIT)]
    assert [one for one in (*SECRETS, *names, "omar@", "ruth@", "01632 96001") if one.lower() in left] == []
    found = verify(later.kept)
    assert found.faults == ()
    assert any(one.startswith(f"Wave {AUDIT}: ") for one in found.redactions)
    assert {one.what: one.holds for one in disclosure(later.kept, AUDIT).held}["people on file"] == {}


BACK: dict[str, Callable[[Desk, Path], object]] = {
    "open the wave again": lambda desk, _: reopen_wave(desk.kept, AUDIT, "snowed in"),
    "ask what that would do": lambda desk, _: unclosing(desk.kept, AUDIT),
    "put somebody on file": lambda desk, _: add_person(desk.kept, PRACTICE, "Ann New"),
    "issue a code": lambda desk, _: code_for(desk, PRACTICE, Role.LEAD),
    "check a frame": lambda desk, file: check_frame(desk.kept, AUDIT, file),
    "give it to a moderator": lambda desk, _: assign(desk.kept, PRACTICE, "Mo Moderator"),
    "ask after a plan": lambda desk, _: Following(desk.kept, PRACTICE).chase("How is it?"),
    "leave a message": lambda desk, _: Supervision(desk.kept, AUDIT).say("Ring Nell"),
    "make a bundle": lambda desk, file: make(desk.kept, PRACTICE, file),
}
"""What would bring people back into a wave, or somebody to work in it."""


def test_nobody_comes_back_into_a_purged_wave(lived: Desk, tmp_path: Path) -> None:
    kept = lived.kept
    planning.change(kept, AUDIT, {"retain_until": "2026-12-31"})
    kept.office.appoint(AUDIT, "Mo Moderator", Role.MODERATOR.value, "Office", kept.clock())
    kept.office.appoint(AUDIT, kept.actor, Role.MANAGER.value, "Office", kept.clock())
    close_wave(kept, AUDIT)
    later = Desk(replace(kept, clock=lambda: kept.clock().replace(year=2027)))
    carry_out(later.kept, purge_of(later.kept, AUDIT))
    file = tmp_path / "frame.csv"
    file.write_text(FRAMES[AUDIT], encoding="utf-8")
    before = dumped(later)
    told = {}
    for name, act in BACK.items():
        with pytest.raises(StateError) as refused:
            act(later, file)
        told[name] = str(refused.value)
    assert "takes no more answers" in told.pop("make a bundle")
    assert [name for name, said in told.items() if f"Wave {AUDIT} was purged on " not in said] == []
    assert dumped(later) == before
    assert verify(later.kept).faults == ()


def test_nobody_gets_a_code_in_place_of_whoever_was_redacted(lived: Desk) -> None:
    taken_out(lived, name=LEADS[PRACTICE])
    with pytest.raises(StateError, match="was redacted: first put on file who it is now"):
        code_for(lived, PRACTICE, Role.LEAD)
    add_person(lived.kept, PRACTICE, "Ann New", office="lead")
    assert lived.admit(code_for(lived, PRACTICE, Role.LEAD).code).name == "Ann New"


def test_what_is_held_is_listed_with_why_and_who(lived: Desk) -> None:
    found = disclosure(lived.kept, AUDIT)
    held = {one.what: one for one in found.held}
    assert held["people on file"].holds == {"names": 6, "contact details": 5}
    assert held["people on file"].seen_by == ("interviewer", "manager")
    assert held["remarks"].holds["free words"] == held["remarks"].rows == 3
    assert "section 11 of the Children Act 2004" in held["answers"].basis
    assert all(one.why and one.basis and one.seen_by for one in found.held)
    json.dumps([one.holds for one in found.held])
