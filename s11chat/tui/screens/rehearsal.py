"""Rehearsals: choosing what to rehearse and with whom, and the sitting, which ends with how it went."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from s11chat.engine.progress import Progress
from s11chat.engine.turn import Ended, Finished, Turn
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.tui import caption
from s11chat.tui.screens.door import AdmittingScreen
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog
    from s11chat.services.rehearsing import Rehearsal


_NOT_REHEARSED = ("pause", "hand_over", "contact", "review")


class RehearsalScreen(InterviewScreen):
    """An interview that nobody gives and nothing is kept of."""

    GROUP = "rehearsal"

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__(rehearsal)
        self._rehearsal = rehearsal

    def offers(self) -> Iterator[str]:
        """Neither another contact nor a review: there is neither."""
        yield from (wish for wish in super().offers() if wish not in _NOT_REHEARSED)

    def say_of(self, wish: str) -> str:
        """What the menu says."""
        return caption.REHEARSAL_STOP if wish == "stop" else super().say_of(wish)

    def show_turns(self, turns: tuple[Turn, ...], progress: Progress) -> None:
        """The turns; at the end, instead of the farewell, how it went."""
        super().show_turns(tuple(turn for turn in turns if not isinstance(turn, Ended)), progress)
        if any(isinstance(turn, Ended) or (isinstance(turn, Finished) and turn.complete) for turn in turns):
            self._debrief()

    def _debrief(self) -> None:
        told = tuple(self._rehearsal.debriefing())
        fields = tuple(Field("", line) for line in told)
        message = caption.REHEARSED if self.face.desk is not None else "\n".join(told)
        over = partial(self.face.sitting_over, self, message)
        self.face.push_screen(Card(caption.DEBRIEFING_TITLE, fields), lambda _: over())


class RehearsingScreen(AdmittingScreen):
    """A place that rehearsals are begun from."""

    def action_rehearse(self) -> None:
        """Asks what to rehearse, where there are several dialogs, and with whom."""
        self.serve(self._dialogs, self._choose_dialog)

    def _dialogs(self) -> tuple[Dialog, ...]:
        from s11chat.bootstrap import readable_dialogs

        return readable_dialogs(self.face.settings)

    def _choose_dialog(self, dialogs: tuple[Dialog, ...]) -> None:
        if not dialogs:
            self.complain(caption.NO_DIALOG)
        elif len(dialogs) == 1:
            self._choose_character(dialogs[0])
        else:
            choices = {dialog.dialog: _choice(dialog) for dialog in dialogs}
            known = {dialog.dialog: dialog for dialog in dialogs}

            def chosen(id_: str | None) -> None:
                if id_ is not None:
                    self._choose_character(known[id_])

            self.face.push_screen(Menu(caption.REHEARSE_TITLE, choices), chosen)

    def _choose_character(self, dialog: Dialog) -> None:
        def chosen(character: str | None) -> None:
            if character is not None:
                self.serve(partial(self._rehearsal, dialog, character), self._rehearse)

        self.face.push_screen(Menu(caption.CHARACTER_TITLE, caption.CHARACTERS), chosen)

    def _rehearsal(self, dialog: Dialog, character: str) -> Rehearsal:
        from s11chat.bootstrap import begin_rehearsal

        return begin_rehearsal(self.face.settings, dialog, character, clock=self.face.clock)

    def _rehearse(self, rehearsal: Rehearsal) -> None:
        self.face.begin(RehearsalScreen.GROUP, partial(RehearsalScreen, rehearsal), rehearsal)


def _choice(dialog: Dialog) -> str:
    return caption.REHEARSE_CHOICE.format(
        title=one_line(dialog.title), id=dialog.dialog, sections=number_of(len(dialog.sections), "section")
    )
