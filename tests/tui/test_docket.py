"""The lead's docket on the full screen: look, accept, amend, query, send back, enrol, sign, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.tui import wording
from s11chat.tui.app import Start
from s11chat.tui.screens.docket import DocketScreen
from s11chat.tui.screens.knowledge import KnowledgeScreen
from s11chat.tui.screens.modal import Card, Menu, Prompt
from s11chat.tui.screens.signing import EnrolScreen, SignScreen
from s11chat.tui.widgets.answers import Standing, standing
from s11chat.tui.widgets.sections import SectionList
from tests.office import PHRASE, PRACTICE, Clock, answer_on, code_for, delegate, desk_in, say
from tests.tui.driving import Face, Opened


@pytest.fixture
def start(home: Path, dialogs: Mapping[str, Dialog]) -> Start:
    """A return with one weak rating, one parked question and a remark, and its lead's code."""
    desk = desk_in(home, Clock(), dialogs)
    interview = delegate(desk, PRACTICE)
    say(interview, "1", ":skip", ":skip", ":skip")
    answer_on(interview, "3.1")
    say(interview, ":note late paperwork", ":park Jane in HR by Friday")
    answer_on(interview)
    interview.leave()
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    return Start(case=PRACTICE, code=code)


async def opened(shown: Face) -> DocketScreen:
    """Past the menu, in the docket."""
    await shown.until(lambda: wording.DOCKET_TITLE in shown.picture)
    await shown.press("1")
    await shown.until(lambda: shown.app.current_mode == "docket")
    await shown.settle()
    assert isinstance(shown.screen, DocketScreen)
    return shown.screen


async def test_what_needs_a_look_stands_first_with_all_that_is_known(face: Opened, start: Start) -> None:
    async with face(start, size=(120, 36)) as shown:
        docket = await opened(shown)
        first = docket.answers[0]
        assert first.reasons
        assert wording.LOOK_AT in shown.picture
        await shown.press(*["down"] * [line.question for line in docket.answers].index("3.1"))
        assert shown.chosen == "3.1"
        for known in (
            "late paperwork",
            "Jane in HR, Friday",
            wording.PARKED_FOR,
            "Front-line safeguarding lead",
        ):
            assert known in shown.picture


