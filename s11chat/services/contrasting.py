"""Compares groups of the returns of a wave."""

from __future__ import annotations

from s11chat.analysis.difference import Method, Variance
from s11chat.analysis.status_panel import panel
from s11chat.report.status import StatusReport
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept


def status(
    kept: Kept,
    wave: str,
    variance: str = Variance.PUBLISHED,
    confidence: str = "95",
    show: str = "significant",
) -> StatusReport:
    """Online beside telephone, delegated beside direct, signed beside unsigned, answer by answer.

    Tables show the differences that are `significant`, or `all`.
    """
    collection = gathered(kept, wave)
    method = Method(collection.response, Variance(variance), int(confidence))
    compared = panel(collection, method)
    return StatusReport(
        wave_of(kept.casebook.wave(wave)), method, len(collection.replies), compared, show == "all"
    )
