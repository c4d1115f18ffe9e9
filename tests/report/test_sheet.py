"""Figures as CSV: people's words in them never run as a formula, and figures stay figures."""

from __future__ import annotations

import csv
import io

import pytest

from s11chat.report.sheet import NOTHING, as_sheet


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+44", "-1+2", "@SUM(A1)", "'=1", "\t=1"])
def test_no_name_runs_as_a_formula(name: str) -> None:
    _, row = csv.reader(io.StringIO(as_sheet(("name", "calls"), [(name, "12.5")])))
    assert row == [f"'{name}", "12.5"]


def test_a_dash_for_no_figure_and_plain_names_stay_as_they_are() -> None:
    assert as_sheet(("name", "calls"), [("Ann-Marie O'Neill", NOTHING)]) == (
        "name,calls\nAnn-Marie O'Neill,-\n"
    )
