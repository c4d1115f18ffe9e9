"""Which of two returns is proposed, rule by rule, whichever of the two comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from s11chat.fieldwork.proposal import Given, proposed
from s11chat.fieldwork.seniority import Place
from tests.office import MORNING

CHIEF = Given("Ruth Oakley", "Chief executive", rank=0, place=Place.LEAD, answered=12, finished=MORNING)
MANAGER = Given(
    "Nell Thimble", "Team manager", rank=4, place=Place.LEAD, answered=34, signed=True, finished=MORNING
)
LATER = MORNING + timedelta(days=2)


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        (CHIEF, MANAGER, "Ruth Oakley (Chief executive) is more senior than Nell Thimble (Team manager)"),
        (MANAGER, replace(CHIEF, respondent=""), "nobody has answered in the other"),
        (CHIEF, replace(MANAGER, rank=None, title="Sage"), "is more senior than Nell Thimble (Sage)"),
        (
            replace(CHIEF, rank=None, title=""),
            replace(MANAGER, rank=None, place=Place.CONTACT),
            "Ruth Oakley leads and Nell Thimble (Team manager) answers for the lead",
        ),
        (replace(MANAGER, rank=0), CHIEF, "it is signed and the other is not"),
        (replace(CHIEF, answered=13), CHIEF, "it answers 13 questions, the other 12"),
        (CHIEF, replace(CHIEF, finished=LATER), "it was complete earlier"),
        (CHIEF, replace(CHIEF, finished=None), "it is complete and the other is not"),
    ],
)
def test_the_better_one_is_proposed_with_its_reason(better: Given, worse: Given, because: str) -> None:
    for first in (True, False):
        found = proposed(*((better, worse) if first else (worse, better)))
        assert found.first is first
        assert because in found.because


def test_where_nothing_tells_them_apart_the_first_is_proposed() -> None:
    found = proposed(CHIEF, CHIEF)
    assert (found.first, found.because) == (True, "nothing tells the two apart; it comes first in the list")
