"""How far the coding of a wave is: what is coded and left, what stands under "other", how far two coders agree."""

from __future__ import annotations

from collections.abc import Mapping

from s11chat.analysis.coding import QuestionCoding, Sample, by_code, times
from s11chat.assurance.right import Act
from s11chat.errors import StateError
from s11chat.report.coding import CodingReport
from s11chat.services.coded import codable, specified
from s11chat.services.counting import wave_of
from s11chat.services.gathering import Gathered, gathered_whole
from s11chat.services.kept import Kept
from s11chat.services.sampling import doubled, samples
from s11chat.services.verbatim import must_be_codable, opened


def coding_figures(kept: Kept, wave: str, item: str | None = None) -> CodingReport:
    """How far coding is, of all questions or of one. Raises UsageError where that is none that is coded."""
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    asked = codable(kept.dialog(record))
    if item:
        must_be_codable(asked, item)
    found, drawn = gathered_whole(kept, wave), samples(kept, wave)
    made = [_figures(kept, wave, found, id_, drawn) for id_ in asked if item in (None, "", id_)]
    questions = tuple(one for one in made if one.open.verbatims or one.other or item)
    return CodingReport(wave_of(record), len(found.collection.replies), questions, item or "")


def first_left(kept: Kept, wave: str) -> str:
    """The first question that has codes and answers left to code. Raises StateError where there is none."""
    found = [one for one in coding_figures(kept, wave).questions if one.open.verbatims]
    with_codes = [one for one in found if one.begun] or found
    left = [one for one in with_codes if one.open.left] or with_codes
    if not left:
        raise StateError("No complete return has an answer in words yet, so there is nothing to code.")
    return left[0].id


def _figures(kept: Kept, wave: str, found: Gathered, id_: str, drawn: Mapping[str, Sample]) -> QuestionCoding:
    one = opened(wave, found, id_)
    residual = specified(one.question) or one.frame.residual
    replies = found.collection.replies
    said = [reply.said[id_] for reply in replies]
    values = [reply.answers[id_].value for reply in replies] if specified(one.question) else []
    first = [frozenset(value if isinstance(value, tuple) else (str(value),)) for value in values]
    twice = doubled(kept, one) if id_ in drawn else ()
    counts = times(each.codes for each in one.verbatims)
    codes = [code for code in one.frame.codes.values() if not code.into]
    return QuestionCoding(
        open=one,
        other_said=sum(bool(each & residual) for each in first),
        other=sum(isinstance(each, frozenset) and bool(each & residual) for each in said),
        codes=tuple(
            (code, counts.get(code.code, 0)) for code in codes if not code.retired or code.code in counts
        ),
        sample=drawn.get(id_),
        doubled=twice,
        agreement=by_code([each.pair for each in twice], one.frame.codes),
    )
