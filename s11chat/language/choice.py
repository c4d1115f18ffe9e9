"""Reads an answer to a question with options: which one is held, if the words leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from s11chat.dialog.model import NoAnswer
from s11chat.dialog.question import Question
from s11chat.language.absence import none_of_them, not_concerned
from s11chat.language.beyond import beyond
from s11chat.language.frame import whole
from s11chat.language.index import ABSOLUTE, DIVIDED, NEGATIVE, NO_ANSWER, PARTIAL
from s11chat.language.lexicon import ambiguous, phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of, nominal, scope_of
from s11chat.language.normalise import Token, Utterance, phrase, stems
from s11chat.language.other import none_but, specified, which_other
from s11chat.language.place import OFF_LIST
from s11chat.language.reading import Command, Context, Reading, answer, clarify, command
from s11chat.language.scope import Scope, Stand
from s11chat.language.spelling import CUTOFF, MARGIN, SHORTEST
from s11chat.language.verdict import counted, doubt, of_some, quotes, rivals

_BRIEF = 6
"""In more words than these a bare "met" says little of what is meant."""
_SHORT = 6
"""A list with no more options than this is offered whole where one of them is denied."""
_POSITIVE = ("fully_met", "partly_met", "in_place", "implementing", "all", "most", "some")
_LESSER = {"fully_met": "partly_met", "in_place": "implementing", "all": "most", "every_time": "usually"}
"""What likely holds where the whole is said and something taken out of it."""
_NARROWED = ("set against something else", "said beside something denied")
_MOSTLY = frozenset(["mostly", "largely", "mainly", "nearly", "almost", "virtually"])
_SHARED = frozenset(["met", "place", "implemented", "planned"])
_TWO = re.compile(
    r"(?:(?:it|that) (?:is|was) )?(?:a )?(?:(?:little )?bit of (?:both|each)|half and half|one of each)\b"
)
_YES_WORDS = frozenset(["yes", "yep", "yeah", "yup", "aye"])
_MEET = {"meet": "met", "meets": "met"}
_UNSAID = ("no option is named", "no option is said plainly")
"""Why nothing is taken, where no option is mentioned and where some are."""


def read_single(said: Utterance, question: Question, context: Context) -> Reading:
    """One option, or a doubt."""
    if reading := specified(said, question) or none_but(said, question):
        return reading
    if reading := beyond(said, question, lambda part: read_single(part, question, context)):
        return reading
    scope = scope_of(said, question)
    reading = _torn(scope, question) or _resolve(scope, question)
    if not reading.candidates and not scope.mentions:
        reading = _nearest(said, question) or _begun(said, question) or reading
    return reading


def _torn(scope: Scope, question: Question) -> Reading | None:
    """A doubt where two kinds are claimed for a question that has one: "bit of both, it came direct and"."""
    opening = " ".join(token.word for token in scope.tokens[:5])
    if not _TWO.match(opening) or not nominal(question):
        return None
    if any(phrase(option.say)[:1] == ("both",) for option in question.options):
        return None
    return clarify("two are said to hold, and one is asked for", _candidates(scope, scope.all_of(Stand.HELD)))


def _resolve(scope: Scope, question: Question) -> Reading:
    held = scope.all_of(Stand.HELD)
    meanings = index_of(question).meaning
    narrowed = frozenset(code for code, name in meanings.items() if name in PARTIAL or name in NEGATIVE)
    if any(m.strength > Strength.WORD for m in held):
        # "Zero, not met": a number that is no handle says nothing beside an option said in words.
        held = tuple(m for m in held if m.code != OFF_LIST or m.strength > Strength.WORD)
    found, upshot = counted(scope, held, narrowed)
    codes = tuple(dict.fromkeys(m.code for m in found))
    hinted = _candidates(scope, held)
    if not codes and not held and (code := not_concerned(scope.said, question)):
        return answer(code, because="what is asked about is said not to concern them", confidence=0.75)
    if not codes and not scope.all_of(Stand.HOPED) and (none := none_of_them(scope.said, question)):
        return answer(none, because="that there is none is said", confidence=0.75)
    if not codes:
        if beside := hinted or _beside(question, _told(scope)):
            less = _lesser(beside[0], meanings) if _taken_from(scope) else ()
            return clarify(_UNSAID[bool(scope.mentions)], (*less, *beside))
        return _half_said(scope, question) or clarify(_UNSAID[bool(scope.mentions)])
    if len(codes) == 2 and (both := _both(question, codes)):
        return answer(both, because=f"both are said: {quotes(scope, found)}", confidence=0.8)
    if len(codes) > 1:
        return clarify("two or more options fit: " + quotes(scope, found), _real(codes))
    if rival := rivals(scope, held, found, upshot):
        return clarify("another option is said as well: " + quotes(scope, rival), _real((*codes, *hinted)))
    if OFF_LIST in codes:
        return clarify(f"not on the list: {quotes(scope, found)}")
    if why := _doubted(scope, question, found, upshot):
        first = _lesser(codes[0], meanings) if why in _NARROWED or _taken_from(scope) else ()
        return clarify(f"{why}: {quotes(scope, found)}", (*first, *_real(codes), *hinted))
    return accepted(scope, question, found)


def _told(scope: Scope) -> tuple[Mention, ...]:
    """The options denied, but for a bare no, which agrees with a denial: "no, I can't say it is"."""
    denied = scope.all_of(Stand.DENIED)
    return tuple(m for m in denied if m.end - m.start > 1 or scope.tokens[m.start].word != "no")


def _lesser(code: str, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """What likely holds where not quite all of this does."""
    least = _LESSER.get(meanings.get(code, ""))
    return tuple(each for each, name in meanings.items() if name == least)


def _taken_from(scope: Scope) -> bool:
    """Whether something is taken off the whole: "mostly", "by and large"."""
    return not _MOSTLY.isdisjoint(scope.said.words) or phrases("scope", "mainly").within(
        scope.tokens, 0, len(scope.tokens)
    )


def _doubted(scope: Scope, question: Question, found: Sequence[Mention], upshot: bool) -> str:
    """Why the one option found is not recorded; empty if it is."""
    meaning = index_of(question).meaning.get(found[0].code)
    settled = nominal(question) and len({m.code for m in scope.mentions}) == 1 and whole(scope, found[0])
    why = doubt(
        scope,
        found,
        upshot,
        negative=meaning in NEGATIVE,
        partial=meaning in PARTIAL,
        settled=settled,
        divided=meaning in DIVIDED,
    )
    if meaning == "dont_know" and why == "said with doubt":
        return ""
    if meaning == "not_recently" and _since_when(scope, found[-1]):
        return "it may be less than a year"
    if meaning in ABSOLUTE and not why and not upshot and of_some(scope, found[-1]):
        return "said of some only"
    return why


def _since_when(scope: Scope, mention: Mention) -> bool:
    """Whether it is told since when, and not by a year: "none since the restructure"."""
    words = [token.word for token in scope.tokens[mention.end - 1 : mention.end + 2]]
    if "since" not in words[:2]:
        return False
    following = scope.tokens[mention.end - 1 + words.index("since") + 1 :]
    return bool(following) and not any(token.word.isdecimal() for token in following[:8])


def _real(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if not code.startswith("\0"))


def _candidates(scope: Scope, held: tuple[Mention, ...]) -> tuple[str, ...]:
    hoped = (*held, *scope.all_of(Stand.HOPED), *scope.all_of(Stand.PAST))
    return _real(dict.fromkeys(m.code for m in hoped))


def _both(question: Question, codes: tuple[str, ...]) -> str | None:
    """The option that joins the two said, as "both children and adults"."""
    joined = [option for option in question.options if phrase(option.say)[:1] == ("both",)]
    if len(joined) != 1 or joined[0].code in codes:
        return None
    words = set(phrase(joined[0].say))
    named = [option for option in question.options if option.code in codes]
    return joined[0].code if all(words & set(phrase(option.say)) - {"service"} for option in named) else None


def _half_said(scope: Scope, question: Question) -> Reading | None:
    """Doubt between the steps that a word shared by several, "met", or a bare yes may mean, the highest first."""
    words = {_MEET.get(token.word, token.stem) for token in scope.tokens}
    if len(words) > _BRIEF or scope.negators:
        return None
    meanings = index_of(question).meaning
    steps = [code for name in _POSITIVE for code, found in meanings.items() if found == name]
    if len(steps) > 1 and words & _YES_WORDS:
        return clarify("yes may mean in full or in part", steps)
    shared = {stem for option in question.options for stem in phrase(option.say)} & words & _SHARED
    return clarify("said in part: more than one option has these words", steps) if shared and steps else None


def _beside(question: Question, denied: Iterable[Mention]) -> tuple[str, ...]:
    """What may hold where options are denied: their neighbours in the list, and in a short one all others."""
    order = [option.code for option in question.options if option.no_answer is None]
    meanings = index_of(question).meaning
    codes = [m.code for m in denied if m.code in order]
    near = [order[n] for c in codes for n in (order.index(c) + 1, order.index(c) - 1) if 0 <= n < len(order)]
    if "implementing" in {meanings.get(code) for code in codes}:
        # What has not begun is not in place either.
        codes += [code for code in order if meanings.get(code) == "in_place"]
    others = order if codes and len(order) <= _SHORT else ()
    return tuple(code for code in (*near, *others) if code not in codes)


def accepted(scope: Scope, question: Question, held: Sequence[Mention]) -> Reading:
    """The answer these mentions give; a no-answer the question has no option for is told as such."""
    because = quotes(scope, held)
    code = held[0].code
    if code in NO_ANSWER:
        which = Command.DONT_KNOW if NO_ANSWER[code] is NoAnswer.DONT_KNOW else Command.NOT_APPLICABLE
        return command(which, f"no answer, and no option for it: {because}")
    if question.option(code) is None:
        return clarify(f"not on the list: {because}")
    complete = all(whole(scope, mention) for mention in held)
    value = which_other(scope, question, held[-1])
    return answer(code, value=value, because=f"option said: {because}", confidence=0.95 if complete else 0.8)


def _bare(said: Utterance) -> tuple[Token, ...]:
    """The tokens without what people say before an answer."""
    tokens = said.tokens
    for found in (phrases("person", "opener"), phrases("person", "prefix"), phrases("scope", "conclusion")):
        while tokens and (taken := found.at(tokens, 0)) and taken < len(tokens):
            tokens = tokens[taken:]
    return tokens


def _begun(said: Utterance, question: Question) -> Reading | None:
    """An option whose label begins with what was typed."""
    words = stems(_bare(said))
    codes = index_of(question).beginning(" ".join(words))
    if len(codes) == 1 and not said.asks:
        return answer(codes[0], because=f'beginning of the label: "{said.said[:60]}"', confidence=0.9)
    return clarify("several options begin like this", codes) if codes else None


def _nearest(said: Utterance, question: Question) -> Reading | None:
    """An option whose label is nearly what was typed: last of all, and only by a clear margin."""
    words = stems(_bare(said))
    text = " ".join(words)
    if len(text) < SHORTEST or len(words) > 8 or said.asks or words in ambiguous():
        return None
    denials = set(words) & set(phrase("not no never none nothing without un non"))
    close: list[tuple[float, str]] = []
    for code, labels in index_of(question).labels.items():
        score = max(fuzz.ratio(text, " ".join(label)) for label in labels)
        if denials == {word for label in labels for word in label} & set(
            phrase("not no never none nothing without")
        ):
            close.append((score, code))
    close.sort(reverse=True)
    if not close or close[0][0] < CUTOFF or (len(close) > 1 and close[0][0] - close[1][0] < MARGIN):
        return None
    if text[0] not in {label[0][0] for label in index_of(question).labels[close[0][1]] if label}:
        return None
    return answer(close[0][1], because=f'nearly the label: "{said.said[:60]}"', confidence=0.7)
