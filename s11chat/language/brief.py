"""Yes and no by the verb alone, with whoever does it: "our head of service does", "they did one in 2007"."""

from __future__ import annotations

from s11chat.dialog.question import Question
from s11chat.language.frame import contrasted, doubted
from s11chat.language.lexicon import table
from s11chat.language.normalise import wording
from s11chat.language.scope import Scope, past_question
from s11chat.language.topic import roots

_SOME = frozenset(["some", "most", "many", "few", "half", "several", "certain", "not"])
_AUXILIARIES = frozenset(["had", "do", "does", "did", "has", "have", "is", "are", "must", "can", "will"])
_GONE = frozenset(
    ["used", "until", "longer", "previously", "formerly", "before", "originally", "lapsed", "left"]
)
_UNFINISHED = frozenset(["being", "coming", "due", "planned", "drafted", "draft", "pending", "progress"])
"""What is still under way is neither there nor not."""
_TAIL = frozenset(
    ["in", "since", "last", "every", "from", "one", "it", "so", "this", "already", "indeed", "too", "now"]
)


def short_answer(scope: Scope, question: Question) -> str | None:
    """Yes or no by the verb alone, with whoever does it: "our head of service does", "they did one in 2007"."""
    words = scope.said.words
    if len(scope.clauses) != 1 or len(words) > 9 or scope.said.asks or words[0] in _SOME or "who" in words:
        return None
    clause = scope.clauses[0]
    if (
        words[:1] == ("never",)
        and len(words) > 1
        and words[1] in ("had", "done", "been", "got", "did", "has")
    ):
        return question.options[1].code
    verbs = [place for place, word in enumerate(words) if word in _AUXILIARIES and place]
    doubts = doubted(scope) or contrasted(scope, 0) or scope.says("future", clause)
    if not verbs and not scope.negators and not doubts and _echoed(scope, question):
        return question.options[0].code
    if len(verbs) != 1 or doubts or scope.says("hedge", clause) or not _GONE.isdisjoint(words):
        return None
    if words[verbs[0]] in ("had", "did") and not of_the_past(question):
        return None
    after = words[verbs[0] + 1 :]
    negative = after[:1] == ("not",)
    if (scope.negators and not negative) or not _UNFINISHED.isdisjoint(after):
        return None
    rest = after[1:] if negative else after
    if rest and (rest[0] not in _TAIL or (rest[0] == "in" and not _dated(rest[1:2]))):
        return None
    return question.options[1 if negative else 0].code


def _dated(words: tuple[str, ...]) -> bool:
    """Whether a year or a month follows, or "place": "they did in 2007", but not "it is in draft"."""
    return bool(words) and (
        words[0].isdecimal() or words[0] == "place" or words[0] in table("date")["months"]
    )


def of_the_past(question: Question) -> bool:
    tokens = wording(question.say.respondent).tokens
    opens = any(
        token.word in ("has", "have", "had") and (not place or token.gap)
        for place, token in enumerate(tokens)
    )
    return opens or past_question([token.word for token in tokens])


def _echoed(scope: Scope, question: Question) -> bool:
    """Whether the verb of the question is said back: "I sit on it myself"."""
    words = scope.said.words
    asked = roots(question.say.respondent)
    return (
        words[-1] in _POINTING
        and bool(asked & roots(scope.said.said))
        and not scope.says("hedge", scope.clauses[0])
    )


_POINTING = frozenset(["it", "them", "that", "one", "there", "myself", "ourselves", "too"])
