"""The action plans of a wave in front of the office: what is over its day first, then by day; asked after from here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from s11chat.assurance.action import SOON, urgent_first
from s11chat.language.harmless import one_line
from s11chat.tui import planword
from s11chat.tui.keys import PLANS, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Prompt
from s11chat.tui.screens.plan import EDGES
from s11chat.tui.widgets.actions import known_action, wave_rows
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.assurance.action import Action
    from s11chat.services.actioning import Plan
    from s11chat.services.desk import Desk


class PlansScreen(FaceScreen[None]):
    """Every action that runs, of all organisations or of some."""

    CSS_PATH = "../styles/plan.tcss"
    GROUP = "plans"
    BINDINGS = bindings(PLANS)

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__()
        self._desk, self._wave = desk, wave
        self._words, self._late = "", False
        self.plans: tuple[Plan, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, how many there are, list, message, keys."""
        yield StatusHeader(planword.OF_WAVE, self.face.clock)
        yield Static("", id="comment", markup=False)
        yield OptionList(id="answers")
        yield Static(planword.NONE_RUNS, id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the plans."""
        self.query_one(StatusHeader).show(planword.OF_WAVE, self._wave)
        self.query_one("#empty").display = False
        self.query_one(OptionList).focus()
        self._renew("")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    def _renew(self, said: str) -> None:
        def looked() -> tuple[Plan, ...]:
            from s11chat.services.progressing import wave_plans

            return wave_plans(self._desk.kept, self._wave)

        self.serve(looked, partial(self._renewed, said))

    def _renewed(self, said: str, found: tuple[Plan, ...]) -> None:
        self.plans = found
        self._fill()
        self.inform(said)

    def _shown(self) -> Iterator[tuple[str, str, Action]]:
        """What is wanted, the most urgent first, with its organisation."""
        today, words = self._desk.kept.today, self._words.casefold().split()
        owners: dict[int, tuple[str, str]] = {}
        actions: list[Action] = []
        for plan in self.plans:
            ref, name = plan.case.ref, plan.case.name
            if not all(word in f"{ref} {name}".casefold() for word in words):
                continue
            for action in plan.actions:
                if action.running and not action.lapsed and (not self._late or action.overdue(today)):
                    owners[id(action)] = ref, name
                    actions.append(action)
        for action in urgent_first(actions, today):
            yield (*owners[id(action)], action)

    def _fill(self) -> None:
        today, rows = self._desk.kept.today, self.query_one(OptionList)
        here = rows.highlighted_option.id if rows.highlighted_option else None
        rows.clear_options()
        rows.add_options(wave_rows(self._shown(), today, max(30, self.size.width - EDGES)))
        ids = [option.id for option in rows.options]
        rows.highlighted = ids.index(here) if here in ids and here else (0 if ids else None)
        self.query_one("#empty").display = not ids
        self.query_one("#comment", Static).update(self._counted())

    def _counted(self) -> str:
        today = self._desk.kept.today
        running = [one for plan in self.plans for one in plan.actions if one.running and not one.lapsed]
        said = planword.COUNTED.format(
            running=len(running),
            late=sum(one.overdue(today) for one in running),
            soon=sum(one.due_soon(today) for one in running),
            days=SOON,
        )
        said += planword.SHOWN_FOR.format(words=one_line(self._words)) if self._words else ""
        return f" {said}{planword.ONLY_LATE if self._late else ''}"

    @property
    def _marked(self) -> tuple[Plan, Action] | None:
        option = self.query_one(OptionList).highlighted_option
        ref, _, name = ((option.id if option else "") or "").partition(" ")
        found = ((plan, one) for plan in self.plans for one in plan.actions)
        return next(((plan, one) for plan, one in found if (plan.case.ref, one.name) == (ref, name)), None)

    def action_open(self) -> None:
        """Everything known of the action marked."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self._marked is not None:
            plan, action = self._marked
            title = f"{one_line(plan.case.name)}  {action.name}"
            self.face.push_screen(Card(title, known_action(action, self._desk.kept.today)))

    def action_filter(self) -> None:
        """Only some organisations."""

        def answered(words: str | None) -> None:
            if words is not None:
                self._words = words
                self._fill()

        prompt = Prompt(planword.FILTER_TITLE, planword.FILTER_DETAIL, self._words, empty=True)
        self.face.push_screen(prompt, answered)

    def action_late(self) -> None:
        """Only what is over its day, or all again."""
        self._late = not self._late
        self._fill()

    def action_chase(self) -> None:
        """Asks after the action marked."""
        if self._marked is not None:
            self._ask(*self._marked, "", "")

    def _ask(self, plan: Plan, action: Action, text: str, error: str) -> None:
        def answered(words: str | None) -> None:
            if words:
                asked = partial(self._chase, plan, action, words)
                again = partial(self._ask, plan, action, words)
                self.serve(asked, lambda _: self._renew(planword.CHASED_LEAD), again)

        title = planword.CHASE_TITLE.format(organisation=plan.case.name, name=action.name)
        self.face.push_screen(Prompt(title, planword.CHASE_DETAIL, text, error), answered)

    def _chase(self, plan: Plan, action: Action, words: str) -> None:
        from s11chat.services.undertaking import Undertakings

        Undertakings(self._desk.kept, f"{self._wave}/{plan.case.ref}").chase(words, action.name)

    def action_close(self) -> None:
        """Back to the wave."""
        self.dismiss(None)
