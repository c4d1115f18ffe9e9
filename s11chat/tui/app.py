"""The full-screen app: its modes, its looks, and the desk, which is opened once the first frame stands."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen

from s11chat.errors import RefusedError, S11chatError
from s11chat.settings import Settings
from s11chat.tui import wording
from s11chat.tui.keys import EVERYWHERE, POPUP_GROUP, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Popup, TooSmall
from s11chat.tui.screens.opening import OpeningScreen
from s11chat.tui.terminal import leave_when_told, patient
from s11chat.tui.theme import DARK, THEMES, following

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.desk import Desk
    from s11chat.services.rehearsing import Rehearsal
    from s11chat.services.signing import Docket
    from s11chat.services.sitting import Sitting

NARROWEST, LOWEST, WIDE = 40, 12, 100


@dataclass(frozen=True)
class ToCode:
    """What is to be coded: the answers of a wave in words, those to one question where it is named."""

    wave: str
    item: str = ""
    second: bool = False


@dataclass(frozen=True)
class Start:
    """Where the program begins: in the office, at the door, or right in one interview."""

    office: bool = True
    case: str = ""
    code: str | None = None
    """An access code; empty to ask for one; None for the office."""
    guide: str = ""
    """What there is to try, shown in the office."""
    rehearsal: Rehearsal | None = None
    """Held instead of an interview; there is no desk then."""
    room: str | None = None
    """The wave whose call room it is, empty for the only open one; None for none."""
    moderate: str | None = None
    """The case to moderate, empty for the list of them; None for the office."""
    coding: ToCode | None = None
    """What is to be coded first; None for the office."""
    reports: str | None = None
    """The wave whose reports are read first; None for the office."""

    @property
    def single(self) -> bool:
        """Whether the program was begun for one thing and ends with it."""
        return bool(self.case) or self.room is not None


def local_now() -> datetime:
    """The moment, on this machine's clock."""
    return datetime.now().astimezone()


class S11chat(App[int]):
    """Holds modes together; knows no rule of an interview."""

    TITLE = wording.TITLE
    CSS_PATH = "styles/app.tcss"
    BINDINGS = bindings(EVERYWHERE)
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(
        self,
        settings: Settings,
        start: Start | None = None,
        clock: Callable[[], datetime] = local_now,
        opener: Callable[[Settings], Desk] | None = None,
    ) -> None:
        super().__init__()
        self.settings, self.start, self.clock = settings, start or Start(), clock
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.opener = opener
        """What opens the desk, if not the usual."""
        self.failure: S11chatError | None = None
        """Why the program could not begin or go on."""
        self.desk: Desk | None = None
        self._sittings: dict[str, Sitting | Docket | CallRoom] = {}
        self.stirred = self.clock()
        """When somebody last pressed a key or moved the mouse."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of our own, for themes that know nothing of them."""
        return {name: DARK.variables[name] for name in ("muted", "line")}

    def get_driver_class(self) -> type[Driver]:
        """The driver of this system, which bytes that are no text do not end."""
        return patient(super().get_driver_class())

    def on_mount(self) -> None:
        """The first frame; the desk comes after it."""
        if not self.is_headless:
            leave_when_told(self.end)
        if self.start.rehearsal is not None:
            from s11chat.tui.screens.rehearsal import RehearsalScreen

            rehearsal = self.start.rehearsal
            self.begin(RehearsalScreen.GROUP, partial(RehearsalScreen, rehearsal), rehearsal)
            return
        self.add_mode("opening", OpeningScreen)
        self.switch_mode("opening")

    def desk_opened(self, desk: Desk) -> None:
        """Goes where the program was asked to begin."""
        from s11chat.tui.screens.door import DoorScreen  # an interview that begins at once needs neither
        from s11chat.tui.screens.home import HomeScreen

        self.desk = desk
        self.call_later(_settle_memory)
        if self.start.room is not None:
            return
        office = self.start.office and self.start.code is None
        self.add_mode("home", partial(HomeScreen, desk) if office else partial(DoorScreen, desk))
        if not self.start.case or not office:
            self._go("home")

    def begin(
        self, mode: str, screen: Callable[[], Screen[None]], sitting: Sitting | Docket | CallRoom
    ) -> None:
        """Opens an interview, a docket or a call room in a mode of its own."""
        self._sittings[mode] = sitting
        self.add_mode(mode, screen)
        self._go(mode)

    def hold(self, name: str, sitting: Sitting) -> None:
        """Has something left, however the program ends, until it is let go of."""
        self._sittings[name] = sitting

    def let_go(self, name: str) -> None:
        """What is called so has been left."""
        self._sittings.pop(name, None)

    def back_to(self, screen: Screen[None]) -> None:
        """Takes away whatever stands before a screen."""
        while self.screen is not screen and screen in self.screen_stack:
            self.pop_screen()

    def sitting_over(self, screen: FaceScreen[None], text: str, back: bool = False) -> None:
        """Leaves an interview or a docket, for the place it was opened from.

        A program begun for one interview ends with it, unless it is to go `back`.
        """
        mode = screen.GROUP
        sitting = self._sittings.get(mode)
        if sitting is None:
            return
        left = partial(self._left, mode, text, back)
        screen.serve(sitting.leave, lambda _: left(), lambda _: left())

    def _left(self, mode: str, text: str, back: bool) -> None:
        self._sittings.pop(mode, None)
        if mode not in self._modes or (self.start.single and not back):
            self.exit(0, message=text or wording.GOODBYE)
            return
        self._go("home")
        self.remove_mode(mode)
        self.notify(text or wording.GOODBYE)
        if back:
            self.call_after_refresh(self._came_back)

    def _came_back(self) -> None:
        from s11chat.tui.screens.door import AdmittingScreen

        if isinstance(self.screen, AdmittingScreen):
            self.screen.came_back()

    def on_resize(self, event: events.Resize) -> None:
        """Looks whether the window is large enough to be of use."""
        self.fit(event.size)

    def fit(self, size: Size | None = None) -> None:
        """Puts a sentence in front of everything while the window is too small, and takes it away again."""
        width, height = size or self.size
        small = width < NARROWEST or height < LOWEST
        hidden = isinstance(self.screen, TooSmall)
        if small and not hidden:
            self.push_screen(TooSmall())
        elif hidden and not small:
            self.pop_screen()

    def _go(self, mode: str) -> None:
        if self._exit:
            return  # a screen that opens while the others are being closed would end the program badly
        self.switch_mode(mode)
        self.call_after_refresh(self.fit)

    def action_keys(self) -> None:
        """The keys and words of this screen; closes them where they are shown."""
        from s11chat.tui.screens.help import Help

        match self.screen:
            case Help() as shown:
                shown.dismiss(None)
            case FaceScreen() as screen:
                self.push_screen(Help(screen.GROUP, screen.left_out))
            case Popup():
                self.push_screen(Help(POPUP_GROUP))
            case _:
                pass

    def action_theme(self) -> None:
        """Another look."""
        self.theme = following(self.theme)

    async def on_event(self, event: events.Event) -> None:
        """Notes that somebody is there."""
        if isinstance(event, events.Key | events.MouseMove | events.MouseDown):
            self.stirred = self.clock()
        await super().on_event(event)

    def action_leave(self) -> None:
        """Ends the program, unless something has to be done first; what is open is left."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, FaceScreen) and (why := screen.stays()):
                screen.complain(why)
                return
        self.end()

    def end(self) -> None:
        """Ends the program; what is open is left first."""
        self.exit(0, message=wording.GOODBYE)

    def fail(self, error: S11chatError) -> None:
        """Ends the program because it cannot begin."""
        self.failure = error
        self.exit(1)

    def on_unmount(self) -> None:
        """Leaves whatever is still open; where that cannot be put on record just now, it is said when all is over."""
        for sitting in self._sittings.values():
            try:
                with suppress(RefusedError):  # a call that is not coded is told by whoever comes next
                    sitting.leave()
            except S11chatError as error:
                self.failure = self.failure or error
        self._sittings.clear()
        if self.desk is not None:
            self.desk.close()


def _settle_memory() -> None:
    """Takes what was loaded out of the collector's sight, so that no answer waits while it looks through it."""
    gc.collect()
    gc.freeze()
    gc.enable()


