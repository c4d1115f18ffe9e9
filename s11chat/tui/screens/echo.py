"""The staff echo of one case, for the office and for its lead: how it stands, what can be done, what staff say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from s11chat.language.harmless import one_line
from s11chat.tui import echoword
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Letter, Menu, Prompt
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.analysis.beside import Comparison
    from s11chat.services.echoing import Echoing, EchoLine, SharedCode

DIALOG, WEEKS = "staff-echo", 3
WIDTH = 68
"""Columns of the table; the card has as many at 80, beside its scroll bar."""


class Look(NamedTuple):
    """How the echo stands, and what may be done."""

    organisation: str
    line: EchoLine | None
    offers: tuple[str, ...]
    minimum: int
    """How many have to answer, if one is opened now."""


class EchoFlow:
    """Menus and cards above a screen; every act goes to the service, whose rights decide what is offered."""

    def __init__(
        self, screen: FaceScreen[None], open_: Callable[[], Echoing], renew: Callable[[str], None]
    ) -> None:
        self._screen, self._open, self._renew = screen, open_, renew

    def begin(self) -> None:
        """How it stands, and what can be done."""
        self._screen.serve(self._look, self._show)

    def _look(self) -> Look:
        work = self._open()
        return Look(one_line(work.case.name), work.status(), work.offers(), work.minimum)

    def _show(self, look: Look) -> None:
        if not look.offers:
            self._screen.complain(echoword.NOTHING)
            return
        title = f"{echoword.TITLE.format(organisation=look.organisation)}. {_standing(look.line)}"
        choices = {name: echoword.CHOICES[name] for name in look.offers}
        wishes: dict[str, Callable[[], object]] = {
            "beside": lambda: self._screen.serve(lambda: self._open().beside(), self._show_beside),
            "open": partial(self._ask_day, look.minimum, "", ""),
            "code": lambda: self._screen.serve(lambda: self._open().new_code(), self._show_poster),
            "revoke": lambda: self._screen.serve(
                lambda: self._open().revoke_code(), lambda _: self._renew(echoword.REVOKED)
            ),
            "extend": partial(self._ask_extension, look.line, "", ""),
            "close": partial(self._ask_closing, look.organisation),
        }

        def chosen(wish: str | None) -> None:
            if wish:
                wishes[wish]()

        self._screen.face.push_screen(Menu(title, choices), chosen)

    def _ask_day(self, minimum: int, text: str, error: str) -> None:
        usual = self._screen.face.clock().date() + timedelta(weeks=WEEKS)
        detail = echoword.UNTIL_DETAIL.format(minimum=minimum)

        def answered(words: str | None) -> None:
            if words:
                again = partial(self._ask_day, minimum, words)
                self._screen.serve(partial(self._open_echo, words), self._show_poster, again)

        prompt = Prompt(echoword.UNTIL_TITLE, detail, text or usual.isoformat(), error)
        self._screen.face.push_screen(prompt, answered)

    def _ask_extension(self, line: EchoLine | None, text: str, error: str) -> None:
        if line is None:
            return

        def answered(words: str | None) -> None:
            if words:
                again = partial(self._ask_extension, line, words)
                self._screen.serve(lambda: self._open().extend(words), self._extended, again)

        detail = echoword.EXTEND_DETAIL.format(day=line.closes.isoformat())
        prompt = Prompt(echoword.UNTIL_TITLE, detail, text or line.closes.isoformat(), error)
        self._screen.face.push_screen(prompt, answered)

    def _extended(self, line: EchoLine) -> None:
        self._renew(echoword.EXTENDED.format(day=_day(line.closes)))

    def _open_echo(self, closes: str) -> SharedCode:
        return self._open().open(self._screen.face.settings.dialogs / f"{DIALOG}.yaml", closes=closes)

    def _show_poster(self, issued: SharedCode) -> None:
        self._screen.face.push_screen(Letter(echoword.POSTER_TITLE, issued.poster), lambda _: self._renew(""))

    def _ask_closing(self, organisation: str) -> None:
        title = echoword.CLOSE_TITLE.format(organisation=organisation)

        def chosen(wish: str | None) -> None:
            if wish == "yes":
                self._screen.serve(self._close, self._closed)

        self._screen.face.push_screen(Menu(title, echoword.CLOSE_CHOICES), chosen)

    def _close(self) -> Comparison:
        work = self._open()
        work.close()
        return work.beside()

    def _closed(self, found: Comparison) -> None:
        self._renew(echoword.CLOSED.format(said=found.sentence))
        self._show_beside(found)

    def _show_beside(self, found: Comparison) -> None:
        from s11chat.report.echo import as_text  # tables are drawn by a library that few screens need

        fields = tuple(Field("", line) for line in as_text(found, WIDTH))
        self._screen.face.push_screen(Card(echoword.BESIDE_TITLE, fields))


def _standing(line: EchoLine | None) -> str:
    if line is None:
        return echoword.NONE
    said = echoword.STANDS.format(
        state=line.state[0].upper() + line.state[1:],
        opens=_day(line.opens),
        closes=_day(line.closes),
        answers=line.answers,
    )
    if line.state == "closed":
        return f"{said}."
    code = echoword.CODE_UNTIL.format(day=_day(line.closes)) if line.code_until else echoword.NO_CODE
    return f"{said}{code}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
