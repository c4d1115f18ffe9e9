"""How far moderated ratings and the organisations' own concur over a wave, and how far two moderators do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from s11chat.analysis.agreement import Pair, agreement, kappas
from s11chat.assurance.moderation import (
    NOT_APPLICABLE,
    Rated,
    Work,
    finished,
    latest,
    of_standing,
    outcome,
    shown_to_each_other,
    standing,
)
from s11chat.assurance.right import Act, name_key
from s11chat.dialog.question import Question, questions
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.report.agreement import AgreementReport, Compared, ScaleAgreement, report
from s11chat.report.edition import Edition
from s11chat.report.format.terminal import lines
from s11chat.services.counting import wave_of
from s11chat.services.kept import Kept
from s11chat.services.released import rated, works_of
from s11chat.store.record import CaseRecord

_READABLE = 76
"""Columns of figures that are read on a card."""
_UNFINISHED = "Returns left out because a moderator is not done"
_NAMELESS = "Returns left out because who rated what was redacted"
_UNMODERATED = "Standards left out because the moderators differ or took their rating back"
_OWN_MISSING = "Standards left out because the organisation gave no rating"
_DOES_NOT_APPLY = "Standards left out because the moderator holds that they do not apply"
_CHANGED = "Answers that changed after they were moderated, counted as they were then"


@dataclass(frozen=True)
class _Pairs:
    """Two ratings of one standard of one organisation."""

    question: str
    type: str
    pair: Pair
    raters: tuple[str, str] = ("", "")


def concurrence(kept: Kept, wave: str) -> AgreementReport:
    """The agreement of a wave. Raises UsageError where the dialog rates no standards, or statsmodels is missing."""
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    dialog = kept.dialog(record)
    rating = {id_: one for id_, one in questions(dialog).items() if one.rates}
    if not rating:
        raise UsageError(f"The dialog {dialog.dialog} rates no standards: there is nothing to compare.")
    left_out: Counter[str] = Counter()
    own, between = _gathered(kept, wave, left_out)
    types = {kind.type: kind.say for kind in dialog.organisations}
    scales = tuple(_scale(asked, own, between, types) for asked in _by_scale(rating))
    notes = tuple(f"{what}: {count}." for what, count in left_out.items() if count)
    return AgreementReport(wave_of(record), scales, notes)


def concurrence_text(kept: Kept, wave: str) -> tuple[str, ...]:
    """The same as lines to read."""
    return tuple(lines(report(concurrence(kept, wave)), Edition(kept.today, width=_READABLE)))


def _gathered(kept: Kept, wave: str, left_out: Counter[str]) -> tuple[list[_Pairs], list[_Pairs]]:
    """Own and moderated rating, and the ratings of two moderators, of every standard that has both."""
    own: list[_Pairs] = []
    between: list[_Pairs] = []
    given, ratings = kept.moderations.moderators_of(wave), kept.moderations.ratings_of(wave)
    for case in kept.casebook.cases(wave):
        works = works_of(given.get(case.return_id, ()))
        if not any(works) or case.state is State.SUPERSEDED:
            continue
        if not finished(works):
            left_out[_UNFINISHED] += bool(standing(works))
            continue
        if len({name_key(work.name) for work in standing(works)}) < len(standing(works)):
            left_out[_NAMELESS] += 1
            continue
        by_item: dict[str, list[Rated]] = defaultdict(list)
        for one in ratings.get(case.return_id, ()):
            by_item[one.item].append(rated(one))
        now = kept.responses.current(case.return_id)
        for item, made in by_item.items():
            own += _own(
                case, item, outcome(made, works).rating, now[item].revision if item in now else 0, left_out
            )
            between += _between(case, item, made, works)
    return own, between


def _own(
    case: CaseRecord, item: str, result: Rated | None, revision: int, left_out: Counter[str]
) -> Iterator[_Pairs]:
    if result is None:
        left_out[_UNMODERATED] += 1
    elif result.rating == NOT_APPLICABLE:
        left_out[_DOES_NOT_APPLY] += bool(result.self_rating)
    elif not result.self_rating:
        left_out[_OWN_MISSING] += 1
    else:
        left_out[_CHANGED] += result.answer_revision != revision
        yield _Pairs(item, case.type, (result.self_rating, result.rating))


def _between(case: CaseRecord, item: str, made: Sequence[Rated], works: Sequence[Work]) -> Iterator[_Pairs]:
    """The last ratings of two moderators from before they saw each other's, in the order of their names."""
    if not shown_to_each_other(works):
        return
    given = latest(one for one in of_standing(made, works) if one.blind)
    pair = sorted(given.items(), key=lambda one: name_key(one[0]))
    if len(pair) == 2 and NOT_APPLICABLE not in (pair[0][1].rating, pair[1][1].rating):
        (first, one), (second, other) = pair
        yield _Pairs(item, case.type, (one.rating, other.rating), (first, second))


def _by_scale(rating: Mapping[str, Question]) -> list[dict[str, Question]]:
    """The rated standards by the scale they have: steps of different scales are not set against each other."""
    found: dict[tuple[str, ...], dict[str, Question]] = {}
    for id_, question in rating.items():
        codes = tuple(option.code for option in question.options if option.no_answer is None)
        found.setdefault(codes, {})[id_] = question
    return list(found.values())


def _scale(
    asked: Mapping[str, Question],
    own: Sequence[_Pairs],
    between: Sequence[_Pairs],
    types: Mapping[str, str],
) -> ScaleAgreement:
    options = [option for option in next(iter(asked.values())).options if option.no_answer is None]
    ordered = all(option.score is not None for option in options)
    if ordered:
        options.sort(key=lambda option: option.score or 0)
    codes = tuple(option.code for option in options)
    mine = [one for one in own if one.question in asked]
    two = [one for one in between if one.question in asked]

    def compared(name: str, title: str, found: Sequence[_Pairs]) -> Compared:
        table = agreement((one.pair for one in found), codes)
        return Compared(name, title, table, kappas(table, ordered=ordered))

    def grouped(found: Sequence[_Pairs], names: Mapping[str, str], key: str) -> tuple[Compared, ...]:
        rows = (
            (name, title, [one for one in found if getattr(one, key) == name])
            for name, title in names.items()
        )
        return tuple(compared(name, title, some) for name, title, some in rows if some)

    raters = {one.raters: " / ".join(one.raters) for one in two}
    return ScaleAgreement(
        codes=codes,
        labels=tuple(option.say for option in options),
        ordered=ordered,
        total=compared("all", "All", mine),
        by_standard=grouped(mine, {id_: one.say.respondent for id_, one in asked.items()}, "question"),
        by_type=grouped(mine, types, "type"),
        moderators=compared("moderators", "All", two),
        by_pair=tuple(
            compared(" / ".join(pair), said, [one for one in two if one.raters == pair])
            for pair, said in sorted(raters.items())
        ),
    )
