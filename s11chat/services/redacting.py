"""Takes people out of what is kept, at their wish or once their time is over: answers stay, and every chain still verifies.

What would be done is told first, and asked about by whoever calls; it cannot be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from s11chat.assurance.redaction import Known, scrubber
from s11chat.assurance.right import Act, same_name
from s11chat.dialog.load import pinned_dialog
from s11chat.dialog.model import Kind
from s11chat.dialog.question import questions
from s11chat.errors import RefusedError, StaleResponseError, StateError, UsageError
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.services.covering import checked
from s11chat.services.disclosing import copies, files_beside
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import PersonRecord
from s11chat.store.redaction import Redacted, Request, Signed, foresee, redact
from s11chat.store.wiping import wipe

LONGEST_REASON = 500
"""Characters of a reason."""


@dataclass(frozen=True)
class Plan:
    """A redaction that has been looked into and not done yet."""

    request: Request
    foreseen: Redacted
    copies: tuple[str, ...]
    """Where copies lie that stay as they are: whoever made them looks after them."""
    _signed: tuple[Signed, ...]
    _ends: dict[str, int]


@dataclass(frozen=True)
class Done:
    """What was redacted."""

    redacted: Redacted
    wiped: bool
    """Whether the database was written anew, so that nothing of it is left in its file."""


def redaction_of(kept: Kept, case_name: str, person: str = "", reason: str = "") -> Plan:
    """What redacting a person of a case, or all who said something in it, would do.

    Raises UsageError where nobody of that name is on file.
    """
    case = kept.case(case_name)
    role = kept.require(Act.REDACT, case.wave)
    everybody = kept.casebook.persons(case.wave)
    on_file = [one for one in everybody if one.ref == case.ref]
    who = tuple(one for one in on_file if not person or same_name(one.name, person))
    if person and not who:
        raise UsageError(
            f"Nobody called '{one_line(person)[:60]}' is on file for {case_name}: 's11chat person list {case_name}' "
            "lists who is."
        )
    request = Request(
        wave=case.wave,
        coded=_coded(kept, case.wave),
        reason=_reason(reason, who),
        by_name=kept.actor,
        role=role.value,
        people=who,
        ref=case.ref,
        alone=bool(person),
        namesakes=frozenset(
            one.ref
            for one in everybody
            if one.ref not in ("", case.ref) and any(same_name(one.name, other.name) for other in who)
        ),
        colleagues=tuple(one.name for one in everybody if not one.ref),
    )
    return _planned(kept, request)


def purge_of(kept: Kept, wave: str, reason: str = "") -> Plan:
    """What purging a wave would do. Raises StateError where it is open, or its time is not over."""
    role = kept.require(Act.REDACT, wave)
    record = kept.casebook.wave(wave)
    until = kept.plans.plan(wave).retain_until
    if record.state != "closed":
        raise StateError(f"Wave {wave} is open: close it first, s11chat wave close {wave}.")
    if until is None:
        raise StateError(
            f"No day is set until which {wave} is kept: s11chat wave plan {wave} --retain-until DATE."
        )
    if kept.today <= until:
        raise StateError(
            f"{wave} is kept until {until}: purge it after that day, or set another by "
            f"s11chat wave plan {wave} --retain-until DATE."
        )
    said = reason or f"kept until {until}"
    request = Request(wave, _coded(kept, wave), _reason(said, ()), kept.actor, role.value)
    return _planned(kept, request)


def carry_out(kept: Kept, plan: Plan) -> Done:
    """Does what was looked into. Raises StaleResponseError where something was signed or answered meanwhile."""
    request = plan.request
    kept.require(Act.REDACT, request.wave)
    redacted = redact(kept.database, request, kept.clock(), plan._signed, _unmoved(kept, plan))
    kept.casebook.enter_heads(request.wave, kept.clock())
    rows = number_of(sum(redacted.rows.values()), "row")
    did = Did.REDACTED if request.ref else Did.PURGED
    witness(kept, did, request.wave, request.ref, detail=rows)
    return Done(redacted, wipe(kept.database))


def sweep(kept: Kept) -> bool:
    """Writes the database anew, so that nothing is left in it of what was redacted; False where others have it open."""
    kept.require(Act.REDACT)
    return wipe(kept.database)


def _planned(kept: Kept, request: Request) -> Plan:
    signed, ends = [], {}
    for case in kept.casebook.cases(request.wave) if kept.overview.signed(request.wave) else ():
        found = checked(kept, case, gather(kept, case))
        signed += [Signed(case.return_id, one.record.seq, one.fault is None, one.digests) for one in found]
        if found:
            ends[case.return_id] = _end(kept, case.return_id)
    return Plan(
        request=request,
        foreseen=foresee(kept.database, request, signed),
        copies=tuple(_elsewhere(kept, request.wave)),
        _signed=tuple(signed),
        _ends=ends,
    )


def _unmoved(kept: Kept, plan: Plan) -> Callable[[], None]:
    def must_hold() -> None:
        for return_id, end in plan._ends.items():
            if _end(kept, return_id) != end:
                raise StaleResponseError("Somebody has answered or signed since you looked: look again.")

    return must_hold


def _end(kept: Kept, return_id: str) -> int:
    return len(kept.responses.events(f"return:{return_id}"))


def _coded(kept: Kept, wave: str) -> frozenset[str]:
    """The questions whose answers are codes, numbers or dates."""
    echoes = kept.echoes.of_wave(wave)
    dialogs = [kept.dialog(kept.casebook.wave(wave))]
    dialogs += [pinned_dialog(one.dialog_text, one.dialog_digest, one.dialog_id) for one in echoes]
    asked = [(id_, one.kind) for dialog in dialogs for id_, one in questions(dialog).items()]
    words = {id_ for id_, kind in asked if kind is Kind.TEXT}
    return frozenset(id_ for id_, _ in asked) - words


def _reason(reason: str, who: tuple[PersonRecord, ...]) -> str:
    """The reason on one line, without those it is about. Raises RefusedError where it is too long."""
    said = one_line(reason)
    if len(said) > LONGEST_REASON:
        raise RefusedError(f"A reason has at most {LONGEST_REASON} characters.")
    return scrubber([Known(one.name, one.email, one.phone) for one in who], parts=True)(said)


def _elsewhere(kept: Kept, wave: str) -> Iterator[str]:
    """Copies that a redaction does not reach."""
    file = kept.database.file
    for path in files_beside(kept):
        if file is not None and path.startswith(f"{file}.schema-") and not path.endswith((".heads", ".key")):
            yield f"{path}, from before an upgrade"
    yield from copies(kept, kept.casebook.wave(wave))
