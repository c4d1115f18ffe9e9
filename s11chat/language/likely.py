"""A second look: what the clues of many labelled lines make of an utterance, beside what the rules do.

The rules know the language of answers; where they doubt, the likeliest meaning is taken if it is likely enough.
Where they are sure and the clues speak loudly against them, the question is asked again: a wrong answer recorded
costs far more than that. What is taken so is never exact: it is shown with the words it rests on, and one key takes
it back. Which number, date or earlier answer is meant only the rules say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clue import Clues, clues
from s11chat.language.day import month_names
from s11chat.language.guess import guessed, guessed_list, told_by
from s11chat.language.normalise import Utterance
from s11chat.language.quantity import quantity_at
from s11chat.language.reading import Act, Reading, clarify
from s11chat.language.weight import Meant, of_one, points, shares

_LONGEST = 80
"""Longer talk is not weighed."""
_TAKEN, _DOUBTED = 0.5, 0.8
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
_SURELY = 0.8
"""How sure all options of a list must be together where there is a hedge."""
_KEPT = 0.5
"""The share from which on words at an open question are kept as its answer without being asked about."""
_PLAIN = 3
"""Words of a wish that is so short that it is meant as it is said: "write it down"."""
_BRIEF, _STORY = 2, 12
"""So few or so many words at an open question are its answer, unless something else is as likely as a wish must be."""
_UNMEANT = "it may not be meant as the answer"

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
                because = f"likely: {told_by(question, best, found)}"
                return guessed_list(question, found, because, _SURELY) or reading
            if not reading.because.startswith(_UNNAMED):
                return reading
        taken = _TAKEN if reading.because.startswith(_UNSAID) else _DOUBTED
        enough = share[best] >= (taken if best.act is Act.ANSWER else _WISHED)
        return (enough and guessed(said, question, best, share[best], found)) or reading
    own = _own(reading, question)
    if reading.act is Act.ANSWER and share[Meant(Act.CORRECT)] >= _EARLIER and not _told_anew(said, question):
        return clarify("an earlier answer may be meant, and which is not plain", reading.codes)
    if question.kind is Kind.TEXT and reading.act is Act.ANSWER:
        return _open(said, question, reading, found, share)
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
    return guessed(said, question, best, share[best], found) or reading


def _open(said: Utterance, question: Question, reading: Reading, found: Clues, share: Shares) -> Reading:
    """Words at an open question: its answer, something else, or to be asked about."""
    best, own = max(share, key=share.__getitem__), _own(reading, question)
    plain = not _BRIEF < len(said.tokens) <= _STORY and share[best] < _WISHED
    if plain or share.get(own, 1.0) >= _KEPT:
        return reading
    doubt = Reading(Act.CLARIFY, value=said.said, because=_UNMEANT, confidence=0.0)
    likely = own != best and share[best] >= _TAKEN
    return (likely and guessed(said, question, best, share[best], found)) or doubt


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
    if reading.act in (Act.COMMAND, Act.NOTE) and len(said.tokens) <= _PLAIN:
        return reading
    enough = _OVER if best.act is Act.ANSWER else _LIKELIER
    if share.get(_own(reading, question), 1.0) > _NEXT_TO_NONE or share[best] < enough:
        return reading
    if best.act is Act.CLARIFY:
        return _against(reading, best) if reading.act is Act.COMMAND else reading
    if best.act is Act.ANSWER and (not best.code or reading.act is Act.ASK_KB):
        plain = alone()
        return plain if plain.act is Act.ANSWER else reading
    return guessed(said, question, best, share[best], found) or reading


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
