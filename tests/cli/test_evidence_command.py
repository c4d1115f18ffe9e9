"""`s11chat evidence`, as somebody types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import PRACTICE

from .conftest import Run

TOLD = ("--kind", "policy", "--title", "Safeguarding policy", "--covers", "2.1", "--dated", "March 2020")


def test_a_document_goes_in_is_looked_at_and_comes_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "policy.pdf"
    file.write_bytes(b"%PDF")
    ran = run("evidence", "add", PRACTICE, *TOLD, "--file", file)
    assert ran.code == 0, ran.err
    assert "no child or family" in ran.err
    assert "On file as evidence 1 for 2.1: policy: Safeguarding policy, 1 March 2020." in ran.err
    (line,) = run("evidence", "list", PRACTICE, "--json").json
    assert (line["number"], line["kind"], line["covers"], line["dated"]) == (
        1,
        "policy",
        ["2.1"],
        "2020-03-01",
    )
    assert (line["size"], line["stands"], line["due"]) == (4, True, "is dated 1 March 2020")
    assert "look: it is dated 1 March 2020" in run("evidence", "list", PRACTICE).out
    assert run("evidence", "withdraw", PRACTICE, 1, "--why", "the wrong year").code == 0
    assert run("evidence", "reinstate", PRACTICE, 1).code == 0
    assert run("evidence", "amend", PRACTICE, 1, "--note", "board copy").code == 0
    steps = [step["state"] for step in run("evidence", "show", PRACTICE, 1, "--json").json]
    assert steps == ["added", "withdrawn", "reinstated", "amended"]
    shown = " ".join(run("evidence", "show", PRACTICE, 1).out.split())
    assert "withdrawn by Ida Interviewer: the wrong year" in shown
    out = tmp_path / "out"
    assert "1 file and index.csv" in run("evidence", "export", PRACTICE, out).err
    assert {path.name: path.stat().st_mode & 0o777 for path in out.iterdir()} == {
        "index.csv": 0o600,
        "1 policy.pdf": 0o600,
    }
    ran = run("evidence", "export", PRACTICE, out)
    assert (ran.code, "holds something already" in ran.err) == (2, True)
    assert run("evidence", "missing", PRACTICE).err == "None.\n"
    assert run("verify").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", PRACTICE, *TOLD), 2, "Say where the document lies"),
        (
            ("add", PRACTICE, *TOLD, "--place", "shelf", "--note", "Jamie Fox, aged 9"),
            1,
            "looks like a named child",
        ),
        (("withdraw", PRACTICE, "7"), 2, "There is no evidence 7"),
        (("list", "audit-11/NONE"), 3, "NONE"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = run("evidence", *words)
    assert (ran.code, said in ran.err) == (code, True), ran.err
