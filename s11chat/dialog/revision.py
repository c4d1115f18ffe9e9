"""What changed in one question from one dialog to another, aspect by aspect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from s11chat.dialog.change import Aspect, Change, Effect
from s11chat.dialog.choosing import options
from s11chat.dialog.condition import MODES, ROLES
from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Audience, Kind, Wording
from s11chat.dialog.question import Question
from s11chat.dialog.rewording import judged
from s11chat.dialog.routing import Routing, renamed, under

_ELSEWHERE = frozenset(
    {"id", "item", "part", "section", "row", "rows", "options", "conditions", "say", "stem"}
)
"""Fields that are compared in words of their own, or follow from others."""

_PLAIN: Mapping[str, tuple[Aspect, Effect, str, str]] = {
    "kind": (
        Aspect.KIND,
        Effect.BREAK,
        "it is answered in another way",
        "answers of one kind do not count as the other",
    ),
    "unit": (
        Aspect.LIMITS,
        Effect.BREAK,
        "it is counted in another unit",
        "convert the numbers before they are compared",
    ),
    "minimum": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "the least number taken",
        "answers beyond the limit were possible once",
    ),
    "maximum": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "the greatest number taken",
        "answers beyond the limit were possible once",
    ),
    "decimals": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "the figures after the point",
        "round both before they are compared",
    ),
    "direction": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "the side of today it is expected on",
        "other days are asked about again",
    ),
    "reserved": (Aspect.ROUTE, Effect.CAUTION, "reserved for the lead", "other people answer it"),
    "checks": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "what is asked about again or refused",
        "unlikely answers are caught otherwise",
    ),
    "blocks": (Aspect.LIMITS, Effect.COMPARABLE, "a return needs it to be complete", ""),
    "probe_dont_know": (
        Aspect.HELP,
        Effect.CAUTION,
        "a don't-know is asked about once more",
        "there will be fewer don't-knows or more",
    ),
    "rates": (Aspect.KIND, Effect.CAUTION, "it is a standard that is rated", "what follows on it differs"),
    "places": (
        Aspect.LIMITS,
        Effect.CAUTION,
        "how many are put in order",
        "compare the places that both have",
    ),
    "share_of": (Aspect.LIMITS, Effect.BREAK, "what it is a part of", "the percentage is of something else"),
    "code_frame": (
        Aspect.OPTIONS,
        Effect.CAUTION,
        "what answers are sorted under",
        "compare the codes that both have",
    ),
    "same_as": (Aspect.HELP, Effect.COMPARABLE, "the questions of other dialogs it compares with", ""),
    "probe": (Aspect.HELP, Effect.COMPARABLE, "the probe", ""),
    "note": (Aspect.HELP, Effect.COMPARABLE, "the note for the interviewer", ""),
    "kb": (Aspect.HELP, Effect.COMPARABLE, "the articles that explain it", ""),
}
"""Fields whose values say enough: what changed, and what that means."""

_SHOWN = 160
"""Characters of a value that a sentence repeats."""


@dataclass(frozen=True)
class Revised:
    """A question as it was and as it is, with the routing of its dialogs and the types that both are for."""

    before: Question
    after: Question
    was: Routing
    now: Routing
    types: tuple[tuple[Organisation, Organisation], ...]
    ids: Mapping[str, str]
    """What every question of both is called now, by what it was called."""

    def changes(self) -> Iterator[Change]:
        """Every change, named for the question as it is now."""
        for change in (*self._worded(), *options(self.before, self.after), *self._routed(), *self._rest()):
            named = replace(change, questions=(self.after.id,))
            if self.before.kind is self.after.kind is Kind.STATEMENT:
                named = replace(named, effect=Effect.COMPARABLE, means="")  # it has no figures
            yield named

    def _worded(self) -> Iterator[Change]:
        yield from _wording(self.before.say, self.after.say, "")
        if self.before.stem or self.after.stem:
            empty = Wording(respondent="-")
            yield from _wording(self.before.stem or empty, self.after.stem or empty, " before its rows")

    def _routed(self) -> Iterator[Change]:
        before = tuple(renamed(condition, self.ids) for condition in self.before.conditions)
        if before == self.after.conditions:
            return
        old = _asked_if(self.was.of_question(self.before))
        new = _asked_if(self.now.of_question(self.after))
        if old == new:
            return  # a code that was renamed, and says what it said
        says = f"who is asked: {old}; now {new}"
        asked = {one.type for one, _ in self.types if _may_be_asked(self.before, one, self.was)}
        asks = {other.type for _, other in self.types if _may_be_asked(self.after, other, self.now)}
        if asked and asks.isdisjoint(asked):
            yield Change(Aspect.ROUTE, Effect.BREAK, says, "no type of organisation is asked both times")
            return
        names = {other.type: other.say for _, other in self.types}
        told = [
            f"{words} {', '.join(sorted(names[type_] for type_ in types))}"
            for words, types in (("also asked now:", asks - asked), ("no longer asked:", asked - asks))
            if types
        ]
        means = "; ".join(told) or "other answers lead to it"
        yield Change(Aspect.ROUTE, Effect.CAUTION, says, f"compare those asked both times ({means})")

    def _rest(self) -> Iterator[Change]:
        """Fields with plain values; one that has no words here is told by its name."""
        for each in fields(self.after):
            name = each.name
            if name in _ELSEWHERE or name.startswith("_"):
                continue
            old, new = getattr(self.before, name), getattr(self.after, name)
            if name == "checks":
                old = under(old, self.ids)
            if old == new:
                continue
            words = name.replace("_", " ")
            unknown = (Aspect.KIND, Effect.CAUTION, words, "look at both before figures are set side by side")
            aspect, effect, says, means = _PLAIN.get(name, unknown)
            yield Change(aspect, effect, f"{says}: {_compared(old, new)}", means)


def _wording(before: Wording, after: Wording, where: str) -> Iterator[Change]:
    """The changes of a text, those alike for several audiences told once."""
    pairs: dict[tuple[str, str], list[Audience]] = {}
    for audience in Audience:
        pair = (before.to(audience), after.to(audience))
        if pair[0] != pair[1]:
            pairs.setdefault(pair, []).append(audience)
    for (old, new), audiences in pairs.items():
        effect, why = judged(old, new)
        whom = "" if len(audiences) == len(Audience) else f" for the {' and the '.join(audiences)}"
        yield Change(Aspect.WORDING, effect, f"the wording{where}{whom}: “{old}”, now “{new}”", why)


def _may_be_asked(question: Question, organisation: Organisation, routing: Routing) -> bool:
    """Whether this type can be asked, whatever is answered before, by anybody in any mode."""
    return any(
        all(c.chance(organisation.facts(mode, role), routing.asked).true for c in question.conditions)
        for mode in MODES
        for role in ROLES
    )


def _asked_if(words: str) -> str:
    return f"if {words}" if words else "always"


def _compared(old: Any, new: Any) -> str:
    """Both values in a few words, where a few words say them."""
    was, now = _shown(old), _shown(new)
    return f"{was}, now {now}" if was and now and was != now else "changed"


def _shown(value: Any) -> str:
    match value:
        case None | () | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case str() | int():
            return str(value)[:_SHOWN]
        case tuple() if all(isinstance(each, str) for each in value):
            return ", ".join(value)[:_SHOWN]
        case _:
            return ""
