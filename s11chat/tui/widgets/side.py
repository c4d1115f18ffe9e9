"""Beside the conversation, where there is room: where the talk stands and what is left open."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from s11chat.engine.progress import Progress, SectionProgress
from s11chat.engine.turn import Ask
from s11chat.language.harmless import one_line
from s11chat.tui import wording


class SidePanel(Widget):
    """The outline of the return, with counts; every state has a sign of its own beside its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._progress = Progress((), 0)
        self._ask: Ask | None = None
        self._remarks = 0
        self._articles: tuple[str, ...] = ()

    def show(self, progress: Progress, ask: Ask | None, remarks: int, articles: Sequence[str]) -> None:
        """What the panel says."""
        self._progress, self._ask, self._remarks = progress, ask, remarks
        self._articles = tuple(articles)
        self.refresh()

    def render(self) -> RenderResult:
        """The panel's lines."""
        width = max(16, self.size.width)
        whole = self._progress
        lines = [_heading(wording.WHERE), _bar(whole.settled, whole.asked, width)]
        here = self._here
        if here is not None:
            of = wording.OF_SECTION.format(settled=here.settled, asked=here.asked)
            lines.append(Content.styled(of, "$muted"))
        lines += [Content(""), _heading(wording.OUTLINE)]
        lines += [self._line(section, width) for section in whole.sections]
        skipped = max(0, sum(section.left for section in whole.sections) - whole.parked)
        counts = wording.COUNTS.format(parked=whole.parked, skipped=skipped, remarks=self._remarks)
        lines += [Content(""), _heading(wording.WAITING_FOR), Content.styled(counts, "$foreground")]
        if self._articles:
            lines += [Content(""), _heading(wording.EXPLAINED_BY)]
            lines += [Content(one_line(title)).truncate(width, ellipsis=True) for title in self._articles]
        return Content("\n").join(lines)

    @property
    def _here(self) -> SectionProgress | None:
        if self._ask is None:
            return None
        section = self._ask.question.section
        return next((s for s in self._progress.sections if s.section == section), None)

    def _line(self, section: SectionProgress, width: int) -> Content:
        here = section is self._here
        begun = section.settled + section.left > 0
        state = "here" if here else "done" if section.done else "begun" if begun else "open"
        style = {"here": "bold $primary", "done": "$success", "begun": "$foreground", "open": "$muted"}[state]
        count = f"{section.settled}/{section.asked}"
        number = f"{section.section} " if section.section.isdigit() else ""
        name = Content.styled(
            f"{wording.SECTION_STATES[state]} {number}{one_line(section.title)}", style
        ).truncate(width - len(count) - 1, ellipsis=True)
        return name.pad_right(max(1, width - name.cell_length - len(count))) + Content.styled(count, "$muted")


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $secondary")


def _bar(settled: int, asked: int, width: int) -> Content:
    share = f" {settled} of {asked}"
    room = max(4, width - len(share))
    full = round(room * settled / asked) if asked else 0
    return (
        Content.styled("━" * full, "$primary")
        + Content.styled("─" * (room - full), "$line")
        + Content.styled(share, "$foreground")
    )
