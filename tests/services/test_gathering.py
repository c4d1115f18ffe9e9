"""The complete returns of a wave, gathered for its tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from s11chat.dialog.model import NoAnswer
from s11chat.services.desk import Desk
from s11chat.services.gathering import gathered
from tests.office import SURVEY
from tests.services.test_importing import WHOLE, respondent, surveyed, take

ON_BOTH = True


def test_complete_returns_are_gathered_with_what_they_say_and_weigh(desk: Desk, tmp_path: Path) -> None:
    assert not gathered(desk.kept, SURVEY).replies
    take(desk, surveyed(tmp_path, *(respondent(ref) for ref in WHOLE)))
    found = gathered(desk.kept, SURVEY)
    replies = {one.ref: one for one in found.replies}
    assert list(replies) == sorted(WHOLE)
    prison, district, authority = replies["PRIS1"], replies["DC1"], replies["SHA1"]
    assert {name: district.traits[name] for name in ("type", "mode", "completion", "signed")} == {
        "type": "DC",
        "mode": "telephone",
        "completion": "direct",
        "signed": "yes",
    }
    assert (prison.traits["mode"], prison.traits["completion"]) == ("online", "delegated")
    assert district.said["q3.a"] == frozenset({"1"})
    assert district.said["q5"] == frozenset({"a", "c"})
    assert district.said["q12"] == frozenset({"4", "11"})
    assert district.said["q13"] is NoAnswer.NOT_ANSWERED
    assert authority.said["q4"] is NoAnswer.OFF_ROUTE
    assert found.tally("q3.a").chose(["1"]) == {"DC": 1, "PRIS": 1, "SHA": 1}
    assert found.tally("q3.a", [prison]).returns == 1
    assert sum(found.weights[one.cell] for one in found.replies) == Fraction(3)
