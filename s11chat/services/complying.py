"""How far standards are met in a wave: reads its returns, asks the right, and has them counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.cohort import cohort_returns
from s11chat.analysis.compliance import Measure, Scale, Threshold, Way, cohort_of, columns, levels, settled
from s11chat.analysis.reply import Absent, Collection, Reply
from s11chat.analysis.score_table import Scored, score_table
from s11chat.dialog.model import Dialog
from s11chat.dialog.scoring import DECLARED
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError
from s11chat.exchange.roster import parts
from s11chat.report.compliance import ComplianceFigures
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept


@dataclass(frozen=True)
class Counted:
    """The returns that an audit counts, and those that it does not."""

    collection: Collection
    scales: tuple[Scale, ...]
    replies: tuple[Reply, ...]
    begun: tuple[Reply, ...]
    """Those that hold something, and too little to be counted."""
    absent: tuple[Absent, ...]
    """The eligible organisations that gave nothing."""

    @property
    def unfinished(self) -> int:
        """How many are counted that are not complete."""
        return sum(not one.complete for one in self.replies)


def counted(kept: Kept, wave: str, cohort: str = "", *, begun: bool = False) -> Counted:
    """The returns of a wave that an audit counts, or those of a cohort.

    Those are all that are complete, that came in with a file, or that rated or declined every standard put to them,
    whatever else is still to be asked; with `begun`, all that hold any answer. Raises UsageError where the dialog
    rates no standards, or there is no such cohort.
    """
    collection = gathered(kept, wave, begun=True)
    scales = scales_of(collection)
    known = cohorts_of(collection)
    if cohort and cohort not in known:
        named = ", ".join(known)
        raise UsageError(f"There is no cohort '{cohort}'{nearest(cohort, known)}; cohorts are {named}.")
    mine = [one for one in collection.replies if not cohort or cohort_of(one) == cohort]
    enough = [one for one in mine if begun or counts(one, scales)]
    rest = tuple(one for one in mine if one not in enough)
    gone = tuple(one for one in collection.absent if not cohort or (one.cohort or "all") == cohort)
    return Counted(collection, scales, tuple(enough), rest, gone)


def counts(reply: Reply, scales: Sequence[Scale]) -> bool:
    """Whether an audit of these standards counts a return; of a dialog without any, only complete ones count."""
    return reply.complete or reply.imported or (bool(scales) and settled(reply, scales))


def scales_of(collection: Collection) -> tuple[Scale, ...]:
    """The standards that a dialog rates. Raises UsageError where there is none."""
    dialog = collection.dialog
    threshold = dialog.scoring.threshold if dialog.scoring else None
    found = tuple(
        Scale(one, levels(one.options, threshold)) for one in collection.questions.values() if one.rates
    )
    if not found:
        raise UsageError(f"The dialog {dialog.dialog} rates no standards: this report is of audits that do.")
    return found


def cohorts_of(collection: Collection) -> tuple[str, ...]:
    """The cohorts of a dialog, or its groups, in its order."""
    kinds = collection.dialog.organisations
    named = (kind.cohort or kind.group for kind in kinds)
    return tuple(dict.fromkeys(one for one in named if one)) or ("all",)


def compliance(
    kept: Kept,
    wave: str,
    *,
    way: Way | None = None,
    cohort: str = "",
    threshold: Fraction | None = None,
    mean: Fraction | None = None,
    rule: str = "",
    begun: bool = False,
    scores: bool = False,
) -> ComplianceFigures:
    """The compliance of a wave, or of one cohort, with marks where the share fully met, or the mean, is high enough.

    Without a `way`, who holds that a standard does not apply counts as not answered; in a percentage audit, whose own
    rule leaves them out, they are left out. Where the dialog says how it is scored, with scores under its own rule, and beside it under the one called `rule`;
    with `scores` these alone. Raises UsageError where there is no such rule, or nothing about scoring.
    """
    found = counted(kept, wave, cohort, begun=begun)
    dialog = found.collection.dialog
    commissioned = {one.ref: parts(one.traits["commissioned_by"]) for one in found.replies}
    names = {case.ref: case.name for case in kept.casebook.cases(wave)}
    made = columns(found.replies, found.scales, cohorts_of(found.collection), commissioned)
    return ComplianceFigures(
        wave=wave_of(kept.casebook.wave(wave)),
        dialog=dialog,
        scales=found.scales,
        columns=made,
        way=way or usual(dialog),
        cohorts=cohort_returns(
            dialog,
            found.collection.response,
            Counter(map(cohort_of, found.replies)),
            [cohort] if cohort else cohorts_of(found.collection),
        ),
        thresholds=tuple(
            Threshold(value, of)
            for value, of in ((threshold, Measure.SHARE), (mean, Measure.SCORE))
            if value is not None
        ),
        bodies={one.commissioner: names.get(one.commissioner, one.commissioner) for one in made},
        shared=tuple(one.name for one in found.replies if len(commissioned[one.ref]) > 1),
        unfinished=found.unfinished,
        begun=len(found.begun),
        absent=len(found.absent),
        scores=_scores(dialog, found.replies, rule, wanted=scores),
        scores_alone=scores,
    )


def usual(dialog: Dialog) -> Way:
    """The way that fits a dialog: as rating audits are published, or as its own rule scores."""
    if dialog.scoring is None or dialog.scoring.not_applicable == "zero":
        return Way.NOT_ANSWERED
    return Way.LEFT_OUT if dialog.scoring.not_answered == "zero" else Way.RATED


def _scores(
    dialog: Dialog, replies: Sequence[Reply], rule: str, *, wanted: bool
) -> Mapping[str, tuple[Scored, ...]]:
    if dialog.scoring is None:
        if rule or wanted:
            raise UsageError(f"The dialog {dialog.dialog} says nothing about scoring: there are no scores.")
        return {}
    known = (DECLARED, *dialog.scoring.rules)
    if rule and rule not in known:
        raise UsageError(f"There is no rule '{rule}'{nearest(rule, known)}: there is {', '.join(known)}.")
    named = dict.fromkeys((DECLARED, *([rule] if rule else [])))
    return {name: score_table(dialog, replies, dialog.scoring.rule(name)) for name in named}
