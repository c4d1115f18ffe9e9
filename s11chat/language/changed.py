"""A change to an earlier answer by clues: which question is likely meant, and which option is its new answer.

Where old and new answer are both told, the rules take the one that stands where new ones mostly do; the clues of
many corrections know better how each of the two is named. Where neither is plain, it is asked.
"""

from __future__ import annotations

from dataclasses import replace

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clue import clues
from s11chat.language.correct import ReadValue, read_correction
from s11chat.language.earlier import earlier_clues
from s11chat.language.guess import SUREST
from s11chat.language.longhand import written_out
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Context, Reading, clarify
from s11chat.language.topic import numbered
from s11chat.language.weight import EARLIER, NEW, among, points

_EITHER, _NEWER = 0.3, 0.7
"""The share an option has that may be what an earlier answer is changed to, and one that is put in its place."""
_PLAIN = 0.6
"""The share from which on a question is taken for the one whose answer is changed."""
_MAYBE = 0.15
"""The share that the question has at least of which rules say that its answer is changed."""


def changed(
    said: Utterance, question: Question, context: Context, read_value: ReadValue, ruled: Reading | None = None
) -> Reading | None:
    """The change to an earlier answer, looked for at the question that is likely meant; `ruled` is what rules say."""
    shares = among(earlier_clues(written_out(said, question), question, context.questions), EARLIER, points())
    target = max(shares, key=shares.__getitem__, default="")
    if ruled and not shares:
        return ruled
    if ruled and shares.get(ruled.target or "", 0.0) >= (
        _MAYBE if shares.get(target, 0.0) < _PLAIN else _PLAIN
    ):
        return ruled
    if shares.get(target, 0.0) >= _PLAIN:
        meant = context.questions[target]
        alone = replace(context, questions={target: meant})
        found = read_correction(said, question, alone, read_value, surely=True)
        if found and found.act is Act.CORRECT:
            return found
        by_number = bool(numbered(said, alone.questions))
        if not by_number and (found := _likely_new(written_out(said, meant), meant)):
            return found
        return clarify(f"an earlier answer is changed, and the new one is not plain: {target}")
    found = None if ruled else read_correction(said, question, context, read_value, surely=True)
    if found and found.act is Act.CORRECT and shares.get(found.target or "", 0.0) < _MAYBE:
        found = None
    return found or clarify("an earlier answer may be meant, and which is not plain")


def new_answer(said: Utterance, target: Question, reading: Reading) -> Reading:
    """The correction `reading`, with the option of `target` that is likely the new answer where both are told."""
    if not _one_option(target) or len(reading.codes) != 1 or numbered(said, {target.id: target}):
        return reading
    share = among(clues(said, target).named, NEW, points())
    best = max(share, key=share.__getitem__)
    if best == reading.codes[0] or share[reading.codes[0]] > _EITHER:
        return reading
    option = target.option(best)
    if share[best] < _NEWER or option is None or option.specify:
        both = ", ".join(sorted((*reading.codes, best)))
        return clarify(f"an earlier answer is changed, and which is the new one is not plain: {both}")
    because = f"{reading.because}; likely the new one, as it is named: {best}"
    return replace(reading, codes=(best,), because=because, confidence=round(min(share[best], SUREST), 2))


def _likely_new(said: Utterance, target: Question) -> Reading | None:
    """The change to the answer of `target` that is likely, by how its options are named."""
    if not _one_option(target):
        return None
    named = clues(said, target).named
    share = among(named, NEW, points())
    best = max(share, key=share.__getitem__)
    option = target.option(best)
    said_so = any(clue.startswith("(this ") for clue in named[best])
    if share[best] < _NEWER or not said_so or option is None or option.specify:
        return None
    sure = round(min(share[best], SUREST), 2)
    because = f"an earlier answer is changed, likely to the one named so: {best}"
    return Reading(Act.CORRECT, codes=(best,), target=target.id, because=because, confidence=sure)


def _one_option(question: Question) -> bool:
    return question.kind in (Kind.SINGLE, Kind.YESNO)
