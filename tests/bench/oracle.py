"""Standard errors beside those of R's survey package, on samples drawn anew: `python -m tests.bench oracle`.

Needs `Rscript` with the package survey (on Debian and Ubuntu r-base-core and r-cran-survey); says so where there is none. The
tests hold the output of one run; this draws others.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tests.oracle
from tests.bench.figure import Figure
from tests.oracle.comparison import compared

RUNS = 5
SCRIPT = Path(tests.oracle.__file__).parent / "survey.R"


def figures() -> Iterator[Figure]:
    """The largest distance of each run."""
    if not shutil.which("Rscript"):
        print(
            "R is not here: install r-base-core and r-cran-survey to compare standard errors with R's survey package"
        )
        return
    for _ in range(RUNS):
        seed = random.randrange(1, 2**30)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["Rscript", str(SCRIPT), str(seed), folder], check=True, capture_output=True)
            found = list(compared(Path(folder)))
        worst = max(found, key=lambda one: one.off)
        yield Figure(
            f"distance from R survey, {len(found)} figures, seed {seed}",
            worst.off * 1e12,
            "e-12",
            "<= 1000",
            note=worst.what,
        )
