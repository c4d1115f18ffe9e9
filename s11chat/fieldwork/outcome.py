"""Outcomes of calls as data: what each is called, when it is offered, and what follows from it.

The table is `outcomes.csv`, a file of the program. A wave may replace or add rows of its own, in the same columns.
The set follows what telephone fieldwork usually codes; the classes are those of the AAPOR Standard Definitions
(10th edition, 2023), with the endings of a closed list (merged, abolished, duplicate) added.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError, UsageError

COLUMNS = ("code", "say", "group", "final", "rate", "wait", "note", "attempt", "then")
UNTRIED, USED_UP = "X0", "X1"
"""The outcomes of a case nobody has called yet, and of one with no attempts left."""
UNCODED = "X2"
"""The outcome of a call that its interviewer never coded."""
NOT_KEPT = "A3"
"""The outcome of an appointment that whoever called gives up."""
_FILE = "outcomes.csv"
_WAIT = re.compile(r"(\d{1,3})([mhd])")
_UNIT = {"m": "minutes", "h": "hours", "d": "days"}


class Group(StrEnum):
    """When an outcome is offered."""

    SILENT = "silent"
    """Nobody of the organisation was spoken with."""
    SPOKEN = "spoken"
    """Somebody was."""
    DONE = "done"
    """The interview came to its end."""
    ANY = "any"
    """Whatever the call came to."""
    UNAIDED = "unaided"
    """Never: entered by the program."""


class Rate(StrEnum):
    """The class of a disposition in the rates: of a final outcome, or of one still open when the wave closes."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "UO"
    NOT_ELIGIBLE = "NE"


class Then(StrEnum):
    """What happens to the case next."""

    RETRY = "retry"
    """Back to the queue after the wait."""
    BOOK = "book"
    """Back at the time of an appointment, which is asked for."""
    CLOSE = "close"
    """No further call."""
    PERSON = "person"
    """Back at once, for another person, who is asked for."""
    ONLINE = "online"
    """Held for the answers online, and back after the wait if nothing came."""
    CHASE = "chase"
    """Held for the lead's signature; not called."""
    OTHER = "other"
    """Back after the wait, for another interviewer."""
    REPAIR = "repair"
    """To the office, to find a number that works."""
    SUPERVISOR = "supervisor"
    """To the supervisor."""
    POINT = "point"
    """Closed, pointing at another case, which is asked for."""


@dataclass(frozen=True)
class Outcome:
    """What a call, or the office, left a case with."""

    code: str
    say: str
    group: Group
    final: bool
    rate: Rate
    """The class it counts in if it is the last word."""
    wait: timedelta
    """Before the case comes back to the queue; zero for at once."""
    note: bool
    """A note has to say more."""
    attempt: bool
    """Counts as an attempt."""
    then: Then

    @property
    def contacted(self) -> bool:
        """Somebody of the organisation was spoken with."""
        return self.group in (Group.SPOKEN, Group.DONE)


Outcomes = Mapping[str, Outcome]
"""Outcomes by code, in the order of the table."""


@cache
def standard() -> Outcomes:
    """The outcomes that every wave begins with."""
    written = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return read_outcomes(written, _FILE)


def with_own(text: str, file: str = "outcomes") -> Outcomes:
    """The standard outcomes with a wave's own rows in place of, or after, them. Raises SourceError."""
    return {**standard(), **read_outcomes(text, file)} if text.strip() else standard()


def read_outcomes(text: str, file: str) -> Outcomes:
    """A table of outcomes from CSV. Raises SourceError naming every fault with its line."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        named = reader.fieldnames or ()
    except csv.Error:
        named = ()
    missing = [name for name in COLUMNS if name not in named]
    if missing:
        raise SourceError([Problem(file, 1, f"column '{name}' is missing") for name in missing])
    found: dict[str, Outcome] = {}
    problems: list[Problem] = []
    for row in _rows(reader, file):
        faults = list(_faults(row, found))
        if faults:
            problems.append(Problem(file, reader.line_num, "; ".join(faults)))
        else:
            found[row["code"]] = _outcome(row)
    if problems:
        raise SourceError(problems)
    return found


def _rows(reader: csv.DictReader[str], file: str) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error:
        said = "this is no CSV: look at the quotes here"
        raise SourceError([Problem(file, reader.line_num, said)]) from None


def _faults(row: Mapping[str, str], found: Outcomes) -> Iterator[str]:
    code = row["code"] or ""
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,3}", code):
        yield f"code '{code[:20]}' is not two to four capital letters and digits"
    elif code in found:
        yield f"code {code} is there twice: give each outcome a code of its own"
    if not (row["say"] or "").strip():
        yield "say is empty: give the outcome a name"
    for name, known in (("group", Group), ("rate", Rate), ("then", Then)):
        values = [one.value for one in known]
        if row[name] not in values:
            said = (row[name] or "")[:20]
            yield f"{name} '{said}' is not known{nearest(said, values)}; it is one of {', '.join(values)}"
    for name in ("final", "note", "attempt"):
        if row[name] not in ("yes", "no"):
            yield f"{name} is yes or no, not '{(row[name] or '')[:20]}'"
    if row["wait"] and not _WAIT.fullmatch(row["wait"]):
        yield f"wait '{row['wait'][:20]}' is not a number of minutes, hours or days, such as 20m, 3h or 7d"


def _outcome(row: Mapping[str, str]) -> Outcome:
    return Outcome(
        code=row["code"],
        say=row["say"].strip(),
        group=Group(row["group"]),
        final=row["final"] == "yes",
        rate=Rate(row["rate"]),
        wait=_wait(row["wait"]),
        note=row["note"] == "yes",
        attempt=row["attempt"] == "yes",
        then=Then(row["then"]),
    )


def _wait(written: str) -> timedelta:
    match = _WAIT.fullmatch(written)
    return timedelta(**{_UNIT[match[2]]: int(match[1])}) if match else timedelta()


def offered(outcomes: Outcomes, *, answered: bool, done: bool) -> tuple[Outcome, ...]:
    """The outcomes that a call can be coded with: whether somebody answered, and the interview is done."""
    groups = {Group.ANY, Group.SPOKEN if answered else Group.SILENT}
    if done:
        groups = {Group.DONE}
    return tuple(one for one in outcomes.values() if one.group in groups)


def outcome(outcomes: Outcomes, code: str) -> Outcome:
    """The outcome with this code, in large or small letters. Raises UsageError naming the nearest."""
    found = outcomes.get(code.strip().upper())
    if found is None:
        raise UsageError(
            f"There is no outcome '{code[:20]}'{nearest(code.upper()[:20], list(outcomes))}: "
            "look at the list and give its code."
        )
    return found
