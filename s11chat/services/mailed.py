"""What became of the letters of a wave: the log of them, and those that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.assurance.right import Act
from s11chat.errors import StateError, UsageError
from s11chat.exchange.bounce import Notice
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.letter import CAME_BACK, Step
from s11chat.language.harmless import in_short, one_line
from s11chat.services.kept import Kept
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, LetterStep
from s11chat.store.field_record import LetterRecord
from s11chat.store.letterbook import step_letter
from s11chat.store.record import CaseRecord

_LONGEST = 300
_WENT_OUT = (Step.WRITTEN, Step.FILED, Step.SENT)


@dataclass(frozen=True)
class LetterLine:
    """One letter in the log; the code that was in it is nowhere."""

    case: str
    stage: str
    role: str
    name: str
    address: str
    subject: str
    step: str
    told: str
    """What became of it, in words."""
    detail: str
    with_code: bool
    written_at: datetime
    """Aware, as `stepped_at`, and by the clock of the wave."""
    stepped_at: datetime
    written_by: str
    message_id: str


def log(kept: Kept, wave: str, ref: str = "") -> tuple[LetterLine, ...]:
    """Every letter of a wave, or of one of its cases, by case and in the order they were written."""
    kept.require(Act.SHOW_CONTACT, wave)
    witness(kept, Did.SAW_CONTACT, wave, ref)
    names = {person.id: person.name for person in kept.casebook.persons(wave)}
    hours = kept.plans.plan(wave).calling_hours
    return tuple(_line(case, letter, names, hours) for case, letter in _letters(kept, wave, ref))


def _line(case: CaseRecord, letter: LetterRecord, names: dict[str, str], hours: Hours) -> LetterLine:
    return LetterLine(
        case=f"{case.wave}/{case.ref}",
        stage=letter.stage,
        role=letter.addressee,
        name=names.get(letter.person, ""),
        address=letter.address,
        subject=letter.subject,
        step=letter.step,
        told="written, not known whether sent" if letter.step == Step.WRITTEN else letter.step,
        detail=letter.detail,
        with_code=bool(letter.selector),
        written_at=hours.local(letter.at),
        stepped_at=hours.local(letter.stepped_at),
        written_by=letter.by_name,
        message_id=letter.message_id,
    )


def bounced(kept: Kept, wave: str, ref: str, reason: str = "") -> LetterLine:
    """Records that the last letter of a case came back; the code in it opens nothing from now on.

    Raises StateError where no letter of the case is out.
    """
    kept.require(Act.SEND_MAIL, wave)
    found = [(case, letter) for case, letter in _letters(kept, wave, ref) if letter.step in _WENT_OUT]
    if not found:
        raise StateError(f"No letter of {wave}/{ref} is out, so none can have come back: look at its log.")
    return _record(kept, *found[-1], reason or "came back")


def bounced_by(kept: Kept, wave: str, notice: Notice) -> LetterLine:
    """Records what a mail server says of a letter: by the name of the message, else by who it was for.

    Raises UsageError where it is not about a failure, or about no letter of the wave.
    """
    kept.require(Act.SEND_MAIL, wave)
    if notice.action != "failed":
        said = one_line(notice.action)[:40]
        raise UsageError(
            f"This notice says that the letter was {said}, which is no failure: nothing is recorded."
        )
    letters = list(_letters(kept, wave, ""))
    found = [pair for pair in letters if notice.message_id and pair[1].message_id == notice.message_id]
    if not found:
        to = notice.recipient.casefold()
        found = [p for p in letters if to and p[1].address.casefold() == to and p[1].step in _WENT_OUT]
        if len({case.ref for case, _ in found}) > 1:
            raise UsageError(f"Letters to {one_line(to)} went out for several cases: give the case instead.")
    if not found:
        raise UsageError(
            f"This notice is about no letter of wave {wave} (to {one_line(notice.recipient)[:60]}): "
            "give the case instead."
        )
    return _record(kept, *found[-1], notice.said)


def _record(kept: Kept, case: CaseRecord, letter: LetterRecord, said: str) -> LetterLine:
    if letter.step in CAME_BACK:
        raise StateError(f"That the letter to {letter.address} was {letter.step} is on record already.")
    author = Author("", kept.actor, kept.require(Act.SEND_MAIL, case.wave).value)
    step = LetterStep(letter.letter, Step.BOUNCED, in_short(said, _LONGEST))
    step_letter(kept.database, case.wave, case.return_id, author, kept.clock(), step, ending=letter.selector)
    hours = kept.plans.plan(case.wave).calling_hours
    return next(
        _line(case, one, {letter.person: kept.casebook.person(letter.person).name}, hours)
        for one in kept.fieldbook.letters(case.return_id)
        if one.letter == letter.letter
    )


def _letters(kept: Kept, wave: str, ref: str) -> list[tuple[CaseRecord, LetterRecord]]:
    """Letters with their cases."""
    if ref:
        case = kept.casebook.case(wave, ref)
        return [(case, letter) for letter in kept.fieldbook.letters(case.return_id)]
    kept.casebook.wave(wave)
    cases = {case.return_id: case for case in kept.casebook.cases(wave)}
    found = [(cases[letter.return_id], letter) for letter in kept.fieldbook.letters_of_wave(wave)]
    return sorted(found, key=lambda pair: (pair[0].ref, pair[1].letter))
