"""How things stand between two calls: the day so far, appointments, messages, breaks; and the sign of life in a call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Input, OptionList, Static

from s11chat.language.harmless import one_line
from s11chat.tui import callword
from s11chat.tui.screens.inroom import RoomScreen
from s11chat.tui.screens.modal import Prompt
from s11chat.tui.widgets.calls import day_line, found_rows, left_rows, rows_between

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import AppointmentLine, MessageLine, QueueLine, Tally

SIGN_OF_LIFE = timedelta(minutes=1)
"""How long somebody who types need not tell again that they are there."""


class Between(NamedTuple):
    """How things stand between two calls."""

    tally: Tally
    mine: tuple[AppointmentLine, ...]
    others: tuple[AppointmentLine, ...]
    messages: tuple[MessageLine, ...]
    left: tuple[QueueLine, ...]
    """Cases still in the interviewer's hands from a sitting that was cut off."""
    nothing: str
    """Why there is no next case; empty where there is one."""


class BetweenScreen(RoomScreen[None]):
    """Shows how things stand, and has the office told things."""

    def __init__(self, room: CallRoom) -> None:
        super().__init__(room)
        self.case = ""
        """The case in hand, or that was last."""
        self.stayed = datetime.min.replace(tzinfo=UTC)
        """When the case in hand was last kept in hand."""
        self.between: Between | None = None
        self.found: tuple[QueueLine, ...] | None = None
        """Cases that fit what is typed; None where nothing is."""
        self._announced: set[tuple[str, int]] = set()

    @property
    def marked(self) -> str:
        """The id of the row that is marked; empty where none is."""
        option = self.query_one(OptionList).highlighted_option
        return (option.id if option is not None else None) or ""

    def renew(self) -> None:
        """Looks once more how things stand, without keeping anybody waiting."""
        self.glance(self.look, self.show)

    def look(self) -> Between:
        shift = self.room.shift
        nothing = "" if self.room.waiting() else self.room.nothing()
        left = () if self.room.holds else shift.left_behind()
        if left:
            nothing = callword.LEFT_BEHIND.format(organisation=one_line(left[0].organisation))
        return Between(shift.tally(), shift.appointments(), shift.others(), shift.messages(), left, nothing)

    def show(self, found: Between) -> None:
        self.between = found
        self.query_one("#day", Static).update(day_line(found.tally, found.nothing, self._clock_of))
        if self.found is None:
            self.fill()
        if not self.room.holds:
            self._announce(found)

    def _clock_of(self, moment: datetime) -> str:
        return f"{self.room.plan.calling_hours.local(moment):%H:%M}"

    def fill(self) -> None:
        rows = self.query_one(OptionList)
        before = rows.highlighted_option.id if rows.highlighted_option else None
        rows.clear_options()
        width = max(30, self.size.width - 3)
        if self.found is not None:
            words = self.query_one(Input).value
            rows.add_options(found_rows(self.found, words, width))
            rows.action_first()
        elif self.between is not None:
            between = self.between
            rows.add_options(left_rows(between.left, width))
            rows.add_options(rows_between(between.mine, between.others, between.messages, width))
            ids = [option.id for option in rows.options]
            mark = before or (f"case {between.left[0].case}" if between.left else "")
            rows.highlighted = ids.index(mark) if mark and mark in ids else None

    def _announce(self, found: Between) -> None:
        """Says once of an appointment of one's own that it is due."""
        for line in found.mine:
            key = (line.case, line.number)
            if line.state == "due" and key not in self._announced:
                self._announced.add(key)
                self.inform(
                    callword.APPOINTMENT_DUE.format(
                        organisation=one_line(line.organisation), local=line.local
                    )
                )
                self.face.bell()
                return

    def beat(self) -> None:
        """A sign of life while somebody is there; what was not called goes back when nobody is."""
        if not self.room.holds:
            self.renew()
            return
        now, stirred = self.face.clock(), self.face.stirred
        if now - stirred >= self.room.plan.hold:
            if not self.room.uncoded:
                self.glance(self._put_back, self._came_back)
        elif stirred > self.stayed and now - self.stayed >= SIGN_OF_LIFE:
            self.stayed = now
            self.glance(self._stay, self._stayed_on)

    def _stay(self) -> str:
        called = self.room.uncoded
        if self.room.stay():
            return ""
        then = callword.LOST_CALL if called else callword.LOST_CASE
        return callword.LOST.format(case=self.case, minutes=self.room.plan.hold_minutes, then=then)

    def _stayed_on(self, lost: str) -> None:
        if lost:
            self._came_back(lost)

    def _put_back(self) -> str:
        self.room.put_back()
        return callword.IDLE_BACK.format(case=self.case, minutes=self.room.plan.hold_minutes)

    def _came_back(self, told: str) -> None:
        self.face.back_to(self)
        self.complain(told)
        self.renew()

    def action_take_over(self) -> None:
        """Has an appointment that somebody else keeps."""
        kind, _, rest = self.marked.partition(" ")
        if kind != "other" or self.between is None:
            self.complain(callword.TAKE_OVER_WHICH)
            return
        case, _, number = rest.rpartition(" ")
        line = next(one for one in self.between.others if one.case == case and one.number == int(number))
        work = partial(
            self.room.shift.office.take_over, case.partition("/")[2], int(number), self.room.interviewer
        )
        told = callword.TAKEN_OVER.format(organisation=one_line(line.organisation))
        self.serve(work, lambda _: self._done(told))

    def _done(self, told: str) -> None:
        self.inform(told)
        self.renew()

    def action_message(self) -> None:
        """A word to the supervisor."""
        prompt = Prompt(callword.MESSAGE_TITLE, callword.MESSAGE_DETAIL)
        self.face.push_screen(prompt, partial(self._say, "", ""))

    def _say(self, to: str, ref: str, words: str | None) -> None:
        if words:
            work = partial(self.room.shift.office.say, words, to=to, ref=ref)
            self.serve(work, lambda _: self._done(callword.MESSAGE_SENT))

    def read_message(self, number: int) -> None:
        found = self.between.messages if self.between else ()
        line = next((one for one in found if one.number == number), None)
        if line is None:
            return
        title = callword.READ_TITLE.format(by=line.by, local=line.local)
        about = f"{line.case}: " if line.case else ""
        prompt = Prompt(title, f"{about}{line.text}\n\n{callword.ANSWER_DETAIL}")
        self.face.push_screen(prompt, partial(self._answered, line))

    def _answered(self, line: MessageLine, words: str | None) -> None:
        ref = line.case.partition("/")[2]

        def work() -> None:
            self.room.shift.office.read(line.number)
            if words:
                self.room.shift.office.say(words, to=line.by, ref=ref)

        self.serve(work, lambda _: self._done(callword.MESSAGE_SENT if words else ""))

    def action_rest(self) -> None:
        """Begins or ends a break."""
        away = self.between.tally.away if self.between else None
        work: Callable[[], None] = (
            self.room.shift.leave_for_break if away is None else self.room.shift.back_from_break
        )
        self.serve(work, lambda _: self._done(""))