def run_home(settings: Settings, office: bool = True, guide: str = "") -> int:
    """Runs the home screen: the office, or with `office` false the door where codes are entered.

    `guide` is shown first: what there is to try.

    Raises the S11chatError that kept the program from beginning.
    """
    return _run(S11chat(settings, Start(office=office, guide=guide)))


def run_door(settings: Settings, code: str | None = None) -> int:
    """Runs the door where codes are entered, first with `code` where one is given.

    Raises the S11chatError that kept the program from beginning.
    """
    return _run(S11chat(settings, Start(office=False, code=code)))


def run_interview(settings: Settings, case: str, code: str | None = None) -> int:
    """Runs one interview, by the office on the telephone, or by the holder of `code`.

    An empty code is asked for. A lead may then choose between answering and signing.

    Raises the S11chatError that kept it from beginning.
    """
    return _run(S11chat(settings, Start(case=case, code=code)))


def run_room(settings: Settings, wave: str) -> int:
    """Runs the call room of a wave, of the only open one where it is empty.

    Raises the S11chatError that kept it from beginning.
    """
    return _run(S11chat(settings, Start(room=wave)))


def run_moderation(settings: Settings, case: str) -> int:
    """Runs the moderation of a return.

    Raises the S11chatError that kept it from beginning.
    """
    return _run(S11chat(settings, Start(moderate=case)))


def run_coding(settings: Settings, wave: str, item: str = "", *, second: bool = False) -> int:
    """Runs the coding of a wave's answers in words, or of those to one question.

    Raises the S11chatError that kept it from beginning.
    """
    return _run(S11chat(settings, Start(coding=ToCode(wave, item, second))))


def run_reports(settings: Settings, wave: str) -> int:
    """Runs the reports of a wave.

    Raises the S11chatError that kept it from beginning.
    """
    return _run(S11chat(settings, Start(reports=wave)))


def run_rehearsal(settings: Settings, rehearsal: Rehearsal) -> int:
    """Runs one rehearsal; nothing of it is kept."""
    return _run(S11chat(settings, Start(case=rehearsal.header.case, rehearsal=rehearsal)))


def _run(app: S11chat) -> int:
    gc.disable()  # until the desk is open: nothing made while loading is ever thrown away
    try:
        code = app.run()
    finally:
        gc.enable()
    if app.failure is not None:
        raise app.failure
    return code or 0
