"""What two people do to one return at the same time: nobody signs other words than they saw, and nothing stays signed
that neither sitting saw move."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.assurance.signature import sections_named
from s11chat.errors import StaleResponseError
from s11chat.fieldwork.case import State
from s11chat.services.amending import Amending
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, new_wave
from s11chat.services.framing import import_frame
from s11chat.services.keeping import verify
from s11chat.services.mending import Correction, mend, mending
from tests.office import PHRASE, delegate, docket, lead, say

CASE, LEAD, SAM = "joint/C1", "Ann Lead", "Sam Pool"
JOINT = """\
dialog: joint
version: 1.0.0
title: Joint
guidance: {edition: "Guidance of 2007", valid_from: "2007-04"}
sources: [{publication: A report, part: Annex}]
organisations: [{type: CLUB, say: Club, cohort: voluntary, lead: Chair}]
opening: {respondent: Welcome.}
closing: {respondent: Thank you.}
sections:
  - section: staff
    title: Staff
    items:
      - {item: who, kind: text, kb: [action_plan], say: "What does {{ person }} do?"}
      - {item: paid, kind: yesno, kb: [action_plan], say: "Is there paid staff?"}
  - {section: others, title: Others, items: [{item: free, kind: yesno, kb: [action_plan], say: "Are there volunteers?"}]}
  - section: training
    title: Training
    items:
      - {item: topics, kind: text, kb: [action_plan], say: "What is taught?"}
      - {item: trained, kind: text, kb: [action_plan], say: "Who is trained?", when: {any: [{paid: "yes"}, {free: "yes"}]}}
  - {section: need, title: Need, items: [{item: lack, kind: text, kb: [action_plan], say: "Who does it?", when: {free: "no"}}]}
  - {section: proxy, title: Proxy, items: [{item: why, kind: text, kb: [action_plan], say: "Why you?", when: {role: delegate}}]}
"""


def furnished_with(desk: Desk, folder: Path, dialog: str) -> Desk:
    (folder / "joint.yaml").write_text(dialog, encoding="utf-8")
    (folder / "frame.csv").write_text(
        "ref,name,type,lead_name\nC1,Oak Club,CLUB,Ann Lead\n", encoding="utf-8"
    )
    new_wave(desk.kept, "joint", folder / "joint.yaml")
    import_frame(desk.kept, "joint", folder / "frame.csv")
    return desk


@pytest.fixture
def joint(desk: Desk, tmp_path: Path) -> Desk:
    """A wave of one club, whose questions depend on several answers."""
    return furnished_with(desk, tmp_path, JOINT)


def answers(desk: Desk) -> None:
    said = ("Training twice a year", "yes", "yes", "Signs of harm", "All of them", "Because Ann asked me")
    say(delegate(desk, CASE, SAM), *said)


def test_other_words_than_were_shown_are_not_signed(joint: Desk) -> None:
    answers(joint)
    opened = docket(joint, CASE)
    opened.enrol(PHRASE)
    mend(joint.kept, mending(joint.kept, CASE, SAM, Correction(name="Sam Pond")))
    with pytest.raises(StaleResponseError, match="the words of who"):
        opened.sign(("staff",), PHRASE, LEAD)
    opened.review()
    opened.sign(("staff",), PHRASE, LEAD)
    assert verify(joint.kept).faults == ()


def test_no_other_statement_is_signed_than_was_shown(joint: Desk) -> None:
    answers(joint)
    opened = docket(joint, CASE)
    opened.enrol(PHRASE)
    shown = opened.statement
    Amending(delegate(joint, CASE, SAM)).amend("free", "no")
    with pytest.raises(StaleResponseError, match="which sections the return has"):
        opened.sign(("staff",), PHRASE, LEAD)
    assert opened.statement == shown
    opened.review()
    assert sections_named(opened.statement) - sections_named(shown) == {"need"}
    made = opened.sign(("staff",), PHRASE, LEAD).certified.sections[0].statement
    assert made is not None
    assert made.text == opened.statement


def test_what_two_answers_move_together_does_not_stay_signed(joint: Desk) -> None:
    answers(joint)
    opened = docket(joint, CASE)
    opened.enrol(PHRASE)
    opened.sign(("training",), PHRASE, LEAD)
    one, other = (Amending(delegate(joint, CASE, name)) for name in (SAM, "Tom Else"))
    one.amend("paid", "no")
    assert joint.returned(CASE).sections_signed == ("training",)
    other.amend(
        "free", "no"
    )  # neither sitting knows of the other: together they take `trained` off the route
    assert joint.returned(CASE).sections_signed == ()
    assert verify(joint.kept).faults == ()


def test_a_section_that_comes_up_later_is_not_signed_off_with_the_rest(desk: Desk, tmp_path: Path) -> None:
    joint = furnished_with(desk, tmp_path, JOINT.replace("{{ person }}", "everybody"))
    sitting = lead(joint, CASE)
    say(sitting, "Training twice a year", "yes", "yes", "Signs of harm", "All of them")
    opened = docket(joint, CASE)
    opened.enrol(PHRASE)
    opened.sign(("others", "training", "staff"), PHRASE, LEAD)
    assert joint.kept.case(CASE).state is State.SIGNED_OFF
    add_person(joint.kept, CASE, SAM, office="contact")
    whole = joint.returned(CASE)
    assert (whole.state, whole.sections_signed) == (State.SIGNED_IN_PART, ("staff", "others", "training"))
    assert verify(joint.kept).faults == ()
