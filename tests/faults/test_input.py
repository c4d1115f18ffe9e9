"""What people paste, type and break: told in one sentence, nothing recorded that was not meant."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.bootstrap import now
from s11chat.cli.interview import input_lines
from s11chat.language.harmless import harmless
from s11chat.line.review import Review
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from tests.faults.house import answers, run, sentence
from tests.office import CLUB, DISTRICT, PHRASE, PRACTICE, Clock, code_for, delegate, desk_in, docket

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "line",
    ["x" * MEGABYTE, "yes " * (MEGABYTE // 4), ":note " + "x" * MEGABYTE, ":" + "x" * MEGABYTE, "?" + "x" * MEGABYTE,
     "1" * MEGABYTE, ":go " + "1." * (MEGABYTE // 2), ":park " + "x" * MEGABYTE, ":contact " + "x" * MEGABYTE],
    ids=["letters", "words", "note", "command", "question", "digits", "go", "park", "contact"],
)  # fmt: skip
def test_a_paste_of_a_megabyte(desk: Desk, line: str) -> None:
    lines: list[str] = []
    began = time.monotonic()
    Talk(desk.interview_as_interviewer(DISTRICT), lines.append).hold([line, "2"])
    assert time.monotonic() - began < 10
    assert any(said.startswith("! ") for said in lines)
    assert max(map(len, lines)) < 2000
    assert "= District council." in lines
    assert len(desk.kept.responses.current(desk.kept.case(DISTRICT).return_id)) == 1


def test_a_megabyte_of_lines(desk: Desk) -> None:
    lines: list[str] = []
    Talk(delegate(desk, PRACTICE), lines.append).hold(["?" * 1000] * 20 + ["\n"] * 20)
    assert lines[-1] == "Paused at 1.1"


@pytest.mark.parametrize(
    "word", ["show", "accept", "amend", "query 1.1", "back", "sign all", "reopen", "close", ""]
)
def test_a_megabyte_in_the_docket(answered: Desk, word: str) -> None:
    lines: list[str] = []
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    typed = [f"{word} {'x' * MEGABYTE}", PHRASE, "quit"]
    Review(opened, lines.append, lambda _: None).hold(typed)
    assert any(said.startswith("! ") for said in lines)
    assert max(map(len, lines)) < 2000
    assert opened.review().sections_signed == ()


@pytest.mark.parametrize(
    "name", ["__init__", "_do", "hold", "ask", "docket", "write", "line", "secret", "take"]
)
def test_only_words_of_the_docket_are_words(answered: Desk, name: str) -> None:
    lines: list[str] = []
    Review(docket(answered, PRACTICE), lines.append, lambda _: None).hold([f"{name} x", "quit"])
    assert any(said.startswith(f"! There is no '{name}'") for said in lines)


def test_bytes_that_are_not_utf_8(home: Path) -> None:
    ran = run(home, "interview", CLUB, "--plain", stdin=b"fully met\n\xff\xfe minutes \xe9\x00\n:quit\n")
    assert ran.returncode == 0
    assert ran.stdout.decode().endswith("Paused at 1.2\n")
    assert answers(home, CLUB)[0] == "fully met"
    assert "minutes" in answers(home, CLUB)[1]


def test_lines_are_read_whatever_their_bytes() -> None:
    source = io.TextIOWrapper(io.BytesIO(b"\xffa\r\nb\xe2\x80\n"), encoding="ascii")
    assert [line.rstrip() for line in input_lines(source)] == ["\ufffda", "b\ufffd"]


@pytest.mark.parametrize(
    "typed",
    ["\x1b[2J\x1b[31mred\x1b[0m", "\x1b]0;title\x07x", "\u202egnp.exe", "[bold]x[/bold]", "\x9b31mx", "a\x00b", "\r\n=1+1",
     "{{ 7*7 }} {% raw %}", "%s %n", "\ud800"],
)  # fmt: skip
def test_nothing_typed_reaches_the_terminal_as_a_command(desk: Desk, typed: str) -> None:
    lines: list[str] = []
    sitting = delegate(desk, PRACTICE)
    Talk(sitting, lines.append).hold(
        ["3", f"x {typed}", f":note {typed} y", f":park z {typed}", ":review", ":left"]
    )
    shown = "".join(harmless(line) for line in lines)
    for bad in ("\x1b", "\u202e", "\x9b", "\x00", "\x07", "\ud800"):
        assert bad not in shown
        assert all(
            bad not in line.words + line.said + "".join(line.remarks)
            for line in desk.returned(PRACTICE).answers
        )


@pytest.mark.parametrize(
    ("words", "stdin", "code", "said"),
    [
        (("interview", "audit-11/NONE", "--plain"), b"", 3, "There is no case 'NONE'"),
        (("interview", "none/GP1", "--plain"), b"", 3, "There is no case 'GP1' in wave 'none'"),
        (
            ("interview", PRACTICE, "--plain", "--as", "delegate"),
            b"nonsense\n",
            1,
            "That is not an access code",
        ),
        (
            ("docket", PRACTICE, "--plain"),
            b"00000-0000-0000-0000-00000\n",
            1,
            "This access code opens nothing",
        ),
        (("wave", "new", "w", "--dialog", "broken.yaml"), b"", 2, "There is no dialog"),
    ],
)
def test_one_sentence(home: Path, words: tuple[str, ...], stdin: bytes, code: int, said: str) -> None:
    ran = run(home, *words, stdin=stdin)
    assert (ran.returncode, ran.stdout) == (code, b"")
    assert said in sentence(ran)


@pytest.mark.parametrize("words", [("interview", "--plain", "--as", "delegate"), ("docket", "--plain")])
def test_a_code_that_has_run_out(home: Path, words: tuple[str, ...]) -> None:
    long_ago = desk_in(home, Clock(datetime(2020, 1, 1, tzinfo=UTC)))
    code = code_for(long_ago, PRACTICE).code
    long_ago.close()
    command, *options = words
    ran = run(home, command, PRACTICE, *options, stdin=f"{code}\n3\n".encode())
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "This access code opens nothing" in sentence(ran)
    assert code.encode() not in ran.stderr
    assert answers(home, PRACTICE) == []


def test_a_case_of_someone_else(home: Path) -> None:
    office = desk_in(home, now)
    code = code_for(office, PRACTICE, Role.LEAD).code
    office.close()
    for words in (("interview", CLUB, "--plain", "--as", "lead"), ("docket", CLUB, "--plain")):
        ran = run(home, *words, stdin=f"{code}\n3\n".encode())
        assert (ran.returncode, ran.stdout) == (1, b"")
        assert "This code is not for audit-11/IN1: open the case your letter names." in sentence(ran)
    assert answers(home, CLUB) == []


def test_a_dialog_that_does_not_check_makes_no_wave(home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("dialog: broken\nsections: [\n", encoding="utf-8")
    ran = run(home, "wave", "new", "w", "--dialog", broken)
    assert ran.returncode == 3
    assert b"broken.yaml:" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b'"id": "w"' not in run(home, "wave", "list", "--json").stdout


def test_a_terminal_that_knows_no_accents(home: Path) -> None:
    ran = run(
        home, "interview", CLUB, "--plain", stdin="3\nProcès-verbal, 3 mars\n".encode(), encoding="ascii"
    )
    assert ran.returncode == 0
    assert b"= Proc\\xe8s-verbal, 3 mars." in ran.stdout
    assert answers(home, CLUB) == ["3", "Procès-verbal, 3 mars"]
