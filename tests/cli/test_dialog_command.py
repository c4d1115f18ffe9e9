"""`s11chat dialog` and `s11chat read`: scripts and readings for people and programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s11chat.settings import shipped

from .conftest import Run

TINY = Path(__file__).parent.parent / "dialogs"


def test_lists_dialogs_with_the_number_of_their_items(bare: Run) -> None:
    rows = bare("dialog", "list", "--json").json
    items = {row["dialog"]: (row["version"], row["items"]) for row in rows}
    assert (items["chscb-2011"], items["dcsf-2008"]) == (("1.0.0", 34), ("1.0.0", 17))
    assert all(set(row) == {"dialog", "version", "title", "items"} for row in rows)
    assert "chscb-2011" in bare("dialog", "list").out


def test_shows_the_structure_of_a_dialog(bare: Run) -> None:
    shown = bare("dialog", "show", "dcsf-2008", "--json").json
    items = {item["item"]: item for section in shown["sections"] for item in section["items"]}
    assert [option["code"] for option in shown["scales"]["progress"]] == ["1", "2", "3", "4", "5"]
    assert set(items["q3"]) == {"item", "kind", "say", "rows", "options", "when"}
    assert [row["row"] for row in items["q3"]["rows"]] == list("abcdefghijklm")
    assert items["q3"]["rows"][3]["when"] is not None
    assert items["q2"]["options"][0] == {"code": "1", "say": "All in place"}
    assert items["q4"]["when"] is not None
    assert items["q1"]["when"] is None
    assert {"section", "title", "items"} == set(shown["sections"][0])
    assert "Strategic arrangements" in bare("dialog", "show", "dcsf-2008").out


def test_prints_a_questionnaire_with_its_routing_in_words(bare: Run) -> None:
    printed = bare("dialog", "print", "chscb-2011", "--interviewer").out
    assert "Asked only if the organisation's cohort is commissioned." in printed
    assert "Interviewer:" in printed
    assert "Interviewer:" not in bare("dialog", "print", "chscb-2011").out


def test_prints_a_code_frame_for_the_office_alone(bare: Run) -> None:
    framed = TINY / "code_frame.yaml"
    printed = bare("dialog", "print", framed, "--interviewer").out
    assert "      money: Too little money (Budgets that were cut; not pay, which is staff)\n" in printed
    assert "      9: Anything else\n" in printed
    assert printed.count("Codes, given afterwards") == 1
    assert "money" not in bare("dialog", "print", framed).out
    chairs = bare("dialog", "print", "lscb-2007-chairs", "--interviewer").out
    assert chairs.count("Codes, given afterwards") == 13
    assert "Codes" not in bare("dialog", "print", "lscb-2007-chairs").out


def test_checks_what_is_shipped(bare: Run) -> None:
    ran = bare("dialog", "check")
    assert (ran.code, ran.out) == (0, "")
    assert "dialogs check" in ran.err


def test_names_every_problem_at_its_line(bare: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("dialog: broken\nversion: 1.0.0\ntitel: Broken\n", encoding="utf-8")
    ran = bare("dialog", "check", broken)
    assert ran.code == 3
    assert all(
        line.split(":")[0].endswith("broken.yaml") and line.split(":")[1].isdigit()
        for line in ran.out.splitlines()
    )
    assert "to mend" in ran.err


def test_a_folder_without_dialogs_does_not_check(bare: Run, tmp_path: Path) -> None:
    ran = bare("dialog", "check", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "There is no dialog here" in ran.err


@pytest.mark.parametrize(
    "words",
    [("dialog", "show", "dcsf-2009"), ("dialog", "print", "nothing.yaml"), ("dialog", "show", "")],
)
def test_a_dialog_that_is_not_there(bare: Run, words: tuple[str, ...]) -> None:
    ran = bare(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "There is no dialog" in ran.err


def test_reads_utterances_a_line_each(bare: Run, tmp_path: Path) -> None:
    question = {
        "id": "1.1",
        "kind": "single",
        "text": "How far is it met?",
        "options": [{"code": "no", "label": "Not met"}, {"code": "yes", "label": "Fully met"}],
    }
    file = tmp_path / "said.jsonl"
    lines = [
        {"id": f"u{n}", "question": question, "utterance": said}
        for n, said in enumerate(("fully met", "?", "2"))
    ]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ran = bare("read", "--jsonl", file)
    read = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [line["id"] for line in read] == ["u0", "u1", "u2"]
    assert read[0]["act"] == "answer"
    assert read[0]["codes"] == ["yes"]
    assert all(
        {"id", "act", "codes", "value", "target", "command", "topic", "confidence", "because"} <= set(line)
        for line in read
    )


@pytest.mark.parametrize("content", [b"not json\n", b"\xff\xfe\n", b'{"id": 1}\n', b"[]\n", b'"x"\n'])
def test_what_cannot_be_read_is_a_problem_in_data(bare: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "said.jsonl"
    file.write_bytes(content)
    ran = bare("read", "--jsonl", file)
    assert ran.code == 3
    assert ":1: " in ran.err
    assert ran.err.count("\n") == 1


def test_a_file_that_is_not_there(bare: Run, tmp_path: Path) -> None:
    ran = bare("read", "--jsonl", tmp_path / "none.jsonl")
    assert (ran.code, ran.out) == (3, "")
    assert "cannot be read" in ran.err


def test_trend_tells_threads_and_their_breaks(bare: Run) -> None:
    told = bare("dialog", "trend").out
    assert "dcsf-2008        q3.d" in told
    assert "chscb-2011       4.1" in told
    assert "Not met / Partly met / Fully met" in told
    assert "! from dcsf-2008/q9 to chscb-2011/6.2: 2008 asked how often" in told
    threads = bare("dialog", "trend", "--json").json
    assert set(threads[0]["points"][0]) == {"dialog", "question", "text", "scale"}
    assert "'same_as' in a dialog says which do" in bare("dialog", "trend", "dcsf-2008").out


def test_check_tells_links_to_questions_that_are_not_there(bare: Run, tmp_path: Path) -> None:
    text = (shipped("dialogs") / "chscb-2011.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "mine.yaml"
    broken.write_text(text.replace("[dcsf-2008/q3.d]", "[dcsf-2008/q3.zz]"), encoding="utf-8")
    found = bare("dialog", "check", broken)
    assert found.code == 3
    item = text[: text.index('item: "4.1"')].count("\n") + 1
    assert f"mine.yaml:{item}: 'dcsf-2008' has no question 'q3.zz'" in found.out


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("pdf", b"%PDF-")]
)
def test_prints_on_paper(bare: Run, tmp_path: Path, form: str, begins: bytes) -> None:
    file = tmp_path / f"audit.{form}"
    ran = bare("dialog", "print", "chscb-2011", f"--{form}", "--interviewer", "--out", file)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert file.read_bytes().startswith(begins)


def test_what_cannot_be_shown_on_a_screen_wants_a_file(bare: Run, tmp_path: Path) -> None:
    for form, said in (("docx", "A Word document"), ("pdf", "A PDF")):
        ran = bare("dialog", "print", "chscb-2011", f"--{form}")
        assert (ran.code, ran.err) == (2, f"{said} cannot be shown on the screen: give --out FILE.\n")
    ran = bare("dialog", "print", "chscb-2011", "--pdf", "--out", tmp_path / "none" / "x.pdf")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert bare("dialog", "print", "chscb-2011", "--html").out.startswith("<!DOCTYPE html>")
    assert bare("dialog", "print", "chscb-2011", "--html", "--pdf").code == 2


def test_shows_the_scales_and_the_types_of_a_dialog(bare: Run) -> None:
    page = bare("dialog", "show", "section11-2023").out
    assert "Draft: A safeguarding practitioner has to review" in page
    assert "--scale rag          Red, amber or green" in page
    assert "type small_group        Small group run mainly by volunteers (small)" in page
    shown = bare("dialog", "show", "section11-2023", "--scale", "rag", "--json").json
    items = {item["item"]: item for section in shown["sections"] for item in section["items"]}
    assert shown["variant"] == "rag"
    assert [option["code"] for option in items["1.1"]["options"]] == ["red", "amber", "green"]
    assert items["1.1"]["descriptors"]["red"].startswith("Nobody at the top is named")


def test_prints_a_dialog_on_another_scale(bare: Run) -> None:
    own = bare("dialog", "print", "section11-2023").out
    assert "0  Nothing in place yet: Nobody at the top is named, or nobody can say who it is." in own
    assert "Scales a wave may choose: rag (Red, amber or green); levels (" in own
    words = bare("dialog", "print", "section11-2023", "--scale", "reflection").out
    assert "knows the subject. What works well here?" in words
    assert "Nothing in place yet" not in words
    refused = bare("dialog", "print", "section11-2023", "--scale", "rga")
    assert (refused.code, refused.out) == (2, "")
    assert "has no scale 'rga'" in refused.err
