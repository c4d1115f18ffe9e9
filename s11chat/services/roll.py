"""The frame of a wave as a list to hand out, in the columns it came in, with where each return stands."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.assurance.right import Act
from s11chat.exchange.frame import COLUMNS, STATE
from s11chat.services.kept import Kept
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord, PersonRecord

CONTACT = ("lead_name", "lead_role", "email", "phone")
"""Columns for those alone who may see contact details."""
_NOBODY = PersonRecord("", "", "", "", "", "", "")


@dataclass(frozen=True)
class Roll:
    """The organisations of a wave, by ref."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    withheld: tuple[str, ...]
    """Columns that are left out because the actor may not see contact details."""


def roll(kept: Kept, wave: str, *, to: str = "the screen") -> Roll:
    """Every organisation of a wave; that it was taken out, and where `to`, is put on record."""
    kept.require(Act.EXPORT_FRAME, wave)
    kept.casebook.wave(wave)
    withheld = () if kept.may(Act.SHOW_CONTACT, wave) else CONTACT
    header = tuple(name for name in (*COLUMNS, STATE) if name not in withheld)
    rows = []
    for case in kept.casebook.cases(wave):
        told = _told(case)
        rows.append(tuple(told[name] for name in header))
    made = Roll(header, tuple(rows), withheld)
    witness(kept, Did.EXPORTED, wave, detail=f"the frame, to {to}")
    return made


def _told(case: CaseRecord) -> dict[str, str]:
    lead = case.lead or _NOBODY
    return {
        "ref": case.ref,
        "name": case.name,
        "type": case.type,
        "cohort": case.cohort,
        "region": case.region,
        "lead_name": lead.name,
        "lead_role": lead.title,
        "email": lead.email,
        "phone": lead.phone,
        "commissioned_by": case.commissioned_by,
        STATE: case.state.value,
    }
