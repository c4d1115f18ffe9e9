"""Two returns in two columns: who gave each, which is proposed, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from s11chat.language.harmless import one_line
from s11chat.services.courtview import Matter, MatterLine, Sides, moment, proposal, summary
from s11chat.tui import caption
from s11chat.tui.widgets.prose import wrapped

LABEL, GAP = 10, 2
_QUIET = frozenset(("state", "type", "from", "also"))


@dataclass(frozen=True)
class Across:
    """A text over both columns."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Beside:
    """Two texts, one in each column, and the label before them."""

    label: str
    left: str
    right: str
    style: str = ""


Row = Across | Beside


def rows_of(line: MatterLine, found: Sides) -> Iterator[Row]:
    """What there is to see of a matter."""
    modes = line.matter is Matter.MODES
    if line.verdict is not None:
        said = line.verdict
        yield Across(caption.DECIDED.format(said=said.said), "bold $success")
        yield Across(f"{said.by}, {moment(said.at)}: {said.reason}")
    elif line.matter is not Matter.ENDED:
        yield Across(proposal(found, modes), "bold $primary")
    if line.because:
        yield Across(caption.BECAUSE.format(because=line.because), "$muted")
    yield Across("")
    for label, left, right in summary(found.left, found.right):
        style = "bold" if label == "case" else "$muted" if label in _QUIET else ""
        yield Beside(label, left, right if line.matter is not Matter.ENDED else "", style)
    if line.matter is Matter.ENDED:
        return
    yield Across("")
    yield Across(caption.DIFFER.format(same=found.same, differ=len(found.differing)), "bold")
    for one in found.differing:
        yield Across(f"{one.question}  {one_line(one.text)}", "$muted")
        yield Beside("", one.left, one.right)


class PairSheet(Widget):
    """Draws rows in two columns at whatever width it has."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Iterable[Row]) -> None:
        """Puts other rows on the sheet."""
        self.rows = tuple(rows)
        self.refresh(layout=True)

    @property
    def plain(self) -> str:
        """The texts without their look."""
        return "\n".join(
            row.text if isinstance(row, Across) else f"{row.label} {row.left} | {row.right}"
            for row in self.rows
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows need at `width`."""
        return max(1, len(_laid(self.rows, width)))

    def render(self) -> RenderResult:
        """The lines of the sheet."""
        return Content("\n").join(_laid(self.rows, max(30, self.size.width)))


def _laid(rows: Iterable[Row], width: int) -> list[Content]:
    lines: list[Content] = []
    column = max(8, (width - LABEL - GAP) // 2)
    for row in rows:
        if isinstance(row, Across):
            lines += wrapped(row.text, width, row.style) or [Content("")]
            continue
        both = [wrapped(one_line(text), column, row.style) for text in (row.left, row.right)]
        for number, (left, right) in enumerate(zip_longest(*both, fillvalue=Content(""))):
            label = (row.label if number == 0 else "").ljust(LABEL)
            left = left.pad_right(column - left.cell_length + GAP)
            lines.append(Content.styled(label, "$muted") + left + right)
    return lines
