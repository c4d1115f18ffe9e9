"""Reads an answer in the respondent's own words: anything is one, unless it breaks off or says nothing."""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.naming import index_of
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.scope import Scope

_DANGLING = frozenset(
    ["the", "a", "an", "and", "or", "but", "because", "um", "er", "erm", "my", "our", "your", "their"]
)


_SHORT = 14
_NOTHING = re.compile(
    r"(?:(?:no|well|um|er|honestly|really|to be honest) ,? ?)*(?:there is )?(?:nothing|none)(?: [,.;:] (?!.*\b(?:but|except|other than|apart)\b).*"
    r"| to (?:speak|report|add|say|mention|note|declare|tell)\b.*"
    r"| (?:(?:that )?(?:i|we|she|he|they|r|resp|respondent) (?:can|could|know|knows|am|are|is|has|have|want|wants|need|needs|will|would|think|thinks)|at all|whatsoever|whatever|in particular|comes|springs|has changed|yet|so far|special|really)\b.*)?$"
)
"""Nothing, and no more than that there is nothing; "nobody answers the phone" is an answer."""


def read_text(said: Utterance, question: Question, context: Context) -> Reading:
    """The text as said; an option such as "nothing" where that is all that is said."""
    words = said.words
    if len(said.said) <= 4000 and words and words[-1] in _DANGLING and not said.ends and len(words) > 1:
        return clarify("it breaks off in the middle")
    if question.options and words:
        index = index_of(question)
        mentions = tuple(index.mentions(said.tokens))
        scope = Scope(said, said.tokens, mentions)
        if mentions and scope.covered(0, len(said.tokens)) and len({m.code for m in mentions}) == 1:
            code = mentions[0].code
            if question.option(code):
                return answer(code, value=said.said, because="nothing but an option is said", confidence=0.9)
    none = next((o.code for o in question.options if o.exclusive and o.no_answer is None), None)
    if none and len(words) < _SHORT and _NOTHING.match(said.plain):
        return answer(
            none, value=said.said, because="that there is nothing is all that is said", confidence=0.8
        )
    return answer(value=said.said, because="text as said", exact=True)
