"""An interview or a self-completion held in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from s11chat.dialog.model import Audience
from s11chat.engine.intent import Intent, Reply, name_and_place
from s11chat.engine.progress import progress
from s11chat.engine.spoken import intent_of
from s11chat.engine.turn import Ended, Turn, Waiting
from s11chat.errors import BusyError, S11chatError, UsageError
from s11chat.language.plural import number_of
from s11chat.line.bundle import Bundles
from s11chat.line.evidence import Exhibits
from s11chat.line.listing import left_lines, review_lines
from s11chat.line.wording import lines_of
from s11chat.services.sitting import Sitting

ASK = ":ask"
"""Offered once a question is parked, by those who may ask others for it."""
Write = Callable[[str], None]


@dataclass
class Talk:
    """Reads lines, sends intents, writes what comes back; holds no rule of its own."""

    interview: Sitting
    write: Write
    ended: bool = False
    farewell: Callable[[], Iterable[str]] | None = None
    """What is written last where the sitting leaves nothing that could be taken up again."""
    _lines: Iterator[str] = field(default_factory=lambda: iter(()))
    _waiting: Waiting | None = None
    """What was parked last by somebody who may ask others for it."""

    def hold(self, lines: Iterable[str]) -> None:
        """The whole sitting. The last line written is the farewell's, or else `Complete`, `Paused at ITEM`, or of a part
        that was handed over with gaps how many."""
        try:
            self._show(self.interview.opening())
            self._lines = iter(lines)
            for line in self._lines:
                self._take(line.rstrip("\r\n"))
                if self.ended:
                    break
        finally:
            self.interview.leave()
            self._sign_out()

    def _take(self, line: str) -> None:
        try:
            intent = self._intent(line)
            if intent is not None:
                self._show(self.interview.respond(intent))
        except BusyError as error:
            self.write(f"! {error} Your words were: {line[:200]}")
        except S11chatError as error:
            self.write(f"! {error}")

    def _ask_them(self) -> None:
        """Gives whoever the question parked last waits for a code of their own, for that question alone."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            raise UsageError(
                "Park a question first: :park Jane Roe in HR by Friday. Then :ask gives her a code."
            )
        name, title = name_and_place(waiting.who)
        due = waiting.when.rpartition(", ")[2].rpartition(" to ")[2]  # the last day of what was read
        issued = self.interview.delegating.give(waiting.question.item, name, title=title, due=due)
        self.write(f"= {issued.person} is asked for {waiting.question.item}. Their code, shown only now:")
        self.write(f"  {issued.code}")

    def _intent(self, line: str) -> Intent | None:
        spoken = intent_of(line)
        if spoken is None:
            return Reply(line)
        if not isinstance(spoken, str):
            return spoken
        name, _, rest = spoken.partition(" ")
        match name:
            case "review":
                self._write_all(review_lines(self.interview.review()))
            case "left":
                self._write_all(left_lines(self.interview.review()))
            case "contact":
                self._replace_contact(rest)
            case "attest":
                self._attest(rest.casefold())
            case "evidence":
                self._evidence(rest)
            case "bundle":
                if Bundles(self.interview.passing, self.write, self._lines).do(rest):
                    self._show(self.interview.taken_in())
            case "ask":
                self._ask_them()
            case "codes":
                self._switch_codes()
            case _:
                raise UsageError(f":{name} belongs to the full screen; :help lists what works here.")
        return None

    def _evidence(self, rest: str) -> None:
        """What shows the answer to this question; a record that was added may answer what is asked."""
        question = self.interview.conversation.current
        exhibits = Exhibits(self.interview.evidencing, self.write, self._lines)
        changed = exhibits.do(rest, question.item if question is not None else "")
        if changed is not None:
            self._show(self.interview.attached((changed,)))

    def _replace_contact(self, rest: str) -> None:
        name, _, title = rest.partition(",")
        if not name.strip():
            raise UsageError("Say who answers from now on: :contact Ann Example, Head of Safety")
        self.interview.replace_contact(name.strip(), title.strip())
        self.write(f"= {name.strip()} answers from now on.")

    def _attest(self, said: str) -> None:
        attesting = self.interview.attesting
        if said == "no":
            attesting.take_back()
            self.write("= The read-back is taken back.")
        elif said == "yes":
            attesting.attest()
            self.write("= Attested; this is no signature. :attest no takes it back.")
        else:
            self.write(attesting.statement)
            self.write("If that is so, type :attest yes. :review shows the answers to be read out.")

    def _switch_codes(self) -> None:
        on = self.interview.switch_codes_only()
        self.write("= Numbers and labels only." if on else "= Free reading is on again.")

    def _show(self, turns: tuple[Turn, ...]) -> None:
        audience = self.interview.conversation.audience
        for turn in turns:
            self._write_all(lines_of(turn, audience))
            lead = self.interview.header.lead.casefold()
            may_ask = audience in (Audience.DELEGATE, Audience.LEAD)
            if isinstance(turn, Waiting) and may_ask and turn.who.casefold() != lead:
                self._waiting = turn
                self.write(f"Type {ASK} to give {turn.who} a code of their own for this question, or go on.")
            self.ended = self.ended or isinstance(turn, Ended)

    def _write_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def _sign_out(self) -> None:
        if self.farewell is not None:
            self._write_all(self.farewell())
            return
        talk = self.interview.conversation
        if talk.complete and not (talk.sent_back or talk.queries):
            done = progress(talk)
            left = done.asked - done.settled
            partly = f"Part done, {number_of(left, 'question')} left open"
            self.write(partly if talk.part and left else "Complete")
            return
        asked = next((talk.questions[id_] for id_ in talk.asked_about), None)
        at = talk.current or asked or next(iter(talk.remaining), None) or talk.route[-1]
        self.write(f"Paused at {at.id}")
