"""Fed what five publications print, the check finds the faults that are known of them, and raises no other alarm.

`tests/data/stated/` holds what each publication states, in the form in which a draft is checked by hand, and in
`errata.csv` every fault that is known, by its number in `tests/data/published/`: whether it is `found`, looks like a
fault and is `explained`, is `consistent` after all, or is no figure but a matter of `wording`, and why.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from s11chat.analysis.finding import Finding
from s11chat.analysis.reconcile import reconcile
from s11chat.exchange.figures import read_figures
from tests.test_published import FIGURES

FOLDER = Path(__file__).parent / "data" / "stated"
PUBLICATIONS = sorted(path.stem for path in FOLDER.glob("*.csv") if path.stem != "errata")


@cache
def found(publication: str) -> tuple[Finding, ...]:
    return reconcile(read_figures(FOLDER / f"{publication}.csv"))


def errata(publication: str) -> list[dict[str, str]]:
    with (FOLDER / "errata.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["publication"] == publication]


def named(publication: str, outcome: str) -> Counter[str]:
    """The findings that are listed for errata of an outcome, as `kind@place`."""
    rows = (row for row in errata(publication) if row["outcome"] == outcome)
    return Counter(one for row in rows for one in row["findings"].split("; "))


def shown(finding: Finding) -> str:
    """The same of a finding: the first place, without the second of two."""
    return f"{finding.kind}@{finding.place.split(';')[0].split(',')[0]}"


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_every_fault_known_is_found_and_there_is_no_false_alarm(publication: str) -> None:
    assert Counter(shown(one) for one in found(publication) if one.fault) == named(publication, "found")


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_what_only_looks_like_a_fault_is_explained(publication: str) -> None:
    explained = Counter(shown(one) for one in found(publication) if not one.fault)
    assert named(publication, "explained") <= explained


def test_every_fault_known_of_the_publications_is_listed() -> None:
    assert set(FIGURES) == set(PUBLICATIONS)
    for publication in PUBLICATIONS:
        listed = [int(row["erratum"]) for row in errata(publication)]
        assert listed == list(range(1, FIGURES[publication]["errata"] + 1)), publication
        for row in errata(publication):
            assert bool(row["findings"]) is (row["outcome"] in ("found", "explained")), row
            assert row["why"] or row["outcome"] == "found", row


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_finding_says_what_why_how_large_and_has_a_name_of_its_own(publication: str) -> None:
    findings = found(publication)
    assert all(one.place and one.what and one.why and one.size for one in findings)
    assert all(one.fits for one in findings if one.fault)
    assert len({one.id for one in findings}) == len(findings)


@pytest.mark.parametrize(
    ("publication", "place", "words"),
    [
        ("dcsf-2008", "line 1045", "329 is the number of telephone"),
        ("dcsf-2008", "line 698", "329 to 340 of 1153, such as the 329 of telephone"),
        ("dcsf-2008", "line 246", "20 of 56 is 36; 21 of 56 is 38"),
        ("dcsf-2008", "line 254", "2, as 1 return would weigh 2.25: 1 is unweighted"),
        ("dcsf-2008", "line 755", "POL and PROB as well"),
        ("dcsf-2008", "line 580", "39 replaced by 28 to 31"),
        ("dcsf-2008", "line 364", "82"),
        ("chscb-2011", "line 473", "0 + 2 + 5 + 11 = 18 of 19 returns; 1 lacking"),
        ("chscb-2011", "line 441", "8.3"),
        ("chscb-2011", "line 787", "120 of 121 percentages are of 31; 101 of 121 percentages are of 32"),
        ("cqc-2009", "line 698", "155 is 91.7 % of 169"),
        ("cqc-2009", "line 658", "45 is 5 of 11"),
        ("dudley-2015", "line 39", "70 to 90; 50 is reached only by counting those without a score as 0"),
        ("dudley-2015", "line 15", "10 of 12, 15 of 18"),
    ],
)
def test_a_finding_says_what_would_fit(publication: str, place: str, words: str) -> None:
    assert any(words in one.fits for one in found(publication) if one.fault and place in one.place)
