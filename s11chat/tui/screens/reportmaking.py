"""What the screen of reports asks about one: its options, each chosen from what there is; and the file it is saved as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.errors import UsageError
from s11chat.report.edition import ENDINGS, Edition, written
from s11chat.report.style import Style
from s11chat.report.table import Report
from s11chat.services.report_entry import Entry, Option
from s11chat.tui import reportword as word
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.picking import Picker

if TYPE_CHECKING:
    from s11chat.services.desk import Desk
    from s11chat.services.reporting import Offer

_MAKE, _USUAL = " make", " usual"


@dataclass(frozen=True)
class Wish:
    """A report that somebody wants, with the options typed for it."""

    entry: Entry
    typed: Mapping[str, Any] = field(default_factory=dict)
    style: Style = Style.HOUSE

    @property
    def lacking(self) -> Option | None:
        """The first thing it cannot be made without that is not typed yet."""
        options = self.entry.options
        return next((one for one in options if needed(one) and not self.typed.get(one.name)), None)

    def having(self, name: str, value: Any) -> Wish:
        """The same with another value of an option; None and nothing stand for the usual."""
        typed = {one: told for one, told in self.typed.items() if one != name}
        return Wish(self.entry, typed if value in (None, (), "") else {**typed, name: value}, self.style)


def needed(option: Option) -> bool:
    """Whether a report cannot be made without it."""
    return not (option.optional or option.flag.startswith("-"))


class MakingScreen(FaceScreen[None]):
    """A screen that asks how a report is to be made, and where it is to be saved."""

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__()
        self.desk, self.wave = desk, wave

    # options

    def ask_options(self, before: Wish, wish: Wish, then: Callable[[Wish], None]) -> None:
        """Lists the options with what they are; changes are made into a report all at once."""
        choices = {_MAKE: word.MAKE} if wish != before else {}
        for one in wish.entry.options:
            what = one.flag.removeprefix("--").replace("-", " ")
            value = _told(one, wish.typed.get(one.name))
            choices[one.name] = word.OPTION_ROW.format(what=what, value=value, help=one.help)
        style = word.OPTION_ROW.format(
            what=word.STYLE, value=word.STYLES[wish.style.value], help=word.STYLE_HELP
        )
        choices[word.STYLE] = style
        if wish.typed:
            choices[_USUAL] = word.USUAL

        def chosen(name: str | None) -> None:
            again = partial(self.ask_options, before, then=then)
            match name:
                case None:
                    pass
                case " make":
                    then(wish)
                case " usual":
                    again(Wish(wish.entry, {n: v for n, v in wish.typed.items() if _required(wish, n)}))
                case word.STYLE:
                    other = Style.ACCESSIBLE if wish.style is Style.HOUSE else Style.HOUSE
                    again(Wish(wish.entry, wish.typed, other))
                case _:
                    option = next(one for one in wish.entry.options if one.name == name)
                    self.ask_option(wish, option, again)

        self.face.push_screen(Menu(word.OPTIONS_TITLE.format(name=wish.entry.name), choices), chosen)

    def ask_option(self, wish: Wish, option: Option, then: Callable[[Wish], None]) -> None:
        """One option: turned over, chosen, or found by typing."""
        if option.switch:
            then(wish.having(option.name, not wish.typed.get(option.name) or None))
        elif option.choices:
            choices = {one: one for one in option.choices}

            def chosen(value: str | None) -> None:
                then(wish.having(option.name, value) if value else wish)

            self.face.push_screen(Menu(option.help, choices), chosen)
        else:
            self.serve(partial(self._offers, option), partial(self._offered, wish, option, then))

    def _offers(self, option: Option) -> tuple[Offer, ...]:
        from s11chat.services.reporting import offers  # the store is loaded once the desk is open

        return offers(self.desk.kept, self.wave, option)

    def _offered(
        self, wish: Wish, option: Option, then: Callable[[Wish], None], found: tuple[Offer, ...]
    ) -> None:
        typed = wish.typed.get(option.name)

        def picked(values: tuple[str, ...] | None) -> None:
            if values is None:
                then(wish) if not needed(option) else None
            else:
                then(wish.having(option.name, values if option.many else values[0]))

        def answered(text: str | None) -> None:
            if text is None:
                then(wish) if not needed(option) else None
            else:
                then(wish.having(option.name, tuple(text.split()) if option.many else text))

        if found:
            ticked = typed if option.many and typed else ()
            choices = {one.value: one.say for one in found}
            self.face.push_screen(Picker(option.help, choices, ticked, many=option.many, free=True), picked)
        else:
            text = " ".join(typed) if option.many and typed else str(typed or "")
            self.face.push_screen(
                Prompt(option.help, option.metavar or "", text, empty=not needed(option)), answered
            )

    # saving

    def ask_saving(self, wish: Wish, report: Report) -> None:
        """In which form, and in which file."""

        def chosen(ending: str | None) -> None:
            if ending:
                self._ask_file(wish, report, ending, _free_name(f"{self.wave}-{report.name}", ending), "")

        self.face.push_screen(Menu(word.SAVE_TITLE.format(name=report.title), word.FORMATS), chosen)

    def _ask_file(self, wish: Wish, report: Report, ending: str, name: str, error: str) -> None:
        def answered(typed: str | None) -> None:
            if typed:
                again = partial(self._ask_file, wish, report, ending, typed)
                self.serve(partial(self._save, wish, report, ending, typed), self.complain_or_say, again)

        detail = word.FILE_DETAIL.format(folder=Path.cwd())
        self.face.push_screen(Prompt(word.FILE_TITLE, detail, name, error), answered)

    def _save(self, wish: Wish, report: Report, ending: str, typed: str) -> str:
        """Writes it; what is to be said of it. Raises UsageError where that cannot be done."""
        from s11chat.exchange.new_file import be_new, new_file  # few look for a file
        from s11chat.services.reporting import held_in

        file = Path(typed).expanduser().absolute()
        if not file.suffix:
            file = file.with_name(f"{file.name}.{ending}")
        if file.suffix.casefold() != f".{ending}":
            raise UsageError(word.ENDING.format(ending=ending))
        be_new(str(file))
        made = written(report, ENDINGS[ending], Edition(self.desk.kept.today, style=wish.style, charts=True))
        new_file(str(file), made)
        held = held_in(self.desk.kept, self.wave, wish.entry, wish.typed)
        return " ".join(one for one in (word.SAVED.format(file=file), held) if one)

    def complain_or_say(self, said: str) -> None:
        """Says where it lies."""
        self.inform(said)


def _required(wish: Wish, name: str) -> bool:
    return any(needed(one) for one in wish.entry.options if one.name == name)


def _told(option: Option, typed: Any) -> str:
    if option.switch:
        return word.ON if typed else word.OFF
    if not typed:
        return option.default or word.AS_USUAL
    return ", ".join(typed) if option.many else str(typed)


def _free_name(stem: str, ending: str) -> str:
    """A name that no file in this folder has yet."""
    name, number = f"{stem}.{ending}", 1
    while Path(name).exists():
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name
