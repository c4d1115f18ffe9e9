"""Signing: enrolling a phrase, then sections, the phrase typed afresh, and the name on file last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from s11chat.language.harmless import harmless
from s11chat.services.view import SectionLine
from s11chat.tui import wording
from s11chat.tui.screens.modal import Popup
from s11chat.tui.widgets.sections import SectionList


@dataclass(frozen=True)
class Wish:
    """What a lead wants to sign, and with what."""

    sections: tuple[str, ...]
    name: str
    phrase: str


class EnrolScreen(Popup[str | None]):
    """Shows a phrase once and has it, or another, typed twice."""

    def __init__(self, offered: str, error: str = "") -> None:
        super().__init__()
        self._offered, self._error = offered, error

    def compose(self) -> ComposeResult:
        """What a phrase is, the one offered, two lines."""
        with Vertical(classes="box"):
            yield Static(wording.ENROL_TITLE, classes="title", markup=False)
            yield Static(wording.ENROL_TEXT, markup=False)
            yield Static(self._offered, id="offered", markup=False)
            yield Static(wording.ENROL_DETAIL, classes="detail", markup=False)
            error = Static(harmless(self._error and f"! {self._error}"), id="fault", markup=False)
            error.display = bool(self._error)
            yield error
            yield Input(password=True, id="once", placeholder=wording.ENROL_TITLE)
            yield Input(password=True, id="again", placeholder=wording.ENROL_AGAIN)
            yield Static(wording.PROMPT_HELP, classes="help", markup=False)

    @on(Input.Submitted, "#once")
    def _once(self) -> None:
        self.query_one("#again", Input).focus()

    @on(Input.Submitted, "#again")
    def _again(self) -> None:
        first, second = (self.query_one(id_, Input).value for id_ in ("#once", "#again"))
        if first.split() == second.split() and first.strip():
            self.dismiss(first)
            return
        fault = self.query_one("#fault", Static)
        fault.update(f"! {wording.PHRASES_DIFFER}")
        fault.display = True
        for line in self.query(Input):
            line.clear()
        self.query_one("#once", Input).focus()


class SignScreen(Popup[Wish | None]):
    """Asks what is signed, by whom, and for the phrase."""

    def __init__(
        self,
        sections: Sequence[SectionLine],
        statement: str,
        lead: str,
        name: str,
        ticked: tuple[str, ...] | None = None,
        error: str = "",
    ) -> None:
        super().__init__()
        self._sections, self._statement = sections, statement
        self._lead, self._ticked, self._error = lead, ticked, error
        self._signer = name if _resembles(name, lead) else "" if error else lead

    def compose(self) -> ComposeResult:
        """The statement, sections to tick, what that covers, phrase and name.

        The phrase stands before the name, which is filled in: words typed on from the sections stay hidden.
        """
        with Vertical(classes="box signing"):
            yield Static(wording.SIGN_TITLE, classes="title", markup=False)
            yield Static(harmless(self._statement), id="statement", markup=False)
            yield Static("", id="heading", markup=False)
            yield SectionList(self._sections, self._ticked)
            yield Static("", id="covers", markup=False)
            fault = Static(harmless(self._error and f"! {self._error}"), id="fault", markup=False)
            fault.display = bool(self._error)
            yield fault
            with Horizontal(classes="entry"):
                yield Static(wording.SIGN_PHRASE, markup=False)
                yield Input(password=True, id="phrase", placeholder=wording.SIGN_AFRESH)
            with Horizontal(classes="entry"):
                yield Static(wording.SIGN_NAME, markup=False)
                yield Input(self._signer, id="name", select_on_focus=False)
            yield Static(wording.SIGN_BUTTON, classes="help", markup=False)

    def on_mount(self) -> None:
        """Begins with the sections; after a fault with the phrase, or with a name that is not the lead's."""
        strange = self._signer.split() != self._lead.split()
        first = ("#name" if strange else "#phrase") if self._error else SectionList
        self.query_one(first).focus()

    @on(SectionList.Changed)
    def _changed(self) -> None:
        sections = self.query_one(SectionList)
        self.query_one("#heading", Static).update(sections.heading())
        self.query_one("#covers", Static).update(covers(sections.ticked, len(self._sections)))

    @on(Input.Submitted, "#name")
    def _named(self) -> None:
        phrase = self.query_one("#phrase", Input)
        if phrase.value.strip():
            self._entered()
        else:
            phrase.focus()

    @on(Input.Submitted, "#phrase")
    def _entered(self) -> None:
        sections = tuple(line.section for line in self.query_one(SectionList).ticked)
        name = self.query_one("#name", Input).value.strip()
        phrase = self.query_one("#phrase", Input).value
        missing = (
            wording.SIGN_NONE
            if not sections
            else wording.SIGN_NO_NAME
            if not name
            else wording.SIGN_NO_PHRASE
            if not phrase.strip()
            else ""
        )
        if not missing:
            self.dismiss(Wish(sections, name, phrase))
            return
        fault = self.query_one("#fault", Static)
        fault.update(f"! {missing}")
        fault.display = True


def _resembles(name: str, lead: str) -> bool:
    """Whether a name has a word of the lead's; other words may be a phrase typed there, not to be shown again."""
    return not set(name.casefold().split()).isdisjoint(lead.casefold().split())


def covers(ticked: Sequence[SectionLine], of: int) -> Content:
    """What a signature on these sections will cover, and what is left open under it, in sentences."""
    if not ticked:
        return Content.styled(wording.COVERS_NONE, "$warning")
    numbers = ", ".join(line.section for line in ticked if line.section.isdigit())
    names = f" ({numbers})" if numbers else ""
    some = wording.COVERS_SOME.format(count=len(ticked), of=of, names=names)
    whole = wording.COVERS_ALL if len(ticked) == of else some
    answers = sum(line.answered for line in ticked)
    covered = Content.styled(wording.COVERS.format(what=whole, answers=answers), "bold")
    counts = {
        wording.OPEN_IN_THEM: sum(line.open for line in ticked),
        wording.QUERIES_IN_THEM: sum(line.queried for line in ticked),
        wording.WEAK_IN_THEM: sum(line.weak for line in ticked),
    }
    left = ", ".join(said[count > 1].format(count=count) for said, count in counts.items() if count)
    look_at = ", ".join(number for line in ticked for number in line.look_at)
    left += f" ({look_at})" if look_at else ""
    return (
        covered + Content.styled(f" ! {wording.LEFT_IN_THEM.format(left=left)}", "$warning")
        if left
        else covered
    )
