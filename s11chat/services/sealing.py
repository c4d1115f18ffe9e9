"""Makes signatures: by whom, over what was shown, and what state they leave a return in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from s11chat.assurance.phrase import SigningKey
from s11chat.assurance.right import same_name
from s11chat.assurance.signature import Statement, sign
from s11chat.errors import RefusedError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import one_line
from s11chat.services.admitting import LONGEST_NAME
from s11chat.services.covering import must_hold, scope_of
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered
from s11chat.services.talk import held_up
from s11chat.store.entry import Entry, NewSignature, NewTransition, NewVoid
from s11chat.store.record import CaseRecord, KeyRecord

_SLIPS = 2
"""So many slips of the finger leave a name recognisable."""


@dataclass(frozen=True)
class Sealing:
    """A key in the hand of a lead, who declares something about the sections named."""

    record: KeyRecord
    key: SigningKey
    statement: Statement
    sections: tuple[str, ...]

    def entries(self, kept: Kept, case: CaseRecord, found: Gathered) -> list[Entry]:
        """What signing the return as it stands writes. Raises RefusedError, or TamperError where an earlier
        signature does not hold."""
        must_hold(kept, case)
        after = _state_after(found, self.sections)
        entries: list[Entry] = []
        for section in self.sections:
            made = sign(scope_of(kept, case, found, section), self.statement, self.key)
            said = self.statement
            new = NewSignature(section, made.digest, said.text, said.name, self.record.id, made.signature)
            entries += [NewVoid(section, "signed anew"), new]
        return [*entries, NewTransition(after, "signed")]


def signer(typed: str, lead: str) -> str:
    """The name a lead signs with, on one line. Raises RefusedError where it is not the name on file.

    Capitals and spaces do not matter; a slip is pointed out. What was typed is never repeated: it may be the phrase.
    """
    name = one_line(typed)
    if not name:
        raise RefusedError("Type your full name: a signature needs it.")
    if len(name) > LONGEST_NAME:
        raise RefusedError(f"A name has at most {LONGEST_NAME} characters: type your full name.")
    if same_name(name, lead):
        return name
    if OSA.distance(_plain(name), _plain(lead), score_cutoff=_SLIPS) <= _SLIPS:
        raise RefusedError(f"That is not quite the name on file: type {lead}. Nothing was signed.")
    raise RefusedError(f"Only {lead} signs here, by that name: type it in full. Nothing was signed.")


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _state_after(found: Gathered, sections: Sequence[str]) -> State:
    on_route = {question.section for question in found.talk.route}
    unknown = set(sections) - on_route
    if unknown:
        raise RefusedError(f"There is no section {', '.join(sorted(unknown))} in this return.")
    signed = {section for section in found.signatures if found.standing(section) is not None}
    everything = on_route <= set(sections) | signed and not held_up(found.talk)
    return State.SIGNED_OFF if everything else State.SIGNED_IN_PART
