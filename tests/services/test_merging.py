"""Where both sides went on: what a bundle brings is entered beside what the office has, on a file and on a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.assurance.evidence import Telling
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.report.certificate import as_file
from s11chat.report.proof import proved
from s11chat.services.desk import Desk
from s11chat.services.evidencing import Evidencing
from s11chat.services.keeping import verify
from s11chat.services.merging import merge
from tests.office import PRACTICE, Clock, delegate, say
from tests.post import BEN, Machine, lead_with_bundle, standing

ON_BOTH = True


@pytest.fixture
def ben(desk: Desk, tmp_path: Path, clock: Clock) -> Machine:
    return lead_with_bundle(desk, tmp_path, clock)


def test_both_sides_go_on_and_nothing_is_lost(desk: Desk, ben: Machine, tmp_path: Path) -> None:
    policy = tmp_path / "policy.pdf"
    policy.write_bytes(b"%PDF-1.7 safeguarding")
    ben.answers(until="3.1")
    with ben.at_work() as (far, by):
        told = Telling("policy", "Safeguarding policy", "1.1", "3 March 2026", "Nell Thimble", "March 2027")
        Evidencing(far.kept, by.case, by).add(told, policy)
    ben.signs("1", "2")
    at_office = delegate(desk, PRACTICE)
    say(at_office, ":go 4.1", "3")
    before = verify(desk.kept).events
    assert not merge(desk.kept, ben.file, dry_run=True).done
    assert verify(desk.kept).events == before
    merged = merge(desk.kept, ben.file)
    assert merged.done
    assert (merged.conflicts, merged.voided) == ((), ())
    assert desk.kept.case(PRACTICE).state is State.SIGNED_IN_PART
    whole = desk.returned(PRACTICE)
    assert whole.sections_signed == ("1", "2")
    assert all(line.signed for line in whole.answers if line.section in ("1", "2") and line.answer)
    shown = proved(as_file(desk.certificate(PRACTICE).certified, "txt"))
    assert (shown.faults, [one.section for one in shown.signed]) == ((), ["1", "2"])
    (shown_by,) = next(line for line in whole.answers if line.question == "1.1").evidence
    assert shown_by.told.startswith("policy: Safeguarding policy")
    assert standing(desk)["4.1"][1] == "Nell Thimble"
    assert verify(desk.kept).faults == ()
    assert merge(desk.kept, ben.file).entered == 0
    ben.answers(":go 3.1", "2")
    again = merge(desk.kept, ben.file)
    assert [question for question, _, _ in again.answers] == ["3.1"]
    assert verify(desk.kept).faults == ()


@pytest.mark.parametrize(
    ("side", "stands", "signed"), [("theirs", BEN, True), ("ours", "Nell Thimble", False)]
)
def test_an_answer_that_both_gave_is_decided_and_both_are_kept(
    desk: Desk, ben: Machine, side: str, stands: str, signed: bool
) -> None:
    ben.answers("1", until="2.1")
    ben.signs("1")
    say(delegate(desk, PRACTICE), "3")
    open_ = merge(desk.kept, ben.file)
    assert [conflict.question for conflict in open_.undecided] == ["1.1"]
    assert (open_.undecided[0].ours.said, open_.undecided[0].theirs.said) == ("Fully met", "Not met")
    assert standing(desk)["1.1"] == ("Fully met", "Nell Thimble")
    with pytest.raises(UsageError, match=r"no conflict about '9\.9'"):
        merge(desk.kept, ben.file, takes={"9.9": side})
    merged = merge(desk.kept, ben.file, takes={"1.1": side})
    assert merged.done
    assert standing(desk)["1.1"][1] == stands
    kept = desk.kept.responses.history(desk.kept.case(PRACTICE).return_id, "1.1")
    assert {record.by_name for record in kept} == {BEN, "Nell Thimble"}
    assert bool(desk.returned(PRACTICE).sections_signed) is signed
    if not signed:
        assert [section for section, _ in merged.voided] == ["1"]
        assert "1.1" in merged.voided[0][1]
    assert verify(desk.kept).faults == ()
    assert merge(desk.kept, ben.file).entered == 0
