"""The duplicates court on the full screen: side by side, decided, signed ones asked about, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.fieldwork.case import State
from s11chat.services.fielding import add_person
from s11chat.services.framing import import_frame
from s11chat.services.outcome_entry import Coding
from s11chat.tui import caption
from s11chat.tui.screens.court import CourtScreen
from s11chat.tui.screens.home import HomeScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.widgets.pair import PairSheet
from tests.office import AUDIT, PHRASE, PRACTICE, Clock, admitted, answer_on, desk_in, docket, lead, say
from tests.tui.driving import Face, Opened

TWIN = f"{AUDIT}/GP2"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
Same = Callable[[Face], None]


@pytest.fixture
def twins(home: Path, dialogs: Mapping[str, Dialog]) -> None:
    """A surgery in the frame twice: its manager answered online, its senior partner on the telephone."""
    desk = desk_in(home, Clock(tick=timedelta()), dialogs)
    frame = home / "twin.csv"
    frame.write_text(
        "ref,name,type,region,lead_name,lead_role,email,phone\n"
        "GP2,Larch Lane Medical Practice,gp,East,Eve Hart,Practice manager,eve@example.org,01632 960011\n",
        encoding="utf-8",
    )
    import_frame(desk.kept, AUDIT, frame)
    online = desk.interview(admitted(desk, TWIN, Role.LEAD))
    answer_on(online, "3.1")
    online.leave()
    room = desk.call_room(AUDIT)
    room.take("GP1")
    room.dial("01632 960011")
    phone = room.interview()
    say(phone, "partly met")
    answer_on(phone, "2.1")
    phone.leave()
    room.code(Coding("N5", note="away until the end"))
    add_person(desk.kept, f"{AUDIT}/CO1", "Zoe Lamb", title="Manager", office="contact")
    asked = lead(desk, f"{AUDIT}/CO1")
    say(asked, "1")
    asked.leave()
    room.take("CO1")
    room.dial("01632 960012")
    room.code(Coding("E2", note="closed in April"))
    desk.close()


async def opened(shown: Face) -> CourtScreen:
    await shown.press("f10")
    await shown.until(lambda: isinstance(shown.screen, CourtScreen))
    await shown.settle()
    assert isinstance(shown.screen, CourtScreen)
    return shown.screen


async def to_pair(shown: Face) -> CourtScreen:
    court = await opened(shown)
    await shown.press("down")
    await shown.until(lambda: court.sides is not None and court.sides.left.ref != court.sides.right.ref)
    await shown.settle()
    return court


def state(court: CourtScreen, ref: str) -> State:
    return court.court._kept.casebook.case(AUDIT, ref).state


@SIZES
async def test_two_returns_side_by_side(
    face: Opened, twins: None, same_picture: Same, size: tuple[int, int]
) -> None:
    async with face(size=size) as shown:
        await to_pair(shown)
        same_picture(shown)


@SIZES
async def test_what_was_decided(face: Opened, twins: None, same_picture: Same, size: tuple[int, int]) -> None:
    async with face(size=size) as shown:
        court = await to_pair(shown)
        await shown.press("1")
        await shown.enter("one surgery, two rows")
        await shown.until(lambda: any(line.verdict for line in court.lines))
        await shown.settle()
        same_picture(shown)


async def test_says_why_a_return_is_proposed(face: Opened, twins: None) -> None:
    async with face(size=(120, 36)) as shown:
        court = await to_pair(shown)
        told = court.query_one(PairSheet).plain
        assert (
            "Proposed: GP1, since Ben Marsh (Senior partner) is more senior than Eve Hart (Practice" in told
        )
        assert "answered Ben Marsh · the lead | Eve Hart · the lead" in told
        assert "given 6 of 34, by telephone | 8 of 34, online" in told


async def test_asks_why_and_leaves_one_out_and_takes_that_back(face: Opened, twins: None) -> None:
    async with face() as shown:
        court = await to_pair(shown)
        await shown.press("1")
        assert isinstance(shown.screen, Prompt)
        assert "GP1 counts, GP2 is left out" in shown.picture
        await shown.press("escape")
        assert state(court, "GP2") is State.IN_PROGRESS
        await shown.press("1")
        await shown.enter("one surgery")
        await shown.until(lambda: state(court, "GP2") is State.SUPERSEDED)
        await shown.settle()
        assert "GP2 is left out; GP1 goes on" in shown.notice
        matters = court.query_one(OptionList)
        matters.highlighted = len(court.lines) - 1
        await shown.settle()
        await shown.press("1")
        assert shown.notice == caption.DECIDED_ALREADY
        await shown.press("u")
        await shown.enter("two after all")
        await shown.until(lambda: state(court, "GP2") is State.IN_PROGRESS)
        await shown.settle()
        assert "counts again" in shown.notice
        await shown.press("escape")
        assert isinstance(shown.screen, HomeScreen)


async def test_both_may_stand(face: Opened, twins: None) -> None:
    async with face() as shown:
        court = await to_pair(shown)
        await shown.press("u")
        assert shown.notice == caption.NOTHING_TO_UNDO
        await shown.press("a")
        assert shown.notice == caption.OF_TWO
        await shown.press("b")
        await shown.enter("one house")
        await shown.until(lambda: any(line.verdict for line in court.lines))
        assert "GP1 and GP2 both stand" in shown.notice


async def test_an_ending_is_so(face: Opened, twins: None) -> None:
    async with face() as shown:
        court = await opened(shown)
        await shown.until(lambda: court.sides is not None)
        await shown.press("2")
        assert shown.notice == caption.OF_ONE
        await shown.press("a")
        await shown.enter("checked")
        await shown.until(lambda: state(court, "CO1") is State.SUPERSEDED)


async def test_a_signed_return_is_asked_about_first(
    face: Opened, twins: None, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    signing = docket(desk, PRACTICE)
    signing.enrol(PHRASE)
    signing.sign(("1",), PHRASE, "Ben Marsh")
    desk.close()
    async with face() as shown:
        court = await to_pair(shown)
        await shown.press("2")
        assert isinstance(shown.screen, Menu)
        assert "SIGNED" in shown.picture
        await shown.press("1")
        assert state(court, "GP1") is State.SIGNED_IN_PART
        await shown.press("2")
        await shown.press("2")
        assert isinstance(shown.screen, Prompt)
        await shown.enter("the manager knows")
        await shown.until(lambda: state(court, "GP1") is State.SUPERSEDED)


async def test_nothing_is_decided_over_what_changed_meanwhile(
    face: Opened, twins: None, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    async with face() as shown:
        court = await to_pair(shown)
        desk = desk_in(home, Clock(), dialogs)
        say(desk.interview(admitted(desk, TWIN, Role.LEAD)), ":go 1.1", "partly met")
        desk.close()
        await shown.press("1")
        await shown.enter("one surgery")
        await shown.until(lambda: "Somebody has gone on with" in shown.picture)
        assert state(court, "GP2") is not State.SUPERSEDED


async def test_says_so_where_there_is_nothing_to_decide(face: Opened) -> None:
    async with face() as shown:
        await opened(shown)
        assert caption.COURT_EMPTY in shown.notice
        await shown.press("1", "2", "b", "a", "u", "pagedown")
        assert isinstance(shown.screen, CourtScreen)
