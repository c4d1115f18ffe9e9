"""The plans of those whom an organisation commissions, in front of its lead: to be read and asked after, not changed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from s11chat.tui import planword
from s11chat.tui.keys import COMMISSIONED, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Prompt
from s11chat.tui.screens.plan import EDGES
from s11chat.tui.widgets.actions import commissioned_rows, known_action
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.assurance.action import Action
    from s11chat.services.commissioning import Commissioned, Commissioning


class Look(NamedTuple):
    """The plans as they stand."""

    plans: tuple[Commissioned, ...]
    today: date


class CommissionedScreen(FaceScreen[None]):
    """Organisations, and below each its actions."""

    CSS_PATH = "../styles/plan.tcss"
    GROUP = "commissioned"
    BINDINGS = bindings(COMMISSIONED)

    def __init__(self, theirs: Commissioning) -> None:
        super().__init__()
        self._theirs = theirs
        self.look: Look | None = None

    def compose(self) -> ComposeResult:
        """Header, list, message, keys."""
        yield StatusHeader(planword.THEIRS, self.face.clock)
        yield OptionList(id="answers")
        yield Static(planword.NOBODY_COMMISSIONED, id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the plans."""
        self.query_one("#empty").display = False
        self.query_one(OptionList).focus()
        self._renew("")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    def _renew(self, said: str) -> None:
        self.serve(lambda: Look(self._theirs.plans(), self._theirs.today), partial(self._renewed, said))

    def _renewed(self, said: str, look: Look) -> None:
        self.look = look
        self.query_one(StatusHeader).show(planword.THEIRS, self._theirs.organisation)
        self._fill()
        self.query_one("#empty").display = not look.plans
        self.inform(said)

    def _fill(self) -> None:
        if self.look is None:
            return
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        rows.clear_options()
        rows.add_options(
            commissioned_rows(self.look.plans, self.look.today, max(30, self.size.width - EDGES))
        )
        rows.highlighted = min(at, len(rows.options) - 1) if rows.options else None

    @property
    def _marked(self) -> tuple[Commissioned | None, Action | None]:
        option = self.query_one(OptionList).highlighted_option
        ref, _, name = ((option.id if option else "") or "").partition(" ")
        plan = next((one for one in self.look.plans if one.ref == ref), None) if self.look else None
        return plan, next((one for one in plan.actions if one.name == name), None) if plan else None

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        _, action = self._marked
        if action is not None and self.look is not None:
            self.face.push_screen(Card(action.name, known_action(action, self.look.today)))

    def action_chase(self) -> None:
        """Asks after the action marked, or after the plan."""
        plan, action = self._marked
        if plan is not None:
            self._ask(plan, action, "", "")

    def _ask(self, plan: Commissioned, action: Action | None, text: str, error: str) -> None:
        name = action.name if action else planword.CHASE_PLAN

        def answered(words: str | None) -> None:
            if words:
                self.serve(
                    lambda: self._theirs.chase(plan.ref, words, action.name if action else ""),
                    lambda _: self._renew(planword.CHASED),
                    partial(self._ask, plan, action, words),
                )

        title = planword.CHASE_TITLE.format(organisation=plan.organisation, name=name)
        self.face.push_screen(Prompt(title, planword.CHASE_DETAIL, text, error), answered)

    def action_undo(self) -> None:
        """Takes back what was asked last of the organisation marked."""
        plan, _ = self._marked
        if plan is not None:
            self.serve(
                partial(self._theirs.take_back, plan.ref),
                lambda note: self._renew(planword.CHASE_BACK.format(note=note)),
            )

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
