"""`s11chat letters`: what is due, previewed, written, sent through a real mail server, killed in the middle, come back."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from s11chat.services.keeping import verify
from tests.faults.house import COMMAND, environment
from tests.mailserver import PASSWORD, USER, Served, authority, serving
from tests.office import Clock, desk_in

from .conftest import Ran, Run

CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]{5}\b")
HEADER = "ref,name,type,lead_name,email\n"


@pytest.fixture
def planned(run: Run) -> Run:
    ran = run("wave", "plan", "audit-11", "--sender", "audit@example.org", "--organiser", "Example Partnership",
              "--helpline", "01632 960001")  # fmt: skip
    assert ran.code == 0, ran
    return run


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as running:
        yield running


def to(served: Served, *more: object) -> list[object]:
    return ["--host", served.host, "--port", served.port, "--tls", "none", "--yes", "--timeout", "20", *more]


def crowd(run: Run, tmp_path: Path, number: int) -> None:
    """Many more organisations."""
    rows = "".join(f"N{n:03},Practice {n},gp,Lead {n},lead{n}@example.org\n" for n in range(number))
    (tmp_path / "crowd.csv").write_text(HEADER + rows)
    ran = run("frame", "import", "audit-11", tmp_path / "crowd.csv", "--yes")
    assert ran.code == 0, ran


def log(run: Run, *more: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("letters", "log", "audit-11", "--json", *more).json
    return found


def test_who_would_get_what_is_shown_beforehand(planned: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        HEADER + "ZZ1,Nowhere Surgery,gp,Eve Hart,\nZZ2,No Lead Surgery,gp,,\n"
    )
    planned("frame", "import", "audit-11", tmp_path / "more.csv", "--yes")
    ran = planned("letters", "due", "audit-11", "--stage", "invitation")
    assert ran.code == 0
    assert "GP1            invitation  lead      Ben Marsh <ben@example.org>  with a code\n" in ran.out
    assert "ZZ1            cannot be written to: Eve Hart, no e-mail address is on file\n" in ran.out
    assert "ZZ2            cannot be written to: no lead is on file\n" in ran.out
    assert "4 due, 2 cannot be written to." in ran.err
    found = planned("letters", "due", "audit-11", "--stage", "invitation", "--json").json
    assert [one["standing"] for one in found["letters"]].count("due") == 4
    assert planned("letters", "due", "audit-11").err.startswith(
        "The plan of this wave has no stage with letters"
    )
    planned("wave", "plan", "audit-11", "--stage", "invitation=2026-09-07", "--stage", "reminder=2026-09-21")
    assert (
        "Stage: invitation, on 2026-09-08." in planned("letters", "due", "audit-11", "--on", "2026-09-08").err
    )
    assert (
        "Stage: reminder, on 2026-09-30." in planned("letters", "due", "audit-11", "--on", "2026-09-30").err
    )
    for words in (("--stage", "nonsense"), ("--on", "tomorrow"), ("--stage", "link")):
        assert planned("letters", "due", "audit-11", *words).code == 2


def test_a_preview_shows_asterisks_and_issues_nothing(planned: Run) -> None:
    ran = planned("letters", "preview", "audit-11", "--stage", "invitation", "--case", "GP1")
    assert "To: Ben Marsh <ben@example.org>\nSubject: Your invitation to" in ran.out
    assert "*****-****-****-****-*****" in ran.out
    assert planned("letters", "preview", "audit-11", "--stage", "invitation").out.count("Subject:") == 1
    page = planned(
        "letters", "preview", "audit-11", "--stage", "reminder", "--case", "audit-11/GP1", "--html"
    )
    assert page.out.startswith("<!doctype html>")
    assert log(planned) == []
    assert planned("letters", "log", "audit-11").err == "No letter has been written yet.\n"


def test_letters_are_written_to_files_for_oneself_alone(planned: Run, tmp_path: Path) -> None:
    ran = planned("letters", "write", "audit-11", "--stage", "invitation", "--out", tmp_path / "out")
    assert (ran.code, len(ran.out.splitlines())) == (0, 4)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{ref}-invitation-lead.eml" for ref in ("CO1", "GP1", "IN1", "ST1")
    ]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    again = planned("letters", "write", "audit-11", "--stage", "invitation", "--out", tmp_path / "out")
    assert again.err.startswith("0 letters written")
    assert planned("letters", "write", "audit-11", "--stage", "invitation", "--out", "x", "--again").code == 2


def test_a_template_of_ones_own_is_used_and_its_slips_are_named(
    planned: Run, home: Path, tmp_path: Path
) -> None:
    (home / "letters").mkdir()
    own = home / "letters" / "invitation.txt"
    own.write_text("Subject: Hello {{ name }}\n\nYour code is {{ code }}.\n")
    ran = planned("letters", "preview", "audit-11", "--stage", "invitation", "--case", "GP1")
    assert "Subject: Hello Ben Marsh\n" in ran.out
    own.write_text("Subject: Hello\n\n{{ code }} {{ nmae }}\n")
    ran = planned("letters", "write", "audit-11", "--stage", "invitation", "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (3, "")
    assert f"{own}:3: 'nmae' is undefined (did you mean 'name'?)" in ran.err
    assert log(planned) == []
    assert not (tmp_path / "out").exists()
    other = tmp_path / "other"
    other.mkdir()
    ran = planned(
        "letters",
        "write",
        "audit-11",
        "--stage",
        "invitation",
        "--out",
        tmp_path / "out",
        "--templates",
        other,
    )
    assert ran.code == 0


def test_letters_are_sent_and_what_was_refused_is_told(planned: Run, served: Served) -> None:
    served.box.answers = {
        "omar@example.org": ["550 5.1.1 No such user"],
        "ruth@example.org": ["451 Later"] * 2,
    }
    dry = planned("letters", "send", "audit-11", "--stage", "invitation", "--dry-run")
    assert "4 letters would be sent. Nothing was sent and no code issued." in dry.err
    assert log(planned) == []
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", *to(served, "--tries", 1))
    assert ran.code == 4
    assert "audit-11/IN1: Omar Reed <omar@example.org>: refused: 550 5.1.1 No such user\n" in ran.err
    assert "audit-11/ST1: Ruth Oakley <ruth@example.org>: deferred: 451 Later\n" in ran.err
    assert "2 of 4 letters sent." in ran.err
    served.box.answers.pop("ruth@example.org")
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", *to(served))
    assert ran.code == 0
    assert "IN1: Omar Reed, cannot be written to: the last letter to omar@example.org was refused" in ran.err
    assert sorted(served.box.recipients) == ["ben@example.org", "clare@example.org", "ruth@example.org"]
    assert served.box.called == "example.org"
    assert [one["step"] for one in log(planned)] == ["sent", "sent", "refused", "deferred", "sent"]
    alone = planned("letters", "send", "audit-11", "--stage", "invitation", "--case", "GP1", *to(served))
    assert alone.err == "GP1: Ben Marsh, written already: sent already.\nNo letter is due.\n"
    assert planned("letters", "send", "audit-11", "--stage", "invitation", *to(served)).err.endswith(
        "No letter is due.\n"
    )
    shown = planned("letters", "log", "audit-11", "--case", "IN1").out
    assert "invitation  Omar Reed <omar@example.org>  refused  (550 5.1.1 No such user)" in shown


def test_the_password_comes_from_the_environment_or_a_file(
    planned: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = authority(tmp_path)
    words = [
        "letters",
        "send",
        "audit-11",
        "--stage",
        "invitation",
        "--yes",
        "--user",
        USER,
        "--ca",
        signed.ca,
    ]
    with serving(tls="starttls", context=signed.context("127.0.0.1"), auth=True) as running:
        monkeypatch.setenv("S11CHAT_SMTP_HOST", running.host)
        monkeypatch.setenv("S11CHAT_SMTP_PORT", str(running.port))
        assert "There is no password for office" in planned(*words).err
        monkeypatch.setenv("S11CHAT_SMTP_PASSWORD", "wrong battery")
        ran = planned(*words)
        assert ran.code == 1
        assert "wrong battery" not in ran.err
        assert log(planned) == []
        monkeypatch.setenv("S11CHAT_SMTP_PASSWORD", PASSWORD)
        assert planned(*words, "--case", "GP1").code == 0
        monkeypatch.delenv("S11CHAT_SMTP_PASSWORD")
        file = tmp_path / "netrc"
        file.write_text(f'machine {running.host} login {USER} password "{PASSWORD}"\n')
        file.chmod(0o600)
        assert planned(*words, "--password-file", file).code == 0
    assert len(running.box.taken) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the mail server"),
        (("--host", "mail.example.org", "--tls", "none"), "would go unencrypted"),
        (("--host", "127.0.0.1", "--port", "70000"), "is no port"),
        (("--host", "127.0.0.1", "--rate", "-1"), "Give --timeout up to"),
        (("--host", "127.0.0.1", "--timeout", "nan"), "Give --timeout up to"),
        (("--host", "127.0.0.1", "--tries", "0"), "Give --timeout up to"),
        (("--host", "127.0.0.1", "--again"), "one case at a time"),
    ],
)
def test_settings_that_cannot_be_are_named(planned: Run, words: tuple[str, ...], said: str) -> None:
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", "--yes", *words)
    assert ran.code == 2
    assert said in ran.err
    assert log(planned) == []


def test_without_a_yes_nothing_is_sent(planned: Run, served: Served) -> None:
    words = [word for word in to(served) if word != "--yes"]
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", *words)
    assert (ran.code, ran.err) == (1, "Send 4 letters (invitation) of audit-11? Add --yes to do it.\n")
    assert log(planned) == []


@contextmanager
def sending(home: Path, served: Served, *more: object) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a program of its own."""
    words = ["letters", "send", "audit-11", "--stage", "invitation", *to(served, *more)]
    process = subprocess.Popen(
        [*COMMAND, *map(str, words)], env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_killed_in_the_middle_it_goes_on_and_writes_to_nobody_twice(
    planned: Run, home: Path, served: Served, tmp_path: Path
) -> None:
    crowd(planned, tmp_path, 20)
    for taken in (3, 9, 15):
        served.box.hold_after = taken
        served.box.held.clear()
        with sending(home, served) as process:
            assert served.box.held.wait(60)
            process.kill()
            process.wait()
        assert len(served.box.taken) == taken
    served.box.hold_after = 0
    assert [one["told"] for one in log(planned)].count("written, not known whether sent") == 3
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", *to(served))
    assert (ran.code, ran.err.count("written, not known whether sent")) == (0, 3)
    in_doubt = [one for one in log(planned) if one["step"] == "written"]
    assert len(served.box.recipients) == len(set(served.box.recipients)) == 21
    for one in in_doubt:
        assert one["address"] not in served.box.recipients
        ref = str(one["case"]).partition("/")[2]
        assert planned("letters", "send", "audit-11", "--stage", "invitation", "--case", ref, *to(served, "--again")).code == 0  # fmt: skip
    assert len(set(served.box.recipients)) == len(served.box.recipients) == 24
    desk = desk_in(home, Clock())
    assert verify(desk.kept).faults == ()
    codes = [one for one in desk.kept.access.of_wave("audit-11") if one.revoked_at is None]
    assert len(codes) == 24
    for to_whom, message in served.box.taken:
        code = CODE.findall(message.get_body(("plain",)).get_content())[0]  # type: ignore[union-attr]
        admitted = desk.admit(code)
        assert desk.kept.casebook.person(admitted.person).email == to_whom
    desk.close()


def test_killed_while_writing_files_no_code_is_without_its_letter(
    planned: Run, home: Path, tmp_path: Path
) -> None:
    crowd(planned, tmp_path, 40)
    out = tmp_path / "out"
    words = ["letters", "write", "audit-11", "--stage", "invitation", "--out", out]
    for number in (1, 12, 30):
        process = subprocess.Popen(
            [*COMMAND, *map(str, words)], env=environment(home), stderr=subprocess.DEVNULL
        )
        while len(list(out.glob("*.eml"))) < number:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        desk = desk_in(home, Clock())
        codes = {one.selector for one in desk.kept.access.of_wave("audit-11") if one.revoked_at is None}
        letters = desk.kept.fieldbook.letters_of_wave("audit-11")
        assert codes == {one.selector for one in letters}
        assert len(list(out.glob("*.eml"))) >= sum(one.step == "filed" for one in letters)
        assert verify(desk.kept).faults == ()
        desk.close()
    assert planned(*words).code == 0
    steps = [one["step"] for one in log(planned)]
    assert len(steps) == 44
    assert steps.count("written") <= 3


def test_two_who_send_at_once_write_to_nobody_twice(
    planned: Run, home: Path, served: Served, tmp_path: Path
) -> None:
    crowd(planned, tmp_path, 40)
    with sending(home, served) as one, sending(home, served) as other:
        said = [process.communicate(timeout=120)[1] for process in (one, other)]
        assert (one.returncode, other.returncode) == (0, 0), said
    assert sorted(served.box.recipients) == sorted(set(served.box.recipients))
    assert len(served.box.recipients) == 44
    assert [line["step"] for line in log(planned)] == ["sent"] * 44


def test_ctrl_c_stops_between_two_letters(planned: Run, home: Path, served: Served, tmp_path: Path) -> None:
    crowd(planned, tmp_path, 20)
    with sending(home, served, "--rate", 600) as process:
        while len(served.box.taken) < 3:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Stopping after this letter." in said
    assert b"of 24 letters sent." in said
    assert b"Traceback" not in said
    steps = [one["step"] for one in log(planned)]
    assert steps == ["sent"] * len(served.box.taken)
    assert 3 <= len(steps) < 24


def test_a_terminal_shows_how_far_it_is(planned: Run, home: Path, served: Served) -> None:
    words = ["letters", "send", "audit-11", "--stage", "invitation", *to(served)]
    shown = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *map(str, words)], env=environment(home), encoding="utf-8", timeout=60
    )
    shown.expect("4 of 4\r\n")
    shown.expect("4 of 4 letters sent.")
    shown.expect(pexpect.EOF)


