"""The conversation on the full screen: every turn has its place, every key its word, and long talks stay light."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from s11chat.assurance.right import Role
from s11chat.dialog.model import Audience, Kind
from s11chat.engine.turn import Ask
from s11chat.tui import caption, wording
from s11chat.tui.app import Start
from s11chat.tui.screens.modal import Card, Menu, Prompt, TooSmall
from s11chat.tui.screens.review import ReviewScreen
from s11chat.tui.theme import THEMES
from s11chat.tui.widgets.room import CardRoom
from s11chat.tui.widgets.side import SidePanel
from s11chat.tui.widgets.transcript import Entry, Transcript, Voice
from tests.office import AUTHORITY, COUNCIL, PRACTICE, REFERRAL, answer_on, code_for
from tests.tui.driving import Opened


async def test_every_turn_is_shown(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        assert shown.said[0].startswith("read: This is the section 11 audit")
        await shown.enter("maybe")
        assert shown.notice.startswith("! ")
        await shown.enter("partly")
        assert shown.said[-1] == "kept: Partly met"
        await shown.press("f3")
        assert shown.said[-1].startswith("about: Action plan")
        await shown.enter(":note seen the draft")
        assert shown.said[-1] == "info: Noted: seen the draft"
        await shown.enter(":park Jane in HR by Friday")
        assert shown.said[-1] == "note: 1.1.action waits for Jane in HR, Friday, 4 September 2026."
        await shown.enter(":concern")
        assert isinstance(shown.screen, Card)
        assert REFERRAL in shown.picture
        await shown.press("enter")
        assert "The referral steps were shown." in shown.said[-1]
        await shown.enter(":help")
        assert isinstance(shown.screen, Card)
        assert caption.HELP_TITLE in shown.picture
        await shown.press("escape")
        answer_on(shown.interview)
        await shown.enter(":go 1.2")
        await shown.press("enter", "enter")
        await shown.press("f8")
        await shown.press("1")
        await shown.until(lambda: not shown.app.is_running or shown.app.return_code == 0)


async def test_a_self_completer_never_sees_notes_or_probes(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        assert wording.FOR_YOU in shown.picture
        assert wording.PROBE in shown.picture
        assert shown.app.desk is not None
        code = code_for(shown.app.desk, COUNCIL, Role.DELEGATE).code
    async with face(Start(case=COUNCIL, code=code)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        assert wording.FOR_YOU not in shown.picture
        assert wording.PROBE not in shown.picture
        assert wording.READ_OUT not in shown.picture


async def test_keys_everywhere_are_alive_over_popups(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        for key in ("f4", "f8"):
            await shown.press(key)
            popup = shown.screen
            await shown.press("f1")
            assert "leave it; nothing has been done" in shown.picture
            await shown.press("f1")
            assert shown.screen is popup
            await shown.press("escape")
        await shown.press("f4")
        shown.send("ctrl+q")
        await shown.until(lambda: shown.app.return_code == 0, "the end")


async def test_a_note_for_the_interviewer_stands_above_a_long_list(face: Opened) -> None:
    async with face(Start(case=AUTHORITY)) as shown:
        answer_on(shown.interview, "q5")
        await shown.enter(":go q5")
        assert isinstance(shown.card.shown, Ask)
        picture = shown.picture
        note, first = wording.FOR_YOU, shown.card.shown.question.options[0].say.split()[0]
        assert picture.index(note) < picture.index(first)
        room = shown.talk.query_one(CardRoom)

        def told() -> bool:
            hidden = shown.card.below(room.scrollable_content_region.height)
            return bool(hidden) and wording.MORE_ANSWERS.format(count=hidden) in shown.picture

        await shown.until(told, "how many are below")
        await shown.press("up")
        await shown.settle()
        assert shown.card.shown.question.options[-1].say[:20] in shown.picture
        await shown.until(lambda: "more below, " not in shown.picture)


async def test_explaining_goes_deeper_each_time(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f3", "f3", "f3")
        about = [said for said in shown.said if said.startswith("about: ")]
        assert len(set(about)) == 3
        assert "F3 again: what good looks like." in about[0]
        assert "F3 again" not in about[2]
        await shown.enter("?lado")
        assert "Allegations" in shown.said[-1]


@pytest.mark.parametrize(
    ("key", "kind", "title"),
    [
        ("f4", Prompt, wording.NOTE_TITLE),
        ("f6", Prompt, wording.GOTO_TITLE),
        ("f7", Prompt, wording.PARK_TITLE),
        ("f8", Menu, wording.MENU_TITLE),
        ("f9", ReviewScreen, wording.REVIEW_TITLE),
        ("f1", Card, caption.HELP_TITLE),
    ],
)
async def test_keys_open_what_they_say_and_escape_leaves_it(
    face: Opened, key: str, kind: type[object], title: str
) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press(key)
        assert isinstance(shown.screen, kind)
        assert title in shown.picture
        await shown.press("escape")
        assert shown.screen is shown.talk
        assert shown.app.focused is shown.line


async def test_back_undo_and_go_to(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        await shown.press("f2")
        assert shown.asked == "1.1"
        assert "Fully met. Enter keeps it." in shown.picture
        await shown.press("enter")
        assert shown.asked == "1.1.evidence"
        await shown.press("ctrl+z")
        assert shown.answer("1.1") is None
        await shown.press("f6")
        await shown.enter("5.1")
        assert shown.asked == "5.1"


async def test_a_note_and_a_parking_by_key(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f4")
        await shown.enter("heard noise")
        await shown.press("f7")
        await shown.enter("Jane in HR by Friday")
        assert shown.interview.conversation.parked["1.1"] == ("Jane in HR", "Friday, 4 September 2026")
        assert shown.interview.review().answers[0].remarks == ("heard noise",)


async def test_review_goes_to_the_question_marked(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        await shown.enter("the minutes of March")
        await shown.enter(":review")
        assert shown.chosen == "1.1"
        await shown.press("enter")
        assert shown.asked == "1.1"
        await shown.enter(":skip")
        await shown.enter(":left")
        assert wording.LEFT_TITLE in shown.picture


async def test_review_shows_each_row_of_a_grid_with_its_marks(face: Opened) -> None:
    async with face(Start(case=AUTHORITY)) as shown:
        answer_on(shown.interview, "q3.c")
        await shown.enter(":note the rota is new")
        await shown.enter(":park Jane in HR by Friday")
        await shown.press("f9")
        rows = shown.screen.query_one(OptionList)
        stem = shown.interview.conversation.questions["q3.a"].stem
        assert stem is not None
        heading = str(stem.to(Audience.INTERVIEWER))[:40]
        assert sum(heading in str(option.prompt) for option in rows.options) == 1
        row = str(rows.get_option("q3.c").prompt)
        assert "accountability for safeguarding" in row
        assert "  parked for Jane in HR, Friday, 4 September 2026  1 remark" in row
        await shown.pilot.resize_terminal(140, 40)
        await shown.settle()
        assert max(len(line) for line in str(rows.get_option("q2").prompt).split("\n")) > 80


async def test_somebody_else_answers_from_now_on(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":contact Ann Patel, Head of Safety")
        assert "Ann Patel answers from now on" in shown.notice
        assert "Ann Patel, Head of Safety (deleg" in shown.picture


async def test_a_grid_counts_its_rows(face: Opened) -> None:
    async with face(Start(case=AUTHORITY), size=(120, 36)) as shown:
        answer_on(shown.interview, "q3.c")
        await shown.enter(":repeat")
        assert "row 3 of 13" in shown.picture
        assert shown.talk.query_one(SidePanel).region.width > 20
        assert "▸ Strategic arrangements" in shown.picture
        assert "✓ The organisation" in shown.picture


async def test_a_talk_of_five_hundred_turns_has_no_more_widgets(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        before = len(list(shown.talk.walk_children()))
        transcript = shown.talk.query_one(Transcript)
        transcript.say(Entry(Voice.YOU, f"turn {number}") for number in range(500))
        await shown.settle()
        await shown.enter("3")
        assert len(list(shown.talk.walk_children())) == before
        assert len(transcript.entries) > 500
        assert len(transcript._strips) < 200
        assert transcript.scroll_offset.y == transcript.max_scroll_y
        await shown.press("pageup")
        assert transcript.scroll_offset.y < transcript.max_scroll_y


async def test_the_side_comes_and_goes_with_the_width(face: Opened) -> None:
    async with face(Start(case=COUNCIL), size=(100, 30)) as shown:
        assert shown.talk.query_one("#side").display
        await shown.pilot.resize_terminal(80, 24)
        await shown.settle()
        assert not shown.talk.query_one("#side").display


async def test_a_tiny_window_asks_to_be_enlarged_and_loses_nothing(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.type("part")
        await shown.pilot.resize_terminal(39, 24)
        await shown.until(lambda: isinstance(shown.screen, TooSmall))
        shown.send("x", "enter")
        await shown.settle()
        assert "--plain" in shown.picture
        await shown.pilot.resize_terminal(80, 11)
        await shown.settle()
        assert isinstance(shown.screen, TooSmall)
        await shown.pilot.resize_terminal(80, 24)
        await shown.until(lambda: shown.screen is shown.talk)
        assert shown.line.value == "part"
        await shown.enter("ly")
        assert shown.answer("1.1") == "partly_met"


async def test_every_look_is_complete(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        seen = []
        for _ in THEMES:
            seen.append(shown.app.theme)
            await shown.enter(":theme")
            assert "READ OUT" in shown.picture
        assert sorted(seen) == sorted(theme.name for theme in THEMES)


async def test_leaving_ends_the_sitting(face: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        interview = shown.interview
        await shown.enter("2")
        shown.send("ctrl+q")
        await shown.until(lambda: shown.app.return_code == 0)
    assert interview._left


async def test_the_line_has_the_focus_after_everything(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f8")
        await shown.press("escape", "f1")
        await shown.press("enter")
        await shown.press("tab", "tab")
        assert shown.app.focused is shown.line


async def test_the_number_of_a_question_is_never_cut_off(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":go 6.1")
        await shown.enter("fully met")
        await shown.enter(":go 6.1.evidence")
        assert "… 6.1.evidence question" in shown.picture


async def test_what_may_be_typed_at_a_question_back_stands_in_the_line(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":handover")
        assert str(shown.line.placeholder) == wording.HINT_MISSING
        await shown.enter("Tom Example")
        assert "Hand it to Tom Example as it is?" in shown.notice
        assert str(shown.line.placeholder) == wording.HINT_WAYS.format(ways="y, n")
        await shown.enter("no, not yet")
        assert str(shown.line.placeholder) == wording.HINT[Kind.SINGLE]


async def test_handing_over_says_at_the_end_to_whom(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":handover Tom Example")
        shown.send(*"yes", "enter")
        await shown.until(lambda: not shown.app.is_running or shown.app._exit, "the end")
        assert any("Handed over to Tom Example." in str(said) for said in shown.app._exit_renderables)


async def test_remarks_on_the_whole_stand_above_the_answers(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("partly")
        await shown.enter(":casenote merger planned for 2027")
        await shown.enter(":contactnote best before ten")
        await shown.press("f9")
        picture = shown.picture
        for known in (
            wording.REMARKS_TITLE,
            "the case merger planned for 2027",
            "the contact best before ten",
        ):
            assert known in picture
        assert picture.index("merger planned") < picture.index("Partly met")
        assert str(shown.chosen) == "1.1"
        await shown.press("up")
        assert shown.chosen is None
        await shown.press("enter")
        assert wording.REMARKS_TITLE in shown.picture
        await shown.press("down", "enter")
        assert wording.REMARKS_TITLE not in shown.picture
