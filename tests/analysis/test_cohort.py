"""Response by cohort as the audit of 2011 printed it."""

from __future__ import annotations

from s11chat.analysis.cohort import cohort_returns
from s11chat.analysis.response_table import Cell, response_table
from s11chat.analysis.rounding import whole_per_cent

from .audit_2011 import dialog

RETURNS = {"statutory": 17, "gp": 19, "commissioned": 31, "independent": 31}


def told(*cells: Cell) -> list[tuple[str, int | None, str]]:
    made = cohort_returns(dialog(), response_table(cells), RETURNS, RETURNS)
    return [(one.cohort, one.invited, whole_per_cent(one.rate)) for one in made]


def test_a_cohort_of_which_nobody_knows_how_many_were_asked_has_no_rate() -> None:
    """The audit prints 94, 43, not known, and 62 for the last: 32 of 52, though it counts 31 returns."""
    given = {"statutory": 18, "gp": 44, "independent": 52}
    cells = [Cell(kind, kind, given.get(kind, 31), RETURNS[kind], kind not in given) for kind in RETURNS]
    assert told(*cells) == [
        ("statutory", 18, "94"),
        ("gp", 44, "43"),
        ("commissioned", None, "[x]"),
        ("independent", 52, "60"),
    ]


def test_where_no_number_was_given_the_frame_says_who_was_asked() -> None:
    cells = [Cell(kind, kind, 40, RETURNS[kind], True) for kind in ("gp", "commissioned")]
    assert told(*cells)[:2] == [("statutory", None, "[x]"), ("gp", 40, "48")]