def test_three_hundred_letters_and_no_code_on_any_disk_or_screen(
    planned: Run, home: Path, served: Served, tmp_path: Path
) -> None:
    crowd(planned, tmp_path, 296)
    served.box.close_after = 50
    ran = planned("letters", "send", "audit-11", "--stage", "invitation", *to(served))
    assert (ran.code, ran.err) == (0, "300 of 300 letters sent.\n")
    assert len(set(served.box.recipients)) == 300
    said = [ran, planned("letters", "log", "audit-11"), planned("letters", "log", "audit-11", "--json")]
    said += [
        planned("letters", "due", "audit-11", "--stage", "reminder"),
        planned("returns", "show", "audit-11/N001", "--json"),
    ]
    kept = b"\n".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    kept += "".join(one.out + one.err for one in said).encode()
    assert b"N001" in kept
    for _, message in served.box.taken:
        (code,) = set(CODE.findall(message.get_body(("plain",)).get_content()))  # type: ignore[union-attr]
        assert code.encode() not in kept
        assert code.replace("-", "").encode() not in kept
        assert code.replace("-", "")[5:21].encode() not in kept


NOTICE = """\
Message-ID: <back@mx.example.net>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 mailbox full

--b
Content-Type: text/rfc822-headers

Message-ID: {name}
--b--
"""


