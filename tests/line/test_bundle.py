"""Bundles in plain lines: made in the docket, and taken in with every conflict decided first."""

from __future__ import annotations

import re
from pathlib import Path

from s11chat.line.review import Review
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from tests.office import PRACTICE, Clock, delegate, docket, say
from tests.post import Machine, standing


def reviewed(desk: Desk, *typed: str) -> list[str]:
    lines: list[str] = []
    Review(docket(desk, PRACTICE), lines.append, lambda _: None, desk.library).hold(typed)
    return lines


def test_a_lead_passes_a_part_on_and_takes_it_in_again(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "dee.s11"
    given = reviewed(
        desk, "bundle", "delegate 1 to Dee Holt", "bundle make Nobody", "bundle make Dee Holt", "."
    )
    assert "ask them for a part first" in " ".join(given)
    assert "Its file? Enter for GP1-dee-holt.s11, . to leave it." in given
    assert "It holds section 1" in " ".join(given)
    assert not list(tmp_path.glob("*.s11"))
    code = given[given.index("= Dee Holt is asked. Their code, shown only now:") + 1].strip()
    (tmp_path / "taken").write_text("mine")
    made = reviewed(desk, "bundle make dee holt", str(tmp_path / "taken"), str(file))
    assert any(line.startswith("! ") and "there already" in line for line in made)
    assert file.exists()
    assert "Written: " in " ".join(made)
    dee = Machine(tmp_path / "far", file, code, clock)
    dee.answers("2")
    say(delegate(desk, PRACTICE), "3")
    left = reviewed(desk, f"bundle merge {file}", "what?", ".", f"bundle merge {file}", "theirs", "no")
    assert left.count("= Left; nothing was taken in.") == 2
    assert standing(desk)["1.1"] == ("Fully met", "Nell Thimble")
    came = reviewed(desk, f"bundle merge {file}", "theirs", "yes")
    assert any(re.fullmatch(r"1 +.*: 1 answer \(Dee Holt\)", line) for line in came)
    assert any(line.startswith(f"= {PRACTICE}: ") and " merged; " in line for line in came)
    assert standing(desk)["1.1"] == ("Partly met", "Dee Holt")
    assert verify(desk.kept).faults == ()
    assert any(line.startswith("Nothing new for") for line in reviewed(desk, f"bundle merge {file}"))


def test_a_delegate_without_anybody_asked_is_told_what_to_do(desk: Desk) -> None:
    lines: list[str] = []
    Talk(delegate(desk, PRACTICE), lines.append).hold(
        [":bundle make", ":bundle send", ":bundle merge /none.s11"]
    )
    assert sum(line.startswith("! ") for line in lines) == 3
    assert any("ask them for a part first" in line for line in lines)
