"""A second look: what the clues of many labelled lines make of an utterance, beside what the rules do.

The rules know the language of answers; where they doubt, the likeliest meaning is taken if it is likely enough.
Where they are sure and the clues speak loudly against them, the question is asked again: a wrong answer recorded
costs far more than that. What is taken so is never exact: it is shown with the words it rests on, and one key takes
it back. Which number, date or earlier answer is meant only the rules say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clue import Clues, clues
from s11chat.language.day import month_names
from s11chat.language.instead import who_instead
from s11chat.language.moment import when_said
from s11chat.language.normalise import Utterance
from s11chat.language.quantity import quantity_at
from s11chat.language.reading import Act, Command, Reading, answer, clarify, command
from s11chat.language.scope import Stand
from s11chat.language.weight import NAMED, Meant, headings, of_one, parts, points, shares

_LONGEST = 80
"""Longer talk is not weighed."""
_TAKEN, _DOUBTED = 0.5, 0.75
"""The share from which on an answer is taken where the rules find none said, and where they doubt what is."""
_UNSAID = ("no option is named", "neither yes nor no is")
"""How doubts begin that say no more than that."""
_UNNAMED = ("no option is", "part of it names no option", "all of them is said")
"""How doubts about a list begin that are weighed."""
_HEDGED = ("part of it is uncertain", "said with doubt", "which one of them")
"""How doubts begin that often are manner: weighed as well, where all of the list is surer."""
_WISHED = 0.6
"""The same for what is no answer."""
_OVER = 0.7
"""The share from which on something else is meant than the rules say, where what they say has next to none."""
_LIKELIER = 0.5
"""The same where rules find no answer, and what is likely is none either."""
_NEXT_TO_NONE, _UNLIKELY = 0.1, 0.2
"""Next to no share; and the share under which an option is asked about that rules read and something else beats."""
_EARLIER = 0.35
"""The share from which on an earlier answer may be meant instead of this one."""
_CHANGED, _PERHAPS = 0.6, 0.3
"""The share from which on words are taken for a change to an earlier answer, and tried as one where rules doubt."""
SUREST = 0.7
"""No reading that is only likely is surer."""
_EVEN, _TOGETHER, _SURELY = 0.5, 0.7, 0.8
"""The share from which on an option is one of several, how sure all together must be, and where there is a hedge."""
_KEPT = 0.5
"""The share from which on words at an open question are kept as its answer without being asked about."""
_UNMEANT = "it may not be meant as the answer"
_TOLD = 3
"""Groups of words told as the reason."""

Shares = Mapping[Meant, float]


def second_look(
    said: Utterance,
    question: Question,
    reading: Reading,
    correction: Callable[[], Reading | None],
    alone: Callable[[], Reading],
) -> Reading:
    """`reading`, or what is likely meant in its place. Never raises.

    `correction` reads what is said as a change to an earlier answer, `alone` as an answer and nothing else.
    """
    named = reading.exact and question.kind is not Kind.TEXT
    if named or question.kind is Kind.RANKING or not 0 < len(said.tokens) <= _LONGEST:
        return reading
    found = clues(said, question)
    share = shares(found, question, points())
    perhaps, likely = share[Meant(Act.CORRECT)] >= _PERHAPS, share[Meant(Act.CORRECT)] >= _CHANGED
    if reading.act is not Act.CORRECT and (likely or (perhaps and reading.act is Act.CLARIFY)):
        changed = correction()
        if changed and (likely or changed.act is Act.CORRECT):
            return changed
    return weighed(said, question, reading, found, share, alone)


def weighed(
    said: Utterance,
    question: Question,
    reading: Reading,
    found: Clues,
    share: Shares,
    alone: Callable[[], Reading],
) -> Reading:
    """What rules and clues come to together."""
    best = max(share, key=share.__getitem__)
    if reading.act is Act.CLARIFY:
        if best.act is Act.ANSWER and said.asks:
            return reading
        if question.several and best.act is Act.ANSWER:
            if reading.because.startswith(_HEDGED):
                return (
                    _several(question, found, f"likely: {_told(question, best, found)}", _SURELY) or reading
                )
            if not reading.because.startswith(_UNNAMED):
                return reading
        taken = _TAKEN if reading.because.startswith(_UNSAID) else _DOUBTED
        enough = share[best] >= (taken if best.act is Act.ANSWER else _WISHED)
        return (enough and _meant(said, question, best, share[best], found)) or reading
    own = _own(reading, question)
    if reading.act is Act.ANSWER and share[Meant(Act.CORRECT)] >= _EARLIER and not _told_anew(said, question):
        return clarify("an earlier answer may be meant, and which is not plain", reading.codes)
    if question.kind is Kind.TEXT and reading.act is Act.ANSWER and share.get(own, 1.0) < _KEPT:
        doubt = Reading(Act.CLARIFY, value=said.said, because=_UNMEANT, confidence=0.0)
        wish = (
            _meant(said, question, best, share[best], found)
            if own != best and share[best] >= _TAKEN
            else None
        )
        return wish or doubt
    if own == best:
        return reading
    if reading.act is not Act.ANSWER:
        return _instead(said, question, reading, found, share, alone)
    if of_one(question) and share.get(own, 1.0) < _UNLIKELY:
        if best.act in (Act.ANSWER, Act.CLARIFY, Act.CORRECT) or share[best] < _OVER:
            return _against(reading, best)
    elif share.get(own, 1.0) > _NEXT_TO_NONE or share[best] < _OVER:
        return reading
    if best.act is Act.ANSWER and not best.code:
        return reading
    if best.act is Act.CLARIFY and question.kind in (Kind.NUMBER, Kind.DATE):
        return reading
    if best.act in (Act.ANSWER, Act.CLARIFY, Act.CORRECT):
        return _against(reading, best)
    return _meant(said, question, best, share[best], found) or reading


def _instead(
    said: Utterance,
    question: Question,
    reading: Reading,
    found: Clues,
    share: Shares,
    alone: Callable[[], Reading],
) -> Reading:
    """What is likely meant where rules find a wish, a question back or chat that has next to no share."""
    best = max(share, key=share.__getitem__)
    enough = _OVER if best.act is Act.ANSWER else _LIKELIER
    if share.get(_own(reading, question), 1.0) > _NEXT_TO_NONE or share[best] < enough:
        return reading
    if best.act is Act.CLARIFY:
        return _against(reading, best) if reading.act is Act.COMMAND else reading
    if best.act is Act.ANSWER and (not best.code or reading.act is Act.ASK_KB):
        plain = alone()
        return plain if plain.act is Act.ANSWER else reading
    return _meant(said, question, best, share[best], found) or reading


def _against(reading: Reading, best: Meant) -> Reading:
    """The doubt about what rules read, with what is likelier among the candidates."""
    codes = (*reading.codes, best.code) if best.code else reading.codes
    return clarify(f"it may not be meant: {reading.because}", codes)


_ANEW = frozenset(
    [
        "no",
        "sorry",
        "wait",
        "actually",
        "scrub",
        "scratch",
        "rather",
        "lie",
        "correction",
        "mean",
        "meant",
        "not",
    ]
)
"""Between two numbers or dates these put the second in place of the first."""
_FIRST_WORDS = 4
"""Words within which an answer that puts itself right begins with the first."""


def _told_anew(said: Utterance, question: Question) -> bool:
    """Whether an answer in numbers or dates puts itself right, which is no change to an earlier one."""
    if question.kind not in (Kind.NUMBER, Kind.DATE):
        return False
    months = month_names()
    told = [k for k, t in enumerate(said.tokens) if t.word in months or quantity_at(said.tokens, k)]
    between = {token.word for token in said.tokens[told[0] : told[-1]]} if told else set()
    return len(told) > 1 and told[0] < _FIRST_WORDS and not _ANEW.isdisjoint(between)


def _own(reading: Reading, question: Question) -> Meant:
    """What the rules take it for, as the clues tell such things apart."""
    if reading.act is Act.COMMAND:
        return Meant(Act.COMMAND, command=reading.command)
    single = reading.act is Act.ANSWER and question.options and not question.several
    return Meant(reading.act, reading.codes[0] if single and reading.codes else "")


def _meant(said: Utterance, question: Question, meant: Meant, share: float, found: Clues) -> Reading | None:
    """The reading of what is likely meant; nothing where only the rules could say what exactly."""
    because = f"likely: {_told(question, meant, found)}"
    sure = round(min(share, SUREST), 2)
    if meant.command:
        return _wish(said, meant.command, because)
    if meant.act is Act.ANSWER and meant.code:
        option = question.option(meant.code)
        if option is None or option.specify or _denied(found, meant.code):
            return None
        return answer(meant.code, because=because, confidence=sure)
    if meant.act is Act.ANSWER and question.several:
        return _several(question, found, because)
    if meant.act in (Act.NOTE, Act.ASK_KB):
        return Reading(meant.act, value=said.said, because=because, confidence=sure)
    return Reading(Act.OTHER, because=because, confidence=sure) if meant.act is Act.OTHER else None


def _several(question: Question, found: Clues, because: str, enough: float = _TOGETHER) -> Reading | None:
    """The options likely meant together, where hardly one of them may be missing or too many."""
    chance = parts(found, question, points())
    codes = tuple(code for code, each in chance.items() if each > _EVEN)
    sure = math.prod(max(each, 1 - each) for each in chance.values())
    options = [option for option in question.options if option.code in codes]
    alone = len(options) > 1 and any(option.exclusive for option in options)
    if not codes or sure < enough or alone or any(option.specify for option in options):
        return None
    return answer(*codes, because=because, confidence=round(min(sure, SUREST), 2))


def _denied(found: Clues, code: str) -> bool:
    """Whether the option is named and denied wherever it is."""
    stands = {clue.partition(",")[0] for clue in found.named.get(code, ()) if clue.startswith("(this ")}
    return bool(stands) and stands <= {f"(this {each.value}" for each in (Stand.DENIED, Stand.RETRACTED)}


def _wish(said: Utterance, which: Command, because: str) -> Reading:
    value = None
    if which is Command.CALLBACK:
        value = when_said(said)
    elif which is Command.DELEGATE:
        value = who_instead(said, None)
    return command(which, because, value)


def _told(question: Question, meant: Meant, found: Clues) -> str:
    """The groups of words that speak loudest for it, for whoever checks the reading."""
    known, under = points(), dict(headings(question))[meant]
    worth = {clue: sum(known[clue].get(each, 0.0) for each in under) for clue in found.talk & known.keys()}
    words = [
        clue
        for clue in sorted(worth, key=lambda each: (-worth[each], each))
        if any(c.isalpha() for c in clue)
    ]
    loud = [f'"{clue.strip("^$ ")}"' for clue in words if worth[clue] > 0 and not clue.startswith("(")]
    named = any("THIS" in clue and NAMED in known.get(clue, {}) for clue in found.named.get(meant.code, ()))
    return ", ".join(loud[:_TOLD]) or ("as it is named" if named else "by all the words together")