def notice(tmp_path: Path, name: object, to_whom: str, action: str = "failed") -> Path:
    file = tmp_path / "returned.eml"
    file.write_text(NOTICE.format(name=name, to=to_whom, action=action))
    return file


def test_letters_that_came_back_are_recorded(planned: Run, served: Served, tmp_path: Path) -> None:
    planned("letters", "send", "audit-11", "--stage", "invitation", *to(served))
    names = {str(one["case"]): one["message_id"] for one in log(planned)}

    def back(what: object, *more: str) -> Ran:
        return planned("letters", "bounced", "audit-11", what, *more)

    ran = back(notice(tmp_path, names["audit-11/GP1"], "other@example.net"))
    assert ran.err == (
        "audit-11/GP1: the letter to Ben Marsh <ben@example.org> (invitation) came back. "
        "The code in it opens nothing any more.\n"
    )
    assert "is on record already" in back(notice(tmp_path, names["audit-11/GP1"], "ben@example.org")).err
    assert back(notice(tmp_path, "<unknown@example.org>", "CLARE@example.org")).code == 0
    assert "came back" in back("IN1", "--reason", "gone away").err
    assert [one["detail"] for one in log(planned)][:3] == ["5.2.2 552 5.2.2 mailbox full"] * 2 + ["gone away"]
    for what, code, said in (
        (notice(tmp_path, "<x@y>", "nobody@example.org"), 2, "is about no letter of wave audit-11"),
        (tmp_path / "none.eml", 3, "cannot be read"),
        ("XX9", 3, "There is no case 'XX9'"),
        ("IN1", 1, "No letter of audit-11/IN1 is out"),
    ):
        ran = back(what)
        assert (ran.code, said in ran.err) == (code, True), ran
    ran = back(notice(tmp_path, names["audit-11/ST1"], "ruth@example.org", "delayed"))
    assert (ran.code, "was delayed, which is no failure" in ran.err) == (2, True)
