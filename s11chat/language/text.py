"""Reads an answer in the respondent's own words: anything is one, unless it breaks off or says nothing."""

from __future__ import annotations

from s11chat.dialog.question import Question
from s11chat.language.naming import index_of
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.scope import Scope

_DANGLING = frozenset(
    ["the", "a", "an", "and", "or", "but", "because", "um", "er", "erm", "my", "our", "your", "their"]
)


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
    return answer(value=said.said, because="text as said", exact=True)
