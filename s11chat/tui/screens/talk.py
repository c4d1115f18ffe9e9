"""The conversation on a full screen: what was said above, the question docked below it, one line to type in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from s11chat.assurance.right import Role
from s11chat.dialog.model import Kind
from s11chat.engine.intent import Intent, Remark, Repeat, Reply
from s11chat.engine.progress import Progress
from s11chat.engine.proving import PART
from s11chat.engine.turn import (
    Ask,
    Ended,
    Explained,
    Finished,
    Guidance,
    Heard,
    Referral,
    Repair,
    Resumed,
    Say,
    Turn,
)
from s11chat.language.read import make_ready
from s11chat.tui import partword, wording
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card
from s11chat.tui.telling import asked, entries_of, recalled, repair, repeated, spoken_to
from s11chat.tui.widgets.answer import AnswerInput
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.question import QuestionCard
from s11chat.tui.widgets.room import CardRoom
from s11chat.tui.widgets.sheet import Field
from s11chat.tui.widgets.side import SidePanel
from s11chat.tui.widgets.transcript import Entry, Transcript, Voice

if TYPE_CHECKING:
    from s11chat.services.sitting import Sitting


class Exchange(NamedTuple):
    """What a service brought back."""

    turns: tuple[Turn, ...]
    progress: Progress
    remarks: int


class TalkScreen(FaceScreen[None]):
    """Sends intents, shows turns; holds no rule of its own."""

    CSS_PATH = "../styles/interview.tcss"

    def __init__(self, interview: Sitting) -> None:
        super().__init__()
        self.interview = interview
        self.asking: Ask | None = None
        self._shown = False
        """Whether the question on the card stands in the transcript too."""
        self.explained: Explained | None = None
        self._remarks = 0
        self._doubt: Entry | None = None
        """What stands beside the line; it goes into the transcript with the next exchange."""

    def compose(self) -> ComposeResult:
        """Header, conversation and question, the side, the keys."""
        yield self.header()
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Transcript("transcript")
                with CardRoom(id="card"):
                    yield QuestionCard()
                yield self.notice()
                yield AnswerInput()
            with VerticalScroll(id="side", can_focus=False):
                yield SidePanel()
        yield self.keybar()

    def header(self) -> StatusHeader:
        """The line at the top, with the timer of the sitting."""
        return StatusHeader(wording.TITLE, self.face.clock, timed=True)

    def on_mount(self) -> None:
        """Shows who is talked to, and fetches the opening."""
        self.show_header()
        self.query_one(AnswerInput).focus()
        self.serve(self._begin, self._opened)

    def _begin(self) -> Exchange:
        return Exchange(self.interview.opening(), self.interview.progress(), self.interview.remarks())

    def _opened(self, came: Exchange) -> None:
        self._remarks = came.remarks
        if any(isinstance(turn, Resumed) for turn in came.turns):
            self.query_one(Transcript).say(recalled(self.interview.conversation))
        greeting = [t for t in came.turns if isinstance(t, Say)]
        voice = spoken_to(self.interview.conversation.audience)
        self.query_one(Transcript).say(Entry(voice, turn.text) for turn in greeting)
        self.show_turns(tuple(turn for turn in came.turns if not isinstance(turn, Say)), came.progress)
        self.run_worker(make_ready, thread=True, group="reader")

    def show_header(self) -> None:
        """Shows who is talked to."""
        header = self.interview.header
        role = wording.ROLE[Role.DELEGATE if header.delegated else Role.LEAD]
        who = ", ".join(part for part in (header.respondent, header.respondent_title) if part)
        person = f"{who} ({role})" if who else ""
        what = partword.YOUR_PART.format(part=header.part) if header.part else header.mode
        self.query_one(StatusHeader).show(header.organisation, what, person)

    def show_states(self) -> None:
        """Shows what is switched on."""
        on = {
            wording.STATE_QUICK: self.query_one(AnswerInput).quick,
            wording.STATE_CODES: self.interview.conversation.codes_only,
        }
        self.query_one(StatusHeader).switch(*(state for state, holds in on.items() if holds))

    def intend(self, intent: Intent, typed: str = "") -> None:
        """Sends an intent, unless the one before is still being kept."""
        if self.serve(partial(self._respond, intent), partial(self._came, intent, typed), self._failed):
            self.inform("")

    def _respond(self, intent: Intent) -> Exchange:
        turns = self.interview.respond(intent)
        remarks = self._remarks + (isinstance(intent, Remark) and bool(intent.text))
        return Exchange(turns, self.interview.progress(), remarks)

    def _failed(self, sentence: str) -> None:
        kept = bool(self.query_one(AnswerInput).value)
        self.complain(wording.FAILED.format(error=sentence) if kept else sentence)

    def _came(self, intent: Intent, typed: str, came: Exchange) -> None:
        self._remarks = came.remarks
        entries: list[Entry] = [self._doubt] if self._doubt is not None else []
        self._doubt = None
        if isinstance(intent, Reply):
            entries += self._put()
        if typed:
            entries.append(Entry(Voice.YOU, typed))
        if isinstance(intent, Repeat) and self.asking is not None:
            self._shown = True
            entries.append(repeated(self.asking, self.interview.conversation.audience))
        self.query_one(Transcript).say(entries)
        if typed:
            self.query_one(AnswerInput).empty()
        self.show_turns(came.turns, came.progress)

    def _put(self) -> list[Entry]:
        """The question on the card, for the transcript, where it does not stand there yet."""
        if self.asking is None or self._shown:
            return []
        self._shown = True
        return [asked(self.asking, self.interview.conversation.audience)]

    def show_turns(self, turns: tuple[Turn, ...], progress: Progress) -> None:
        """Shows what came back, each turn where it belongs."""
        audience = self.interview.conversation.audience
        transcript = self.query_one(Transcript)
        for turn in turns:
            if isinstance(turn, Heard):
                transcript.say(self._put())
            if not isinstance(turn, Repair):
                transcript.say(entries_of(turn, audience), from_top=isinstance(turn, Explained))
            match turn:
                case Ask() | Finished():
                    self._dock(turn)
                case Repair():
                    self._doubt = entries_of(turn, audience)[0]
                    self.inform(repair(turn), "-check")
                    if turn is turns[-1]:
                        self.query_one(AnswerInput).hint(_ways(turn))
                case Explained():
                    self.explained = turn
                case Referral(steps):
                    self._show_referral(steps)
                case Guidance():
                    self.face.action_keys()
                case Ended(_, text):
                    self._end(text or " ".join(said.text for said in turns if isinstance(said, Say)))
                case _:
                    pass
        self._show_side(progress)

    def _dock(self, turn: Ask | Finished) -> None:
        ask = turn if isinstance(turn, Ask) else None
        before = self.asking.question.id if self.asking else None
        if ask is None or ask.question.id != before:
            self._shown = False
            self.explained = None
            self.query_one(AnswerInput).empty()
        self.asking = ask
        self.query_one(QuestionCard).show(turn, self.interview.conversation.audience)
        self.query_one(CardRoom).begin()
        self.query_one(AnswerInput).take_up(ask.question if ask else None, _hint(turn))

    def _show_side(self, progress: Progress) -> None:
        titles: list[str] = []
        library = self.interview.conversation.library
        if self.asking is not None and library is not None:
            found = [library.get(id_) for id_ in self.asking.question.kb]
            titles = [article.title for article in found if article is not None]
        self.query_one(SidePanel).show(progress, self.asking, self._remarks, titles)

    def _show_referral(self, steps: str) -> None:
        fields = (Field("", steps or wording.NO_REFERRAL),)
        card = Card(wording.SAFEGUARD_TITLE, fields, wording.SAFEGUARD_CLOSE, urgent=True)
        self.face.push_screen(card)

    def _end(self, text: str) -> None:
        self.face.sitting_over(self, text)

    def waits(self, waiting: bool) -> None:
        """Keys typed ahead of the next question are dropped."""
        self.query_one(AnswerInput).waiting = waiting


def _ways(turn: Repair) -> str:
    ways = ", ".join(choice.handle for choice in turn.choices)
    return wording.HINT_WAYS.format(ways=ways) if ways else wording.HINT_MISSING


def _hint(turn: Ask | Finished) -> str:
    if isinstance(turn, Finished):
        if turn.asked_back:
            return wording.HINT_ASKED_BACK
        return wording.HINT_COMPLETE if turn.complete else wording.HINT_END
    question = turn.question
    if question.part == PART:
        return wording.HINT_ATTACH
    if question.kind is Kind.NUMBER and question.unit:
        return f"{wording.HINT[question.kind]} of {question.unit}"
    return wording.HINT[question.kind].format(year="2025" if question.direction == "past" else "2027")
