"""Who is senior by the words of a title."""

from __future__ import annotations

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.fieldwork.seniority import rank
from s11chat.settings import shipped

RANKS = (
    ("Chief executive", "CEO"),
    ("Director",),
    ("Assistant director",),
    ("Head of service",),
    ("Manager",),
    ("Practitioner",),
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chief Executive", 0),
        ("CEO", 0),
        ("interim chief  executive", 0),
        ("Director of children's services", 1),
        ("Assistant director", 2),
        ("Assistant Director, Safeguarding", 2),
        ("Director and assistant director", 1),
        ("Deputy Chief Executive", 0.5),
        ("Deputy director", 1.5),
        ("Head of Service", 3),
        ("Head of safety", None),
        ("Team manager", 4),
        ("Management", None),
        ("Directorate support", None),
        ("PA to the Chief Executive", None),
        ("Chief executive's secretary", None),
        ("Assistant to the Director", None),
        ("Manager, office of the chief executive", 4),
        ("Office manager", 4),
        ("Children's manager", 4),
        ("Manager for the director", 4),
        ("Practitioner", 5),
        ("", None),
        ("chief", None),
    ],
)
def test_a_title_has_the_rank_of_its_whole_words(title: str, expected: float | None) -> None:
    assert rank(title, RANKS) == expected


def test_without_a_table_nobody_has_a_rank() -> None:
    assert rank("Chief executive", ()) is None


@pytest.mark.parametrize("name", ["dcsf-2008", "chscb-2011"])
def test_the_shipped_tables_know_the_leads_of_every_type(name: str) -> None:
    dialog = load_dialog(shipped("dialogs") / f"{name}.yaml")
    for kind in dialog.organisations:
        assert rank(kind.lead, dialog.seniority) is not None, kind.lead
    order = [
        "Chief executive",
        "Director of housing",
        "Assistant director",
        "Head of service",
        "Team manager",
    ]
    ranks = [rank(title, dialog.seniority) for title in order]
    assert ranks == sorted(ranks, key=lambda one: one or 0)
    assert len(set(ranks)) == len(order)
