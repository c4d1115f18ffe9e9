"""The manager's screen: what it shows, where its rows lead, and what is done from there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from s11chat.assurance.right import Role
from s11chat.fieldwork.queue import Standing
from s11chat.services.desk import Desk
from s11chat.services.overseeing import oversee
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from s11chat.services.undertaking import Terms, Undertakings
from s11chat.tui import boardword, planword
from s11chat.tui.app import S11chat
from s11chat.tui.screens.casefile import CaseFileScreen
from s11chat.tui.screens.cases import CasesScreen
from s11chat.tui.screens.home import HomeScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.plans import PlansScreen
from s11chat.tui.screens.review import ReviewScreen
from s11chat.tui.screens.wave import WaveScreen
from tests.busy import BUSY, NOW, busy, desk_of
from tests.office import Clock, admitted, copied, settings_in
from tests.tui.driving import Face

Wave = Callable[..., AbstractAsyncContextManager[Face]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the busy wave, made once."""
    home = tmp_path_factory.mktemp("busy")
    busy(home)
    return home


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The busy wave, for this test alone."""
    return copied(made, tmp_path / "home")


@pytest.fixture
def wave(place: Path) -> Wave:
    """The manager's screen on the busy wave, opened from the office."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Face]:
        app = S11chat(settings_in(place), clock=lambda: NOW, opener=lambda _: desk_of(place))
        async with app.run_test(size=size) as pilot:
            shown = Face(app, pilot)
            await shown.until(lambda: app.desk is not None and app.current_mode == "home", "the office")
            await shown.settle()
            await shown.press("f3")
            await shown.settle()
            assert isinstance(shown.screen, WaveScreen)
            yield shown

    return opened


async def to(shown: Face, row: str) -> None:
    """Marks a row by its id."""
    rows = shown.screen.query_one(OptionList)
    rows.highlighted = rows.get_option_index(row)
    await shown.settle()


def listed(shown: Face) -> list[str]:
    """The cases in the list."""
    return [option.id for option in shown.screen.query_one(OptionList).options if option.id]


async def test_a_figure_leads_to_exactly_its_cases_and_back(wave: Wave, place: Path) -> None:
    desk = desk_of(place)
    seen = oversee(desk.kept, BUSY)
    board = seen.board
    desk.close()
    figures = {
        "now": {f"stuck {pile.key}": pile.cases for pile in seen.stuck}
        | {f"due {pile.key}": pile.cases for pile in seen.due},
        "types": {f"type {bar.type}": bar.cases for bar in (*board.types, board.total)},
        "outcomes": {f"outcome {bar.code}": bar.cases for bar in board.outcomes} | {"untried": board.untried},
        "days": {f"day {day.first}": day.completed for day in board.days if day.completed},
    }
    async with wave() as shown:
        for rows in figures.values():
            for row, cases in rows.items():
                await to(shown, row)
                await shown.press("enter")
                assert isinstance(shown.screen, CasesScreen)
                assert sorted(listed(shown)) == sorted(cases), row
                assert f"{len(cases)} case" in shown.picture
                await shown.press("escape")
                assert shown.chosen == row
            await shown.press("right")


async def test_typing_finds_any_case_and_escape_goes_back_step_by_step(wave: Wave) -> None:
    async with wave() as shown:
        await shown.press("m")
        await shown.settle()
        assert isinstance(shown.screen, CasesScreen)
        assert shown.screen.query_one(Input).value == "m"
        await shown.type("ental 12")
        await shown.settle()
        assert shown.chosen == f"{BUSY}/MHT012"
        await shown.press("enter")
        assert isinstance(shown.screen, CaseFileScreen)
        assert "Feather Mental health trust 12" in shown.picture
        await shown.press("escape")
        assert shown.screen.query_one(Input).value == "mental 12"
        await shown.press("escape")
        assert len(listed(shown)) == 96
        for screen in (WaveScreen, HomeScreen):
            await shown.press("escape")
            assert isinstance(shown.screen, screen)


async def test_the_mark_stays_where_it_is_when_things_change(wave: Wave, place: Path) -> None:
    async with wave() as shown:
        await to(shown, "stuck office")
        assert isinstance(shown.screen, WaveScreen)
        desk = desk_of(place)
        office = Supervision(desk.kept, BUSY)
        waiting = office.queue(Standing.OFFICE)
        case = waiting[0].case
        assert f"{len(waiting)} For the office or the supervisor" in shown.picture
        office.call_again(case.partition("/")[2], "a number from the council")
        desk.close()
        shown.screen._beat()
        await shown.settle()
        assert shown.chosen == "stuck office"
        assert f"{len(waiting) - 1} For the office or the supervisor" in shown.picture


