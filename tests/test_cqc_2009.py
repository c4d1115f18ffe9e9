"""The NHS review of 2009 as shipped: whom it asks what, post by post and group by group, and what it is checked for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions

ROOT = Path(__file__).parent.parent
PUBLISHED = ROOT / "tests" / "data" / "published" / "cqc-2009.csv"
DOMAINS = {
    "1": ("1a", "1b", "1c"),
    "2": ("2a", "2b", "2c", "2d", "2e", "2f", "2g"),
    "3": ("3a", "3b", "3c"),
}
POSTS = {
    "PCT": ["designated_doctor", "designated_nurse", "named_doctor", "named_nurse"],
    "ACUTE": ["named_doctor", "named_nurse", "named_midwife"],
    "MHT": ["named_doctor", "named_nurse"],
    "AMB": ["named_professional"],
}
OF_A_POST = {
    "filled": None,
    "basis": "yes",
    "over_a_year": "yes",
    "profession": "yes",
    "grade": "yes",
    "steps": "yes",
    "days": "no",
    "contract": "no",
    "competencies": "no",
    "manager": "no",
    "training_days": "yes",
}
"""What is asked of a post, and whether it must be filled ("yes"), or only be there ("no")."""
GROUPS = {
    "paediatric": {"ACUTE"},
    "surgical": {"ACUTE"},
    "emergency": {"ACUTE", "AMB", "PCT"},
    "psychology": {"ACUTE", "MHT", "PCT"},
    "obstetric": {"ACUTE"},
    "therapy": {"ACUTE", "MHT", "PCT"},
    "sexual_health": {"ACUTE", "PCT"},
    "dental": {"ACUTE", "PCT"},
    "optometry": {"ACUTE", "PCT"},
    "pharmacy": {"ACUTE", "MHT", "PCT"},
    "gp": {"PCT"},
    "adult_mental_health": {"MHT", "PCT"},
}
SHARES = {
    "budget_safeguarding": "budget_overall",
    "level1.up_to_date": "level1.eligible",
    "level3.up_to_date": "level3.eligible",
    "lscb.contribution": "lscb.budget",
    "lscb.sub_groups_chaired": "lscb.sub_groups",
}
SPOKEN = 35
"""Words; more cannot be followed when read aloud."""
NAMED = {
    "PCT": ("primary care trust", "Primary care trust"),
    "ACUTE": ("acute trust", "Acute", "pct_acute"),
    "MHT": ("mental health trust", "Mental health", "pct_mental_health"),
    "AMB": ("ambulance trust", "Ambulance", "pct_ambulance"),
}
"""How the published tables name a type, in a row or a column."""


@cache
def shipped() -> Dialog:
    """The dialog in the repository's own file."""
    return load_dialog(ROOT / "dialogs" / "cqc-2009.yaml")


def asked(type_: str, **answers: str | int) -> list[str]:
    """The ids asked of a type of organisation of which this much is known; dots are written as two underscores."""
    known: Known = {"organisation.type": type_, **{id_.replace("__", "."): a for id_, a in answers.items()}}
    return [question.id for question in questions(shipped()).values() if question.asked(known)]


def of_post(type_: str, post: str, filled: str = "yes") -> list[str]:
    """What is asked of a post, without what stands in front."""
    known: Known = {
        "organisation.type": type_,
        "maternity": "yes",
        f"posts.{post}.filled": filled,
    }
    front = f"posts.{post}."
    found = [q.id for q in questions(shipped()).values() if q.asked(known)]
    return [id_.removeprefix(front) for id_ in found if id_.startswith(front)]


def test_names_its_edition_and_its_sources() -> None:
    dialog = shipped()
    assert (dialog.dialog, dialog.version) == ("cqc-2009", "1.0.0")
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2006-04", "2010-03")
    assert {source.publication for source in dialog.sources} == {
        "Safeguarding children review, Care Quality Commission (2009)"
    }
    assert [organisation.type for organisation in dialog.organisations] == list(POSTS)


def test_has_the_published_domains_and_parts_in_their_order() -> None:
    sections = [section.section for section in shipped().sections]
    parts = [part for parts in DOMAINS.values() for part in parts]
    assert sections == ["organisation", *parts, "c2"]
    assert all(section.items for section in shipped().sections)


@pytest.mark.parametrize("type_", POSTS)
def test_asks_about_the_posts_a_type_has(type_: str) -> None:
    found = [id_.split(".")[1] for id_ in asked(type_, maternity="yes") if id_.startswith("posts.")]
    assert found == POSTS[type_]


def test_a_midwife_is_asked_about_only_where_there_are_maternity_services() -> None:
    assert "posts.named_midwife.filled" not in asked("ACUTE", maternity="no")
    assert "attendance.named_midwife.meetings" not in asked("ACUTE", maternity="no", lscb__meetings=4)
    assert "attendance.named_midwife.meetings" in asked("ACUTE", maternity="yes", lscb__meetings=4)


@pytest.mark.parametrize(("type_", "post"), [(type_, post) for type_ in POSTS for post in POSTS[type_]])
def test_every_post_is_asked_about_in_full(type_: str, post: str) -> None:
    assert of_post(type_, post) == list(OF_A_POST)
    role = [item for item, filled in OF_A_POST.items() if filled != "yes"]
    assert of_post(type_, post, "no") == role
    assert of_post(type_, post, "none") == ["filled"]


