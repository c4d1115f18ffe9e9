"""An example to try everything on: two waves with plainly invented organisations and people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.admitting import Issued, issue
from s11chat.services.example.finished import finish
from s11chat.services.fielding import new_wave
from s11chat.services.kept import Kept
from s11chat.store.frame import NewCase

SURVEY, AUDIT = "survey-08", "audit-11"
"""The waves of the example: the 2008 survey, and the 2011 audit."""
PRACTICE, PRISON = f"{AUDIT}/GP01", f"{SURVEY}/PRIS001"
"""The cases the demonstration is played on."""
FINISHED = f"{AUDIT}/GP02"
"""A case that is complete and waits for its lead."""
AUDITED = {"statutory": 18, "gp": 44, "commissioned": 31, "independent": 52}
"""How many organisations of each cohort are invited in the example's audit."""
REFERRAL = (
    "1. Is a child in danger at this moment? Ring 999.\n"
    "2. Otherwise ring the children's social care duty desk of the area (example number 01632 960 111).\n"
    "3. Tell the wave's manager that you have done so. Do not type what you were told."
)
_SIZES = ("Great", "Little", "Upper", "Lower", "Nether", "Over", "North", "South", "East", "West")
_PLACES = (
    "Marzipan",
    "Teapot",
    "Custard",
    "Pickle",
    "Bramble",
    "Thimble",
    "Button",
    "Trifle",
    "Crumpet",
    "Acorn",
    "Biscuit",
    "Candle",
    "Dumpling",
    "Feather",
    "Gooseberry",
    "Haystack",
    "Inkwell",
    "Jampot",
    "Kettle",
    "Lantern",
    "Muffin",
    "Nutmeg",
    "Oatcake",
    "Parsnip",
    "Quince",
    "Rhubarb",
    "Saucer",
    "Treacle",
    "Umbrella",
    "Vinegar",
    "Whistle",
    "Yarrow",
)
_FIRST = (
    "Ada",
    "Ben",
    "Cleo",
    "Dev",
    "Esme",
    "Finn",
    "Gita",
    "Hugh",
    "Iris",
    "Jay",
    "Kit",
    "Lena",
    "Moses",
    "Nia",
)
_KIND = {"gp": "Surgery", "statutory": "Agency", "commissioned": "Services", "independent": "Community Trust"}


@dataclass(frozen=True)
class Codes:
    """The codes to try the example with."""

    delegate: Issued
    lead: Issued
    signer: Issued
    """The lead of a return that is complete."""


def seed(kept: Kept, dialogs: Path) -> Codes:
    """Makes both waves and the codes for one practice."""
    population = {row["type"]: int(row["population"]) for row in kinds()}
    new_wave(kept, SURVEY, dialogs / "dcsf-2008.yaml", referral=REFERRAL, population=population)
    new_wave(kept, AUDIT, dialogs / "chscb-2011.yaml", referral=REFERRAL, population=AUDITED)
    for wave, rows in ((SURVEY, surveyed), (AUDIT, _audited)):
        dialog = kept.dialog(kept.casebook.wave(wave))
        kept.casebook.add_cases(wave, list(rows(dialog)), kept.actor, kept.clock())
    finish(kept, FINISHED)
    return codes_for(kept)


def codes_for(kept: Kept) -> Codes:
    """New codes for two practices; those before open nothing any more."""
    delegate = issue(kept, PRACTICE, Role.DELEGATE, person="Nell Thimble")
    return Codes(delegate, issue(kept, PRACTICE, Role.LEAD), issue(kept, FINISHED, Role.LEAD))


def kinds() -> list[dict[str, str]]:
    """The types of the survey: how many organisations there were, and how many gave a complete return in 2008."""
    text = files("s11chat.services.example").joinpath("frame.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def surveyed(dialog: Dialog) -> Iterator[NewCase]:
    """The 1,153 organisations of the survey, type by type."""
    for row in kinds():
        number = int(row["population"])
        names = (f"{size} {place}" for place, size in product(_PLACES, _SIZES))
        for count, name in zip(range(1, number + 1), names, strict=False):
            yield _case(dialog, row["type"], f"{row['type']}{count:03}", f"{name} {row['kind']}", count)


def _audited(dialog: Dialog) -> Iterator[NewCase]:
    for cohort, number in AUDITED.items():
        names = (f"{size} {place}" for size, place in product(_SIZES, _PLACES))
        for count, name in zip(range(1, number + 1), names, strict=False):
            ref = f"{'GP' if cohort == 'gp' else cohort[0].upper()}{count:02}"
            yield _case(dialog, cohort, ref, f"{name} {_KIND[cohort]}", count)


def _case(dialog: Dialog, kind: str, ref: str, name: str, count: int) -> NewCase:
    known = dialog.organisation(kind)
    first = _FIRST[count % len(_FIRST)]
    place = name.split()[1]
    return NewCase(
        ref=ref,
        name=name,
        type=kind,
        group=known.group or "" if known else "",
        cohort=known.cohort or "" if known else "",
        region=_SIZES[count % len(_SIZES)],
        lead_name=f"{first} {place}",
        lead_title=known.lead if known else "",
        email=f"{first}.{ref}@example.org".casefold(),
        phone=f"01632 960 {count % 1000:03}",
    )
