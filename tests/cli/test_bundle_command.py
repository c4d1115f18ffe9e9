"""`s11chat bundle`, as people type it in the office and far from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.office import PRACTICE

from .conftest import Run


def test_a_bundle_is_made_worked_in_passed_on_and_merged(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, dee, far = tmp_path / "ben.s11", tmp_path / "dee.s11", ("--home", tmp_path / "far")
    code = run("access", "issue", PRACTICE, "--role", "lead").last
    made = run("bundle", "make", PRACTICE, ben)
    assert (made.code, made.out) == (0, "")
    assert "for Ben Marsh (lead)" in made.err
    assert run("bundle", "make", PRACTICE, ben).code == 2
    told = run("bundle", "inspect", ben, "--json").json
    assert (told["case"], told["for"], told["role"], told["since_made"]) == (PRACTICE, "Ben Marsh", "lead", 0)
    monkeypatch.setenv("S11CHAT_CODE", code)
    opened = run(*far, "bundle", "open", ben, "--plain", stdin="2\n:pause\n")
    assert opened.last == "Paused at 1.1.action"
    assert "ben.s11: the return of Larch Lane Surgery, for Ben Marsh (lead), made by Ida" in opened.err
    passed = run(*far, "bundle", "make", PRACTICE, dee, "--in", ben, "--for", "Dee Holt", "--part", "2")
    assert passed.code == 0, passed.err
    monkeypatch.setenv("S11CHAT_CODE", passed.last)
    assert run("--home", tmp_path / "dee", "bundle", "open", dee, "--plain", stdin="3\n:pause\n").code == 0
    monkeypatch.setenv("S11CHAT_CODE", code)
    merging = (*far, "bundle", "merge", dee, "--in", ben)
    assert "2.1      Fully met (Dee Holt)" in run(*merging, "--dry-run", "--all").out
    assert ": 1 answer (Dee Holt)" in run(*merging).out.splitlines()[0]
    inspected = run("bundle", "inspect", dee).out
    assert re.search(r"made at +\d+ [A-Z][a-z]+ \d{4} \d\d:\d\d\n", inspected)
    assert re.search(r"holds +the part of its holder\n", inspected)
    assert run(*far, "bundle", "open", ben, "--plain", "--review", stdin="").code == 0
    monkeypatch.delenv("S11CHAT_CODE")
    assert run("bundle", "verify", ben, "--json").json["responses"] == 2
    assert re.search(
        r"Verified: \d+ events, 2 responses, 0 signatures, all", run("bundle", "verify", ben).out
    )
    assert run("interview", PRACTICE, "--plain", stdin="3\n:pause\n").code == 0
    refused = run("bundle", "merge", ben)
    assert (refused.code, "1 conflict to decide first" in refused.err) == (1, True)
    assert "theirs  Partly met (Ben Marsh" in refused.out
    assert run("bundle", "merge", ben, "--take", "mine", "1.1").code == 2
    trial = run("bundle", "merge", ben, "--take", "theirs", "all", "--dry-run", "--json").json
    assert (trial["done"], trial["conflicts"][0]["taken"]) == (False, "theirs")
    assert "merged; the return is in progress" in run("bundle", "merge", ben, "--take", "theirs", "1.1").out
    assert run("bundle", "merge", ben).out.startswith("Nothing new")
    assert run("verify").code == 0


def test_another_code_and_another_file_are_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ben.s11"
    run("access", "issue", PRACTICE, "--role", "lead")
    run("bundle", "make", PRACTICE, file)
    monkeypatch.setenv("S11CHAT_CODE", "AAAAA-AAAA")
    assert run("bundle", "open", file, "--plain").code == 1
    assert "no file" in run("bundle", "verify", tmp_path / "none.s11").err
    file.write_bytes(file.read_bytes()[:-1])
    ran = run("bundle", "verify", file)
    assert (ran.code, "damaged on the way" in ran.err) == (1, True)