async def test_a_case_is_called_again_assigned_noted_and_talked_about(wave: Wave, place: Path) -> None:
    async with wave() as shown:
        await to(shown, "stuck office")
        await shown.press("enter", "enter")
        assert isinstance(shown.screen, CaseFileScreen)
        assert "with the office: number dead or wrong organisation" in shown.picture
        await shown.press("c")
        assert isinstance(shown.screen, Prompt)
        await shown.enter("the council gave a number")
        await shown.until(lambda: "to be called" in shown.picture, "the case to be called")
        await shown.press("a")
        assert isinstance(shown.screen, Menu)
        await shown.press("2")
        await shown.until(lambda: "for Ida Interviewer" in shown.picture, "the case to be assigned")
        await shown.press("f4")
        await shown.enter("Ask for Joan")
        assert "Ask for Joan (Ida Interviewer)" in shown.picture
        await shown.press("m", "1")
        await shown.enter("Is this the right Joan?")
        assert boardword.SAID in shown.notice
    desk = desk_of(place)
    assert [one.text for one in Supervision(desk.kept, BUSY).messages()][-1] == "Is this the right Joan?"
    desk.close()


async def test_a_refusal_keeps_the_words(wave: Wave) -> None:
    async with wave() as shown:
        await shown.press(*["right"] * 4)
        await to(shown, next(row for row in listed(shown) if row.startswith("hand ")))
        await shown.press("enter")
        await shown.press("c")
        await shown.enter("never mind")
        assert isinstance(shown.screen, Prompt)
        assert shown.focused.value == "never mind"
        assert "! Ben has" in shown.picture


async def test_a_case_is_interviewed_and_its_answers_are_read(wave: Wave) -> None:
    async with wave() as shown:
        await shown.press("f2")
        await shown.type("MHT012")
        await shown.settle()
        await shown.press("enter")
        await shown.press("r")
        assert isinstance(shown.screen, ReviewScreen)
        await shown.press("escape")
        await shown.press("f2")
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        assert "Feather Mental health trust 12" in shown.picture
        await shown.enter(":quit")
        await shown.until(lambda: shown.app.current_mode == "home")
        await shown.settle()
        assert isinstance(shown.screen, CaseFileScreen)


async def test_appointments_are_taken_over_and_called_off(wave: Wave) -> None:
    async with wave() as shown:
        await shown.press(*["right"] * 4)
        row = next(row for row in listed(shown) if row.startswith("appointment "))
        before = len(listed(shown))
        await to(shown, row)
        await shown.press("enter", "2")
        assert "Who keeps the appointment" in shown.picture
        await shown.press("2")
        assert boardword.TAKEN_OVER.format(name="Ida Interviewer") in shown.notice
        await to(shown, row)
        await shown.press("enter", "3")
        await shown.enter("they are all away")
        assert boardword.CALLED_OFF in shown.notice
        assert len(listed(shown)) == before - 1


async def test_messages_not_read_are_due_and_lead_to_the_room(wave: Wave) -> None:
    async with wave() as shown:
        assert shown.screen.query_one(OptionList).get_option("view room")
        assert f"1 {boardword.UNREAD[True]} Enter, or the view Room" in shown.picture
        await to(shown, "view room")
        await shown.press("enter")
        assert any(row.startswith("message ") for row in listed(shown))


async def test_a_message_is_answered_and_read(wave: Wave, place: Path) -> None:
    async with wave() as shown:
        await shown.press(*["right"] * 4)
        await to(shown, next(row for row in listed(shown) if row.startswith("message ")))
        await shown.press("enter")
        await shown.press("1")
        await shown.enter("Send them by post")
        assert boardword.NO_MESSAGES in " ".join(shown.picture.split())
    desk = desk_of(place)
    told = [one for one in desk.kept.plans.messages(BUSY) if one.to_name == "Ida"]
    assert [one.text for one in told] == ["Send them by post"]
    desk.close()