def test_professions_grades_and_managers_are_those_a_post_can_have() -> None:
    by_id = questions(shipped())

    def codes(id_: str) -> set[str]:
        return {option.code for option in by_id[id_].options}

    assert "gp" in codes("posts.named_doctor.profession")
    assert "health_visitor" in codes("posts.designated_nurse.profession")
    assert "paramedic" in codes("posts.named_professional.profession")
    assert "consultant" in codes("posts.designated_doctor.grade")
    assert "band_8a" in codes("posts.named_midwife.grade") & codes("posts.named_professional.grade")
    for designated in ("designated_doctor", "designated_nurse"):
        assert "designated" not in codes(f"posts.{designated}.manager")
    for named in ("named_doctor", "named_nurse", "named_midwife", "named_professional"):
        assert "designated" in codes(f"posts.{named}.manager")


def test_level_2_is_asked_of_the_groups_a_type_has() -> None:
    for group, types in GROUPS.items():
        found = {type_ for type_ in POSTS if f"level2.{group}.eligible" in asked(type_)}
        assert found == types, group
    members = [q.id for q in questions(shipped()).values() if q.id.startswith("level2.") and q.unit]
    assert len(members) == 2 * len(GROUPS)


def test_whom_a_group_has_none_of_is_not_asked_about_again() -> None:
    assert "level2.gp.up_to_date" not in asked("PCT", level2__gp__eligible=0)
    assert "level2.gp.up_to_date" in asked("PCT", level2__gp__eligible=180)


def test_every_share_comes_after_its_whole_and_knows_it() -> None:
    wholes = dict(SHARES)
    wholes |= {f"level2.{group}.up_to_date": f"level2.{group}.eligible" for group in GROUPS}
    by_id = questions(shipped())
    wholes |= {id_: "lscb.meetings" for id_ in by_id if id_.startswith("attendance.")}
    assert {q.id: q.share_of for q in by_id.values() if q.share_of} == wholes


def test_a_primary_care_trust_declares_twice_and_everybody_else_once() -> None:
    both = ["declaration.commissioner.c2", "declaration.provider.c2"]
    assert [id_ for id_ in asked("PCT", form="pct") if id_.startswith("declaration")] == both
    assert [id_ for id_ in asked("PCT", form="care_trust") if id_.startswith("declaration")] == both
    one = ["declaration.trust.c2"]
    assert [id_ for id_ in asked("PCT", form="pct_mental_health") if id_.startswith("declaration")] == one
    for type_ in ("ACUTE", "MHT", "AMB"):
        assert [id_ for id_ in asked(type_) if id_.startswith("declaration")] == one
    assert all(q.reserved for q in questions(shipped()).values() if q.section == "c2")


def test_each_special_part_is_asked_of_its_own_trusts() -> None:
    sections = {q.id: q.section for q in questions(shipped()).values()}

    def parts(type_: str, **answers: str) -> set[str]:
        return {sections[id_] for id_ in asked(type_, **answers)}

    assert {"1b", "3a"} <= parts("PCT")
    assert not {"3b", "3c"} & parts("PCT")
    assert "3b" in parts("MHT")
    assert "3c" in parts("ACUTE", maternity="yes")
    assert not {"1b", "3a", "3b", "3c"} & (parts("ACUTE", maternity="no") | parts("AMB"))


def test_the_processes_a_policy_may_hold_are_asked_as_the_table_has_them() -> None:
    out = {"missed_appointments", "gp_registration", "discharge", "emergency_checks"}
    rows = {id_.removeprefix("includes.") for id_ in asked("ACUTE") if id_.startswith("includes.")}
    assert len(rows) == 9
    assert {
        id_.removeprefix("includes.") for id_ in asked("AMB") if id_.startswith("includes.")
    } == rows - out
    for type_ in ("PCT", "MHT"):
        assert "includes.emergency_checks" not in asked(type_)


def test_two_reviews_at_most_are_told_of_one_after_another() -> None:
    first = asked("AMB", imr__1="yes")
    assert {"imr.1.notified_by", "imr.2"} <= set(first)
    assert "imr.2.notified_by" not in first
    assert "imr.2" not in asked("AMB", imr__1="no")
    assert "imr.3" not in questions(shipped())
    assert "imr.1.sha_notified" in asked("PCT", imr__1="yes")
    assert "imr.1.sha_notified" not in first


def test_every_number_has_a_unit_and_a_lowest_value() -> None:
    numbers = [q for q in questions(shipped()).values() if q.kind is Kind.NUMBER]
    assert len(numbers) >= 60
    assert [q.id for q in numbers if not q.unit or q.minimum != 0] == []


def test_every_question_can_be_read_aloud() -> None:
    for question in questions(shipped()).values():
        aloud = question.say.interviewer or question.say.respondent
        stem = (question.stem.interviewer or question.stem.respondent) if question.stem else ""
        assert len(aloud.split()) <= SPOKEN, question.id
        assert f"{stem} {aloud}".count("?") <= 1, question.id
        assert "{{ member }}" not in aloud


def test_every_type_a_figure_is_printed_for_is_asked_the_question_it_counts() -> None:
    """The rows and columns of the tables name the types; `all trusts` names none."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        figures = [row for row in csv.DictReader(file) if row["of"] and row["table"] != "table13"]
    by_id = questions(shipped())
    checked = 0
    for row in figures:
        place = f"{row['row']} {row['column']}".replace("as commissioner", "")
        for type_ in (t for t, names in NAMED.items() if any(name in place for name in names)):
            for id_ in row["of"].split(";"):
                assert reaches(type_, by_id[id_]), f"{row['table']} {row['row']}: {type_} is not asked {id_}"
                checked += 1
    assert checked > 250


def reaches(type_: str, question: Question) -> bool:
    """Whether a trust of this type can come to be asked it."""
    facts: Known = {"organisation.type": type_}
    reachable: set[str] = set()
    for earlier in questions(shipped()).values():
        if all(condition.chance(facts, reachable).true for condition in earlier.conditions):
            reachable.add(earlier.id)
    return question.id in reachable
