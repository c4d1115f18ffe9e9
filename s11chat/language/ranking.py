"""Reads options put in order: "2 5 1", "training first, then supervision"; the order said is the order meant."""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.handle import listed
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.ordinal import ORDINALS
from s11chat.language.reading import Act, Context, Reading, answer, clarify
from s11chat.language.several import consistent, read_multi

_ORDINAL = "|".join(word for word, number in ORDINALS.items() if number <= 10)
_PLACE = re.compile(
    rf"\b(?:and |then |and then )?(?:(?:my|our|the) )?(?:{_ORDINAL}|last|top)(?:ly)?(?: of all)?"
    r"(?: (?:priority|place|comes|come|is|would be|goes))*\b[:,]?"
    r"|\b(?:and )?(?:then|after that|followed by|next)(?: (?:comes|is))?\b[:,]?"
    r"|\bnumber (?:one|two|three|four|five|\d)(?: (?:is|would be))?\b[:,]?"
    r"|(?:^|(?<=\s))\d{1,2}[.)]\s+(?=[A-Za-z])",
    re.IGNORECASE,
)
"""What says a place and not an option: "second comes", "then", "2. "."""
_BACKWARDS = re.compile(r"\b(?:after|behind|before|ahead of|over|above|below|second to)\b", re.IGNORECASE)


def read_ranking(said: Utterance, question: Question, context: Context) -> Reading:
    """The options in the order said, at most as many as there are places, or a doubt."""
    if codes := listed(question, said.tokens):
        return placed(
            question, consistent(question, codes, answer(*codes, because="handles listed", exact=True))
        )
    ordered = utterance(_PLACE.sub(", ", said.said).strip(" ,"))
    reading = read_multi(ordered if ordered.tokens else said, question, context)
    if len(reading.codes) > 1 and _BACKWARDS.search(ordered.said):
        return clarify("which comes first is not said plainly", reading.codes)
    return placed(question, reading)


def placed(question: Question, reading: Reading) -> Reading:
    """The reading, unless it has more options than are put in order."""
    if question.places and reading.act is Act.ANSWER and len(reading.codes) > question.places:
        return clarify(f"more are named than the {question.places} that are put in order", reading.codes)
    return reading
