"""A bundle in the hands of whoever it is for: a data folder of its own on their machine, and the file written back.

Every turn is on disk in the folder before it is shown, as in the office; the file follows when they leave. So nothing
acknowledged is lost where the program is killed: the folder goes on from there when the file is opened again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from s11chat.assurance.bundle import Bundle, proves
from s11chat.assurance.code import UNKNOWN_CODE, matches, parse, proof_key
from s11chat.errors import AccessError, RefusedError, S11chatError
from s11chat.exchange.bundle import write_file
from s11chat.services.bundling import Examined, examine, sealed_bytes, settled_sealer
from s11chat.services.kept import Kept
from s11chat.services.secret import pepper_of
from s11chat.store.freight import add_door, append, freight, plant
from s11chat.store.keyring import take_keys, take_people
from s11chat.store.merge import lineage, standing
from s11chat.store.seal import moment

_NONE = b"\0"
"""In place of the pepper of a database: the bundle brings that of its code."""
_FOLLOWS = frozenset({"transition", "holder", "voiding"})
"""Kinds that are not entered again where both sides went on: they follow from the rest."""


def unlock(file: Path, code: str, now: datetime) -> tuple[Examined, bytes]:
    """A bundle and the key of its holder's code. Raises AccessError for another code, RefusedError for a bundle that
    whoever made it did not seal for that code."""
    examined = examine(file)
    door = examined.bundle.case.door
    selector, secret = parse(code)
    over = bool(door.expires) and moment(door.expires) <= now
    if selector != door.selector or not matches(secret, _NONE, door.verifier, selector) or over:
        raise AccessError(UNKNOWN_CODE)
    key = proof_key(secret, _NONE, selector, door.verifier)
    seal, sealed = examined.bundle.seal, examined.bundle.sealed
    if seal is None or not proves(key, "seal", sealed, seal.proof):
        raise RefusedError(
            "This bundle was changed after it was sealed for your code: ask whoever sent it for the file itself."
        )
    return examined, key


def folder_of(bundle: Bundle, bundles: Path) -> Path:
    """The data folder of a bundle among those of a machine: one for each return and holder."""
    return bundles / f"{bundle.manifest.return_id}-{bundle.manifest.person}"


def lay_out(bundle: Bundle, folder: Path, kb: Path) -> None:
    """Makes the data folder of a bundle, with its articles beside those that this machine has anyhow."""
    target = folder / "kb"
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = {path.stem for path in target.glob("*.md")}
    for path in kb.glob("*.md"):
        if path.stem not in there:
            (target / path.name).write_bytes(path.read_bytes())
    for id_, text in bundle.articles.items():
        place = target / f"{id_}.md"
        if not place.exists() or place.read_text("utf-8") != text:
            place.write_text(text, "utf-8")


class Held:
    """A bundle that was opened: what is done goes into its folder, and back into the file."""

    def __init__(self, kept: Kept, file: Path, examined: Examined, key: bytes) -> None:
        self._kept, self._file = kept, file
        self._bundle = examined.bundle
        self._sealer = settled_sealer(examined.bundle, key)
        self.case = f"{self._bundle.manifest.wave}/{self._bundle.manifest.case}"
        """WAVE/REF."""
        self.ahead = self._taken(examined)
        """How many entries the folder has that the file does not: work of an earlier sitting."""

    def _taken(self, examined: Examined) -> int:
        kept, bundle = self._kept, self._bundle
        if not kept.casebook.waves():
            pepper_of(kept, create=True)
            plant(kept.database, bundle, kept.clock())
            return 0
        with kept.database.writing() as writing:
            stands = standing(writing, bundle.manifest.return_id)
            fork = stands.fork(bundle.events)
            if fork < min(len(stands.hashes), len(bundle.events)):
                raise RefusedError(
                    "Work was done on this machine that this bundle does not know, and the bundle has what this machine "
                    "does not: hand your own file back first, then ask for a new bundle."
                )
            add_door(writing, bundle)
            take_people(writing, bundle)
            take_keys(writing, bundle, kept.clock())
            append(writing, bundle, len(stands.hashes), examined.rows, kept.clock())
            return len(stands.hashes) - fork

    def write_back(self) -> int:
        """Writes the file as the return stands now; returns how many entries are in it that were not when it was made."""
        kept, manifest = self._kept, self._bundle.manifest
        taken = freight(kept.database, manifest.wave, manifest.case, manifest.person)
        write_file(self._file, sealed_bytes(taken, self._sealer, dict(self._bundle.articles)))
        return len(taken.events) - manifest.base[0]


def superseded(kept: Kept, bundle: Bundle) -> bool:
    """Whether all that was done in a folder is in the bundle by now, though both went different ways."""
    try:
        with kept.database.writing() as writing:
            stands = standing(writing, bundle.manifest.return_id)
            fork = stands.fork(bundle.events)
    except S11chatError:
        return False
    known = lineage(bundle.events)
    mine = {
        row["digest"]
        for kind, rows in stands.rows.items()
        if kind not in _FOLLOWS
        for row in rows
        if row["seq"] > fork and (kind, row.get("kind")) != ("fact", "mode")
    }
    return fork < min(len(stands.hashes), len(bundle.events)) and mine <= known
