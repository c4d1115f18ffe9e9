"""What two dialogs differ in is told in words, each with what it does to figures set side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from s11chat.dialog.change import Aspect, Change, Effect
from s11chat.dialog.difference import Difference, difference
from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog
from s11chat.dialog.question import Question, questions
from s11chat.dialog.revision import Revised
from s11chat.dialog.rewording import judged
from s11chat.dialog.routing import Routing
from s11chat.dialog.starter import starter
from s11chat.settings import shipped

TESTS = Path(__file__).parent.parent
SOUND = sorted([*shipped("dialogs").glob("*.yaml"), *(TESTS / "dialogs").glob("*.yaml")])
TEXT = starter("my-audit")
COMPARABLE, CAUTION, BREAK = Effect


def changed(*swaps: tuple[str, str]) -> Difference:
    """The starter against itself with texts swapped."""
    text = TEXT
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return difference(read_dialog(TEXT, "a.yaml"), read_dialog(text, "b.yaml"))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_dialog_does_not_differ_from_itself(path: Path) -> None:
    dialog = load_dialog(path)
    found = difference(dialog, dialog)
    assert (found.changes, found.added, found.removed, found.effect) == ((), (), (), COMPARABLE)
    assert set(found.compared.values()) <= {COMPARABLE}


@pytest.mark.parametrize(
    ("old", "new", "aspect", "effect", "ids", "said"),
    [
        # Wording.
        ("with a worry about a child?\n", "with a worry, about a child?\n", Aspect.WORDING, COMPARABLE, ("1.1",), "only spelling"),
        ("twelve months", "two years", Aspect.WORDING, BREAK, ("1.4",), "another number"),
        ("Is there one person", "Is there not one person", Aspect.WORDING, BREAK, ("1.1",), "“not” turns"),
        ("everybody has read it", "all staff have read it", Aspect.WORDING, CAUTION, ("2.1",), "more or for less"),
        ("To whom do they turn instead?", "Why is there nobody?", Aspect.WORDING, BREAK, ("1.2",), "turns"),
        ("By when?", "Until which day will that be done?", Aspect.WORDING, BREAK, ("2.1.due", "2.2.due"), "little"),
        ("interviewer: How many people work", "interviewer: How many persons work", Aspect.WORDING, CAUTION, ("1.3",), "for the interviewer:"),
        ("is each of these done:", "is each of them done:", Aspect.WORDING, CAUTION, ("2.3.a", "2.3.b", "2.3.c"), "before its rows"),
        # Lists of answers.
        ("    - {code: sometimes, say: Sometimes}\n", "", Aspect.OPTIONS, BREAK, ("2.3.a", "2.3.b", "2.3.c", "2.4"), "“Sometimes” is no answer"),
        ("          - {code: volunteers, say: Volunteers}\n", "", Aspect.OPTIONS, CAUTION, ("1.4",), "“Volunteers”"),
        ("say: Always}", "say: Seldom}", Aspect.OPTIONS, BREAK, ("2.3.a", "2.3.b", "2.3.c", "2.4"), "another answer"),
        ("say: Fully met", "say: Completely", Aspect.OPTIONS, CAUTION, ("2.1", "2.2"), "same answer"),
        ("code: always", "code: every_time", Aspect.CODES, CAUTION, ("2.3.a", "2.3.b", "2.3.c", "2.4"), "recode"),
        ("score: 50", "score: 40", Aspect.SCORING, CAUTION, ("2.1", "2.2"), "“Partly met”"),
        ("also: [partly, in part]", "also: [partly]", Aspect.HELP, COMPARABLE, ("2.1", "2.2"), "other words"),
        (", read_out: false}", "}", Aspect.OPTIONS, CAUTION, ("2.3.a", "2.3.b", "2.3.c", "2.4"), "“Don't know”"),
        # Who is asked.
        ('when: {"1.1": ["no"]}', 'when: {"1.1": ["yes"]}', Aspect.ROUTE, CAUTION, ("1.2",), "if 1.1 is “No”; now if 1.1 is “Yes”"),
        ("when: {organisation.type: school}", "when: {organisation.type: club}", Aspect.ROUTE, BREAK, ("2.3.b",), "no type"),
        (", when: {organisation.type: school}", "", Aspect.ROUTE, CAUTION, ("2.3.b",), "also asked now: Sports club"),
        ("        reserved_for: lead ", "        note: x #", Aspect.ROUTE, CAUTION, ("2.4",), "reserved for the lead: yes, now no"),
        # Limits and help.
        ("unit: people", "unit: posts", Aspect.LIMITS, BREAK, ("1.3",), "people, now posts"),
        ("        minimum: 0\n", "        minimum: 1\n", Aspect.LIMITS, CAUTION, ("1.3",), "0, now 1"),
        ("at_least: 500", "at_least: 900", Aspect.LIMITS, CAUTION, ("1.3",), "asked about again"),
        ("note: An estimate will do.", "note: An estimate is enough.", Aspect.HELP, COMPARABLE, ("1.3",), "note"),
        ("kb: [supervision]", "kb: [staff_duty]", Aspect.HELP, COMPARABLE, ("2.4",), "supervision, now staff_duty"),
        # Questions that come, go and move.
        ("kind: date\n        direction: past", "kind: text", Aspect.KIND, BREAK, ("1.5",), "date, now text"),
        ("item: intro", "item: start", Aspect.RENAMED, COMPARABLE, ("start",), "its id was intro"),
        # The dialog as a whole.
        ("title: \"My audit\"", "title: Our audit", Aspect.HEAD, COMPARABLE, (), "the title"),
        ("Local guidance, 2026", "Local guidance, 2027", Aspect.HEAD, CAUTION, (), "one edition"),
        ("cohort: voluntary", "cohort: other", Aspect.PEOPLE, CAUTION, (), "figures by cohort"),
        ("lead: Chair", "lead: Trustee", Aspect.PEOPLE, COMPARABLE, (), "Sports club"),
        ("title: People", "title: Staff", Aspect.HEAD, COMPARABLE, (), "is called “Staff”"),
        ("Are both right?", "Is that right?", Aspect.HEAD, CAUTION, (), "fit together"),
    ],
)  # fmt: skip
def test_a_change_is_told_with_what_it_means(
    old: str, new: str, aspect: Aspect, effect: Effect, ids: tuple[str, ...], said: str
) -> None:
    found = changed((old, new))
    hits = [c for c in found.changes if c.aspect is aspect and said in f"{c.says} {c.means}"]
    assert hits, found.changes
    assert ids == hits[0].questions
    assert hits[0].effect is effect
    assert all(found.compared[id_] is effect for id_ in ids if id_ in found.compared)


def test_a_new_id_takes_everything_along() -> None:
    """Conditions, checks, contradictions and follow-ups name the question anew, and that is no change of theirs."""
    found = changed(('"2.1"', '"3.1"'), ('"1.3"', '"1.30"'))
    assert {change.aspect for change in found.changes} == {Aspect.RENAMED}
    assert {id_ for change in found.changes for id_ in change.questions} == {
        "1.30",
        "3.1",
        "3.1.evidence",
        "3.1.action",
        "3.1.due",
    }
    assert found.added == found.removed == ()


def test_questions_that_come_and_go() -> None:
    added = """\
      - item: "2.9"
        kind: rating
        scale: met
        kb: [supervision]
        say: Whoever works alone has somebody to call.

      - item: "2.4"
