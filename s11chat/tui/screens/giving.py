"""Asks somebody for a part of a return: whom, which part, by when; then shows their code, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from s11chat.errors import S11chatError
from s11chat.language.harmless import harmless, one_line
from s11chat.tui import caption, partword
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Popup
from s11chat.tui.widgets.form import Form
from s11chat.tui.widgets.parts import ALL, PartList

if TYPE_CHECKING:
    from s11chat.services.admitting import Issued
    from s11chat.services.delegating import Choice, Delegating

_PERSON = ("name", "title", "email", "phone")


@dataclass(frozen=True)
class Request:
    """Who is to be asked for what; a line each, as typed."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    questions: str = ""
    """Numbers of single questions."""
    due: str = ""
    note: str = ""
    sections: tuple[str, ...] = ()
    fixed: str = ""
    """The only question they can be asked for; empty where there is a choice."""
    number: int = 0
    """The part that is taken back for it; 0 where none is."""
    instead_of: str = ""
    """From whom."""

    @property
    def part(self) -> str:
        """The words for the part."""
        return self.fixed or " ".join((*self.sections, self.questions)).strip()


class GiveCard(Popup[Request | None]):
    """Whom, which part, by when, and a word to them; None where one leaves it."""

    def __init__(
        self, choices: Sequence[Choice], read: Callable[[str, str], str], wish: Request, error: str = ""
    ) -> None:
        super().__init__()
        self._choices, self._read, self._wish, self._error = choices, read, wish, error
        part = () if wish.fixed else ("questions",)
        self._lines = (*_PERSON, *part, "due", "note")

    def compose(self) -> ComposeResult:
        """A title, the sections, the lines, what they come to."""
        with Vertical(classes="box signing giving"):
            yield Static(one_line(self._title), classes="title", markup=False)
            if not self._wish.fixed:
                yield PartList(self._choices, self._wish.sections)
            yield Form(self._lines)
            yield Static("", id="covers", markup=False)
            fault = Static(harmless(self._error and f"! {self._error}"), id="fault", markup=False)
            fault.display = bool(self._error)
            yield fault
            help_ = partword.GIVE_ONE_HELP if self._wish.fixed else partword.GIVE_HELP
            yield Static(help_, classes="help", markup=False)

    @property
    def _title(self) -> str:
        wish = self._wish
        if wish.fixed:
            return partword.GIVE_ONE.format(name=wish.name, question=wish.fixed)
        return partword.GIVE_INSTEAD.format(name=wish.instead_of) if wish.number else partword.GIVE_TITLE

    def on_mount(self) -> None:
        """Writes what was typed before, and begins with the sections, or with who it is where they are chosen."""
        typed = asdict(self._wish)
        form = self.query_one(Form)
        form.fill({name: typed[name] for name in self._lines})
        if self._wish.fixed or self._wish.part:
            form.begin()
        else:
            self.query_one(PartList).focus()
        self._read_back()

    @on(PartList.Changed)
    @on(Form.Left)
    @on(Input.Blurred, "#questions, #due")
    def _changed(self) -> None:
        self._read_back()

    def _typed(self) -> Request:
        form = self.query_one(Form)
        sections = () if self._wish.fixed else self.query_one(PartList).ticked
        return replace(
            self._wish,
            name=form["name"],
            title=form["title"],
            email=form["email"],
            phone=form["phone"],
            questions="" if self._wish.fixed else form["questions"],
            due=form["due"],
            note=form["note"],
            sections=sections,
        )

    def _read_back(self) -> str:
        """Shows what the part and the day come to, or what is wrong with them; returns the latter."""
        wish, told, wrong = self._typed(), "", ""
        if wish.part:
            try:
                told = partword.READ_BACK.format(told=self._read(wish.part, wish.due))
            except S11chatError as error:
                wrong = str(error)
        self.query_one("#covers", Static).update(harmless(told))
        self._tell(wrong)
        return wrong

    def _tell(self, wrong: str) -> None:
        fault = self.query_one("#fault", Static)
        if wrong or not self._error:
            fault.update(harmless(f"! {wrong}"))
            fault.display = bool(wrong)
        self._error = ""

    @on(Form.Done)
    def _done(self) -> None:
        wish = self._typed()
        if not wish.name:
            self._tell(partword.NO_NAME)
            self.query_one(Form).go_to("name")
        elif not wish.part:
            self._tell(partword.NO_PART)
            self.query_one(PartList).focus()
        elif not self._read_back():
            self.dismiss(wish)
        else:
            self._go_to_fault(wish)

    def _go_to_fault(self, wish: Request) -> None:
        """Puts the cursor where the part, else the day, is to be mended."""
        try:
            self._read(wish.part, "")
        except S11chatError:
            name = "name" if wish.fixed else "questions"
        else:
            name = "due"
        self.query_one(Form).go_to(name)


