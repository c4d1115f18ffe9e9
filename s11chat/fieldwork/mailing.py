"""The stages of a plan at which letters go out: their names, which one is due on a day, and by when people are asked."""

from __future__ import annotations

from datetime import date

from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError
from s11chat.fieldwork.letter import ACTIONS_STAGE, DELEGATE_STAGE, LINK_STAGE, SIGNATURE_STAGE
from s11chat.fieldwork.plan import LETTERS, Plan, StageKind

_MOST = 9
"""Reminders that a wave may have."""


def letter_stages(plan: Plan) -> tuple[tuple[str, date], ...]:
    """The stages with letters in the order of their days; a second reminder is called reminder-2."""
    found: list[tuple[str, date]] = []
    reminders = 0
    for stage in plan.in_order():
        if stage.stage not in LETTERS:
            continue
        reminders += stage.stage is StageKind.REMINDER
        later = stage.stage is StageKind.REMINDER and reminders > 1
        found.append((f"{stage.stage}-{reminders}" if later else str(stage.stage), stage.on))
    return tuple(found)


def stage_on(plan: Plan, today: date) -> str:
    """The stage whose letters are due: the last whose day has come. Raises UsageError where there is none."""
    closes = plan.day(StageKind.CLOSES)
    come = [name for name, on in letter_stages(plan) if on <= today]
    if come and (closes is None or today <= closes):
        return come[-1]
    ahead = next((f"{name} is due on {on.isoformat()}" for name, on in letter_stages(plan) if on > today), "")
    why = "The plan of this wave has no stage with letters" if not letter_stages(plan) else ahead
    raise UsageError(
        f"{why or f'The wave closed on {closes}'}; name a stage with --stage, such as --stage invitation."
    )


def stage_called(name: str, plan: Plan, today: date) -> str:
    """The stage that somebody means by `name`; `reminder` is the last whose day has come. Raises UsageError."""
    name = name.strip().lower().replace(" ", "-")
    if name == StageKind.REMINDER:
        come = [stage for stage, on in letter_stages(plan) if stage.startswith(name) and on <= today]
        return come[-1] if come else name
    first, _, number = name.partition("-")
    numbered = first == StageKind.REMINDER and number.isascii() and number.isdigit()
    if numbered and 1 <= int(number[:3]) <= _MOST:
        return first if int(number) == 1 else f"{first}-{int(number)}"
    known = (*map(str, LETTERS), DELEGATE_STAGE, LINK_STAGE, SIGNATURE_STAGE, ACTIONS_STAGE)
    if name not in known:
        raise UsageError(
            f"There is no stage '{name[:40]}' with letters{nearest(name, known)}: it is one of {', '.join(known)}, "
            "or reminder-2 for a second reminder."
        )
    return name


def answer_by(plan: Plan, closes: date | None, today: date) -> date | None:
    """By when people are asked to be done: the last day online while it lies ahead, else that of the wave."""
    online = plan.day(StageKind.ONLINE_CLOSES)
    return online if online is not None and today <= online else plan.day(StageKind.CLOSES) or closes
