"""Letters written: the code in them opens the door, the older one does not, and no code is anywhere else."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from s11chat.assurance.code import UNKNOWN_CODE
from s11chat.assurance.right import Role
from s11chat.errors import AccessError, RightsError, SourceError, StateError, UsageError
from s11chat.exchange.smtp import Post, Server, Tls
from s11chat.fieldwork.letter import Kind, Standing, Step
from s11chat.fieldwork.plan import Plan, Stage, StageKind
from s11chat.report.letter import HIDDEN_CODE, Templates
from s11chat.services.addressing import Asked, Mailing, mailing
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, close_wave
from s11chat.services.framing import import_frame
from s11chat.services.keeping import verify
from s11chat.services.mailed import LetterLine, bounced, log
from s11chat.services.posting import Done, Office, preview
from s11chat.services.staffing import appoint
from s11chat.services.undertaking import Terms, Undertakings
from s11chat.store.entry import Author, NewCall
from tests.mailserver import Served, serving
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    NELL,
    PRACTICE,
    Clock,
    admitted,
    answer_on,
    code_for,
    delegate,
    lead,
    plain_answer,
    say,
)

ON_BOTH = True
CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]{5}\b")
PLAN = Plan(
    stages=(Stage(stage=StageKind.INVITATION, on=date(2026, 9, 7)), Stage(stage=StageKind.CLOSES, on=date(2026, 12, 18))),
    sender="audit@example.org",
    organiser="Example Partnership",
    helpline="01632 960001",
)  # fmt: skip


@pytest.fixture
def planned(desk: Desk) -> Desk:
    settle(desk)
    return desk


def settle(desk: Desk, plan: Plan = PLAN) -> None:
    desk.kept.plans.settle(AUDIT, plan, "Ida Interviewer", desk.kept.clock())


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as running:
        yield running


def find(desk: Desk, stage: str = "invitation", ref: str = "", *, again: bool = False) -> Mailing:
    return mailing(desk.kept, Asked(AUDIT, stage, ref, again))


def file(
    desk: Desk, folder: Path, stage: str = "invitation", ref: str = "", *, again: bool = False
) -> list[Done]:
    office = Office(desk.kept, find(desk, stage, ref, again=again), Templates())
    return list(office.into_files(folder))


def mail(
    desk: Desk, served: Served, stage: str = "invitation", ref: str = "", *, again: bool = False
) -> list[Done]:
    office = Office(desk.kept, find(desk, stage, ref, again=again), Templates())
    server = Server(served.host, served.port, tls=Tls.NONE, timeout=20, tries=2)
    with Post(server, lambda _seconds: True) as post:
        return list(office.by_mail(post, lambda: True))


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=SMTP)


def code_in(message: EmailMessage) -> str:
    """The one code of a letter, the same in its text and its page."""
    found = {
        part.get_content_type(): CODE.findall(part.get_content())
        for part in message.walk()
        if not part.is_multipart()
    }
    (code,) = {code for codes in found.values() for code in codes}
    assert set(found) == {"text/plain", "text/html"}
    assert CODE.findall(str(message["Subject"])) == []
    return str(code)


def standing(desk: Desk, stage: str, ref: str) -> Standing:
    (found,) = find(desk, stage, ref).verdicts
    return found.standing


def lines(desk: Desk) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in log(desk.kept, AUDIT):
        found.setdefault(one.case.partition("/")[2], []).append(one.step)
    return found


def turned_away(desk: Desk, code: str) -> None:
    with pytest.raises(AccessError, match=re.escape(UNKNOWN_CODE)):
        desk.admit(code)


def test_every_lead_gets_a_letter_of_their_own_with_a_code_that_opens_their_door(planned: Desk, tmp_path: Path) -> None:  # fmt: skip
    folder = tmp_path / "out" / "letters"
    done = file(planned, folder)
    assert [(one.case.partition("/")[2], one.step) for one in done] == [(ref, Step.FILED) for ref in ("CO1", "GP1", "IN1", "ST1")]  # fmt: skip
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    message = read(folder / "GP1-invitation-lead.eml")
    assert str(message["To"]) == "Ben Marsh <ben@example.org>"
    assert message["X-Unsent"] == "1"
    assert str(message["From"]) == "Example Partnership <audit@example.org>"
    assert "Larch Lane Surgery" in message["Subject"]
    admitted = planned.admit(code_in(message))
    assert (admitted.case, admitted.name, admitted.role) == (PRACTICE, "Ben Marsh", Role.LEAD)
    assert verify(planned.kept).faults == ()
    assert file(planned, tmp_path / "out" / "more") == []
    assert standing(planned, "invitation", "GP1") is Standing.WRITTEN


def test_a_letter_written_again_ends_the_older_code(planned: Desk, tmp_path: Path) -> None:
    file(planned, tmp_path / "one", ref="GP1")
    first = code_in(read(tmp_path / "one" / "GP1-invitation-lead.eml"))
    file(planned, tmp_path / "one", ref="GP1", again=True)
    second = code_in(read(tmp_path / "one" / "GP1-invitation-lead-2.eml"))
    turned_away(planned, first)
    assert planned.admit(second).case == PRACTICE
    assert lines(planned) == {"GP1": ["filed", "filed"]}


def test_a_code_lasts_some_days_longer_than_its_wave(planned: Desk, tmp_path: Path) -> None:
    file(planned, tmp_path / "out")
    expiries = {one.expires for one in planned.kept.access.of_wave(AUDIT)}
    assert expiries == {datetime(2026, 12, 18, 23, 59, 59, 999999, UTC) + timedelta(days=14)}


def everything(home: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(home.iterdir()) if path.is_file())


def test_no_code_is_anywhere_but_in_its_letter(
    planned: Desk, home: Path, served: Served, backend: str
) -> None:
    served.box.answers["omar@example.org"] = ["550 No such user"]
    served.box.drop_data = 1
    mail(planned, served)
    codes = [code_in(message) for _, message in served.box.taken]
    assert len(codes) == 3
    with planned.kept.database.reading() as connection:
        tables = ("mailing", "access", "event", "act", "audit_return")
        stored = "\n".join(
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").all()) for table in tables
        )
    kept = stored.encode() + (everything(home) if backend == "sqlite" else b"")
    assert b"GP1" in kept
    for code in codes:
        plain = code.replace("-", "")
        for part in (code, plain, plain[5:21], code[6:20]):
            assert part.encode() not in kept


def test_a_look_beforehand_issues_nothing(planned: Desk) -> None:
    found = find(planned)
    before = planned.kept.responses.events(f"wave:{AUDIT}")
    text = preview(planned.kept, found, Templates(), found.due[0])
    assert HIDDEN_CODE in text.text
    assert HIDDEN_CODE in text.html
    assert CODE.findall(text.text) == []
    assert planned.kept.responses.events(f"wave:{AUDIT}") == before


def test_letters_sent_are_on_record_with_what_became_of_them(planned: Desk, served: Served) -> None:
    served.box.answers = {
        "omar@example.org": ["550 5.1.1 No such user"],
        "ruth@example.org": ["451 Later"] * 2,
    }
    done = mail(planned, served)
    assert [one.step for one in done] == [Step.SENT, Step.SENT, Step.REFUSED, Step.DEFERRED]
    assert "X-Unsent" not in served.box.taken[0][1]
    found = {one.case: one for one in log(planned.kept, AUDIT)}
    assert (found[CLUB].step, found[CLUB].detail) == ("refused", "550 5.1.1 No such user")
    assert found[COUNCIL].step == "deferred"
    assert found[PRACTICE].message_id == dict(served.box.taken)["ben@example.org"]["Message-ID"]
    assert {one.ref for one in planned.kept.access.of_wave(AUDIT) if one.revoked_at is None} == {"CO1", "GP1"}
    assert verify(planned.kept).faults == ()
    again = mail(planned, served)
    assert [(one.case, one.step) for one in again] == [(COUNCIL, Step.SENT)]
    assert served.box.recipients == ["clare@example.org", "ben@example.org", "ruth@example.org"]
    assert standing(planned, "reminder", "IN1") is Standing.UNREACHABLE
    add_person(planned.kept, CLUB, "Omar Reed", email="omar@example.net", office="lead")
    assert [one.address for one in mail(planned, served)] == ["omar@example.net"]


def test_a_server_that_goes_away_stops_it_and_the_rest_goes_later(planned: Desk, served: Served) -> None:
    served.box.drop_data = 9
    done = mail(planned, served)
    assert [(one.step, one.over) for one in done] == [(Step.DEFERRED, True)]
    served.box.drop_data = 0
    assert [one.step for one in mail(planned, served)] == [Step.SENT] * 4
    assert sorted(served.box.recipients) == ["ben@example.org", "clare@example.org", "omar@example.org", "ruth@example.org"]  # fmt: skip


def test_what_may_have_gone_out_is_not_sent_again_unless_asked(planned: Desk, served: Served) -> None:
    office = Office(planned.kept, find(planned, ref="GP1"), Templates())

    class Killed(BaseException):
        """What ends a program."""

    class Post:
        def hand(self, *_: object) -> None:
            raise Killed

    with pytest.raises(Killed):
        list(office.by_mail(Post(), lambda: True))  # type: ignore[arg-type]
    (line,) = log(planned.kept, AUDIT)
    assert (line.told, line.with_code) == ("written, not known whether sent", True)
    assert standing(planned, "invitation", "GP1") is Standing.IN_DOUBT
    assert "ben@example.org" not in [one.address for one in mail(planned, served)]
    (asked,) = mail(planned, served, ref="GP1", again=True)
    assert asked.step is Step.SENT
    assert (
        len(
            [one for one in planned.kept.access.of_wave(AUDIT) if one.ref == "GP1" and one.revoked_at is None]
        )
        == 1
    )


def test_no_code_comes_to_be_without_its_letter(planned: Desk, tmp_path: Path) -> None:
    """Whatever the transaction breaks off at, both are there or neither is."""
    first = Office(planned.kept, find(planned, ref="GP1"), Templates())
    second = Office(planned.kept, find(planned, ref="GP1"), Templates())
    assert [one.step for one in first.into_files(tmp_path / "a")] == [Step.FILED]
    (late,) = second.into_files(tmp_path / "b")
    assert (late.step, late.said) == (None, "the case changed meanwhile")
    assert list((tmp_path / "b").iterdir()) == []
    assert [one.selector for one in planned.kept.access.of_wave(AUDIT)] == [
        one.selector for one in planned.kept.fieldbook.letters_of_wave(AUDIT)
    ]


def test_a_file_that_cannot_be_written_is_written_later(planned: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    letters = Office(planned.kept, find(planned), Templates()).into_files(folder)
    next(letters)
    shutil.rmtree(folder)
    with pytest.raises(UsageError, match=r"No letter can be written to .*: No such file"):
        next(letters)
    assert lines(planned) == {"CO1": ["filed"], "GP1": ["deferred"]}
    standing_codes = [one.ref for one in planned.kept.access.of_wave(AUDIT) if one.revoked_at is None]
    assert standing_codes == ["CO1"]
    assert [one.case for one in file(planned, folder)] == [PRACTICE, CLUB, COUNCIL]


def test_somebody_who_begins_meanwhile_gets_no_invitation_any_more(planned: Desk, tmp_path: Path) -> None:
    office = Office(planned.kept, find(planned, ref="GP1"), Templates())
    interview = lead(planned, PRACTICE)
    answer_on(interview, until="1.2")
    assert [one.step for one in office.into_files(tmp_path / "out")] == [None]


def test_reminders_say_what_is_missing_to_whom_it_concerns(answered: Desk) -> None:
    settle(answered)
    add_person(answered.kept, CLUB, NELL, email="nell@example.org")
    interview = delegate(answered, CLUB)
    current = interview.conversation.current
    assert current is not None
    say(interview, plain_answer(current))
    found = {one.ref: (one.kind, one.to.name if one.to else "") for one in find(answered, "reminder").due}
    assert found == {
        "CO1": (Kind.INVITATION, "Clare Nunn"),
        "GP1": (Kind.SIGNATURE, "Ben Marsh"),
        "IN1": (Kind.FINISH, NELL),
        "ST1": (Kind.SIGNATURE, "Ruth Oakley"),
    }
    author = Author("", "Ida Interviewer", "interviewer")
    refused = [NewCall(outcome="R2", attempt=True, note="never")]
    answered.kept.responses.record(
        answered.kept.case(PRACTICE).return_id, author, answered.kept.clock(), refused
    )
    assert standing(answered, "reminder", "GP1") is Standing.NONE


def test_a_delegate_who_was_named_gets_a_code_once(planned: Desk, tmp_path: Path) -> None:
    add_person(planned.kept, PRACTICE, NELL, email="nell@example.org", office="contact")
    (done,) = file(planned, tmp_path / "out", "delegate")
    message = read(tmp_path / "out" / done.said)
    assert (
        "Ben Marsh has named you" in message["Subject"]
        or "asked to answer for Ben Marsh" in message["Subject"]
    )
    admitted = planned.admit(code_in(message))
    assert (admitted.name, admitted.role) == (NELL, Role.DELEGATE)
    assert file(planned, tmp_path / "out", "delegate") == []


def test_the_link_goes_to_one_case_and_an_interviewer_may_send_it(planned: Desk, served: Served) -> None:
    appoint(planned.kept, AUDIT, "Pat", Role.INTERVIEWER)
    interviewer = Desk(replace(planned.kept, actor="Pat"))
    with pytest.raises(UsageError, match="The link goes to one case"):
        mail(interviewer, served, "link")
    with pytest.raises(RightsError, match="may not write invitations"):
        mail(interviewer, served, "invitation", "GP1")
    for _ in range(2):
        assert [one.step for one in mail(interviewer, served, "link", "GP1")] == [Step.SENT]
    old, new = (code_in(message) for _, message in served.box.taken)
    turned_away(planned, old)
    assert planned.admit(new).case == PRACTICE


def test_a_reminder_leaves_the_code_in_hand_alone(planned: Desk, tmp_path: Path) -> None:
    file(planned, tmp_path / "out", ref="GP1")
    code = code_in(read(tmp_path / "out" / "GP1-invitation-lead.eml"))
    file(planned, tmp_path / "out", "reminder", "GP1")
    text = read(tmp_path / "out" / "GP1-reminder-lead.eml").get_body(("plain",))
    assert text is not None
    assert "Your access code is in our letter of" in text.get_content()
    assert CODE.findall(text.get_content()) == []
    assert planned.admit(code).case == PRACTICE


def test_a_letter_that_came_back_ends_its_code(planned: Desk, tmp_path: Path) -> None:
    file(planned, tmp_path / "out", ref="GP1")
    code = code_in(read(tmp_path / "out" / "GP1-invitation-lead.eml"))
    line: LetterLine = bounced(planned.kept, AUDIT, "GP1", "mailbox\x1b[2J full")
    assert (line.step, line.detail) == ("bounced", "mailbox full")
    turned_away(planned, code)
    assert standing(planned, "reminder", "GP1") is Standing.UNREACHABLE
    for ref in ("GP1", "IN1"):
        with pytest.raises(StateError, match=r"No letter of .* is out"):
            bounced(planned.kept, AUDIT, ref)
    assert verify(planned.kept).faults == ()


def test_nothing_is_issued_where_something_is_amiss_beforehand(planned: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "invitation.txt").write_text("Subject: Hello\n\n{{ nam }}\n")
    with pytest.raises(SourceError, match=r"invitation\.txt:3: 'nam' is undefined"):
        Office(planned.kept, find(planned), Templates(own))
    settle(planned, PLAN.model_copy(update={"sender": ""}))
    with pytest.raises(UsageError, match="Letters need a sender: s11chat wave plan"):
        Office(planned.kept, find(planned), Templates())
    settle(planned, PLAN.model_copy(update={"sender": "not an address"}))
    with pytest.raises(UsageError, match="is no address that mail can go to"):
        Office(planned.kept, find(planned), Templates())
    settle(planned)
    crowded = tmp_path / "crowded"
    crowded.mkdir(mode=0o755)
    (crowded / "file").touch()
    with pytest.raises(UsageError, match="Others can look into"):
        file(planned, crowded)
    with pytest.raises(UsageError, match="cannot be used: File exists"):
        file(planned, crowded / "file")
    close_wave(planned.kept, AUDIT)
    with pytest.raises(StateError, match="is closed: no letter goes out"):
        Office(planned.kept, find(planned), Templates())
    assert planned.kept.access.of_wave(AUDIT) == ()


def test_a_code_issued_by_hand_counts_and_ends_with_the_invitation(planned: Desk, tmp_path: Path) -> None:
    by_hand = code_for(planned, PRACTICE, Role.LEAD).code
    (reminder,) = find(planned, "reminder", "GP1").due
    assert (reminder.kind, reminder.coded) == (Kind.START, False)
    file(planned, tmp_path / "out", ref="GP1")
    turned_away(planned, by_hand)


def test_letters_and_a_frame_imported_again_do_not_wait_for_each_other(planned: Desk, tmp_path: Path) -> None:
    frame = tmp_path / "frame.csv"

    def import_again() -> None:
        for number in range(8):
            frame.write_text(
                f"ref,name,type,lead_name,email\nGP1,Larch Lane Surgery,gp,Lead {number},b{number}@example.org\n"
            )
            import_frame(planned.kept, AUDIT, frame, changes=True)

    def write() -> None:
        for number in range(8):
            file(planned, tmp_path / f"out{number}", ref="GP1", again=True)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(import_again), pool.submit(write)]:
            done.result(timeout=60)
    assert verify(planned.kept).faults == ()


def test_the_log_tells_times_by_the_clock_of_the_wave(planned: Desk, tmp_path: Path) -> None:
    file(planned, tmp_path / "out")
    line = log(planned.kept, AUDIT, "GP1")[0]
    assert line.written_at == planned.kept.fieldbook.letters(planned.kept.case(PRACTICE).return_id)[0].at
    assert line.written_at.utcoffset() == line.stepped_at.utcoffset() == timedelta(hours=1)


def test_whoever_is_asked_for_a_part_is_written_to_about_it_and_reminded_once_it_is_due(
    planned: Desk, tmp_path: Path, clock: Clock
) -> None:
    work = Delegating(planned.kept, PRACTICE)
    work.give("2", NELL, email="nell@example.org", due="4 September 2026")
    work.give("3", "Sam Pool", email="sam@example.org", due="4 September 2026")
    number = next(line.number for line in work.lines() if line.name == "Sam Pool")
    work.recall(number)
    (due,) = find(planned, "delegate", "GP1").due
    assert due.to
    assert (due.kind, due.to.name) == (Kind.DELEGATE, NELL)
    (done,) = file(planned, tmp_path / "letters", "delegate", "GP1")
    letter = read(tmp_path / "letters" / done.said)
    body = letter.get_body(("plain",))
    assert body
    assert "2 Statement of responsibilities, by 4 September 2026" in " ".join(body.get_content().split())
    nell = planned.interview(planned.admit(code_in(letter)))
    assert {question.section for question in nell.conversation.route} == {"2"}
    assert find(planned, "delegate", "GP1").due == ()
    assert Kind.PART not in {one.kind for one in find(planned, "reminder", "GP1").due}
    clock.moment += timedelta(days=10)
    (nudge,) = (one for one in find(planned, "reminder", "GP1").due if one.kind is Kind.PART)
    text = preview(planned.kept, find(planned, "reminder", "GP1"), Templates(), nudge)
    assert text.subject == "Larch Lane Surgery: your part of the answers is still open"
    assert "It was wanted by 4 September 2026." in text.text
    answer_on(nell)
    assert Kind.PART not in {one.kind for one in find(planned, "reminder", "GP1").due}


def test_actions_that_are_due_are_asked_after_also_once_the_wave_is_closed(
    planned: Desk, clock: Clock, tmp_path: Path
) -> None:
    own = lead(planned, PRACTICE)
    answer_on(own, "1.2")
    work = Undertakings(planned.kept, PRACTICE, admitted(planned, PRACTICE, Role.LEAD))
    work.add("1.1", Terms("Train every receptionist", "Nell Thimble", "30 June 2027"))
    work.add("1.1", Terms("Buy a cupboard", "Ben Marsh", "30 June 2029"))
    asking = Asked(AUDIT, "actions")
    assert mailing(planned.kept, asking).due == ()
    close_wave(planned.kept, AUDIT)
    clock.pass_by(days=400)
    found = mailing(planned.kept, asking)
    (due,) = found.due
    assert (due.ref, due.kind, due.coded) == ("GP1", Kind.ACTIONS, True)
    text = preview(planned.kept, found, Templates(), due)
    assert "- 1.1+1 Train every receptionist; Nell Thimble, by 30 June 2027: over its day" in text.text
    assert "Buy a cupboard" not in text.text + text.html
    assert "<li>1.1+1 Train every receptionist;" in text.html
    (done,) = Office(planned.kept, found, Templates()).into_files(tmp_path / "letters")
    assert done.step is Step.FILED
    again = mailing(planned.kept, asking)
    assert (again.due, len(again.of(Standing.WRITTEN))) == ((), 1)
    with pytest.raises(StateError, match="is closed"):
        Office(planned.kept, mailing(planned.kept, Asked(AUDIT, "reminder")), Templates())
    assert verify(planned.kept).faults == ()
