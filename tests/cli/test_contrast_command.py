"""`s11chat report status`: ways of answering side by side."""

from __future__ import annotations

import csv

from tests.cli.conftest import Run


def test_a_wave_without_a_return_has_nothing_to_compare(run: Run) -> None:
    assert run("wave", "new", "bare", "--dialog", "chscb-2011").code == 0
    ran = run("report", "status", "bare")
    assert (ran.code, ran.err) == (0, "")
    assert "No complete return is online or telephone: there is nothing to compare." in ran.out
    assert list(csv.DictReader(run("report", "status", "bare", "--format", "csv").out.splitlines())) == []
    found = run("report", "status", "bare", "--format", "json").json
    assert [one["comparison"] for one in found["comparisons"]] == ["mode", "completion", "signed"]
    assert found["comparisons"][0]["first"]["n_eff"] is None


def test_a_confidence_or_a_variance_that_is_none(run: Run) -> None:
    for option in ("--confidence=80", "--variance=guess"):
        ran = run("report", "status", "audit-11", option)
        assert (ran.code, ran.out) == (2, "")
        assert "choose from" in ran.err
