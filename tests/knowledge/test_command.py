"""`s11chat kb` as a person or a program calls it."""

import json
from pathlib import Path

import pytest

from s11chat.cli import DATA, DONE, USAGE, main
from s11chat.knowledge.library import Library
from s11chat.settings import shipped
from tests.office import PRACTICE, Clock, delegate, desk_in, furnish, say

from .conftest import Write

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S11CHAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("S11CHAT_KB", str(shipped("kb")))
    monkeypatch.setenv("S11CHAT_DIALOGS", str(shipped("dialogs")))


def test_search_prints_the_best_first(capsys: Captured) -> None:
    assert main(["kb", "search", "what", "is", "a", "CRB"]) == DONE
    assert capsys.readouterr().out.startswith("crb_checks ")


def test_search_as_json(capsys: Captured) -> None:
    assert main(["kb", "search", "CRB", "--json"]) == DONE
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["id"], first["title"]) == ("crb_checks", "CRB checks")


def test_search_that_finds_nothing_says_so_without_control_characters(capsys: Captured) -> None:
    assert main(["kb", "search", "xyz\x1b[2Jzy"]) == DONE
    assert capsys.readouterr().out.startswith("No article answers 'xyzzy'.")


def test_many_searches_a_line_each(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text('{"query": "CRB", "topic": "ignored"}\n\n{"query": "\\u001b[2J"}\n')
    assert main(["kb", "search", "--jsonl", str(file)]) == DONE
    out = capsys.readouterr().out
    assert "\x1b" not in out
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["query"] == "CRB"
    assert first["topics"][0] == "crb_checks"
    assert len(first["topics"]) <= 5
    assert second == {"query": "\x1b[2J", "topics": []}


def test_a_line_that_is_no_question_loses_none_of_the_others(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text('{"query": 5}\n[\n{"ask": "CRB"}\n{"query": "CRB"}\n' + "[" * 100_000)
    assert main(["kb", "search", "--jsonl", str(file)]) == DATA
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert [line.split(":")[1] for line in captured.err.splitlines()] == ["1", "2", "3", "5"]


@pytest.mark.parametrize(
    "words",
    [["search"], ["search", " "], ["search", "CRB", "--jsonl", "x"], ["search", "--jsonl", "/no/such"]],
)
def test_search_asked_wrongly(words: list[str], capsys: Captured) -> None:
    assert main(["kb", *words]) == USAGE
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_show_gives_all_depths_edition_changes_and_sources(capsys: Captured) -> None:
    assert main(["kb", "show", "crb_checks"]) == DONE
    out = capsys.readouterr().out
    for part in ("In a sentence", "What good looks like", "Law and background"):
        assert f"\n{part}\n" in out
    assert "Edition: Statutory guidance" in out
    assert "Changed since: CRB became DBS" in out
    assert "- DCSF-RR085 (2009): Appendix 3, Q7A" in out


def test_show_as_json(capsys: Captured) -> None:
    assert main(["kb", "show", "crb_checks", "--json"]) == DONE
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == "crb_checks"
    assert shown["explains"][:2] == ["dcsf-2008/q7.a", "dudley-2015/9.3"]
    assert shown["sources"][0]["publication"] == "DCSF-RR085 (2009)"


@pytest.mark.parametrize(
    "words", [("crb",), ("CRB", "checks"), ("crb-checks",), ("C.R.B.",), ("CRB checks",)]
)
def test_an_article_is_shown_by_any_of_its_names(words: tuple[str, ...], capsys: Captured) -> None:
    assert main(["kb", "show", *words, "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["id"] == "crb_checks"


def test_words_that_lead_to_an_article_are_answered_with_it(capsys: Captured) -> None:
    assert main(["kb", "show", "how", "often", "is", "supervision"]) == USAGE
    assert "(did you mean 'supervision'?)" in capsys.readouterr().err


@pytest.mark.parametrize("id_", ["crb_check", "../kb/crb_checks", "crb_check\x1b[2J"])
def test_an_unknown_article_is_answered_with_a_suggestion(id_: str, capsys: Captured) -> None:
    assert main(["kb", "show", id_]) == USAGE
    error = capsys.readouterr().err
    assert "There is no article" in error
    assert "did you mean 'crb_checks'?" in error
    assert "\x1b" not in error


def test_check_is_content_with_what_comes_with_the_program(capsys: Captured) -> None:
    assert main(["kb", "check"]) == DONE
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_check_prints_each_fault_and_warns_of_reviews(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    dialogs = tmp_path / "dialogs"
    dialogs.mkdir()
    monkeypatch.setenv("S11CHAT_DIALOGS", str(dialogs))
    write("lamp", see="wcik", swap=("2027-01-10", "2026-01-11"))
    monkeypatch.setenv("S11CHAT_KB", str(write("wick", sentence="")))
    assert main(["kb", "check"]) == DATA
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "lamp.md:6: see: no article is called 'wcik' (did you mean 'wick'?)",
        "wick.md:15: nothing stands under '## In a sentence': write this depth",
    ]
    (dialogs / "audit.yaml").write_text("dialog: audit\n")
    write("lamp", explains="audit/1.1", swap=("2027-01-10", "2026-01-11"))
    assert main(["kb", "check"]) == DATA
    out = capsys.readouterr().out
    assert "audit.yaml:1: 'version' is missing" in out
    assert "no dialog is called" not in out


def test_reviews_that_are_due_leave_the_exit_code_alone(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("S11CHAT_DIALOGS", str(tmp_path))
    monkeypatch.setenv("S11CHAT_KB", str(write("lamp", swap=("2027-01-10", "2026-01-11"))))
    assert main(["kb", "check"]) == DONE
    assert capsys.readouterr().err.startswith("warning: lamp.md:12: was to be reviewed by 2026-01-11")


def test_help_read_on_a_case_is_listed_without_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    home = tmp_path / "office"
    furnish(home)
    monkeypatch.setenv("S11CHAT_HOME", str(home))
    assert main(["kb", "used", PRACTICE]) == DONE
    assert capsys.readouterr().out == f"No article was read on {PRACTICE}.\n"
    desk = desk_in(home, Clock())
    say(delegate(desk, PRACTICE), "?crb")
    desk.close()
    assert main(["kb", "used", PRACTICE, "--json"]) == DONE
    out = capsys.readouterr().out
    (row,) = json.loads(out)
    assert row.pop("at")
    assert row.pop("version") == str(Library(shipped("kb")).articles["crb_checks"].reviewed)
    assert row == {"question": "1.1", "article": "crb_checks", "depth": "sentence", "role": "delegate"}
    assert "Nell" not in out
    assert main(["kb", "used", PRACTICE]) == DONE
    assert "crb_checks (sentence)" in capsys.readouterr().out
