"""Takes returns that somebody else collected into a wave: checked whole, written at once, and taken back whole.

An import never answers for anybody: what it writes is marked with the mode `import`, says from which row of which file
it came, and is a fact of each return. What somebody answered otherwise stays, unless it is said that the file shall
amend it; what the file says of signatures is kept as its word, and is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from s11chat.assurance.right import Act
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError, StaleResponseError, StateError
from s11chat.exchange.returns import Given, Returns, read_returns
from s11chat.fieldwork.case import WRITABLE, State, completed
from s11chat.services.imported import CODED, IMPORT, IMPORTED, imports, mark, themes_of
from s11chat.services.kept import Kept
from s11chat.services.moving import with_moves
from s11chat.services.purged import must_not_be_purged
from s11chat.services.seating import seated
from s11chat.services.surviving import why_closed
from s11chat.services.talk import TELEPHONE, has_open, held_up
from s11chat.services.vetting import Planned, Vetting
from s11chat.store.entry import Author, Entry, NewFact, NewHolder, NewResponse, NewTransition, ParkEnded
from s11chat.store.record import CaseRecord, PersonRecord

DELEGATE = "Delegate (not named)"
"""Who answered where a file says that somebody did for the lead, and not who."""
_BEGUN = frozenset({State.ASSIGNED, State.OPENED, State.IN_PROGRESS})
_SIGNED = frozenset({State.SIGNED_IN_PART, State.SIGNED_OFF})
Step = Callable[[str, int, int], None]
"""Told what is being done, and how many returns of how many are."""


@dataclass(frozen=True)
class Checked:
    """What importing a file would come to."""

    wave: str
    returns: Returns
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    same: int
    """Answers that stand already as the file has them."""

    @property
    def signed(self) -> tuple[str, ...]:
        """The refs of the signed returns that would change."""
        return tuple(one.case.ref for one in self.planned if one.moves and one.case.state in _SIGNED)

    @property
    def answers(self) -> int:
        """How many answers would be written."""
        return sum(len(one.cells) for one in self.planned)


@dataclass(frozen=True)
class Taken:
    """What an import came to."""

    number: int
    """Of the import in its wave; 0 where there was nothing to write."""
    returns: int
    answers: int


def check_returns(
    kept: Kept,
    wave: str,
    file: Path,
    *,
    wide: bool | None = None,
    codebook: Path | None = None,
    key: str = "",
    amend: bool = False,
    step: Step | None = None,
) -> Checked:
    """What importing a file of returns would come to; with `amend` where its answers take the place of others.

    Raises SourceError where it cannot be read at all, StateError where the wave is closed.
    """
    kept.require(Act.IMPORT_RETURNS, wave)
    record = kept.casebook.wave(wave)
    must_not_be_purged(kept, wave)
    if record.state == "closed":
        raise StateError(f"Wave {wave} is closed: its returns take no more answers.")
    dialog = kept.dialog(record)
    if step:
        step("reading", 0, 0)
    returns = read_returns(file, dialog, wide=wide, codebook=codebook, key=key)
    cases = {case.ref.casefold(): case for case in kept.casebook.cases(wave)}
    coded = themes_of(kept, wave)
    problems, planned, same = list(returns.problems), list[Planned](), 0
    for number, given in enumerate(returns.given):
        if step:
            step("checking", number, len(returns.given))
        case = cases.get(given.ref.casefold())
        if fault := _shut(kept, case, given, cases):
            problems.append(Problem(returns.file, given.line, fault))
        if case is None or case.state not in WRITABLE:
            continue
        vetting = Vetting(kept, record, dialog, case, given, coded.get(case.return_id, {}), amend=amend)
        planned.append(vetting.planned())
        problems += [Problem(returns.file, line, fault) for line, fault in vetting.faults]
        same += vetting.same
    problems.sort(key=lambda problem: problem.line)
    return Checked(wave, returns, tuple(planned), tuple(problems), same)


def _shut(kept: Kept, case: CaseRecord | None, given: Given, cases: Mapping[str, CaseRecord]) -> str:
    """Why nothing can be written for an organisation; empty where it can."""
    if case is None:
        near = nearest(given.ref, [one.ref for one in cases.values()])
        return f"organisation: there is no '{given.ref[:40]}' in this wave{near}: import its frame first"
    if case.state not in WRITABLE:
        return f"organisation: {case.ref} takes no answers, {why_closed(kept, case)}"
    return ""


def take_returns(kept: Kept, checked: Checked, *, skip_bad: bool = False, step: Step | None = None) -> Taken:
    """Writes what was checked, all or nothing, as one numbered import of its wave.

    Where a cell is bad nothing is done and SourceError names them all; with `skip_bad` all others are written. Raises
    StaleResponseError where a return is no longer as it was checked.
    """
    wave = checked.wave
    role = kept.require(Act.IMPORT_RETURNS, wave)
    if checked.problems and not skip_bad:
        raise SourceError(checked.problems)
    planned = [one for one in checked.planned if one.moves]
    if not planned:
        return Taken(0, 0, 0)
    new = [one.case.ref for one in planned if one.becomes_delegated]
    people = kept.casebook.add_delegates(wave, new, DELEGATE) if new else {}
    number = 0

    def entries() -> list[tuple[str, list[Entry]]]:
        nonlocal number
        number = 1 + max((one.number for one in imports(kept, wave)), default=0)
        now = {case.return_id: case for case in kept.casebook.cases(wave)}
        found = []
        for one in planned:
            if now[one.case.return_id] != one.case:
                raise StaleResponseError(
                    f"{one.case.ref} has changed since the file was checked: import it again. Nothing was imported."
                )
            found.append((one.case.return_id, _entries(kept, checked, one, number, people.get(one.case.ref))))
        return found

    at = kept.clock()
    kept.responses.record_together(
        [one.case.return_id for one in planned],
        Author("", kept.actor, role.value, mode=IMPORT),
        at,
        entries,
        {one.case.return_id: one.seen for one in planned},
        (lambda done, of: step("writing", done, of)) if step else None,
    )
    kept.casebook.enter_heads(wave, at)
    return Taken(number, len(planned), checked.answers)


def _entries(
    kept: Kept, checked: Checked, one: Planned, number: int, delegate: PersonRecord | None
) -> list[Entry]:
    """Everything that the import of one return writes."""
    case, after, file = one.case, one.after, checked.returns.file
    entries: list[Entry] = []
    for cell in one.cells:
        assert cell.answer is not None
        where = f"{file} row {cell.line}" + (f", {cell.column}" if cell.column else "")
        entries.append(
            NewResponse(cell.question, cell.answer.json(), words=cell.text, because=f"{mark(number)}{where}")
        )
        if cell.question in one.before.parked:
            entries.append(ParkEnded(cell.question))
    if case.state in _BEGUN and one.cells and not has_open(after) and not held_up(after):
        entries.append(NewTransition(completed(one.mode == TELEPHONE), f"import {number}"))
    entries = with_moves(kept, case, one.mode, entries, one.before, after)
    entries += [NewFact(CODED, {"item": item, "themes": said, "import": number}) for item, said in one.themes]
    details: dict[str, str | int] = {
        "import": number,
        "file": file,
        "digest": checked.returns.digest,
        "line": one.given.line,
        "answers": len(one.cells),
        **one.given.status,
    }
    if one.mode != case.mode:
        details["mode_before"] = case.mode
    if delegate is not None:
        details |= {"contact": delegate.id, "contact_before": case.contact.id if case.contact else ""}
        entries = [*_seating(kept, case, delegate, number), *entries]
    return [*entries, NewFact(IMPORTED, details)]


def _seating(kept: Kept, case: CaseRecord, delegate: PersonRecord, number: int) -> Iterator[Entry]:
    if case.state in _SIGNED:
        holder, besides = seated(kept, case, "contact", delegate, f"import {number}")
        yield from (holder, *besides)
    else:
        yield NewHolder("contact", delegate.id, f"import {number}")
