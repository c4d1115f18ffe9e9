"""With a login for each, on a real server: everybody does the whole of their work, and the server refuses the rest."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from s11chat.assurance.right import Role
from s11chat.bootstrap import desk_to_fill, open_desk
from s11chat.dialog.model import Dialog
from s11chat.engine.intent import Reply
from s11chat.errors import RightsError, UsageError
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Standing
from s11chat.services.admitting import issue, revoke
from s11chat.services.chronicling import field_diary
from s11chat.services.codingdesk import CodingDesk
from s11chat.services.comparing import compare
from s11chat.services.copying import copy_waves
from s11chat.services.counting import response
from s11chat.services.desk import Desk
from s11chat.services.echoing import Echoing, echo_lines
from s11chat.services.fielding import add_person, close_wave, new_wave, persons
from s11chat.services.framing import import_frame
from s11chat.services.granting import make_roles, roles_sql
from s11chat.services.keeping import verify
from s11chat.services.outcome_entry import Coding
from s11chat.services.quoting import choose
from s11chat.services.redacting import carry_out, redaction_of
from s11chat.services.sampling import draw
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from s11chat.settings import located, shipped
from s11chat.store.role import HISTORY, roles
from s11chat.store.table import ENTRIES
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    LEADS,
    PHRASE,
    PRACTICE,
    SURVEY,
    Clock,
    Dice,
    answer_on,
    settings_in,
)
from tests.postgres import Server

WORD = "a-word-of-theirs"
NAMES = {role.name: f"{role.name}_{secrets.token_hex(3)}" for role in roles()}
"""The logins, by role."""
PREFIX = f"p{secrets.token_hex(3)}"
Login = Callable[..., Desk]
ByHand = Callable[[str, str], str]


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def name(home: Path) -> str:
    """What the server calls the database."""
    return settings_in(home).database.partition("@/")[2].partition("?")[0]


@pytest.fixture
def granted(server: Server, desk: Desk, name: str) -> Iterator[None]:
    """The roles, and a login for each."""
    make_roles(desk.kept, PREFIX)
    every = [f"{PREFIX}_owner", *(f"{PREFIX}_{role}" for role in NAMES)]
    for role, login in NAMES.items():
        server.do(f"CREATE ROLE {{}} LOGIN PASSWORD '{WORD}' IN ROLE {{}}", login, f"{PREFIX}_{role}")
    yield
    for one in (*NAMES.values(), *every):
        server.do("DROP OWNED BY {} CASCADE", one, database=name)
    for one in (*NAMES.values(), *every):
        server.do("DROP ROLE {}", one)


@pytest.fixture
def login(
    granted: None, server: Server, home: Path, name: str, clock: Clock, dialogs: Mapping[str, Dialog]
) -> Iterator[Login]:
    """The desk of whoever logs in for a role, under no other name."""
    opened: list[Desk] = []

    def desk_of(role: str, actor: str = "") -> Desk:
        url = f"postgresql+psycopg://{NAMES[role]}:{WORD}@127.0.0.1:{server.port}/{name}"
        settings = replace(settings_in(home), database=url, actor=actor or "somebody", named=bool(actor))
        desk = open_desk(settings, clock=clock, create=False)
        opened.append(Desk(replace(desk.kept, token=Dice(role), place="desk", _dialogs=dict(dialogs))))
        return opened[-1]

    yield desk_of
    for desk in opened:
        desk.close()


@pytest.fixture
def by_hand(granted: None, server: Server, name: str) -> ByHand:
    """Runs a statement as the login of a role, past the program; returns what the server refused it with."""

    def run(role: str, statement: str) -> str:
        user = NAMES.get(role, role)
        address = f"host=127.0.0.1 port={server.port} user={user} password={WORD} dbname={name}"
        with psycopg.connect(address, autocommit=True) as connection:
            try:
                connection.execute(sql.SQL(statement))
            except psycopg.Error as error:
                return error.sqlstate or ""
        return ""

    return run


REFUSED = "42501"


def test_the_whole_work_of_an_interviewer(login: Login, desk: Desk) -> None:
    ida = login("interviewer")
    assert ida.actor == NAMES["interviewer"]
    room = ida.call_room(AUDIT)
    assert room.next() is not None
    room.dial("01632 960 001")
    room.code(Coding("N1"))
    card = room.next()
    assert card is not None
    room.dial("01632 960 001")
    answer_on(interview := room.interview())
    interview.leave()
    room.code(Coding("C1"))
    room.leave()
    interview = ida.interview_as_interviewer(CLUB if card.case != CLUB else COUNCIL)
    interview.replace_contact("Eve Hart", "Secretary")
    answer_on(interview)
    interview.leave()
    add_person(ida.kept, PRACTICE, "Nell Thimble")
    first = issue(ida.kept, PRACTICE, Role.DELEGATE, person="Nell Thimble")
    assert issue(ida.kept, PRACTICE, Role.DELEGATE, person="Nell Thimble").code != first.code
    assert "01632 960011" in {person.phone for person in persons(ida.kept, PRACTICE)}
    assert ida.cases(AUDIT)
    assert ida.returned(card.case)
    assert ida.certificate(card.case).text
    Supervision(login("office").kept, AUDIT).say("Ring the club", to=ida.actor)
    assert verify(desk.kept).faults == ()
    assert {one.by_name for one in desk.kept.fieldbook.calls_of_wave(AUDIT)} == {ida.actor}


def test_the_whole_work_of_the_office(login: Login, home: Path) -> None:
    office = login("office", "Mo Manager")
    kept = office.kept
    new_wave(kept, "new", shipped("dialogs") / "chscb-2011.yaml", population={"gp": 7})
    frame = home / "new.csv"
    frame.write_text("ref,name,type,lead_name\nX,Example,gp,Ann Lead\n", encoding="utf-8")
    import_frame(kept, "new", frame)
    kept.plans.settle("new", Plan(helpline="01632 960 111"), office.actor, kept.clock())
    appoint(kept, "new", "Mo Manager", Role.MANAGER)
    assert issue(kept, "new/X", Role.LEAD).code
    assert revoke(kept, "new/X") == 1
    kept.queue.assign("new", ["X"], "Ida", 2)
    close_wave(kept, "new")
    assert kept.casebook.wave("new").state == "closed"
    assert kept.queue.of("new", "X").position.standing is Standing.CLOSED
    assert verify(kept).faults == ()


def test_delegates_and_leads_at_a_door_of_its_own(login: Login, desk: Desk) -> None:
    code = issue(desk.kept, PRACTICE, Role.LEAD).code
    door = login("door")
    with pytest.raises(Exception, match="code"):
        door.admit(code[:-2] + ("AA" if not code.endswith("AA") else "BB"))
    with pytest.raises(RightsError, match="may not do this in"):
        login("interviewer").admit(code)
    lead = door.admit(code)
    interview = door.interview(lead)
    answer_on(interview)
    interview.leave()
    docket = door.docket(lead)
    docket.enrol(PHRASE)
    docket.review()
    docket.sign(("1",), PHRASE, LEADS[PRACTICE])
    assert verify(desk.kept).faults == ()
    with pytest.raises(RightsError):
        close_wave(door.kept, AUDIT)


def test_an_analyst_reads_answers_and_not_where_people_are_reached(login: Login, by_hand: ByHand) -> None:
    ida = login("interviewer")
    interview = ida.interview_as_interviewer(CLUB)
    answer_on(interview)
    interview.leave()
    analyst = login("analyst")
    assert analyst.returned(CLUB).answers
    assert analyst.cases(AUDIT)
    assert response(analyst.kept, SURVEY)
    assert analyst.kept.fieldbook.calls_of_wave(AUDIT) == ()
    assert analyst.kept.fieldbook.letters_of_wave(AUDIT) == ()
    assert field_diary(analyst.kept, AUDIT)
    lead = analyst.kept.case(PRACTICE).lead
    assert lead is not None
    assert (lead.name, lead.email, lead.phone) == ("Ben Marsh", "", "")
    desk = CodingDesk(analyst.kept, AUDIT, "1.1.evidence")
    assert desk.put("IN1", [desk.add("Minutes").code]).codes == ("minutes",)
    draw(analyst.kept, AUDIT, "1.1.evidence", Fraction(1))
    assert choose(analyst.kept, AUDIT, "1.1.evidence", "IN1").text
    with pytest.raises(
        RightsError, match=r"The user you come as may not do this in .*: have its owner grant it\."
    ):
        analyst.interview_as_interviewer(PRACTICE)
    assert not by_hand("analyst", "SELECT value, words FROM response")
    for statement in (
        "SELECT phone FROM person",
        "SELECT email FROM person",
        "SELECT number FROM call",
        "SELECT address FROM mailing",
        "SELECT verifier FROM access",
        "SELECT phrase_salt FROM signing_key",
        "SELECT * FROM message",
        "INSERT INTO attempt VALUES ('x', 1, '', '')",
    ):
        assert by_hand("analyst", statement) == REFUSED, statement


def test_staff_answer_at_the_door_and_no_login_but_the_office_reads_an_answer(
    login: Login, by_hand: ByHand, desk: Desk
) -> None:
    dialog = Path(__file__).parent.parent / "dialogs" / "echo.yaml"
    code = Echoing(desk.kept, PRACTICE).open(dialog, minimum=5).code
    door, analyst = login("door"), login("analyst")
    for _ in range(5):
        sitting = door.staff_sitting(code)
        assert sitting is not None
        for line in ("agree", "disagree", "More time for it."):
            sitting.respond(Reply(line))
    assert [line.answered for line in echo_lines(analyst.kept, AUDIT)] == [5]
    Echoing(desk.kept, PRACTICE).close()
    assert compare(analyst.kept, PRACTICE).answered == 5
    for role in ("analyst", "interviewer", "monitor"):
        assert by_hand(role, "SELECT answers FROM echo_answer") == REFUSED
    assert by_hand("door", "UPDATE echo SET minimum = 1") == REFUSED


def test_a_monitor_counts(by_hand: ByHand) -> None:
    assert not by_hand("monitor", "SELECT state, count(*) FROM audit_return GROUP BY state")
    assert not by_hand("monitor", "SELECT outcome, count(*) FROM call WHERE attempt GROUP BY outcome")
    assert not by_hand("monitor", "SELECT substr(at, 1, 10), count(*) FROM response GROUP BY 1")
    for statement in (
        "SELECT value FROM response",
        "SELECT name FROM person",
        "SELECT body FROM event",
        "SELECT name FROM organisation",
    ):
        assert by_hand("monitor", statement) == REFUSED, statement


@pytest.mark.parametrize("role", [*(name for name in NAMES if name != "redactor"), "owner"])
def test_nobody_rewrites_history(by_hand: ByHand, server: Server, role: str) -> None:
    login = role
    if role == "owner":
        login = f"o{secrets.token_hex(3)}"
        server.do(f"CREATE ROLE {{}} LOGIN PASSWORD '{WORD}' IN ROLE {{}}", login, f"{PREFIX}_owner")
    try:
        for table in HISTORY:
            for statement in (
                f'UPDATE "{table.name}" SET seq = seq',
                f'UPDATE "{table.name}" SET salt = salt'
                if "salt" in table.c
                else f'UPDATE "{table.name}" SET body = body',
                f'DELETE FROM "{table.name}"',
                f'TRUNCATE "{table.name}"',
            ):
                assert by_hand(login, statement) == REFUSED, statement
    finally:
        if role == "owner":
            server.do("DROP ROLE {}", login)
    echoed = ("echo_answer", "echo_figure")
    assert {table.name for table in HISTORY} >= {"event", "act", *echoed, *(table.name for table in ENTRIES)}


def test_a_redactor_empties_what_is_personal_and_changes_nothing_else(login: Login, by_hand: ByHand) -> None:
    for table in HISTORY:
        for statement in (f'UPDATE "{table.name}" SET seq = seq', f'DELETE FROM "{table.name}"'):
            assert by_hand("redactor", statement) == REFUSED, statement
    for statement in (
        "UPDATE event SET body = body",
        "UPDATE response SET revision = revision",
        "UPDATE response SET no_answer = no_answer",
        "UPDATE transition SET became = became",
        "UPDATE redaction SET by_name = by_name",
        "INSERT INTO response SELECT * FROM response",
    ):
        assert by_hand("redactor", statement) == REFUSED, statement
    redactor = login("redactor")
    carry_out(redactor.kept, redaction_of(redactor.kept, CLUB, LEADS[CLUB], "asked for it"))
    assert LEADS[CLUB] not in {one.name for one in redactor.kept.casebook.persons(AUDIT)}
    assert verify(redactor.kept).faults == ()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO wave SELECT * FROM wave",
        "UPDATE wave SET state = 'closed'",
        "UPDATE organisation SET name = ''",
        "INSERT INTO audit_case VALUES ('audit-11', 'X', '', '')",
        "INSERT INTO audit_return VALUES ('x', 'audit-11', 'X', '', '')",
        "INSERT INTO signature SELECT * FROM signature",
        "INSERT INTO mailing SELECT * FROM mailing",
        "INSERT INTO plan SELECT * FROM plan",
        "INSERT INTO signing_key SELECT * FROM signing_key",
        "UPDATE person SET role = 'manager'",
        "UPDATE access SET verifier = ''",
        "DELETE FROM queue",
        "DELETE FROM person",
        "CREATE TABLE mine (x text)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_is_no_interviewers_work_is_refused(by_hand: ByHand, statement: str) -> None:
    assert by_hand("interviewer", statement) == REFUSED


def test_a_login_acts_under_its_own_name(login: Login) -> None:
    assert login("interviewer", NAMES["interviewer"].upper()).actor == NAMES["interviewer"].upper()
    for role in ("interviewer", "analyst", "door"):
        with pytest.raises(RightsError, match=f"knows you as {NAMES[role]}: leave out --actor"):
            login(role, "Mo Manager")
    assert login("office", "Mo Manager").actor == "Mo Manager"
    assert login("office").actor == NAMES["office"]


def test_roles_are_brought_up_to_date_after_an_upgrade(
    desk: Desk, granted: None, server: Server, name: str, by_hand: ByHand
) -> None:
    """What was granted by hand is taken back, what was taken is granted; tables made since belong to the owner."""
    server.do("GRANT UPDATE ON response TO {}", f"{PREFIX}_interviewer", database=name)
    server.do("GRANT SELECT (phone) ON person TO {}", f"{PREFIX}_analyst", database=name)
    server.do("REVOKE ALL ON plan FROM {}", f"{PREFIX}_office", database=name)
    server.do("ALTER TABLE plan OWNER TO postgres", database=name)
    assert not by_hand("interviewer", "UPDATE response SET words = words")
    make_roles(desk.kept, PREFIX)
    make_roles(desk.kept, PREFIX)
    assert by_hand("interviewer", "UPDATE response SET words = words") == REFUSED
    assert by_hand("analyst", "SELECT phone FROM person") == REFUSED
    assert not by_hand("office", "SELECT * FROM plan")
    owned = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
    assert server.do(owned, database=name) == [(f"{PREFIX}_owner",)]


def test_an_owner_who_is_no_superuser_makes_them(server: Server, home: Path, server_url: str) -> None:
    """As on a server that somebody else runs."""
    boss, prefix = f"b{secrets.token_hex(3)}", f"q{secrets.token_hex(3)}"
    name = server_url.partition("@/")[2].partition("?")[0]
    server.do(f"CREATE ROLE {{}} LOGIN CREATEROLE PASSWORD '{WORD}'", boss)
    server.do("ALTER DATABASE {} OWNER TO {}", name, boss)
    url = f"postgresql+psycopg://{boss}:{WORD}@127.0.0.1:{server.port}/{name}"
    desk = open_desk(replace(settings_in(home), database=url))
    try:
        make_roles(desk.kept, prefix)
        make_roles(desk.kept, prefix)
        new_wave(desk.kept, "new", shipped("dialogs") / "chscb-2011.yaml")
        assert verify(desk.kept).faults == ()
    finally:
        desk.close()
    for one in (boss, *(f"{prefix}_{role}" for role in ("owner", *NAMES))):
        server.do("DROP OWNED BY {} CASCADE", one, database=name)
        if one == boss:
            server.do("ALTER DATABASE {} OWNER TO postgres", name)
    for one in (*(f"{prefix}_{role}" for role in ("owner", *NAMES)), boss):
        server.do("DROP ROLE {}", one)


def test_waves_leave_a_server_with_the_owner_alone(
    login: Login, server: Server, home: Path, tmp_path: Path
) -> None:
    server.do("GRANT {} TO {}", f"{PREFIX}_owner", NAMES["monitor"])
    for role, may in (("office", False), ("monitor", True)):
        with desk_to_fill(located(settings_in(tmp_path), str(tmp_path / f"{role}.db"))) as target:
            source = login(role, "Mo Manager").kept
            assert copy_waves(source, target.kept, lambda *_: None, wave=AUDIT).left_open == (AUDIT,)
            if not may:
                with pytest.raises(RightsError, match="may not do this in"):
                    copy_waves(source, target.kept, lambda *_: None, wave=SURVEY, move=True)
                continue
            assert not copy_waves(source, target.kept, lambda *_: None, wave=SURVEY, move=True).unmarked
            assert source.casebook.wave(SURVEY).state == "closed"
            assert verify(source).faults == ()


def test_who_may_not_make_roles_is_told(login: Login) -> None:
    with pytest.raises(RightsError, match="may not do this"):
        make_roles(login("office", "Mo Manager").kept, f"{PREFIX}x")


def test_who_runs_no_wave_is_not_shown_what_roles_may_do(desk: Desk) -> None:
    appoint(desk.kept, AUDIT, "Ben", Role.INTERVIEWER)
    for ask in (roles_sql, make_roles):
        with pytest.raises(RightsError, match="An interviewer may not say who works in the office"):
            ask(replace(desk.kept, actor="Ben"))


def test_a_file_has_no_logins(furnished: Path, desk: Desk) -> None:
    file = open_desk(settings_in(furnished))
    try:
        with pytest.raises(UsageError, match="is a file and has no logins"):
            roles_sql(file.kept)
    finally:
        file.close()
    for prefix in ("", "x; DROP", "Ä", "a" * 60):
        with pytest.raises(UsageError, match="cannot begin the names of roles"):
            roles_sql(desk.kept, prefix)
    assert 'GRANT INSERT ON "public"."event"' in roles_sql(desk.kept, "team")
