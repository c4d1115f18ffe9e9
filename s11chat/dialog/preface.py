"""What changed in a dialog outside its questions: guidance, organisations, what is said first and last, scoring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from s11chat.dialog.change import Aspect, Change, Effect
from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Dialog
from s11chat.dialog.routing import under

_ELSEWHERE = frozenset({"dialog", "version", "scales", "follow_ups", "sections", "organisations", "guidance"})
"""What is compared question by question, or in words of its own."""

_PLAIN = {
    "title": (Effect.COMPARABLE, "the title", ""),
    "sources": (Effect.COMPARABLE, "what it rests on", ""),
    "seniority": (Effect.COMPARABLE, "whose return is proposed where an organisation gave two", ""),
    "opening": (Effect.COMPARABLE, "what is said before the first question", ""),
    "closing": (Effect.COMPARABLE, "what is said after the last question", ""),
    "language": (Effect.CAUTION, "the language", "translations never ask quite the same"),
    "contradictions": (
        Effect.CAUTION,
        "which answers are asked about because they do not fit together",
        "contradictions are found otherwise",
    ),
    "scoring": (
        Effect.CAUTION,
        "how answers become scores",
        "answers compare as they are; scores only when both are worked out under one rule",
    ),
}
"""Parts that need no more words: what changed, and what that means."""


def preface(before: Dialog, after: Dialog, ids: Mapping[str, str]) -> Iterator[Change]:
    """Every change of the head of a dialog, and of what else stands outside its questions.

    `ids` says what every question of both is called now, by what it was called.
    """
    before = before.model_copy(update={"contradictions": under(before.contradictions, ids)})
    yield from _guidance(before, after)
    yield from _organisations(before, after)
    yield from _titles(before, after)
    for name in Dialog.model_fields:
        if name not in _ELSEWHERE and getattr(before, name) != getattr(after, name):
            unknown = (Effect.CAUTION, f"'{name}'", "look at both before figures are set side by side")
            effect, says, means = _PLAIN.get(name, unknown)
            aspect = Aspect.SCORING if name == "scoring" else Aspect.HEAD
            yield Change(
                aspect, effect, f"{says}{_shown(getattr(before, name), getattr(after, name))}", means
            )


def _guidance(before: Dialog, after: Dialog) -> Iterator[Change]:
    if before.guidance.edition != after.guidance.edition:
        says = f"the guidance: {before.guidance.edition}, now {after.guidance.edition}"
        means = "what is met under one edition may not be under the other"
        yield Change(Aspect.HEAD, Effect.CAUTION, says, means)
    elif before.guidance != after.guidance:
        says = "the time the guidance stood"
        yield Change(Aspect.HEAD, Effect.COMPARABLE, says)


def _organisations(before: Dialog, after: Dialog) -> Iterator[Change]:
    totals = "compare type by type: totals are over other organisations"
    for organisation in before.organisations:
        other = after.organisation(organisation.type)
        if other is None:
            yield _people(
                Effect.CAUTION, f"{organisation.say} ({organisation.type}) is not asked any more", totals
            )
        else:
            yield from _organisation(organisation, other)
    for organisation in after.organisations:
        if before.organisation(organisation.type) is None:
            yield _people(Effect.CAUTION, f"{organisation.say} ({organisation.type}) is asked now", totals)


def _organisation(before: Organisation, after: Organisation) -> Iterator[Change]:
    for name in Organisation.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if name == "type" or old == new:
            continue
        said = f"{after.say} ({after.type}): {'name' if name == 'say' else name} {old or 'none'}, now {new or 'none'}"
        if name in ("say", "lead"):
            yield _people(Effect.COMPARABLE, said, "")
        else:
            yield _people(Effect.CAUTION, said, f"figures by {name} are over other organisations")


def _people(effect: Effect, says: str, means: str) -> Change:
    return Change(Aspect.PEOPLE, effect, says, means)


def _titles(before: Dialog, after: Dialog) -> Iterator[Change]:
    titles = {section.section: section.title for section in before.sections}
    for section in after.sections:
        old = titles.get(section.section, section.title)
        if old != section.title:
            yield Change(Aspect.HEAD, Effect.COMPARABLE, f"the section “{old}” is called “{section.title}”")


def _shown(old: Any, new: Any) -> str:
    return f": {old}, now {new}" if isinstance(old, str) and isinstance(new, str) else ""