class CodeCard(Popup[None]):
    """A code that is shown once, and what to tell whoever it is for."""

    BINDINGS = [
        Binding("enter", "cancel", show=False, id="code.close"),
        Binding("c", "copy", show=False, id="code.copy"),
    ]

    def __init__(self, issued: Issued, told: str) -> None:
        super().__init__()
        self._issued, self._told = issued, told

    def compose(self) -> ComposeResult:
        """The code, and the text to be sent."""
        with Vertical(classes="box wide"):
            title = partword.GIVEN_TITLE.format(name=one_line(self._issued.person))
            yield Static(title, classes="title", markup=False)
            yield Static(partword.GIVEN_DETAIL, markup=False)
            yield Static(self._issued.code, id="offered", markup=False)
            yield Static(partword.GIVEN_TELL, classes="detail", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(harmless(self._told), markup=False)
            yield Static(partword.GIVEN_HELP, classes="help", markup=False)

    def action_copy(self) -> None:
        """Puts the text where the terminal keeps what was copied."""
        self.app.copy_to_clipboard(harmless(self._told))
        self.query_one(".help", Static).update(caption.COPIED)


class Giving:
    """One part given from a screen; what was typed is kept until it is given or left."""

    def __init__(
        self, screen: FaceScreen[None], open_: Callable[[], Delegating], done: Callable[[str], None]
    ) -> None:
        """`open_` is called in a thread; `done` gets a sentence once the code was shown."""
        self._screen, self._open, self._done = screen, open_, done

    def begin(self, wish: Request) -> None:
        """Asks whom, what and by when, with what is known already."""
        self._screen.serve(self._prepare, partial(self._ask, wish, ""))

    def _prepare(self) -> tuple[Delegating, tuple[Choice, ...]]:
        work = self._open()
        return work, work.choices()

    def _ask(self, wish: Request, error: str, ready: tuple[Delegating, tuple[Choice, ...]]) -> None:
        work, choices = ready
        known = {ALL, *(choice.section for choice in choices)}
        single = [name for name in wish.sections if name not in known]
        if single:
            sections = tuple(name for name in wish.sections if name in known)
            wish = replace(wish, sections=sections, questions=" ".join((*single, wish.questions)).strip())

        def typed(wish: Request | None) -> None:
            if wish is not None:
                refused = partial(self._refused, wish, ready)
                self._screen.serve(partial(self._give, work, wish), partial(self._given, wish), refused)

        self._screen.face.push_screen(GiveCard(choices, work.read_back, wish, error), typed)

    def _refused(self, wish: Request, ready: tuple[Delegating, tuple[Choice, ...]], error: str) -> None:
        self._ask(wish, error, ready)

    @staticmethod
    def _give(work: Delegating, wish: Request) -> tuple[Issued, str, str]:
        part = ALL if ALL in wish.sections else wish.part
        told = {name: getattr(wish, name) for name in ("title", "email", "phone", "due", "note")}
        if wish.number:
            issued = work.give_anew(wish.number, part, wish.name, **told)
        else:
            issued = work.give(part, wish.name, **told)
        return issued, work.read_back(part, wish.due), work.message(issued, part, wish.due)

    def _given(self, wish: Request, came: tuple[Issued, str, str]) -> None:
        issued, part, told = came
        said = partword.GIVEN.format(name=one_line(issued.person), part=part)
        self._screen.face.push_screen(CodeCard(issued, told), lambda _: self._done(said))