async def test_an_analyst_sees_how_it_stands_and_nobody_at_work(wave: Wave, place: Path) -> None:
    desk = desk_of(place)
    appoint(desk.kept, BUSY, "Somebody Else", Role.MANAGER)
    appoint(desk.kept, BUSY, desk.actor, Role.ANALYST)
    desk.close()
    async with wave() as shown:
        assert "Letters to be written" not in shown.picture
        assert "Complete, and waiting for a signature" in shown.picture
        await shown.press(*["right"] * 4)
        assert "Only interviewers and managers see who has what in hand" in shown.picture
        await shown.press("f2", "enter")
        assert boardword.HIDDEN in shown.picture
        await shown.press("f4")
        await shown.enter("a note")
        assert "may not make calls" in shown.picture


async def test_nothing_is_cut_at_eighty_columns(wave: Wave) -> None:
    async with wave() as shown:
        for _ in boardword.VIEWS:
            rows = shown.screen.query_one(OptionList)
            for option in rows.options:
                lines = str(option.prompt).splitlines()
                assert all(len(line) <= 77 for line in lines), lines
            assert "…" not in shown.picture
            await shown.press("right")


async def test_a_wave_without_organisations_says_what_to_do(tmp_path: Path) -> None:
    busy(tmp_path, cases=0)
    app = S11chat(settings_in(tmp_path), clock=lambda: NOW, opener=lambda _: desk_of(tmp_path, Clock(NOW)))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.desk is not None and app.current_mode == "home", "the office")
        await shown.settle()
        await shown.press("f3")
        for _ in boardword.VIEWS:
            assert f"s11chat frame import {BUSY} FILE" in shown.picture
            await shown.press("right", "enter")
        assert isinstance(shown.screen, WaveScreen)


VIEWS = tuple(boardword.VIEWS)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
@pytest.mark.parametrize("view", VIEWS)
async def test_how_each_view_looks(
    wave: Wave, same_picture: Callable[[Face], None], view: str, size: tuple[int, int]
) -> None:
    async with wave(size) as shown:
        await shown.press(*["right"] * VIEWS.index(view))
        same_picture(shown)


@pytest.mark.parametrize("theme", ["s11-light", "s11-contrast"])
async def test_how_other_looks_look(wave: Wave, same_picture: Callable[[Face], None], theme: str) -> None:
    async with wave((120, 36)) as shown:
        shown.app.theme = theme
        await shown.press("right")
        same_picture(shown)


async def test_how_the_cases_of_a_figure_look(wave: Wave, same_picture: Callable[[Face], None]) -> None:
    async with wave() as shown:
        await to(shown, "stuck to_be_signed")
        await shown.press("enter")
        same_picture(shown)


async def test_how_the_file_of_a_case_looks(wave: Wave, same_picture: Callable[[Face], None]) -> None:
    async with wave() as shown:
        await shown.press("right", "right", "right", "right")
        await to(shown, next(row for row in listed(shown) if row.startswith("appointment ")))
        await shown.press("enter", "1")
        same_picture(shown)


async def test_the_plans_of_the_wave_are_listed_filtered_and_asked_after(wave: Wave, place: Path) -> None:
    desk = desk_of(place)
    cases = [case for case in desk.kept.casebook.cases(BUSY) if _answers(desk, case.return_id)][:2]
    for case, day in zip(cases, ("1 June 2027", "1 May 2027"), strict=True):
        item = next(iter(_answers(desk, case.return_id)))
        name = f"{BUSY}/{case.ref}"
        work = Undertakings(desk.kept, name, admitted(desk, name, Role.LEAD))
        work.add(item, Terms(f"Mend it at {case.ref}", "Nell Thimble", day))
    desk.close()
    async with wave() as shown:
        await shown.press("f10")
        await shown.until(lambda: "2 running, 0 over their day" in shown.picture, "the plans")
        assert isinstance(shown.screen, PlansScreen)
        later, sooner = (shown.picture.index(f"Mend it at {case.ref}") for case in cases)
        assert sooner < later
        await shown.press("f2")
        await shown.enter(cases[0].ref)
        assert f"Mend it at {cases[1].ref}" not in shown.picture
        await shown.press("c")
        await shown.enter("How far is it?")
        await shown.until(lambda: "asked by the office: How far is it?" in shown.picture)
        await shown.press("o")
        assert planword.NONE_RUNS.split(".")[0] in shown.picture


def _answers(desk: Desk, return_id: str) -> list[str]:
    return [item for item in desk.kept.responses.current(return_id) if "." not in item]
