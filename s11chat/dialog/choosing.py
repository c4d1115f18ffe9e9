"""What changed in the list of answers to a question, and what that does to its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11chat.dialog.change import Aspect, Change, Effect
from s11chat.dialog.model import Option
from s11chat.dialog.question import Question
from s11chat.dialog.rewording import alike, judged, shares

_PLAIN = {
    "also": (Aspect.HELP, Effect.COMPARABLE, "other words are understood for", ""),
    "score": (
        Aspect.SCORING,
        Effect.CAUTION,
        "another score stands at",
        "answers compare as they are; scores only when both are worked out under one rule",
    ),
    "no_answer": (
        Aspect.SCORING,
        Effect.CAUTION,
        "another kind of no-answer is meant by",
        "work out both percentages on the same base",
    ),
    "in_base": (
        Aspect.SCORING,
        Effect.CAUTION,
        "the base of percentages has changed for",
        "work out both percentages on the same base",
    ),
    "read_out": (
        Aspect.OPTIONS,
        Effect.CAUTION,
        "it is offered otherwise:",
        "it will be chosen more or less often",
    ),
    "exclusive": (
        Aspect.OPTIONS,
        Effect.CAUTION,
        "it goes with other answers otherwise:",
        "fewer answers or more",
    ),
    "specify": (Aspect.OPTIONS, Effect.COMPARABLE, "which one is asked otherwise at", ""),
}
"""Fields of an option: what changed, and what that means."""
_OTHER = (Aspect.OPTIONS, Effect.CAUTION)
"""What a field is about that has no words here."""


_Listed = Mapping[str, Option]
"""Options by code, in their order."""


def options(before: Question, after: Question) -> Iterator[Change]:
    """Every change of the list, the question not named."""
    old: _Listed = {option.code.casefold(): option for option in before.options}
    new: _Listed = {option.code.casefold(): option for option in after.options}
    if not old or not new:
        return  # the kind has changed, and says it all
    recoded = dict(_recoded(old, new))
    for code, other in recoded.items():
        yield Change(
            Aspect.CODES,
            Effect.CAUTION,
            f"“{old[code].say}” has the code {new[other].code}, and had {old[code].code}",
            "recode one of the two before figures are set side by side",
        )
    for code, option in old.items():
        if code not in new and code not in recoded:
            yield _gone_or_new(before, option, "is no answer any more")
    for code, option in new.items():
        if code not in old and code not in recoded.values():
            yield _gone_or_new(after, option, "is a new answer")
    same = {code: recoded.get(code, code) for code in old if recoded.get(code, code) in new}
    for code, other in same.items():
        yield from _option(old[code], new[other])
    if list(same.values()) != [code for code in new if code in same.values()]:
        yield Change(
            Aspect.OPTIONS,
            Effect.CAUTION,
            "the answers stand in another order",
            "what stands first is chosen a little more often",
        )


def _recoded(old: _Listed, new: _Listed) -> Iterator[tuple[str, str]]:
    """Codes that are gone, each with the new code whose label is the same."""
    left = {code: option for code, option in new.items() if code not in old}
    for code, option in old.items():
        found = next((c for c, o in left.items() if code not in new and alike(o.say, option.say)), None)
        if found is not None:
            del left[found]
            yield code, found


def _gone_or_new(question: Question, option: Option, happened: str) -> Change:
    aside = option.no_answer is not None or not option.read_out
    if aside or question.several:
        means = "the other answers compare, their percentages with care"
        return Change(Aspect.OPTIONS, Effect.CAUTION, f"“{option.say}” {happened}", means)
    means = "answers are shared out among other choices"
    return Change(Aspect.OPTIONS, Effect.BREAK, f"“{option.say}” {happened}", means)


def _option(old: Option, new: Option) -> Iterator[Change]:
    if old.say != new.say:
        says = f"the answer with the code {new.code} reads “{new.say}”, and read “{old.say}”"
        yield Change(Aspect.OPTIONS, *_relabelled(old, new, says))
    for name in Option.model_fields:
        if name in ("code", "say") or getattr(old, name) == getattr(new, name):
            continue
        aspect, effect, words, means = _PLAIN.get(
            name, (*_OTHER, name.replace("_", " ") + " has changed for", "")
        )
        yield Change(aspect, effect, f"{words} “{new.say}”", means)


def _relabelled(old: Option, new: Option, says: str) -> tuple[Effect, str, str]:
    if alike(old.say, new.say):
        return Effect.COMPARABLE, says, "only spelling or punctuation"
    synonym = any(alike(new.say, word) for word in old.also) or any(alike(old.say, word) for word in new.also)
    effect, why = judged(old.say, new.say)
    if synonym:
        return Effect.CAUTION, says, "both were understood as the same answer"
    if effect is Effect.BREAK and (not shares(old.say, new.say) or "turns" in why or "number" in why):
        return Effect.BREAK, says, "it may stand for another answer"
    return Effect.CAUTION, says, "read both labels before figures are set side by side"
