"""What a caller needs to know of a case, as fields of a sheet: how it stands now, and what was before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from s11chat.language.harmless import one_line
from s11chat.tui import callword
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.callview import CallLine, Card


def present(card: Card) -> Iterator[Field]:
    """Why now, the last call, the appointment, the return."""
    attempt = card.attempts + 1
    way = callword.ATTEMPT if attempt <= card.cap else callword.OVER_CAP
    number = attempt if attempt <= card.cap else card.attempts
    yield Field(callword.WHY, way.format(why=one_line(card.why), number=number, cap=card.cap), "bold")
    appointment = card.appointment
    if appointment is not None:
        sign, word, look = callword.STATES.get(appointment.state, ("·", appointment.state, ""))
        whom = (appointment.person, appointment.phone, appointment.note)
        told = (f"{sign} {word}", appointment.local, *map(one_line, filter(None, whom)))
        yield Field(callword.APPOINTMENT, SEPARATOR.join(told), look)
    if card.last is not None:
        yield Field(callword.LAST, _call(card.last))
    of = callword.RETURN_OF if card.asked else callword.RETURN_STANDS
    yield Field(callword.RETURN, of.format(state=card.state, answered=card.answered, asked=card.asked))
    for message in card.messages:
        yield Field(callword.MESSAGE, f"{one_line(message.by)}, {message.local}: {message.text}", "$warning")


def past(card: Card) -> Iterator[Field]:
    """Remarks, and the calls before the last."""
    for remark in card.remarks:
        yield Field(callword.REMARK, remark)
    for number, call in enumerate(card.history[1:]):
        yield Field(callword.HISTORY if number == 0 else " ", _call(call), "$muted")


def _call(call: CallLine) -> str:
    minutes = f"{call.minutes:.0f} min" if call.minutes >= 0.5 else ""
    parts = (call.local, call.say, one_line(call.by), one_line(call.person), minutes, one_line(call.note))
    return SEPARATOR.join(part for part in parts if part)
