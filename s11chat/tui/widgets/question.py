"""The question being asked, docked below the conversation: labels on the left, what they name on the right.

Read-aloud text, notes for the interviewer and probes carry different labels. A mark moves over the options
and never answers by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from s11chat.dialog.model import Audience, Kind
from s11chat.dialog.question import Question
from s11chat.engine.answer import in_words
from s11chat.engine.turn import Ask, Finished
from s11chat.language.harmless import one_line
from s11chat.tui import partword, wording
from s11chat.tui.widgets.prose import wrapped

LABEL = 10
GAP = 3
MANY = 6


@dataclass(frozen=True)
class Spot:
    """Where an option was drawn."""

    option: int
    row: int
    left: int
    right: int


@dataclass
class _Sheet:
    """Lines being laid out at one width."""

    width: int
    lines: list[Content] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def field(self, label: str, text: str, style: str = "", label_style: str = "$muted") -> None:
        """A labelled text, its further lines under its first."""
        for number, line in enumerate(wrapped(text, max(8, self.width - LABEL), style)):
            name = label if number == 0 else ""
            self.lines.append(Content.styled(name.ljust(LABEL), label_style) + line)

    def indented(self, text: str, by: int, style: str) -> None:
        """A text that belongs to what stands above it."""
        for line in wrapped(text, max(8, self.width - by), style):
            self.lines.append(Content(" " * by) + line)


class QuestionCard(Widget):
    """Shows one Ask or the end; knows no rules and no store."""

    @dataclass
    class Picked(Message):
        """The marked option was clicked."""

        option: int

    def __init__(self) -> None:
        super().__init__()
        self.shown: Ask | Finished | None = None
        self.marked: int | None = None
        self.ticked: tuple[int, ...] = ()
        """In the order ticked."""
        self.audience = Audience.INTERVIEWER
        self._spots: list[Spot] = []

    @property
    def question(self) -> Question | None:
        """The question on the card."""
        return self.shown.question if isinstance(self.shown, Ask) else None

    def show(self, turn: Ask | Finished, audience: Audience) -> None:
        """Puts another question, or the end, on the card."""
        before = len(self._sheet(self.size.width).lines)
        self.shown, self.audience = turn, audience
        self.marked, self.ticked = None, ()
        self.refresh(layout=len(self._sheet(self.size.width).lines) != before)

    def mark(self, step: int) -> None:
        """Moves the mark; after the last option comes the first."""
        if self.question is None or not self.question.options:
            return
        start = -1 if step > 0 else 0
        here = start if self.marked is None else self.marked
        self.marked = (here + step) % len(self.question.options)
        self.refresh()
        self._into_view()

    def tick(self) -> None:
        """Ticks or clears the marked option, where several may apply."""
        if self.question is not None and self.question.several and self.marked is not None:
            others = tuple(number for number in self.ticked if number != self.marked)
            self.ticked = others if self.marked in self.ticked else (*others, self.marked)
            self.refresh()

    @property
    def picked(self) -> str:
        """What stands for the ticks, or else for the mark, as if it had been typed."""
        if self.question is None:
            return ""
        ranked = self.question.kind is Kind.RANKING
        chosen = list(self.ticked if ranked else sorted(self.ticked)) or (
            [] if self.marked is None else [self.marked]
        )
        return " ".join(self.question.handle(self.question.options[number]) for number in chosen)

    def on_click(self, event: events.Click) -> None:
        """The first click marks an option, a click on the marked one picks it."""
        for spot in self._spots:
            if spot.row == event.y and spot.left <= event.x < spot.right:
                if spot.option == self.marked:
                    self.post_message(self.Picked(spot.option))
                self.marked = spot.option
                self.refresh()

    def below(self, line: int) -> int:
        """How many options stand at or below `line`."""
        return sum(1 for spot in self._sheet(self.size.width).spots if spot.row >= line)

    def _into_view(self) -> None:
        spot = next((spot for spot in self._spots if spot.option == self.marked), None)
        if spot is not None and isinstance(self.parent, Widget):
            self.parent.scroll_to(y=max(0, spot.row - 3), animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the question needs at `width`."""
        return max(1, len(self._sheet(width).lines))

    def render(self) -> RenderResult:
        """The lines of the card."""
        sheet = self._sheet(self.size.width)
        self._spots = sheet.spots
        return Content("\n").join(sheet.lines)

    def _sheet(self, width: int) -> _Sheet:
        sheet = _Sheet(max(20, width))
        match self.shown:
            case Ask() as ask:
                self._lay_ask(sheet, ask)
            case Finished() as finished:
                _lay_finished(sheet, finished, self.audience)
            case None:
                pass
        return sheet

    def _lay_ask(self, sheet: _Sheet, ask: Ask) -> None:
        question = ask.question
        sheet.lines.append(_place(ask, sheet.width))
        if ask.parent:
            parent = ask.parent
            about = wording.YOU_SAID.format(question=parent.question, text=parent.text, said=parent.said)
            sheet.field(wording.ABOUT, about, "$muted")
        aloud = wording.READ_OUT if self.audience is Audience.INTERVIEWER else wording.ASKED
        if ask.stem:
            sheet.field(aloud if question.row == 1 else "", ask.stem, "" if question.row == 1 else "$muted")
        sheet.field("" if ask.stem and question.row == 1 else aloud, ask.text, "bold")
        if ask.for_lead:
            sheet.field(wording.FOR_LEAD, wording.MEANT_FOR_LEAD, "$warning", "$warning")
        if ask.note:
            sheet.field(wording.FOR_YOU, ask.note, "italic $secondary", "italic $secondary")
        self._lay_options(sheet, question)
        if ask.given is not None and question.kind is not Kind.STATEMENT:
            said = wording.KEEPS.format(said=in_words(question, ask.given))
            sheet.field(wording.SO_FAR, said, "$success", "$success")
        for query in ask.queries:
            sheet.field(
                wording.QUERY, wording.QUERY_HERE.format(by=query.by, text=query.text), "", "$warning"
            )
        if ask.before is not None:
            said = in_words(question, ask.before.answer)
            told = wording.GIVEN_BEFORE.format(said=said, wave=ask.before.wave)
            sheet.field(wording.LAST_TIME, told, "$secondary", "$muted")
        if ask.parked:
            sheet.field(
                wording.WAITING, ", ".join(part for part in ask.parked if part), "$warning", "$warning"
            )
        if ask.probe:
            sheet.field(wording.PROBE, f'"{ask.probe}"', "$accent", "$accent")

    def _lay_options(self, sheet: _Sheet, question: Question) -> None:
        if not question.options:
            return
        handles = [question.handle(option) for option in question.options]
        most = max(map(len, handles))
        cells = [self._cell(question, number, handle.rjust(most)) for number, handle in enumerate(handles)]
        room = max(8, sheet.width - LABEL)
        widest = max(cell.cell_length for cell in cells)
        in_a_line = sum(cell.cell_length + GAP for cell in cells) <= room
        columns = len(cells) if in_a_line else 2 if len(cells) > MANY and 2 * (widest + GAP) <= room else 1
        if question.descriptors:
            in_a_line, columns = False, 1
        depth = -(-len(cells) // columns)
        for row in range(depth):
            line, left = Content(" " * (LABEL - 2)), LABEL - 2
            for number in range(row, len(cells), depth):
                cell = cells[number]
                wide = cell.cell_length + GAP if in_a_line else widest + GAP
                if columns == 1:
                    cell = cell.truncate(room, ellipsis=True)
                sheet.spots.append(Spot(number, len(sheet.lines), left, left + wide))
                line += cell.pad_right(max(0, wide - cell.cell_length))
                left += wide
            sheet.lines.append(line)
            if means := question.descriptors.get(question.options[row].code):
                for_you = self.audience is Audience.INTERVIEWER
                sheet.indented(means, LABEL + 2, "italic $secondary" if for_you else "$muted")

    def _cell(self, question: Question, number: int, handle: str) -> Content:
        option = question.options[number]
        here = number == self.marked
        tick = self._tick(question, number) if question.several else ""
        quiet = "" if option.read_out or self.audience is not Audience.INTERVIEWER else wording.NOT_READ_OUT
        style = "$block-cursor-foreground on $block-cursor-background bold" if here else ""
        cell = Content.styled("▸ " if here else "  ", "bold $primary")
        cell += Content.styled(handle, style or "bold $primary")
        cell += Content.styled(f" {tick}{one_line(option.say)}", style or ("$muted" if quiet else ""))
        return cell + Content.styled(f" {quiet}", "italic $muted") if quiet else cell

    def _tick(self, question: Question, number: int) -> str:
        """Whether the option is chosen, or which place it has."""
        if number not in self.ticked:
            return "-  " if question.kind is Kind.RANKING else "- "
        place = self.ticked.index(number) + 1
        return f"{place}. " if question.kind is Kind.RANKING else "✓ "


def _place(ask: Ask, width: int) -> Content:
    question = ask.question
    place = wording.PLACE.format(number=ask.number, of=ask.of)
    place = wording.FOLLOW_UP.format(place=place) if question.part else place
    number = f"  {question.id}" if question.kind is not Kind.STATEMENT else ""
    row = wording.ROW.format(row=question.row, rows=question.rows) if question.rows else ""
    right = f"{row} · {place}" if row else place
    room = max(4, width - len(right) - len(number) - 2)
    section = Content.styled(one_line(ask.section), "bold $secondary").truncate(room, ellipsis=True)
    left = section + Content.styled(number, "bold $primary")
    return left.pad_right(max(1, width - left.cell_length - len(right))) + Content.styled(right, "$muted")


def _lay_asked_back(sheet: _Sheet, end: Finished) -> None:
    title = partword.ASKED_BACK if end.part else wording.ASKED_BACK
    sheet.lines.append(Content.styled(f"! {title}", "bold $warning"))
    if end.sent_back:
        sheet.field("", end.sent_back)
    for query in end.queries:
        asked = wording.QUERIED_BACK.format(question=query.question, by=query.by, text=query.text)
        sheet.field(wording.QUERY, asked, "bold", "$warning")
    if end.left:
        sheet.field("", wording.LEFT.format(names=", ".join(question.id for question in end.left)))
    where = wording.NEXT_QUERIED if end.queries else wording.NEXT_SENT_BACK
    sheet.field("", where.format(leave=partword.LEAVES if end.part else wording.LEAVES), "$muted")


def _lay_finished(sheet: _Sheet, end: Finished, audience: Audience) -> None:
    if end.asked_back:
        _lay_asked_back(sheet, end)
        return
    done = partword.DONE if end.part else wording.DONE
    title = done if end.complete else wording.ALL_ASKED
    sheet.lines.append(Content.styled(f"✓ {title}", "bold $success"))
    sheet.field("", wording.ANSWERED.format(count=end.answered))
    if end.left:
        names = ", ".join(question.id for question in end.left)
        sheet.field("", wording.LEFT.format(names=names))
    if end.blocking:
        names = ", ".join(question.id for question in end.blocking)
        sheet.field("", f"! {wording.BLOCKING.format(names=names)}", "bold $warning")
    if end.left and not end.complete:
        sheet.field("", partword.NEXT_LEFT if end.part else wording.NEXT_LEFT, "$muted")
    else:
        by_delegate = audience is Audience.DELEGATE and not end.part
        sheet.field("", wording.NEXT_DELEGATE if by_delegate else wording.NEXT_OTHERS, "$muted")
