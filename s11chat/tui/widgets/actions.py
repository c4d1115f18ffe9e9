"""The rows of an action plan: what is agreed, and below how it goes, late ones said in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.report.planword import chased_told, moved_told, standing_told, told_told
from s11chat.tui import planword
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.assurance.action import Action, Chased
    from s11chat.services.commissioning import Commissioned

INDENT = "       "


def plan_rows(
    actions: Iterable[Action], chased: Iterable[Chased], today: date, width: int
) -> Iterator[Option]:
    """Words about the whole plan, then its actions, two lines each."""
    for word in chased:
        asked = Content.styled(one_line(chased_told(word)), "italic $warning")
        yield Option(asked.truncate(width, ellipsis=True), disabled=True)
    for action in actions:
        yield Option(_row(action, today, width), action.name)


def commissioned_rows(found: Iterable[Commissioned], today: date, width: int) -> Iterator[Option]:
    """Each organisation that is commissioned, and below it its actions."""
    for one in found:
        running = [action for action in one.actions if action.running]
        late = sum(action.overdue(today) for action in running)
        said = planword.PLANNED.format(running=len(running)) if one.actions else ""
        said = planword.PLANNED_LATE.format(said=said, late=late) if late else said
        said = said or (planword.NOTHING_PLANNED if one.handed_in else planword.NOT_HANDED_IN)
        head = Content.styled(one_line(one.organisation), "bold $primary") + Content(f"{SEPARATOR}{said}")
        yield Option(head.truncate(width, ellipsis=True), one.ref)
        for action in one.actions:
            yield Option(_row(action, today, width), f"{one.ref} {action.name}")


def wave_rows(found: Iterable[tuple[str, str, Action]], today: date, width: int) -> Iterator[Option]:
    """Actions of many organisations by their refs and names, the organisation above each."""
    for ref, organisation, action in found:
        head = Content.styled(one_line(f"{organisation}{SEPARATOR}{ref}"), "bold $primary")
        row = head.truncate(width, ellipsis=True) + "\n" + _row(action, today, width)
        yield Option(row, f"{ref} {action.name}")


def _row(action: Action, today: date, width: int) -> Content:
    look = "bold" if action.running else "$muted"
    first = Content(f"{action.name:<6} ") + Content.styled(one_line(action.what), look)
    below = Content(INDENT) + Content(SEPARATOR).join(_said(action, today))
    lines = [first, below]
    for word in action.chased[-1:]:
        said = planword.ASKED.format(whom=word.organisation or planword.OFFICE, note=word.note)
        lines.append(Content(INDENT) + Content.styled(one_line(said), "italic $warning"))
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def _said(action: Action, today: date) -> Iterator[Content]:
    late = action.overdue(today)
    yield Content.styled(one_line(standing_told(action, today)), "bold $warning" if late else "$secondary")
    if not late:
        yield Content(one_line(planword.BY.format(day=action.due or planword.NO_DAY)))
    yield Content.styled(planword.SIGNED if action.signed else planword.UNSIGNED, "$muted")
    yield Content(one_line(action.owner or planword.NOBODY))


def known_action(action: Action, today: date) -> tuple[Field, ...]:
    """Everything known of an action, to be read."""
    fields = [
        Field("question", action.standard),
        Field("rated", action.rating) if action.rating else None,
        Field("what", action.what, "bold"),
        Field("who", action.owner or planword.NOBODY),
        Field("by", action.due or planword.NO_DAY),
        Field("priority", action.priority) if action.priority else None,
        Field("", ""),
        Field("stands", standing_told(action, today)),
        Field("agreed", planword.SIGNED if action.signed else planword.UNSIGNED),
        *(Field("told", told_told(one)) for one in action.told),
        *(Field("moved", moved_told(move)) for move in action.moved),
        *(Field("asked", chased_told(word)) for word in action.chased),
    ]
    return tuple(field for field in fields if field is not None)
