"""What moderation changed in a wave: released ratings beside the organisations' own."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.analysis.agreement import MISSING
from s11chat.analysis.compliance import Scale
from s11chat.analysis.moderated import Pair, change, moderated_standards, said_of
from s11chat.analysis.reply import Reply
from s11chat.errors import UsageError
from s11chat.report.agreement import AgreementReport
from s11chat.report.moderation import ModerationFigures
from s11chat.services.complying import scales_of
from s11chat.services.concurring import concurrence
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.services.released import Release, releases
from s11chat.services.witnessing import Did, witness


def moderation_report(kept: Kept, wave: str) -> ModerationFigures:
    """The moderation of a wave as it was released, and the agreement over all that is finished.

    That it was taken out is put on record. Raises UsageError where the dialog rates no standards.
    """
    collection = gathered(kept, wave, begun=True)
    scales = scales_of(collection)
    witness(kept, Did.EXPORTED, wave, detail="the moderated ratings")
    returns = {case.return_id: case.ref for case in kept.casebook.cases(wave)}
    standing = {returns[id_]: one for id_, one in releases(kept, wave).items()}
    moderated = [one for one in collection.replies if one.ref in standing]
    pairs = tuple(
        pair for scale in scales for reply in moderated for pair in _pair(reply, scale, standing[reply.ref])
    )
    return ModerationFigures(
        wave=wave_of(kept.casebook.wave(wave)),
        scales=scales,
        standards=moderated_standards(pairs, scales, {one.ref: one for one in moderated}),
        pairs=pairs,
        returns=len(moderated),
        agreement=_agreement(kept, wave),
    )


def _pair(reply: Reply, scale: Scale, release: Release) -> Iterator[Pair]:
    """The two ratings of a standard, where one was released."""
    result = release.results.get(scale.question.id)
    if result is None:
        return
    own, moderated = reply.said[scale.question.id], said_of(result.rating)
    yield Pair(
        standard=scale.question.id,
        ref=reply.ref,
        organisation=reply.name,
        own=own,
        moderated=moderated,
        change=change(scale, own, moderated),
        reason=result.reason,
        since=_code(reply, scale) != result.self_rating,
    )


def _code(reply: Reply, scale: Scale) -> str:
    value = reply.answers[scale.question.id].value
    return value if isinstance(value, str) else ""


def _agreement(kept: Kept, wave: str) -> AgreementReport | None:
    try:
        return concurrence(kept, wave)
    except UsageError as error:
        if str(error) != MISSING:
            raise
        return None
