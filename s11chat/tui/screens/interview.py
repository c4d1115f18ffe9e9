"""The interview as it is driven: what is typed, and what each key does."""

from __future__ import annotations

from textual import on

from s11chat.engine.intent import Back, Explain, Probe, Remind, Reply, Safeguard, Undo
from s11chat.engine.spoken import intent_of
from s11chat.errors import UsageError
from s11chat.tui import wording
from s11chat.tui.keys import INTERVIEW, QUICK, THEME, bindings
from s11chat.tui.screens.offering import OfferingScreen
from s11chat.tui.widgets.answer import LIMIT, AnswerInput
from s11chat.tui.widgets.question import QuestionCard
from s11chat.tui.widgets.transcript import Transcript


class InterviewScreen(OfferingScreen):
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
        elif isinstance(spoken, Remind) and self.show_reminder():
            self.query_one(AnswerInput).empty()
        else:
            self.intend(Reply(text) if spoken is None else spoken, text)

    def _face_word(self, spoken: str) -> None:
        name, _, rest = spoken.partition(" ")
        match name:
            case "review":
                self.action_review()
            case "left":
                self.review(left=True)
            case "evidence":
                self.evidence(adding=rest.strip() == "add")
            case "ask":
                self.ask_parked()
            case "contact":
                self.replace_contact(rest) if rest.strip() else self.ask_contact()
            case "attest":
                self.read_back(rest.strip().casefold())
            case "bundle":
                self.bundle()
            case "codes":
                self.switch_codes()
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
