"""Changes the code frame of a question: every change is on record with who made it and when, and can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from s11chat.analysis.code_frame import Change, CodeFrame, Step, code_for
from s11chat.assurance.right import Act
from s11chat.errors import RefusedError
from s11chat.language.harmless import one_line
from s11chat.services.coded import FRAME, TWICE, change_of, codable, codes_in, coding_of
from s11chat.services.imported import CODED
from s11chat.services.kept import Kept
from s11chat.services.verbatim import must_be_codable
from s11chat.store.settlement import SettlementRecord


def frame_of(kept: Kept, wave: str, item: str) -> CodeFrame:
    """The frame of a question as it stands. Raises UsageError where it is none that is coded."""
    kept.require(Act.CODE_ANSWERS, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    must_be_codable(codable(dialog), item)
    return coding_of(kept, wave, dialog, {}).frames[item]


def used_in(kept: Kept, wave: str, item: str) -> Counter[str]:
    """How many answers were ever given each code of a question, by whichever coder."""
    kept.require(Act.CODE_ANSWERS, wave)
    facts = (*kept.responses.facts_of_kind(wave, CODED), *kept.responses.facts_of_kind(wave, TWICE))
    last = {(fact.kind, fact.return_id): fact for fact in facts if fact.details["item"] == item}
    return Counter(code for fact in last.values() for code in codes_in(str(fact.details["themes"])))


def add(
    kept: Kept, wave: str, item: str, say: str, code: str = "", covers: str = ""
) -> tuple[CodeFrame, str]:
    """A new code; made of its label where none is named. Returns the frame with it, and the code."""
    label = one_line(say)
    code = one_line(code) or code_for(label, frame_of(kept, wave, item).codes)
    return _change(kept, wave, item, Change(Step.ADD, code, label, one_line(covers))), code


def rename(kept: Kept, wave: str, item: str, code: str, say: str, covers: str = "") -> CodeFrame:
    """Another label for a code."""
    return _change(
        kept, wave, item, Change(Step.RENAME, _own(kept, wave, item, code), one_line(say), one_line(covers))
    )


def merge(kept: Kept, wave: str, item: str, code: str, into: str) -> CodeFrame:
    """Has a code count as another from now on, for the answers that have it already too."""
    found = frame_of(kept, wave, item)
    return _change(
        kept, wave, item, Change(Step.MERGE, _own(kept, wave, item, code), into=found.code(into).code)
    )


def retire(kept: Kept, wave: str, item: str, code: str) -> CodeFrame:
    """Offers a code no more; what is coded under it counts on."""
    return _change(kept, wave, item, Change(Step.RETIRE, _own(kept, wave, item, code)))


def restore(kept: Kept, wave: str, item: str, code: str) -> CodeFrame:
    """Offers a retired code again."""
    codes = frame_of(kept, wave, item).codes
    meant = next((one for one in codes if one.casefold() == one_line(code).casefold()), one_line(code))
    return _change(kept, wave, item, Change(Step.RESTORE, meant))


def undo(kept: Kept, wave: str, item: str, number: int = 0) -> tuple[CodeFrame, Change]:
    """Takes back a change of the frame, the last that stands where none is named; returns what was taken back."""
    standing = frame_of(kept, wave, item).standing
    if not standing:
        raise RefusedError(f"Nothing was changed in the frame of {item}, so there is nothing to undo.")
    gone = next((one for one in standing if one.number == (number or standing[-1].number)), None)
    frame = _change(kept, wave, item, Change(Step.UNDO, undoes=number or standing[-1].number))
    assert gone is not None
    return frame, gone


def _own(kept: Kept, wave: str, item: str, code: str) -> str:
    return frame_of(kept, wave, item).code(one_line(code)).code


def _change(kept: Kept, wave: str, item: str, change: Change) -> CodeFrame:
    kept.require(Act.CODE_ANSWERS, wave)
    before = frame_of(kept, wave, item)
    used = used_in(kept, wave, item)

    def decide(settled: tuple[SettlementRecord, ...]) -> Mapping[str, str | int]:
        made = [change_of(one) for one in settled if one.details["item"] == item]
        CodeFrame.of(item, before.base, made).after(change, used)
        return _written(item, change)

    kept.settlements.settle(wave, FRAME, kept.actor, kept.clock(), decide)
    return frame_of(kept, wave, item)


def _written(item: str, change: Change) -> dict[str, str | int]:
    """A change as it is kept."""
    said: dict[str, str | int] = {
        "code": change.code,
        "say": change.say,
        "covers": change.covers,
        "into": change.into,
        "undoes": change.undoes,
    }
    return {"item": item, "step": change.step.value, **{name: part for name, part in said.items() if part}}
