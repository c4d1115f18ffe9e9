"""Sets an organisation beside its type and all, or the types of a wave beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s11chat.analysis.benchmark import Group, by_section, compared, measures, standing
from s11chat.analysis.compliance import Level, cohort_of
from s11chat.analysis.reply import Collection, Reply
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError
from s11chat.report.benchmark import BenchmarkFigures, Mine
from s11chat.report.by_type import TypeFigures
from s11chat.services.complying import counts, scales_of
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.services.witnessing import Did, witness

REST = "Other types, together"


def benchmark(kept: Kept, wave: str, case: str | None = None) -> BenchmarkFigures:
    """The benchmarks of a wave by type, or those of one case of it, called by its ref or as WAVE/REF.

    That somebody looked at those of a case is put on record. Raises UsageError where a dialog has nothing that can be
    compared, or the case has given no answer.
    """
    collection = gathered(kept, wave, begun=True)
    found = measures(collection.questions)
    if not found:
        raise UsageError(
            f"The dialog {collection.dialog.dialog} gives no points and asks for no numbers, so that nothing can be "
            f"compared: see s11chat report tables {wave}."
        )
    replies = enough(collection)
    record = wave_of(kept.casebook.wave(wave))
    if not case:
        types = types_of(collection.dialog, replies)
        full = _full(collection)
        sections = {}
        for one in collection.dialog.sections:
            scored = [each for each in found if each.scored and each.question.section == one.section]
            if scored:
                sections[one.section] = tuple(by_section(scored, full, types, REST))
        numbers = tuple(compared(one, types, REST) for one in found if not one.scored)
        return BenchmarkFigures(record, len(replies), TypeFigures(collection.dialog, sections, numbers))
    mine = reply_of(kept, collection, wave, case)
    groups = groups_of(collection.dialog, mine, replies)
    every = [standing(one, mine, groups) for one in found if asked(mine, one.question.id)]
    rows = tuple(one for one in every if one.own is not None or any(each.figures for each in one.beside))
    witness(kept, Did.SAW_RETURN, wave, mine.ref, detail="beside others")
    whose = Mine(
        collection.dialog,
        mine,
        rows,
        tuple(one.name for one in groups),
        mine in replies,
        len(every) - len(rows),
    )
    return BenchmarkFigures(record, len(replies), whose)


def enough(collection: Collection) -> tuple[Reply, ...]:
    """The returns that are compared: those that the audit counts."""
    rates = any(one.rates for one in collection.questions.values())
    scales = scales_of(collection) if rates else ()
    return tuple(one for one in collection.replies if counts(one, scales))


def asked(reply: Reply, question: str) -> bool:
    """Whether a question was put to a return, answered or not."""
    return reply.said[question] is not NoAnswer.OFF_ROUTE


def reply_of(kept: Kept, collection: Collection, wave: str, case: str) -> Reply:
    """The return of a case, by its ref or as WAVE/REF. Raises UsageError where it is of another wave, or holds nothing."""
    ref = case.removeprefix(f"{wave}/")
    known = [*(one.ref for one in collection.replies), *(one.ref for one in collection.absent)]
    if "/" in ref:
        raise UsageError(f"{case[:60]} is not of the wave {wave}: name a case of it by its ref.")
    found = next((one for one in collection.replies if one.ref.casefold() == ref.casefold()), None)
    if found is not None:
        return found
    if ref.casefold() in {one.casefold() for one in known}:
        raise UsageError(f"{wave}/{ref} has given no answer yet: there is nothing to compare.")
    kept.casebook.case(wave, ref)
    raise UsageError(f"{wave}/{ref} is not among the returns of {wave}{nearest(ref, known)}.")


def types_of(dialog: Dialog, replies: Sequence[Reply]) -> tuple[Group, ...]:
    """The types of organisation that gave a return, in the order of the dialog."""
    held: dict[str, list[Reply]] = {}
    for one in replies:
        held.setdefault(one.cell, []).append(one)
    order = [kind.type for kind in dialog.organisations]
    return tuple(Group(type_name(dialog, one), tuple(held[one])) for one in order if one in held)


def type_name(dialog: Dialog, type_: str) -> str:
    """A type of organisation as the dialog calls it."""
    kind = dialog.organisation(type_)
    return kind.say if kind else type_


def groups_of(dialog: Dialog, mine: Reply, replies: Sequence[Reply]) -> tuple[Group, ...]:
    """The groups that a return is in, the narrowest first, each within the next."""
    own = Group(type_name(dialog, mine.cell), tuple(one for one in replies if one.cell == mine.cell))
    wider = tuple(one for one in replies if cohort_of(one) == cohort_of(mine))
    made = [own]
    if set(map(_ref, own.members)) < set(map(_ref, wider)) and len(wider) < len(replies):
        made.append(Group(cohort_of(mine), wider))
    return (*made, Group("All", tuple(replies)))


def _ref(reply: Reply) -> str:
    return reply.ref


def _full(collection: Collection) -> Mapping[str, frozenset[str]]:
    """The options of each standard that meet it fully."""
    if not any(one.rates for one in collection.questions.values()):
        return {}
    return {
        scale.question.id: frozenset(code for code, level in scale.levels.items() if level is Level.FULLY_MET)
        for scale in scales_of(collection)
    }
