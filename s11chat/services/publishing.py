"""Makes what is published of a wave: every report in the formats asked for, a technical note, and a manifest of digests.

All of it is made before anything is written, and only where everything reconciles or what does not was waived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from s11chat import __version__
from s11chat.analysis.reliability import reliability
from s11chat.analysis.rounding import whole_per_cent
from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, TamperError
from s11chat.language.plural import number_of
from s11chat.report.edition import ENDINGS, Edition, Format, written
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Report
from s11chat.report.technical_note import NAME, Base, CodedQuestion, Decision, NoteFigures
from s11chat.report.technical_note import report as note_report
from s11chat.services.backcoding import coding_figures
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.imported import imports
from s11chat.services.judging import docket
from s11chat.services.keeping import Verified, verify
from s11chat.services.kept import Kept
from s11chat.services.reconciling import Check, check

MANIFEST = "SHA256SUMS"
_ENDING = {form: ending for ending, form in ENDINGS.items()}


@dataclass(frozen=True)
class Release:
    """What is published."""

    files: Mapping[str, bytes]
    """By name, the manifest last."""
    check: Check
    remarks: tuple[str, ...]
    """What verifying told beside."""


def release(
    kept: Kept,
    wave: str,
    reports: Sequence[Report],
    left_out: Iterable[tuple[str, str]],
    formats: Sequence[Format],
    edition: Edition,
) -> Release:
    """What is published of a wave: these reports, and of which others the note says why they are `left_out`.

    Raises RefusedError where something does not reconcile and is not waived, TamperError where the records do not
    verify, UsageError where a format cannot be made.
    """
    kept.require(Act.DECIDE, wave)
    found = check(kept, wave, reports)
    if found.open:
        raise RefusedError(
            f"{number_of(len(found.open), 'finding')} of {wave} {'is' if len(found.open) == 1 else 'are'} open: look with "
            f"s11chat report check {wave}, and mend or waive each. Nothing was written."
        )
    verified = verify(kept)
    if verified.faults:
        raise TamperError(f"The records do not verify: {verified.faults[0]} Nothing was written.")
    files = {
        f"{report.name}.{_ENDING[form]}": written(report, form, edition)
        for report in reports
        for form in formats
    }
    digests = tuple((name, sha256(made).hexdigest()) for name, made in files.items())
    note = note_report(_note(kept, wave, reports, tuple(left_out), found, verified, digests))
    files |= {f"{NAME}.{_ENDING[form]}": written(note, form, edition) for form in formats}
    manifest = "".join(f"{sha256(made).hexdigest()}  {name}\n" for name, made in sorted(files.items()))
    return Release({**files, MANIFEST: manifest.encode()}, found, (*verified.notes, *verified.redactions))


def _note(
    kept: Kept,
    wave: str,
    reports: Sequence[Report],
    left_out: tuple[tuple[str, str], ...],
    found: Check,
    verified: Verified,
    digests: tuple[tuple[str, str], ...],
) -> NoteFigures:
    record, collection = kept.casebook.wave(wave), gathered(kept, wave)
    matters = docket(kept, wave)
    return NoteFigures(
        wave=wave_of(record),
        day=kept.today,
        version=__version__,
        dialog=f"{record.dialog_id} {record.dialog_version}",
        dialog_digest=record.dialog_digest,
        opens=record.opens,
        closes=record.closes,
        response=collection.response,
        modes=Counter(reply.traits["mode"] for reply in collection.replies),
        reliability=reliability(collection.response),
        bases=tuple(_bases(reports)),
        duplicates=tuple(
            Decision(
                " and ".join(line.refs),
                line.verdict.said,
                line.verdict.by,
                line.verdict.at,
                line.verdict.reason,
            )
            for line in matters
            if line.verdict
        ),
        undecided=sum(line.verdict is None for line in matters),
        imports=tuple(
            Decision(
                f"import {one.number}",
                f"{number_of(len(one.facts), 'return')} from {one.file}, {one.digest[:16]}"
                + (", taken back" if one.undone else ""),
                one.by,
                one.at,
            )
            for one in imports(kept, wave)
        ),
        coding=tuple(_coded(kept, wave)),
        waivers=tuple(
            Decision(f"{one.id}, {one.place}", one.what, waiver.by_name, waiver.at, waiver.reason)
            for one, waiver in found.waived
        ),
        statements=found.figures,
        verified=f"verified: {number_of(verified.events, 'event')} in {number_of(verified.chains, 'chain')}, "
        f"{number_of(verified.responses, 'response')}, {number_of(verified.signatures, 'signature')}",
        remarks=(*verified.notes, *verified.redactions),
        reports=tuple((report.name, report.title) for report in reports),
        left_out=left_out,
        files=digests,
    )


def _bases(reports: Sequence[Report]) -> Iterable[Base]:
    """The bases of the questions, as the topline prints them."""
    for report in reports:
        if report.name == "topline":
            seen: dict[str, Base] = {}
            for cells in report.records.rows:
                row = dict(zip(report.records.columns, cells, strict=True))
                item = f"{row['item']}.{row['row']}" if row["row"] else row["item"]
                seen.setdefault(item, Base(item, row["base_unweighted"], row["base_weighted"], row["n_eff"]))
            yield from seen.values()


def _coded(kept: Kept, wave: str) -> Iterable[CodedQuestion]:
    for one in coding_figures(kept, wave).questions:
        share = Fraction(one.other, one.open.answered) if one.open.answered else None
        yield CodedQuestion(
            one.id,
            len(one.open.verbatims),
            one.open.coded,
            len(one.open.left),
            NOTHING if share is None else whole_per_cent(share),
        )
