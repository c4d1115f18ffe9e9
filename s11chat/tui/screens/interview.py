"""The interview as it is driven: what is typed, what each key does, what the menu offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from s11chat.assurance.right import Role
from s11chat.engine.intent import (
    Back,
    Explain,
    Finish,
    HandOver,
    Intent,
    Park,
    Pause,
    Probe,
    Remark,
    Reply,
    Revisit,
    Safeguard,
    Stop,
    Undo,
    who_and_when,
)
from s11chat.engine.spoken import intent_of
from s11chat.errors import UsageError
from s11chat.tui import wording
from s11chat.tui.keys import INTERVIEW, QUICK, THEME, bindings
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.review import ReviewScreen
from s11chat.tui.screens.talk import TalkScreen
from s11chat.tui.widgets.answer import LIMIT, AnswerInput
from s11chat.tui.widgets.question import QuestionCard
from s11chat.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from s11chat.services.view import ReturnLine


class InterviewScreen(TalkScreen):
    """Telephone interview and self-completion: the same screen, worded for whoever looks at it."""

    GROUP = "interview"
    BINDINGS = bindings(INTERVIEW)

    @on(AnswerInput.Entered)
    def _entered(self, event: AnswerInput.Entered) -> None:
        text = event.text.strip() or self.query_one(QuestionCard).picked
        if text == "?":
            self.query_one(AnswerInput).empty()
            self.face.action_keys()
            return
        if text in (f":{QUICK}", f":{THEME}"):
            self.query_one(AnswerInput).empty()
            self.action_quick() if text == f":{QUICK}" else self.face.action_theme()
            return
        try:
            spoken = intent_of(text)
        except UsageError as error:
            self.complain(str(error))
            return
        if isinstance(spoken, str):
            self.query_one(AnswerInput).empty()
            self._face_word(spoken)
        else:
            self.intend(Reply(text) if spoken is None else spoken, text)

    def _face_word(self, spoken: str) -> None:
        name, _, rest = spoken.partition(" ")
        match name:
            case "review":
                self.action_review()
            case "left":
                self._review(left=True)
            case "contact":
                self._replace_contact(rest) if rest.strip() else self._ask_contact()
            case "codes":
                self.serve(self.interview.switch_codes_only, self._codes_switched)
            case _:
                self.complain(f":{name} does nothing here.")

    @on(AnswerInput.Moved)
    def _moved(self, event: AnswerInput.Moved) -> None:
        self.query_one(QuestionCard).mark(event.step)

    @on(AnswerInput.Ticked)
    def _ticked(self) -> None:
        self.query_one(QuestionCard).tick()

    @on(AnswerInput.Cut)
    def _cut(self) -> None:
        self.complain(wording.CUT.format(limit=LIMIT))

    @on(QuestionCard.Picked)
    def _picked(self) -> None:
        if not self.query_one(AnswerInput).value:
            self._entered(AnswerInput.Entered(""))

    def action_back(self) -> None:
        """To the question before."""
        self.intend(Back())

    def action_undo(self) -> None:
        """Takes the last answer back."""
        self.intend(Undo())

    def action_explain(self) -> None:
        """Explains the question; goes deeper the next time."""
        last = self.explained
        deeper = last.deeper if last else None
        self.intend(Explain(last.article, deeper) if last and deeper else Explain())

    def action_probe(self) -> None:
        """Says a neutral probe."""
        self.intend(Probe())

    def action_concern(self) -> None:
        """Stops for a concern about a child."""
        self.intend(Safeguard())

    def action_note(self) -> None:
        """Asks for a remark."""
        self._prompt(wording.NOTE_TITLE, wording.NOTE_DETAIL, lambda words: self.intend(Remark(words)))

    def action_goto(self) -> None:
        """Asks where to go."""
        example = self.asking.question.id if self.asking else "1"
        detail = wording.GOTO_DETAIL.format(example=example)
        self._prompt(wording.GOTO_TITLE, detail, lambda words: self.intend(Revisit(words)))

    def action_park(self) -> None:
        """Asks for whom the question waits."""
        self._prompt(
            wording.PARK_TITLE, wording.PARK_DETAIL, lambda words: self.intend(Park(*who_and_when(words)))
        )

    def action_review(self) -> None:
        """All answers on one screen."""
        self._review(left=False)

    def _review(self, left: bool) -> None:
        self.serve(self.interview.review, partial(self._show_review, left))

    def _show_review(self, left: bool, whole: ReturnLine) -> None:
        self.face.push_screen(ReviewScreen(whole, left), self._reviewed)

    def _reviewed(self, wish: Intent | None) -> None:
        if wish == HandOver(""):
            self._hand_over()
        elif wish is not None:
            self.intend(wish)

    def action_menu(self) -> None:
        """Finish, pause, hand over and whatever else is rarely needed."""
        wanted = ["stop", "pause", "finish", "hand_over", "contact", "review", "concern", "theme"]
        if self.interview.header.role is not Role.INTERVIEWER:
            wanted.remove("contact")
        choices = {id_: wording.MENU[id_] for id_ in wanted}
        self.face.push_screen(Menu(wording.MENU_TITLE, choices), self._chosen)

    def _chosen(self, wish: str | None) -> None:
        match wish:
            case "stop":
                self.intend(Stop())
            case "pause":
                title, detail = wording.PAUSE_TITLE, wording.PAUSE_DETAIL
                self._prompt(title, detail, lambda words: self.intend(Pause(words)))
            case "finish":
                self.intend(Finish())
            case "hand_over":
                self._hand_over()
            case "contact":
                self._ask_contact()
            case "review":
                self.action_review()
            case "concern":
                self.intend(Safeguard())
            case "theme":
                self.face.action_theme()
            case _:
                pass

    def _hand_over(self) -> None:
        header = self.interview.header
        lead = header.lead if header.delegated else ""
        self._prompt(
            wording.HAND_TITLE, wording.HAND_DETAIL, lambda words: self.intend(HandOver(words)), lead
        )

    def _ask_contact(self) -> None:
        self._prompt(wording.CONTACT_TITLE, wording.CONTACT_DETAIL, self._replace_contact)

    def _replace_contact(self, words: str) -> None:
        name, _, title = words.partition(",")
        work = partial(self.interview.replace_contact, name.strip(), title.strip())
        self.serve(work, lambda _: self._contact_replaced(name.strip()))

    def _contact_replaced(self, name: str) -> None:
        self.show_header()
        self.inform(wording.CONTACT_DONE.format(name=name))

    def _codes_switched(self, on: bool) -> None:
        self.show_states()
        self.inform(wording.CODES_ON if on else wording.CODES_OFF)

    def action_quick(self) -> None:
        """Single-key answers on or off."""
        line = self.query_one(AnswerInput)
        line.quick = not line.quick
        self.show_states()
        self.inform(wording.QUICK_ON if line.quick else wording.QUICK_OFF)

    def action_newline(self) -> None:
        """Another line, where the answer may have several."""
        self.query_one(AnswerInput).newline()

    def action_page(self, step: int) -> None:
        """Scrolls the conversation."""
        transcript = self.query_one(Transcript)
        transcript.scroll_relative(y=step * max(1, transcript.size.height - 1), animate=False)

    def action_cancel(self) -> None:
        """Empties the line and closes a message."""
        self.query_one(AnswerInput).empty()
        self.inform("")

    def _prompt(self, title: str, detail: str, then: Callable[[str], None], text: str = "") -> None:
        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.face.push_screen(Prompt(title, detail, text), answered)
