"""Reads what a person typed for one question: the order in which the rules are asked.

Everything a rule is not sure of ends as `clarify`. Commands and questions come first, then corrections of
earlier answers, then the answer in the way the kind of question asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.changed import changed, new_answer
from s11chat.language.chat import is_joke, read_chat, read_excuse, read_noise
from s11chat.language.choice import read_single
from s11chat.language.command import read_command, read_question, read_weak_command
from s11chat.language.correct import meant_earlier, read_correction, speaks_of_earlier
from s11chat.language.date import read_date
from s11chat.language.ending import before_going_on, taken_back
from s11chat.language.figure import in_thousands
from s11chat.language.headline import headlined
from s11chat.language.hint import hinted
from s11chat.language.idiom import concluded, later, mere_manner, reworded
from s11chat.language.likely import second_look
from s11chat.language.longhand import written_out
from s11chat.language.naming import is_yesno, named
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.number import read_lone, read_number
from s11chat.language.ranking import read_ranking
from s11chat.language.reading import Act, Command, Context, Reading, clarify
from s11chat.language.reported import Frame, asked_directly, first_person, framed_speech
from s11chat.language.several import read_multi
from s11chat.language.strict import read_strict
from s11chat.language.text import read_text
from s11chat.language.topic import roots, words_of
from s11chat.language.weight import points
from s11chat.language.yesno import read_yesno

_COLON = re.compile(r"^:\w")

_BIDDING = frozenset(
    ["put", "shut", "pass", "mind", "get", "turn", "leave", "close", "fetch", "watch", "stop"]
)
"""First words of what is said to somebody else in the room, even where it ends in a question mark."""
_SUPPOSED = re.compile(
    r"\bi (?:would (?:have )?)?(?:thought|think|suppose|supposed|believe|imagine|guess|hope|reckon|say|imagined)$"
)
"""Last words that make what ends in a question mark no question."""
_LONGEST = 220
"""In more words than this nobody answers a question with options, a number or a date."""

_READERS: dict[Kind, Callable[[Utterance, Question, Context], Reading]] = {
    Kind.SINGLE: read_single,
    Kind.MULTI: read_multi,
    Kind.RANKING: read_ranking,
    Kind.YESNO: read_yesno,
    Kind.NUMBER: read_number,
    Kind.DATE: read_date,
    Kind.TEXT: read_text,
}


def read(utterance_: str, question: Question, context: Context) -> Reading:
    """What `utterance_` means as said after `question`. Never raises, whatever is typed."""
    said = utterance(utterance_)
    reading = _read(said, question, context)
    about = context.questions.get(reading.target or "", question)
    return in_thousands(said, about, reading) if about.kind is Kind.NUMBER else reading


def _read(said: Utterance, question: Question, context: Context) -> Reading:
    reading = by_rules(said, question, context)
    plainly = _COLON.match(said.said) or said.said.startswith("?")
    if context.codes_only or not said.said or question.kind is Kind.STATEMENT or plainly:
        return reading
    second = second_look(
        written_out(said, question),
        question,
        reading,
        lambda: changed(said, question, context, _value),
        lambda: _content(said, question, context),
    )
    if second.act is Act.CORRECT and second is reading:
        second = changed(said, question, context, _value, reading) or reading
    if second.act is Act.CORRECT and (target := context.questions.get(second.target or "")):
        return new_answer(written_out(said, target), target, second)
    if second.act is Act.ANSWER and second is not reading and meant_earlier(said, question, context):
        return reading
    return second


def make_ready() -> None:
    """Loads what the first reading would else wait for: some 50 milliseconds."""
    points()


def by_rules(said: Utterance, question: Question, context: Context) -> Reading:
    """What the rules alone make of it, before a doubt is looked at a second time."""
    if not said.said:
        return clarify("nothing is said")
    if said.said.startswith("?") and said.said.strip("? "):
        query = said.said.lstrip("? ").strip()
        return Reading(Act.ASK_KB, value=query, because="asked with a question mark in front")
    if _COLON.match(said.said):
        return clarify("a word with a colon in front is for the program")
    if question.kind is Kind.STATEMENT:
        return read_command(said, free=False) or Reading(Act.OTHER, because="a statement takes no answer")
    if context.codes_only:
        return read_strict(said, question, context)
    if reading := _exactly(said, question):
        return reading
    if len(said.tokens) > _LONGEST and question.kind is not Kind.TEXT:
        return clarify("too much is said at once to be one answer")
    reading = _told(written_out(said, question), question, context)
    if reading.act is Act.CLARIFY and not reading.candidates and not _of_earlier(reading):
        return replace(reading, candidates=hinted(said, question))
    return reading


def _of_earlier(reading: Reading) -> bool:
    """Whether the doubt is about another question, so that the answers to this one are no help."""
    return reading.because.startswith(("an earlier answer", "several earlier"))


def _told(said: Utterance, question: Question, context: Context) -> Reading:
    """What is said, also where an interviewer tells it of the respondent."""
    free = question.kind is Kind.TEXT
    frame = framed_speech(said)
    if frame and (frame.surely or not free) and (reading := _reported(frame, question, context)):
        return replace(reading, value=said.said) if free and reading.act is Act.ANSWER else reading
    named = first_person(said, surely=True)
    if named and (not free or read_command(named, free=True)):
        return _freely(named, question, context)
    reading = _freely(said, question, context)
    if free or reading.act not in (Act.CLARIFY, Act.OTHER):
        return reading
    turned = first_person(said)
    wish = read_command(turned, free=False) if turned else None
    return wish if wish and wish.act is Act.COMMAND else reading


def _reported(frame: Frame, question: Question, context: Context) -> Reading | None:
    """What is told as the respondent's words, read as such; a question that is no wish is one of the matter."""
    inside = frame.inside
    if not frame.asks:
        return _exactly(inside, question) or _told(inside, question, context)
    direct = asked_directly(inside)
    for way in (direct, first_person(direct)):
        wish = _freely(way, question, context) if way else None
        if wish and wish.act in (Act.COMMAND, Act.NOTE, Act.CORRECT):
            return wish
    return Reading(Act.ASK_KB, value=inside.said, because="a question told of the respondent", confidence=0.9)


