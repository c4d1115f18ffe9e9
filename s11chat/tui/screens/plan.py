"""An action plan in front of whoever carries it out: how each action goes, told by a key or two, taken back by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from s11chat.report.planword import standing_told, told_told
from s11chat.tui import planword
from s11chat.tui.keys import PLAN, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Menu, Prompt
from s11chat.tui.widgets.actions import known_action, plan_rows
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.assurance.action import Action, Told
    from s11chat.services.actioning import Plan
    from s11chat.services.commissioning import Commissioning
    from s11chat.services.undertaking import Terms, Undertakings

EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""


class Look(NamedTuple):
    """A plan as it stands, what is late first."""

    organisation: str
    plan: Plan
    actions: tuple[Action, ...]
    today: date


class PlanScreen(FaceScreen[None]):
    """The actions of one return."""

    CSS_PATH = "../styles/plan.tcss"
    GROUP = "plan"
    BINDINGS = bindings(PLAN)

    def __init__(self, open_: Callable[[], Undertakings]) -> None:
        super().__init__()
        self._open = open_
        self.look: Look | None = None

    def compose(self) -> ComposeResult:
        """Header, list, message, keys."""
        yield StatusHeader(planword.TITLE, self.face.clock)
        yield OptionList(id="answers")
        yield Static(planword.EMPTY, id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the plan."""
        self.query_one("#empty").display = False
        self.query_one(OptionList).focus()
        self._renew("")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    def _renew(self, said: str, mark: str = "") -> None:
        self.serve(self._look, partial(self._renewed, said, mark))

    def _look(self) -> Look:
        from s11chat.assurance.action import urgent_first

        work = self._open()
        plan = work.plan()
        return Look(work.organisation, plan, urgent_first(plan.actions, work.today), work.today)

    def _renewed(self, said: str, mark: str, look: Look) -> None:
        self.look = look
        self.query_one(StatusHeader).show(planword.TITLE, look.organisation)
        self._fill(mark)
        self.query_one("#empty").display = not look.actions
        self.inform(said)

    def _fill(self, mark: str = "") -> None:
        if self.look is None:
            return
        rows = self.query_one(OptionList)
        here = mark or (rows.highlighted_option.id if rows.highlighted_option else None)
        rows.clear_options()
        width = max(30, self.size.width - EDGES)
        rows.add_options(plan_rows(self.look.actions, self.look.plan.chased, self.look.today, width))
        ids = [option.id for option in rows.options]
        if here in ids:
            rows.highlighted = ids.index(here)
        else:
            rows.action_first()

    @property
    def action(self) -> Action | None:
        """The action marked; says that one has to be marked where none is."""
        option = self.query_one(OptionList).highlighted_option
        actions = self.look.actions if self.look else ()
        found = next((one for one in actions if option and one.name == option.id), None)
        if found is None:
            self.complain(planword.MARK_FIRST)
        return found

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_show()

    def action_show(self) -> None:
        """All that is known of the action marked."""
        action = self.action
        if action is not None and self.look is not None:
            self.face.push_screen(Card(action.name, known_action(action, self.look.today)))

    # how it goes

    def action_tell(self, words: str = "") -> None:
        """Tells how the action marked goes: at once in these words, or in those that are asked for."""
        action = self.action
        if action is not None and words:
            self._tell(action.name, words)
        elif action is not None:
            detail = planword.UPDATE_DETAIL.format(what=action.what)
            self._ask(
                planword.UPDATE_TITLE.format(name=action.name), detail, partial(self._update, action.name)
            )

    def _tell(self, name: str, words: str) -> None:
        self.serve(partial(self._update, name, words), self._well_told)

    def _update(self, name: str, words: str) -> Action:
        return self._open().update(name, words)

    def _well_told(self, action: Action) -> None:
        today = self.look.today if self.look else action.told[-1].day
        self._renew(planword.TOLD.format(name=action.name, standing=standing_told(action, today)))

    def action_expect(self) -> None:
        """By when the action marked is expected now."""
        action = self.action
        if action is not None:
            detail = planword.EXPECTED_DETAIL.format(what=action.what, due=action.due or planword.NO_DAY)
            title = planword.EXPECTED_TITLE.format(name=action.name)
            self._ask(title, detail, partial(self._expect, action.name))

    def _expect(self, name: str, day: str) -> Action:
        return self._open().update(name, "", expected=day)

    def action_undo(self) -> None:
        """Takes back what was told last of the action marked."""
        action = self.action
        if action is not None:
            self.serve(partial(self._take_back, action.name), self._taken_back)

    def _take_back(self, name: str) -> Told:
        return self._open().take_back(name)

    def _taken_back(self, told: Told) -> None:
        self._renew(planword.TAKEN_BACK.format(told=told_told(told)))

    def _ask(
        self, title: str, detail: str, act: Callable[[str], Action], text: str = "", error: str = ""
    ) -> None:
        """Asks for words, acts on them; where that is refused, asks again with the words kept."""

        def answered(words: str | None) -> None:
            if words:
                self.serve(
                    partial(act, words), self._well_told, partial(self._ask, title, detail, act, words)
                )

        self.face.push_screen(Prompt(title, detail, text, error), answered)

    # what is agreed

    def action_add(self) -> None:
        """Another action, first for the question of the one marked."""
        option = self.query_one(OptionList).highlighted_option
        self._ask_item(((option.id if option else "") or "").partition("+")[0])

    def _ask_item(self, text: str, error: str = "") -> None:
        def answered(typed: str | None) -> None:
            if typed:
                self.serve(lambda: self._open().place_for(typed), self._found, partial(self._ask_item, typed))

        self.face.push_screen(Prompt(planword.ADD_ITEM, planword.ADD_ITEM_DETAIL, text, error), answered)

    def _found(self, item: str) -> None:
        self._ask_terms(item, _terms(), ("what", "owner", "due"))

    def _ask_terms(self, item: str, terms: Terms, parts: tuple[str, ...], error: str = "") -> None:
        """Asks for what, who and by when, one after the other; what was refused is asked again at the last."""
        part, *rest = parts

        def answered(words: str | None) -> None:
            if not words:
                return
            told = replace(terms, **{part: words})
            if rest:
                self._ask_terms(item, told, tuple(rest))
            else:
                again = partial(self._ask_terms, item, told, (part,))
                self.serve(lambda: self._open().add(item, told), self._added, again)

        detail = planword.ADD_DETAIL.format(item=item)
        text = str(getattr(terms, part))
        self.face.push_screen(Prompt(planword.ADD[part], detail, text, error), answered)

    def _added(self, action: Action) -> None:
        self._renew(planword.ADDED.format(name=action.name), action.name)

    def action_change(self) -> None:
        """Agrees on something else for the action marked."""
        action = self.action
        if action is None:
            return

        def chosen(part: str | None) -> None:
            if part:
                self._ask_change(action, part, str(getattr(action, part)), "")

        title = planword.CHANGE_TITLE.format(name=action.name)
        self.face.push_screen(Menu(title, planword.CHANGE), chosen)

    def _ask_change(self, action: Action, part: str, text: str, error: str) -> None:
        def answered(words: str | None) -> None:
            if words is not None:
                changed = planword.CHANGED.format(name=action.name)
                terms = replace(_terms(), **{part: words or _none()})
                self.serve(
                    lambda: self._open().change(action.name, terms),
                    lambda _: self._renew(changed),
                    partial(self._ask_change, action, part, words),
                )

        detail = planword.CHANGE_DETAIL if part == "what" else planword.CHANGE_OR_LEAVE
        prompt = Prompt(planword.ADD[part], detail, text, error, empty=part != "what")
        self.face.push_screen(prompt, answered)

    def action_take_out(self) -> None:
        """Takes the action marked out of the plan, once asked."""
        action = self.action
        if action is None:
            return

        def chosen(wish: str | None) -> None:
            if wish == "out":
                said = planword.TAKEN_OUT.format(name=action.name)
                self.serve(lambda: self._open().take_out(action.name), lambda _: self._renew(said))

        title = planword.TAKE_OUT_TITLE.format(name=action.name)
        self.face.push_screen(Menu(title, planword.TAKE_OUT), chosen)

    # others

    def action_theirs(self) -> None:
        """The plans of those whom this organisation commissions."""
        self.serve(lambda: self._open().commissioning, self._show_theirs)

    def _show_theirs(self, theirs: Commissioning | None) -> None:
        from s11chat.tui.screens.commissioned import CommissionedScreen

        if theirs is None:
            self.complain(planword.NOBODY_COMMISSIONED)
        else:
            self.face.push_screen(CommissionedScreen(theirs))

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _terms() -> Terms:
    from s11chat.services.undertaking import Terms  # the services are loaded once the desk is open

    return Terms()


def _none() -> str:
    from s11chat.services.undertaking import NONE

    return NONE
