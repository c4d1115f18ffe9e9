"""A return passed on as a file and taken in again: cards above a screen, each told before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from s11chat.language.harmless import one_line
from s11chat.services.mergeword import (
    conflict_lines,
    made_told,
    merged_told,
    next_told,
    nothing_new,
    sides,
    sum_lines,
    voided_lines,
)
from s11chat.tui import bundleword
from s11chat.tui.screens.modal import Card, Menu, Popup, Prompt
from s11chat.tui.widgets.sheet import Field, Sheet

if TYPE_CHECKING:
    from s11chat.services.bundling import Made, Outline
    from s11chat.services.merging import Conflict, Merged
    from s11chat.services.passing import Passing
    from s11chat.tui.screens.base import FaceScreen

Takes = Mapping[str, str]
"""By question, whose answer is to stand."""


class SumCard(Popup[bool | None]):
    """What a bundle brings; True where it is to be taken in."""

    BINDINGS = [
        Binding("enter", "take", show=False, id="sum.take"),
        Binding("pageup", "page(-1)", show=False, id="sum.up"),
        Binding("pagedown", "page(1)", show=False, id="sum.down"),
    ]

    def __init__(self, merged: Merged) -> None:
        super().__init__()
        self._merged = merged

    def compose(self) -> ComposeResult:
        """A title, the sum, what to press."""
        with Vertical(classes="box wide"):
            title = bundleword.SUM_TITLE.format(name=one_line(self._merged.name))
            yield Static(title, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Sheet(tuple(Field("", line) for line in self._lines()))
            yield Static(bundleword.SUM_HELP, classes="help", markup=False)

    def _lines(self) -> list[str]:
        merged = self._merged
        lines = [*sum_lines(merged)]
        for conflict in merged.conflicts:
            lines += ["", *conflict_lines(conflict)]
        voided = list(voided_lines(merged))
        lines += ["", *voided, bundleword.VOIDS] if voided else []
        return [*lines, "", merged_told(merged, would=True), bundleword.KEPT]

    def action_take(self) -> None:
        """It is to be taken in."""
        self.dismiss(True)

    def action_page(self, step: int) -> None:
        """Scrolls by a page."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)


class BundleFlow:
    """The bundles of one return, from a screen; what was typed is kept until it is done or left."""

    def __init__(
        self, screen: FaceScreen[None], open_: Callable[[], Passing], taken: Callable[[str], None]
    ) -> None:
        """`open_` is called in a thread; `taken` gets a sentence once a bundle was taken in."""
        self._screen, self._open, self._taken = screen, open_, taken

    def begin(self) -> None:
        """Asks which way the file goes."""
        wishes = {"make": self.make, "merge": self.merge}
        self._choose(bundleword.TITLE, bundleword.CHOICES, lambda wish: wishes[wish]())

    def _choose(
        self,
        title: str,
        choices: Mapping[str, str],
        then: Callable[[str], None],
        left: Callable[[], None] = lambda: None,
    ) -> None:
        menu = Menu(title, choices)
        self._screen.face.push_screen(menu, lambda wish: left() if wish is None else then(wish))

    def make(self) -> None:
        """Asks for whom, tells what it will hold, asks where to, and writes it."""
        self._screen.serve(lambda: self._open().people(), self._whom)

    def _whom(self, names: tuple[str, ...]) -> None:
        self._choose(bundleword.FOR_TITLE, {name: name for name in names}, self._outline)

    def _outline(self, name: str) -> None:
        def looked() -> tuple[Outline, str]:
            work = self._open()
            return work.outline(name), work.offered(name)

        self._screen.serve(looked, self._outlined)

    def _outlined(self, came: tuple[Outline, str]) -> None:
        found, offered = came
        if not found.lost:
            self._where(found, False, offered)
            return
        title = bundleword.LOST_TITLE.format(lost="; ".join(found.lost))
        self._choose(
            title,
            bundleword.LOST,
            lambda wish: self._where(found, True, offered) if wish == "without" else None,
        )

    def _where(self, found: Outline, leave_out: bool, file: str, error: str = "") -> None:
        def answered(words: str | None) -> None:
            if words:
                again = partial(self._where, found, leave_out, words)
                self._screen.serve(
                    lambda: self._open().make(found.name, words, leave_out=leave_out), self._made, again
                )

        title = bundleword.FILE_TITLE.format(name=one_line(found.name))
        detail = bundleword.FILE_DETAIL.format(told=found.told)
        self._screen.face.push_screen(Prompt(title, detail, file, error), answered)

    def _made(self, made: Made) -> None:
        fields = tuple(Field("", line) for line in (*made_told(made), "", *next_told(made)))
        said = bundleword.MADE.format(name=one_line(made.name))
        card = Card(bundleword.MADE_TITLE, fields)
        self._screen.face.push_screen(card, lambda _: self._screen.inform(said))

    def merge(self) -> None:
        """Asks for the file, tells what it brings, has conflicts decided, and takes it in."""
        self._ask_file("", "")

    def _ask_file(self, file: str, error: str) -> None:
        def answered(words: str | None) -> None:
            if words:
                self._look(words, {})

        prompt = Prompt(bundleword.MERGE_TITLE, bundleword.MERGE_DETAIL, file, error)
        self._screen.face.push_screen(prompt, answered)

    def _look(self, file: str, takes: Takes) -> None:
        looked = partial(self._looked, file, takes)
        self._screen.serve(lambda: self._open().look(file, takes), looked, partial(self._ask_file, file))

    def _looked(self, file: str, takes: Takes, merged: Merged) -> None:
        if not merged.entered:
            self._screen.inform(nothing_new(merged))
        elif merged.undecided:
            self._decide(file, takes, merged.undecided)
        else:
            self._screen.face.push_screen(SumCard(merged), partial(self._agreed, file, takes))

    def _decide(self, file: str, takes: Takes, conflicts: tuple[Conflict, ...]) -> None:
        conflict, *more = conflicts

        def chosen(side: str) -> None:
            decided = {**takes, conflict.question: side}
            if more:
                self._decide(file, decided, tuple(more))
            else:
                self._look(file, decided)

        says = {
            called: bundleword.SIDE[called].format(
                said=side.said, by=side.by, at=f"{side.at.astimezone():%d %B %H:%M}"
            )
            for called, side in sides(conflict)
        }
        title = bundleword.CONFLICT_TITLE.format(question=conflict.question, text=conflict.text)
        self._choose(title, says, chosen, lambda: self._screen.inform(bundleword.LEFT))

    def _agreed(self, file: str, takes: Takes, wish: bool | None) -> None:
        if not wish:
            self._screen.inform(bundleword.LEFT)
            return

        def done(merged: Merged) -> None:
            self._taken(merged_told(merged))

        self._screen.serve(lambda: self._open().take_in(file, takes), done, partial(self._ask_file, file))
