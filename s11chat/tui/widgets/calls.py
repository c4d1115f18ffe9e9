"""The lines of the call room: the day so far, appointments, messages, cases found, people to ring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import callword
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.views import HERE

if TYPE_CHECKING:
    from s11chat.services.callview import AppointmentLine, MessageLine, QueueLine, Reachable, Tally

STATE, GAP = 11, 2


class Choices(OptionList, can_focus=False):
    """Rows that the line above them moves the mark of, or that are clicked; the mark is a sign beside its colour."""

    def render_line(self, y: int) -> Strip:
        """A line of the rows, with the sign in the edge before the marked one."""
        strip = super().render_line(y)
        place = self.scroll_offset.y + y
        if self.highlighted is None or self._lines[place : place + 1] != [(self.highlighted, 0)]:
            return strip
        edge, row = strip.divide([1, strip.cell_length])
        return Strip.join([Strip(Segment(HERE, segment.style) for segment in edge), row])


def day_line(tally: Tally, nothing: str, clock: Callable[[datetime], str]) -> Content:
    """What was done today, and below it what comes next."""
    one, more = callword.COMPLETES
    completes = (one if tally.completes == 1 else more).format(count=tally.completes)
    one, more = callword.CALLS
    calls = (one if tally.calls == 1 else more).format(count=tally.calls)
    per_hour = tally.per_hour
    rate = callword.NO_RATE if per_hour is None else callword.RATE.format(rate=per_hour)
    day = Content.styled(callword.DAY.format(completes=completes, calls=calls, rate=rate), "bold")
    if tally.away is not None:
        return day + "\n" + Content.styled(callword.AWAY.format(since=clock(tally.away)), "bold $warning")
    said, look = (nothing, "$warning") if nothing else (callword.NEXT, "$muted")
    return day + "\n" + Content.styled(one_line(said), look)


def rows_between(
    mine: Iterable[AppointmentLine],
    others: Iterable[AppointmentLine],
    messages: Iterable[MessageLine],
    width: int,
) -> Iterator[Option]:
    """What there is between two calls, under its headings."""
    mine, others = list(mine), list(others)
    wide = column(mine, others)
    alike = namesakes(mine, others)
    parts = (
        (callword.MESSAGES, [_message(line, width) for line in messages]),
        (callword.MINE, [_appointment("mine", line, width, wide, alike) for line in mine]),
        (callword.OTHERS, [_appointment("other", line, width, wide, alike) for line in others]),
    )
    if not any(rows for _, rows in parts):
        yield Option(Content.styled(callword.NONE, "$muted"), disabled=True)
    before = False
    for title, rows in parts:
        if rows:
            if before:
                yield Option(Content(""), disabled=True)
            yield Option(Content.styled(title, "bold $secondary"), disabled=True)
            yield from rows
            before = True


def left_rows(left: Iterable[QueueLine], width: int) -> Iterator[Option]:
    """What is still in one's hands from a sitting that was cut off, before all else."""
    lines = list(left)
    if lines:
        yield Option(Content.styled(callword.LEFT, "bold $secondary"), disabled=True)
    for line in lines:
        row = Content.styled("● ", "bold $warning") + Content.styled(one_line(line.organisation), "bold")
        row += Content.styled(f"{SEPARATOR}{line.case}{SEPARATOR}{line.type_name}", "$muted")
        yield Option(row.truncate(width, ellipsis=True), f"case {line.case}")
    if lines:
        yield Option(Content(""), disabled=True)


def _message(line: MessageLine, width: int) -> Option:
    before = Content.styled(f"{one_line(line.by)}, {line.local}  ", "$muted")
    row = (Content.styled("› ", "bold $primary") + before + Content(one_line(line.text))).truncate(
        width, ellipsis=True
    )
    return Option(row, f"message {line.number}")


def column(*lists: Iterable[AppointmentLine]) -> int:
    """Cells that the times of appointments take, the longest with a gap after it."""
    return max((len(line.local) for lines in lists for line in lines), default=0) + GAP


def namesakes(*lists: Iterable[AppointmentLine]) -> frozenset[str]:
    """The names that organisations of several cases bear."""
    bearers = {(line.organisation, line.case) for lines in lists for line in lines}
    counted = Counter(name for name, _ in bearers)
    return frozenset(name for name, count in counted.items() if count > 1)


def called(line: AppointmentLine, alike: Collection[str]) -> str:
    """The organisation of an appointment, with its ref where others bear its name."""
    name = one_line(line.organisation)
    return f"{name} ({line.case.partition('/')[2]})" if line.organisation in alike else name


def _appointment(kind: str, line: AppointmentLine, width: int, wide: int, alike: Collection[str]) -> Option:
    sign, word, look = callword.STATES.get(line.state, ("·", line.state, "$muted"))
    row = Content.styled(f"{sign} {word:<{STATE - 2}}", look)
    row += Content(f"{line.local:<{wide}}") + Content.styled(called(line, alike), "bold")
    own = callword.YOURS if line.owner else callword.ANYBODYS
    whose = line.owner if kind == "other" else own
    whom = SEPARATOR.join(one_line(part) for part in (whose, line.person, line.note) if part)
    row += Content.styled(f"{SEPARATOR}{whom}", "$muted")
    return Option(row.truncate(width, ellipsis=True), f"{kind} {line.case} {line.number}")


def found_rows(found: Iterable[QueueLine], words: str, width: int) -> Iterator[Option]:
    """Cases that were looked for, with where each stands."""
    lines = list(found)
    if not lines:
        said = callword.NONE_FOUND.format(words=one_line(words))
        yield Option(Content.styled(said, "$secondary"), disabled=True)
    for line in lines:
        state = callword.STANDINGS[line.standing.value].format(
            due=line.due, holder=one_line(line.holder), why=one_line(line.why)
        )
        state = state if len(state) <= width // 2 else f"{state[: width // 2 - 1]}…"
        name = Content.styled(one_line(line.organisation), "bold")
        name += Content.styled(f"{SEPARATOR}{line.case}{SEPARATOR}{line.type_name}", "$muted")
        name = name.truncate(max(8, width - len(state) - 1), ellipsis=True)
        look = "$muted" if line.standing.value in ("closed", "office") else "$primary"
        row = name.pad_right(max(1, width - name.cell_length - len(state))) + Content.styled(state, look)
        yield Option(row, f"case {line.case}")


def people_rows(people: Iterable[Reachable], width: int) -> Iterator[Option]:
    """Whom one may ring, each with the key that does it."""
    for number, person in enumerate(people, 1):
        sign = str(number) if number <= 9 else " "
        office = callword.ROLES.get(person.office, person.office)
        who = ", ".join(one_line(part) for part in (person.name, person.title) if part)
        left = Content.styled(f"{sign}  ", "bold $primary") + Content.styled(who, "bold")
        if office:
            left += Content.styled(f" ({office})", "$muted")
        phone = one_line(person.phone) or callword.NUMBER_MISSING
        look = "$primary" if person.phone else "$warning"
        left = left.truncate(max(8, width - len(phone) - 2), ellipsis=True)
        row = left.pad_right(max(2, width - left.cell_length - len(phone))) + Content.styled(phone, look)
        yield Option(row, str(number))