"""
    found = changed(
        ('      - item: "2.4"\n', added), ("          - {row: c, say: an identity document seen}\n", "")
    )
    by_id = {change.questions: change for change in found.changes}
    assert by_id[("2.9",)].effect is CAUTION
    assert "averages over its section" in by_id[("2.9",)].means
    assert by_id[("2.3.c",)].effect is BREAK
    assert "its series of figures ends" in by_id[("2.3.c",)].means
    assert (found.added, found.removed) == (("2.9",), ("2.3.c",))
    assert set(found.compared.values()) == {COMPARABLE}


def test_questions_that_move() -> None:
    rows = ("{row: a, say: two references taken up}", "{row: c, say: an identity document seen}")
    found = changed((rows[0], "!"), (rows[1], rows[0]), ("!", rows[1]))
    (change,) = found.changes
    assert (change.aspect, change.effect) == (Aspect.MOVED, COMPARABLE)
    assert len(change.questions) in (1, 2)
    other = changed(('  - section: "2"\n    title: Standards\n    items:\n', ""))
    assert {c.says for c in other.changes if c.aspect is Aspect.MOVED} == {
        "it stood in “Standards”, and stands in “People”"
    }
    assert other.effect is CAUTION


def test_types_of_organisation_that_come_and_go() -> None:
    found = changed(("type: club, say: Sports club", "type: group, say: Youth group"))
    said = [change.says for change in found.changes if change.aspect is Aspect.PEOPLE]
    assert said == ["Sports club (club) is not asked any more", "Youth group (group) is asked now"]


def test_what_allows_least_comes_first() -> None:
    found = changed(("twelve", "six"), ("score: 50", "score: 40"), ("An estimate will do.", "A guess."))
    assert [change.effect for change in found.changes] == [BREAK, CAUTION, COMPARABLE]
    assert found.effect is BREAK
    assert found.compared["1.4"] is BREAK
    assert found.compared["2.1"] is CAUTION
    assert found.compared["1.1"] is COMPARABLE


def test_two_instruments_have_little_in_common() -> None:
    first, second = (load_dialog(shipped("dialogs") / f"{id_}.yaml") for id_ in ("dcsf-2008", "chscb-2011"))
    found = difference(first, second)
    assert found.effect is BREAK
    assert not found.compared
    assert len(found.removed) == len(questions(first))
    assert len(found.added) == len(questions(second))


@pytest.mark.parametrize(
    ("name", "old", "new", "effect", "said"),
    [
        ("ranking", "places: 3", "places: 2", CAUTION, "how many are put in order: 3, now 2"),
        ("share", "share_of: staff", "note: x", BREAK, "what it is a part of: staff, now none"),
        ("roster", "say: school nurse", "say: named nurse", CAUTION, "the wording"),
    ],
)
def test_rankings_parts_and_rosters_are_compared(
    name: str, old: str, new: str, effect: Effect, said: str
) -> None:
    text = (TESTS / "dialogs" / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    found = difference(read_dialog(text, "a.yaml"), read_dialog(text.replace(old, new), "b.yaml"))
    assert any(change.effect is effect and said in change.says for change in found.changes), found.changes


@dataclass(frozen=True)
class Extended(Question):
    """A question of a kind that has something no other has."""

    gloss: str = ""


def test_a_field_without_words_of_its_own_is_told_by_its_name() -> None:
    dialog: Dialog = read_dialog(TEXT, "a.yaml")
    asked = questions(dialog)["1.1"]
    held = {name: getattr(asked, name) for name in ("id", "kind", "item", "section", "say", "options")}
    before, after = Extended(**held, gloss="short"), Extended(**held, gloss="long")
    routing = Routing.of(dialog)
    assert list(Revised(before, after, routing, routing, (), {}).changes()) == [
        Change(
            Aspect.KIND,
            CAUTION,
            "gloss: short, now long",
            "look at both before figures are set side by side",
            ("1.1",),
        )
    ]
    assert list(Revised(before, replace(before), routing, routing, (), {}).changes()) == []


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("Is there a policy?", "Is there a policy", COMPARABLE),
        ("Don't staff know?", "Don’t staff know?", COMPARABLE),
        ("Are staff trained?", "Aren't staff trained?", BREAK),
        ("Trained within 3 years?", "Trained within 2 years?", BREAK),
        ("Are staff trained in safeguarding?", "Are all staff trained in safeguarding?", CAUTION),
        ("Is there a written policy for children?", "Is there a policy for children in writing?", CAUTION),
        ("Is there a policy?", "How many volunteers came last year?", BREAK),
    ],
)
def test_wordings_are_judged(before: str, after: str, effect: Effect) -> None:
    assert judged(before, after)[0] is effect
    assert judged(after, before)[0] is effect
