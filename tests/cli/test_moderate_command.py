"""`s11chat moderate` and `s11chat report agreement`: the whole way by commands."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf
import pytest

from s11chat.dialog.model import Dialog
from tests.office import AUDIT, CLUB, PRACTICE, Clock, completed, desk_in

from .conftest import Ran, Run

MO, ANN = "Mo Moderator", "Ann Second"
As = Callable[..., Ran]


@pytest.fixture
def by(run: Run, home: Path, dialogs: Mapping[str, Dialog], clock: Clock) -> As:
    """Runs a command as somebody of an office with two moderators, on a return that is complete."""
    desk = desk_in(home, clock, dialogs)
    completed(desk, PRACTICE)
    desk.close()
    for name, role in (("Pam", "manager"), (MO, "moderator"), (ANN, "moderator")):
        assert run("office", "add", AUDIT, name, "--role", role).code == 0

    def command(name: str, *words: object, stdin: str = "") -> Ran:
        return run("--actor", name, *words, stdin=stdin)

    return command


def test_a_return_is_moderated_by_commands(by: As, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert by("Pam", "moderate", "assign", PRACTICE, "--to", MO).err == f"{MO} moderates {PRACTICE}.\n"
    several = by("Pam", "moderate", "assign", PRACTICE, f"{AUDIT}/GP9", CLUB, "--to", MO)
    assert (several.code, several.err.splitlines()) == (
        1,
        [
            f"{MO} moderates {CLUB}.",
            "1 case done, 2 not:",
            f"{MO} moderates {PRACTICE} already.",
            "There is no case 'GP9' in wave 'audit-11': 's11chat wave status audit-11' lists its cases.",
        ],
    )
    assert by("Pam", "moderate", "assign", CLUB, "--take-back").code == 0
    assert by("Pam", "moderate", "assign", PRACTICE, "--to", ANN).code == 0
    assert by("Pam", "moderate", "assign", PRACTICE).code == 2
    rated = by(MO, "moderate", "rate", PRACTICE, "1.1", "partly", "--reason", "two of five")
    assert rated.err == "1.1: Partly met. The organisation says Fully met; that stays as it is.\n"
    refused = by(MO, "moderate", "rate", PRACTICE, "1.2", "1")
    assert refused.code == 1
    assert refused.err.endswith("you rate it Not met.\n")
    lines = "help\n2 two of five\nundo\n1\nnobody could say\nwhy\nback\ngo 1.2\n3\n9\nleft\n" + "3\n" * 40
    talk = by(ANN, "moderate", "rate", PRACTICE, stdin="2\n\n" + lines + "left\n2 one shift\ndone\nquit\n")
    assert talk.code == 0, talk.err
    assert "= Not rated." in talk.out
    assert "= 1.1: taken back; it is not rated." in talk.out
    assert "! '9' is not on the scale of" in talk.out
    assert talk.last == "Rated 30 of 30"
    assert "= Done. Mo Moderator is not yet." in talk.out
    by(MO, "moderate", "rate", PRACTICE, stdin="3\n" * 40 + "done\n")
    shown = by("Pam", "moderate", "show", PRACTICE, "--json").json
    assert [one["step"] for one in shown["moderators"]] == ["done", "done"]
    first = shown["standards"]["1.1"]
    assert {one["by"]: one["code"] for one in first["ratings"]} == {MO: "partly_met", ANN: "not_met"}
    assert (first["own"]["code"], first["rests_on"], first["result"]) == (
        "fully_met",
        "moderators differ",
        None,
    )
    assert by("Pam", "moderate", "release", PRACTICE).code == 1
    for standard, one in shown["standards"].items():
        if one["rests_on"] == "moderators differ":
            agreed = by(MO, "moderate", "agree", PRACTICE, standard, "2", "--reason", "in part")
            assert agreed.err.startswith(f"{standard}: agreed on Partly met.")
    assert by("Pam", "moderate", "release", PRACTICE).err.startswith("Ben Marsh sees 30 moderated ratings")
    listed = by("Pam", "moderate", "list", AUDIT)
    assert "Mo Moderator 30 rated (done), Ann Second " in " ".join(listed.out.split())
    assert listed.out.endswith(" released\n")
    noted = by(
        MO, "moderate", "notes", PRACTICE, "--on", "1.1", "--by", "Eve", "--of", "Birch", "--say", "Why?"
    )
    number = noted.err.split()[1]
    code = by("Pam", "access", "issue", PRACTICE, "--role", "lead", "--json").json["code"]
    monkeypatch.setenv("S11CHAT_CODE", code)
    assert "agreed        Partly met, Mo Moderator" in by("x", "moderate", "show", PRACTICE).out
    assert by("x", "moderate", "notes", PRACTICE, "--answer", number, "--say", "Since May.").code == 0
    assert by("x", "moderate", "notes", PRACTICE, "--reply", "1.1", "--say", "It is on the wall.").code == 0
    monkeypatch.delenv("S11CHAT_CODE")
    assert by("Pam", "moderate", "notes", PRACTICE, "--close", number).code == 0
    told = by("Pam", "moderate", "notes", PRACTICE, "--json").json
    assert [(one["state"], one["answer"]) for one in told] == [("closed", "Since May."), ("reply", "")]
    packs(by, home)
    agreement(by, monkeypatch)
    assert by("Pam", "verify").code == 0


def packs(by: As, home: Path) -> None:
    """The pack in every form says the same."""
    text = by("Pam", "moderate", "pack", PRACTICE).out
    assert max(map(len, text.splitlines())) <= 80
    assert by("Pam", "moderate", "pack", PRACTICE, "--pdf").code == 2
    for form in ("html", "docx", "pdf"):
        file = home / f"pack.{form}"
        assert by("Pam", "moderate", "pack", PRACTICE, f"--{form}", "--out", file).code == 0
    said = {
        "text": text,
        "html": (home / "pack.html").read_text("utf-8"),
        "docx": zipfile.ZipFile(home / "pack.docx").read("word/document.xml").decode(),
        "pdf": "".join(page.extract_text() for page in pypdf.PdfReader(home / "pack.pdf").pages),
    }
    for form, content in said.items():
        for part in (
            "Larch Lane Surgery",
            "two of five",
            "Minutes of 3 March",
            "Since May.",
            "It is on the wall.",
            "Panel agreed",
        ):
            assert part in content, (form, part)
        assert "ben@example.org" not in content
        assert "01632" not in content


def agreement(by: As, monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures in three formats, and a sentence where the library is missing."""
    found = by("Pam", "report", "agreement", AUDIT, "--format", "json").json
    (total,) = found["scales"][0]["all"]
    assert (total["n"], total["small_base"], total["first_lower"]) == (30, False, 0)
    assert total["kappas"]["kappa"] == {
        "value": 0.0,
        "low": None,
        "high": None,
        "why": "no interval: one of the two used one step throughout",
    }
    rows = list(csv.DictReader(io.StringIO(by("Pam", "report", "agreement", AUDIT, "--format", "csv").out)))
    assert [row["n"] for row in rows if row["part"] in ("all", "moderators", "pair")] == ["30", "30", "30"]
    text = by("Pam", "report", "agreement", AUDIT).out
    assert "nan" not in text.casefold()
    assert "Kappa: 0.00, no interval: one of the two used one step throughout." in text
    refused = by(MO, "report", "agreement", AUDIT)
    assert (refused.code, refused.out) == (1, "")
    monkeypatch.setitem(sys.modules, "statsmodels.stats.inter_rater", None)
    missing = by("Pam", "report", "agreement", AUDIT)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == "Agreement needs statsmodels: install it with pip install 's11chat[statistics]'.\n"
