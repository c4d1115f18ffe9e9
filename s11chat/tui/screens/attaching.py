"""One document put on file, or told anew: what it is, its days, and the file or the place where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from s11chat.assurance.evidence import CASE_DETAILS, SAME, Telling
from s11chat.errors import S11chatError
from s11chat.language.harmless import harmless
from s11chat.tui import proofword
from s11chat.tui.screens.modal import Popup
from s11chat.tui.widgets.form import Form

if TYPE_CHECKING:
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine

_TOLD = {"document": "title", "shows": "covers"}
"""The lines of the form that have another name in what is told."""


@dataclass(frozen=True)
class Draft:
    """What was typed of a document; a line each."""

    kind: str = ""
    document: str = ""
    shows: str = ""
    dated: str = ""
    owner: str = ""
    review: str = ""
    file: str = ""
    place: str = ""
    note: str = ""
    number: int = 0
    """The record that is told anew; 0 for a new one."""
    sure: bool = False
    """Words that look private are meant to be kept."""

    @property
    def told(self) -> Telling:
        """All but the file."""
        lines = (name for name in proofword.FORM if name != "file")
        return Telling(**{_TOLD.get(name, name): getattr(self, name) for name in lines})

    @property
    def path(self) -> Path | None:
        """The file to be kept, if one is named."""
        return Path(self.file).expanduser() if self.file else None


def draft_of(line: EvidenceLine) -> Draft:
    """What a record says now, to be told anew; its file stays unless another is named."""
    return Draft(
        kind=line.kind,
        document=line.title,
        shows=" ".join(line.covers),
        dated=line.dated,
        owner=line.owner,
        review=line.review,
        place=line.place,
        note=line.note,
        number=line.number,
    )


class EvidenceCard(Popup[Draft | None]):
    """The lines of one document; None where one leaves it."""

    def __init__(
        self,
        work: Evidencing,
        draft: Draft,
        error: str = "",
        before: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`before` is what the last document told, to be offered again."""
        super().__init__()
        self._work, self._draft, self._error, self._before = work, draft, error, before

    def compose(self) -> ComposeResult:
        """A title, what to keep out of it, the lines, what is wrong."""
        number = self._draft.number
        title = proofword.AMEND_TITLE.format(number=number) if number else proofword.ADD_TITLE
        with Vertical(classes="box signing giving attaching"):
            yield Static(title, classes="title", markup=False)
            yield Static(CASE_DETAILS, classes="detail", markup=False)
            yield Form(proofword.FORM)
            fault = Static(harmless(self._error and f"! {self._error}"), id="fault", markup=False)
            fault.display = bool(self._error)
            yield fault
            yield Static(proofword.CARD_HELP, classes="help", markup=False)

    def on_mount(self) -> None:
        """Writes what is known already, once the lines have their width."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        form = self.query_one(Form)
        form.fill({name: getattr(self._draft, name) for name in proofword.FORM})
        for name, said in self._before.items() if not self._draft.number else ():
            self.query_one(f"#{name}", Input).placeholder = proofword.SAME.format(same=SAME, said=said)
        form.begin()

    def _typed(self) -> Draft:
        form = self.query_one(Form)
        told = {name: form[name] for name in proofword.FORM}
        return Draft(**told, number=self._draft.number, sure=self._draft.sure)

    @on(Form.Left)
    def _left(self, event: Form.Left) -> None:
        wrong = self._fault(event.line)
        self._tell(wrong or self._understood(event.line), plain=not wrong)

    def _understood(self, name: str) -> str:
        """What a day came to, to be changed where it was meant otherwise; empty for any other line."""
        typed = getattr(self._typed(), name)
        day = self._work.understood(Telling(**{name: typed})) if name in ("dated", "review") else ""
        return proofword.READ_BACK.format(told=day) if day else ""

    def _fault(self, name: str) -> str:
        """What is wrong with one line; empty where it will do."""
        typed = getattr(self._typed(), name)
        try:
            if typed and name == "file":
                self._work.check_file(Path(typed).expanduser())
            elif typed:
                self._work.check(Telling(**{_TOLD.get(name, name): typed}))
        except S11chatError as error:
            return str(error)
        return ""

    def _tell(self, wrong: str, *, plain: bool = False) -> None:
        fault = self.query_one("#fault", Static)
        fault.set_class(plain, "read")
        fault.update(harmless(wrong if plain else f"! {wrong}"))
        fault.display = bool(wrong)

    @on(Form.Done)
    def _done(self) -> None:
        draft = self._typed()
        for name in proofword.FORM:
            lacks = not getattr(draft, name) and name in proofword.NEEDED
            if name == "place" and (draft.file or draft.number):
                lacks = False
            wrong = proofword.NEEDED[name] if lacks else self._fault(name)
            if wrong:
                self._tell(wrong)
                self.query_one(Form).go_to(name)
                return
        self.dismiss(draft)