async def test_remarks_on_the_whole_are_counted_and_read_in_the_last_row(
    face: Opened, start: Start, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    say(delegate(desk, PRACTICE), ":casenote merger planned for 2027", ":contactnote away in May")
    desk.close()
    async with face(start, size=(120, 36)) as shown:
        docket = await opened(shown)
        assert "remarks 1, at the end" in shown.picture
        assert "merger planned" not in shown.picture
        await shown.press("end")
        assert docket.line is None
        for known in (wording.REMARKS_TITLE, "CASE merger planned for 2027", "Nell Thimble (delegate), 1 "):
            assert known in shown.picture
        assert "away in May" not in shown.picture
        await shown.press("a", "e", "q")
        assert shown.screen is docket
        await shown.press("up")
        assert shown.chosen == docket.answers[-1].question


async def test_accepting_goes_on_to_the_next(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        marked = next(line.question for line in docket.answers if line.answer is not None)
        while shown.chosen != marked:
            await shown.press("down")
        await shown.press("a")
        assert wording.ACCEPTED.format(question=marked) in shown.notice
        assert next(line for line in docket.answers if line.question == marked).accepted
        assert shown.chosen != marked


async def test_the_list_says_why_and_how_many(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        for known in ("! parked +2", "! no action", "! no answer", f"{len(docket.answers)} in all"):
            assert known in shown.picture
        waiting = sum(standing(line) is Standing.LOOK for line in docket.answers)
        assert f"{waiting} to look at" in shown.picture
        await shown.press("down", "q")
        await shown.enter("Who was asked?")
        assert "queries 1 · " in shown.picture
        assert "! query open +" in shown.picture


async def test_accepting_twice_takes_it_back_and_moves_nothing(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        before = [line.question for line in docket.answers]
        await shown.press("down")
        marked = shown.chosen
        await shown.press("a")
        assert "1 seen" in shown.picture
        assert [line.question for line in docket.answers] == before
        await shown.press("up")
        assert shown.chosen == marked
        await shown.press("a")
        assert shown.notice == wording.UNACCEPTED.format(question=marked)
        assert shown.chosen == marked
        assert "1 seen" not in shown.picture
        assert not any(line.accepted for line in docket.answers)


async def test_amending_is_read_like_any_answer(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        marked = shown.chosen
        while shown.chosen != "3.1":
            await shown.press("down")
        await shown.press("e")
        await shown.enter("qwertyuiop")
        assert isinstance(shown.screen, Prompt)
        assert "! " in shown.picture
        shown.focused.clear()
        await shown.enter("fully")
        assert shown.app.screen == docket
        assert shown.notice == "3.1: Fully met."
        line = next(line for line in docket.answers if line.question == "3.1")
        assert (line.said, line.by) == ("Fully met", "Ben Marsh")
        assert marked is not None


async def test_page_keys_turn_the_details_of_the_marked_answer_and_mark_no_other(
    face: Opened, start: Start
) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        marked, detail = shown.chosen, docket.query_one("#detail")
        assert detail.max_scroll_y  # more than fits is known of it
        await shown.press("pagedown")
        assert detail.scroll_y > 0
        await shown.press("pageup")
        assert (detail.scroll_y, shown.chosen) == (0, marked)


async def test_a_query_is_sent_and_closed(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await shown.press("c")
        assert shown.notice == wording.NO_QUERY
        marked = shown.chosen
        await shown.press("q")
        assert wording.QUERY_DETAIL.format(who="Nell Thimble") in shown.picture
        await shown.enter("Who was asked?")
        assert shown.notice == wording.QUERIED.format(who="Nell Thimble", question=marked)
        line = next(line for line in docket.answers if line.question == marked)
        assert (line.queries[0].state, line.queries[0].text) == ("open", "Who was asked?")
        while shown.chosen != marked:
            await shown.press("down")
        await shown.press("c")
        await shown.enter("settled by telephone")
        assert shown.notice == wording.SETTLED_QUERY
        line = next(line for line in docket.answers if line.question == marked)
        assert line.queries[0].state == "closed"


async def enrolled(shown: Face) -> None:
    """Enrols the phrase, mistyping it once."""
    await shown.press("s")
    if isinstance(shown.screen, Menu):  # something waits, which is told first
        await shown.press("2")
    assert isinstance(shown.screen, EnrolScreen)
    await shown.enter("seven quiet kettles")
    assert shown.focused.id == "once"
    assert "A phrase of your own needs at least 20 characters" in shown.picture
    shown.focused.clear()
    await shown.enter(PHRASE)
    assert "A phrase of your own needs" not in shown.picture
    await shown.enter("something else")
    assert wording.PHRASES_DIFFER in shown.picture
    await shown.enter(PHRASE)
    await shown.enter(PHRASE)
    await shown.until(lambda: isinstance(shown.screen, SignScreen), "the signing card")
    await shown.settle()


async def test_signing_enrols_a_phrase_refuses_a_wrong_one_and_gives_a_certificate(
    face: Opened, start: Start, tmp_path: Path
) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await shown.press("k")
        await shown.until(lambda: "Nothing of this return is signed" in shown.notice)
        await enrolled(shown)
        assert PHRASE not in shown.picture
        sections = shown.screen.query_one(SectionList)
        sections.tick({line.section for line in sections.lines})
        await shown.press("tab")
        await shown.press("enter")
        assert wording.SIGN_NO_PHRASE in shown.picture
        await shown.enter("not the right phrase at all today")
        await shown.until(lambda: "nothing was signed" in shown.picture)
        assert shown.screen.query_one("#name", Input).value == "Ben Marsh"
        assert shown.screen.query_one("#phrase", Input).value == ""
        await shown.enter(PHRASE)
        await shown.until(lambda: isinstance(shown.screen, Card), "the certificate")
        assert "CERTIFICATE" in shown.picture
        await shown.press("escape", "k")
        await shown.until(lambda: isinstance(shown.screen, Prompt))
        shown.screen.query_one(Input).value = str(tmp_path / "mine.doc")
        await shown.press("enter")
        await shown.until(lambda: "A certificate is a" in shown.picture)
        shown.screen.query_one(Input).value = str(tmp_path / "mine.html")
        await shown.press("enter")
        await shown.until(lambda: "is written" in shown.notice)
        assert "mine.html" in shown.notice
        assert "Ben Marsh" in (tmp_path / "mine.html").read_text("utf-8")
        assert all(line.signed for line in docket.answers if line.answer is not None)
        assert "signed off" in shown.picture
        await shown.press("r")
        assert "means that the signatures on 8" in shown.picture
        await shown.enter("a figure was wrong")
        assert shown.notice == wording.REOPENED
        assert not any(line.signed for line in docket.answers)


async def test_what_is_open_is_counted_and_not_ticked(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        await opened(shown)
        await shown.press("down", "q")
        await shown.enter("Who was asked?")
        await shown.press("s")
        assert "Before you sign: 4 questions without an answer, 1 open" in shown.picture
        await shown.press("1")
        assert isinstance(shown.screen, DocketScreen)
        await enrolled(shown)
        sections = shown.screen.query_one(SectionList)
        ready = [line.section for line in sections.ticked]
        assert ready == ["2", "4", "5", "6", "7", "8"]
        for seen in (
            "[ ] 1 Senior management commitment",
            "[x] 2 Statement of responsibilities",
            "DONE OPEN QUERY",
        ):
            assert seen in shown.picture
        first = str(sections.get_option("1").prompt).split()
        assert first[-4:] == ["3/6", "3", "1", "4"]
        assert "Your signature will cover 6 of 8 sections (2, 4, 5, 6, 7, 8): " in shown.picture
        assert "Left in them" not in shown.picture
        await shown.press("space")
        assert "[x] 1 Senior" in shown.picture
        for seen in (
            "Left in them: 3 questions without an answer,",
            "1 open query, 4 answers to look at (1.1 to 1.1.due).",
        ):
            assert seen in shown.picture


async def test_the_whole_signing_card_fits_a_small_window(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        await opened(shown)
        await enrolled(shown)
        sections = shown.screen.query_one(SectionList)
        sections.tick({line.section for line in sections.lines})
        await shown.press("tab")
        await shown.enter("not the right phrase at all today")
        await shown.until(lambda: "nothing was signed" in shown.picture)
        for seen in (
            wording.SIGN_NAME,
            wording.SIGN_PHRASE,
            wording.SIGN_AFRESH[1:],
            "8 Information sharing",
        ):
            assert seen in shown.picture
        assert " ".join(wording.SIGN_BUTTON.split()) in shown.picture


async def test_a_misspelt_name_is_refused_and_can_be_mended(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await enrolled(shown)
        await shown.press("tab", "tab")
        assert shown.focused.id == "name"
        shown.focused.value = "Ben Marhs"
        await shown.press("enter")
        assert shown.focused.id == "phrase"
        await shown.enter(PHRASE)
        await shown.until(lambda: "type Ben Marsh" in shown.picture, "the refusal")
        assert isinstance(shown.screen, SignScreen)
        assert not any(line.signed for line in docket.answers)
        assert shown.screen.query_one("#name", Input).value == "Ben Marsh"
        assert wording.WRONG_MARK.format(field=wording.SIGN_NAME) in shown.picture
        assert shown.focused.id == "phrase", "typed by habit, the phrase is hidden"
        await shown.type(PHRASE)
        assert not {"seven", "quiet", "kettles"} & set(shown.picture.split())
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.screen, Card), "the certificate")


async def test_a_phrase_stands_in_clear_nowhere_even_where_it_was_typed_as_the_name(
    face: Opened, start: Start
) -> None:
    async with face(start) as shown:
        await opened(shown)
        await enrolled(shown)
        await shown.press("tab")
        await shown.type(PHRASE)
        assert shown.focused.id == "phrase"
        assert PHRASE not in shown.picture
        await shown.press("tab")
        assert shown.focused.id == "name"
        for letter in PHRASE:
            await shown.press(letter)
            assert shown.screen.query_one("#name", Input).password
        assert not {"seven", "quiet", "kettles"} & set(shown.picture.split())
        await shown.press("enter")
        await shown.until(lambda: "Only Ben Marsh signs here" in shown.picture, "the refusal")
        assert (shown.focused.id, shown.focused.value) == ("phrase", "")
        assert shown.screen.query_one("#name", Input).value == "Ben Marsh"
        shown.screen.query_one(SectionList).tick(())
        for field, fault in (("name", wording.SIGN_NO_NAME), ("phrase", wording.SIGN_NONE)):
            shown.screen.query_one("#phrase", Input).value = PHRASE
            name = shown.screen.query_one("#name", Input)
            name.value = "" if field == "name" else "Ben Marsh"
            shown.screen.query_one(SectionList).tick({"2"} if field == "name" else ())
            shown.screen.query_one(f"#{field}", Input).focus()
            await shown.press("enter")
            assert fault in shown.picture
            assert (shown.focused.id, name.value) == ("phrase", "Ben Marsh")
            assert "kettles" not in shown.picture


async def test_one_section_can_be_signed_alone(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await enrolled(shown)
        shown.screen.query_one(SectionList).tick(())
        await shown.settle()
        assert wording.COVERS_NONE in shown.picture
        await shown.press("space")
        assert "Your signature will cover 1 of 8 sections (1): " in shown.picture
        await shown.press("tab")
        await shown.enter(PHRASE)
        await shown.until(lambda: isinstance(shown.screen, Card), "the certificate")
        await shown.press("escape")
        assert {line.section for line in docket.answers if line.signed} == {"1"}
        assert "signed in part" in shown.picture


async def test_sending_back_and_leaving(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        await opened(shown)
        await shown.press("b")
        await shown.enter("Please name the lead person.")
        assert shown.notice == wording.SENT_BACK
        assert "sent back" in shown.picture
        await shown.press("f3")
        assert isinstance(shown.screen, KnowledgeScreen)
        await shown.press("escape")
        await shown.until(lambda: isinstance(shown.screen, DocketScreen), "the docket")
        await shown.press("escape")
        await shown.until(lambda: isinstance(shown.screen, Menu), "what is next")
        await shown.settle()
        assert "sent back" in shown.picture
        await shown.press("1")
        await shown.until(lambda: isinstance(shown.screen, DocketScreen), "the docket again")
        await shown.settle()
        await shown.press("escape")
        await shown.until(lambda: isinstance(shown.screen, Menu), "what is next")
        shown.send("4")
        await shown.until(lambda: shown.app.return_code == 0, "the end")


async def test_a_code_typed_into_the_menu_closes_nothing_but_the_menu(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        await shown.until(lambda: wording.DOCKET_TITLE in shown.picture)
        shown.send(*"13213")
        await shown.until(lambda: shown.app.current_mode == "docket")
        await shown.settle()
        assert isinstance(shown.screen, DocketScreen)
        assert shown.app.is_running


async def test_what_changed_since_it_was_looked_at_is_shown_instead_of_signed(
    face: Opened, start: Start, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await enrolled(shown)
        desk = desk_in(home, Clock(), dialogs)
        say(delegate(desk, PRACTICE), ":go 3.1", "not met")
        desk.close()
        shown.screen.query_one(SectionList).tick({"3"})
        await shown.press("tab")
        await shown.enter(PHRASE)
        await shown.until(lambda: "look again. Nothing was signed." in shown.notice, "the refusal")
        assert isinstance(shown.screen, DocketScreen)
        assert [line.said for line in docket.answers if line.question == "3.1"] == ["Not met"]
        await shown.press("s")
        shown.screen.query_one(SectionList).tick({"3"})
        await shown.press("tab")
        await shown.enter(PHRASE)
        await shown.until(lambda: isinstance(shown.screen, Card), "the certificate")


async def test_what_the_office_typed_after_the_delegate_says_who_and_for_whom(
    face: Opened, start: Start, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    say(desk.interview_as_interviewer(PRACTICE), ":go 3.1", "not met")
    desk.close()
    async with face(start) as shown:
        await opened(shown)
        assert "Ida Interviewer, for Nell Thimble: Not met" in shown.picture
