"""Signing: enrolling a phrase, then sections, the phrase typed afresh, and the name on file last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from s11chat.errors import RefusedError
from s11chat.language.harmless import harmless
from s11chat.language.plural import number_of
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

    @on(Input.Blurred, "#once")
    def _left(self, event: Input.Blurred) -> None:
        if event.value.strip():
            self._tell(_weak(event.value))

    @on(Input.Submitted, "#once")
    def _once(self, event: Input.Submitted) -> None:
        weak = _weak(event.value)
        self._tell(weak)
        if not weak:
            self.query_one("#again", Input).focus()

    @on(Input.Submitted, "#again")
    def _again(self) -> None:
        first, second = (self.query_one(id_, Input).value for id_ in ("#once", "#again"))
        if _weak(first):
            self.query_one("#once", Input).focus()
            self._tell(_weak(first))
            return
        if first.split() == second.split():
            self.dismiss(first)
            return
        for line in self.query(Input):
            line.clear()
        self.query_one("#once", Input).focus()
        self._tell(wording.PHRASES_DIFFER)

    def _tell(self, wrong: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.update(f"! {wrong}")
        fault.display = bool(wrong)
        self.query_one(".detail").display = not wrong  # a small window has room for one of them


def _weak(phrase: str) -> str:
    """Why a phrase cannot be enrolled, with the length asked; empty where it can."""
    from s11chat.assurance.phrase import own_phrase  # the functions that make keys take a while to load

    try:
        own_phrase(phrase)
    except RefusedError as refused:
        return str(refused)
    return ""


class NameLine(Input):
    """The name of who signs; anything that does not look like it is hidden, for it may be the phrase."""

    def __init__(self, lead: str) -> None:
        self._lead = lead.casefold()
        super().__init__(lead, id="name")

    def validate_value(self, value: str) -> str:
        """Hides what is typed before it is drawn."""
        typed = value.casefold()
        begun = self._lead.startswith(typed)
        slip = len(typed) <= len(self._lead) + 2 and not set(typed.split()).isdisjoint(self._lead.split())
        self.password = not (begun or slip)
        return value


class SignScreen(Popup[Wish | None]):
    """Asks what is signed, by whom, and for the phrase."""

    def __init__(
        self,
        sections: Sequence[SectionLine],
        statement: str,
        lead: str,
        refused: Wish | None = None,
        error: str = "",
    ) -> None:
        """`refused` is what was asked before, and `error` why it was refused."""
        super().__init__()
        self._sections, self._statement, self._lead = sections, statement, lead
        self._ticked = refused.sections if refused else None
        self._strange = refused is not None and refused.name.split() != lead.split()
        self._error = f"{error} {wording.NAME_AGAIN}" if self._strange else error

    def compose(self) -> ComposeResult:
        """The statement, sections to tick, what that covers, phrase and name.

        The phrase stands before the name, which is filled in: words typed on from the sections stay hidden. After
        a refusal the name on file stands there again and the phrase has the focus, so that what is typed by habit
        is never seen.
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
                yield Static(wording.SIGN_NAME, id="name-label", markup=False)
                yield NameLine(self._lead)
            yield Static(wording.SIGN_BUTTON, classes="help", markup=False)

    def on_mount(self) -> None:
        """Begins with the sections; after a refusal with the phrase."""
        self._mark_name(self._strange)
        self.query_one("#phrase" if self._error else SectionList).focus()

    def _mark_name(self, wrong: bool) -> None:
        label = wording.SIGN_NAME
        marked = wording.WRONG_MARK.format(field=label) if wrong else label
        self.query_one("#name-label", Static).update(marked)

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
        name = self.query_one(NameLine)
        phrase = self.query_one("#phrase", Input)
        missing = (
            wording.SIGN_NONE
            if not sections
            else wording.SIGN_NO_NAME
            if not name.value.strip()
            else wording.SIGN_NO_PHRASE
            if not phrase.value.strip()
            else ""
        )
        if not missing:
            self.dismiss(Wish(sections, name.value.strip(), phrase.value))
            return
        self._mark_name(not name.value.strip())
        name.value = name.value.strip() or self._lead
        phrase.focus()
        fault = self.query_one("#fault", Static)
        fault.update(f"! {missing}")
        fault.display = True


def covers(ticked: Sequence[SectionLine], of: int) -> Content:
    """What a signature on these sections will cover, and what is left open under it, in sentences."""
    if not ticked:
        return Content.styled(wording.COVERS_NONE, "$warning")
    numbers = ", ".join(line.section for line in ticked if line.section.isdigit())
    names = f" ({numbers})" if numbers else ""
    some = wording.COVERS_SOME.format(count=len(ticked), of=of, names=names)
    whole = wording.COVERS_ALL if len(ticked) == of else some
    answers = number_of(sum(line.answered for line in ticked), "answer")
    covered = Content.styled(wording.COVERS.format(what=whole, answers=answers), "bold")
    left, look_at = left_in(ticked), ", ".join(number for line in ticked for number in line.look_at)
    left += f" ({look_at})" if look_at else ""
    return (
        covered + Content.styled(f" ! {wording.LEFT_IN_THEM.format(left=left)}", "$warning")
        if left
        else covered
    )


def left_in(sections: Sequence[SectionLine]) -> str:
    """What is open, queried or weak in sections, in words; empty where nothing is."""
    counts = {
        wording.OPEN_IN_THEM: sum(line.open for line in sections),
        wording.QUERIES_IN_THEM: sum(line.queried for line in sections),
        wording.WEAK_IN_THEM: sum(line.weak for line in sections),
    }
    return ", ".join(said[count > 1].format(count=count) for said, count in counts.items() if count)