def _exactly(said: Utterance, question: Question) -> Reading | None:
    if not question.options or question.kind in (Kind.NUMBER, Kind.RANKING):
        return None
    return named(said, question)


def _freely(said: Utterance, question: Question, context: Context) -> Reading:
    free = question.kind is Kind.TEXT
    command = read_command(said, free=free)
    if command and command.command is Command.SKIP and (going := before_going_on(said)):
        reading = _exactly(going, question) or _content(going, question, context)
        if reading.act is Act.ANSWER and not free:
            return replace(reading, exact=False)
    if command and (command.act is Act.NOTE or not speaks_of_earlier(said)):
        return command
    if correction := read_correction(said, question, context, _value):
        return correction
    if noise := read_noise(said):
        return noise
    if command := command or read_question(said, free=free):
        return command
    if noise := read_excuse(said, free=free):
        return noise
    reading = _content(said, question, context)
    if reading.act is Act.ANSWER and not free and meant_earlier(said, question, context):
        return clarify("an earlier answer may be meant, and which is not plain", reading.codes)
    if reading.act is not Act.CLARIFY or free:
        return reading
    if said.asks and _SUPPOSED.search(said.plain):
        return reading
    if said.words[:1] and said.words[0] in _BIDDING and (beside := read_chat(said, question)):
        return beside
    likely = reading.candidates and not is_yesno(question)
    if said.asks and not likely and (_of_the_field(said, question) or _in_words(said, question)):
        return Reading(Act.ASK_KB, value=said.said, because="words with a question mark", confidence=0.6)
    beside = None if likely else read_chat(said, question)
    if beside and is_joke(said):
        return beside
    return read_weak_command(said) or beside or reading


def _of_the_field(said: Utterance, question: Question) -> bool:
    """Whether a word or two with a question mark are a term: capitals, or words of the question."""
    capitals = any(said.quote(place, place + 1).isupper() for place in range(len(said.tokens)))
    return capitals or bool(roots(said.said) & words_of(question.id, question))


def _in_words(said: Utterance, question: Question) -> bool:
    """Whether several words end in a question mark where an answer would be an option."""
    return bool(question.options) and question.kind is not Kind.NUMBER and 2 < len(said.tokens) < 20


def _content(said: Utterance, question: Question, context: Context) -> Reading:
    kind = Kind.YESNO if is_yesno(question) else question.kind
    reading = _READERS[kind](said, question, context)
    if reading.act is Act.ANSWER and kind is not Kind.TEXT and taken_back(said):
        return clarify("what is said is taken back", reading.codes)
    if reading.act is Act.ANSWER and question.options and kind is not Kind.DATE and later(said):
        return clarify("it may be said of a time to come", reading.codes)
    if reading.act is not Act.CLARIFY or kind is Kind.TEXT or said.asks:
        return reading
    if not 0 < len(said.tokens) <= _LONGEST:
        return reading
    plain = reworded(said)
    for again in (plain, concluded(plain or said, kind)):
        second = _READERS[kind](again, question, context) if again else reading
        if second.act in (Act.ANSWER, Act.COMMAND):
            return replace(second, confidence=min(second.confidence, 0.8), exact=False)
    headline = headlined(plain or said, question, lambda part: _READERS[kind](part, question, context))
    return headline or (kind is Kind.NUMBER and read_lone(plain or said, question)) or reading


@lru_cache(maxsize=16)
def _part(text: str) -> Utterance:
    """A part of what is said, read once for all the questions it is held against."""
    return utterance(text)


def _value(text: str, question: Question, context: Context) -> Reading:
    """The new answer in a correction, read as an answer and nothing else."""
    said = _part(text)
    if not said.tokens or question.kind in (Kind.TEXT, Kind.STATEMENT) or mere_manner(said):
        return clarify("no new answer that can be read")
    return (said.words != ("not",) and _exactly(said, question)) or _content(said, question, context)
