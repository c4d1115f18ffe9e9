"""Standards that are rated fully met while nothing on record shows it, or only what is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.assurance.docket import Reason
from s11chat.assurance.right import Act
from s11chat.services.asked import text_as_asked
from s11chat.services.kept import Kept, case_name
from s11chat.services.reviewing import docket_entry, gather
from s11chat.store.record import CaseRecord

_LACKS = (Reason.NO_EVIDENCE, Reason.EVIDENCE_DUE)


@dataclass(frozen=True)
class BareLine:
    """A standard of one organisation that is rated fully met without evidence that would still do."""

    case: str
    organisation: str
    question: str
    section: str
    text: str
    """As asked."""
    said: str
    """The rating."""
    lack: str
    """What the docket says of it: no evidence, or evidence out of date."""
    by: str
    role: str


def without_evidence(kept: Kept, name: str) -> tuple[BareLine, ...]:
    """Those of a wave, or of the one case where `name` is WAVE/REF, in the order of the frame and of the dialog.

    Raises RightsError where the actor may not look at returns.
    """
    wave = name.partition("/")[0]
    kept.require(Act.SHOW_RETURN, wave)
    cases = (kept.case(name),) if "/" in name else kept.casebook.cases(kept.casebook.wave(wave).id)
    return tuple(line for case in cases for line in _of_case(kept, case))


def _of_case(kept: Kept, case: CaseRecord) -> Iterator[BareLine]:
    found = gather(kept, case)
    for question in found.talk.route:
        record = found.current.get(question.id)
        reasons = docket_entry(found, question).reasons if question.rates and record else ()
        lack = next((reason for reason in _LACKS if reason in reasons), None)
        if record is None or lack is None:
            continue
        option = question.option(str(record.answer.get("value", "")))
        yield BareLine(
            case=case_name(case),
            organisation=case.name,
            question=question.id,
            section=found.talk.section_title(question),
            text=text_as_asked(found.talk, question, record.role),
            said=option.say if option else "",
            lack=lack.value,
            by=record.by_name,
            role=record.role,
        )
