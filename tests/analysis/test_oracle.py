"""Figures and standard errors are those of R's survey package, on random samples; its stored output is compared.

tests/oracle/survey.R made both files, with the seed 2008 and survey 4.1-1; `python -m tests.bench oracle` runs it anew.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import tests.oracle
from tests.oracle.comparison import compared

FOLDER = Path(tests.oracle.__file__).parent


def test_figures_and_standard_errors_are_those_of_r_survey() -> None:
    found = list(compared(FOLDER))
    assert Counter(one.what.split()[1] for one in found) == {"share": 32, "gap": 40, "test": 12}
    assert {one.what: one.off for one in found if one.off > 1e-9} == {}
