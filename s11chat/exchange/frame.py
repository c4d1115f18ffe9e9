"""The frame of a wave, read from CSV or a workbook: the organisations to be asked, every bad row with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Dialog
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.exchange.roster import Roster
from s11chat.exchange.sheet import Sheet, read_sheet
from s11chat.language.cell import guarded, unguarded

COLUMNS = (
    "ref",
    "name",
    "type",
    "cohort",
    "region",
    "lead_name",
    "lead_role",
    "email",
    "phone",
    "commissioned_by",
)
STATE = "state"
"""A column of frames that were exported; where a return stands is not for a frame to say."""
NONE = "-"
"""What a cell holds where there is nothing, and nothing shall stay; an empty cell says nothing at all."""
_A_DASH = guarded(NONE)
"""What a cell holds that shall be a dash."""
MAY_BE_NONE = ("region", "lead_role", "email", "phone", "commissioned_by")
WORKBOOKS = (".xlsx", ".xlsm")
"""What the names of workbooks end in."""
_LONGEST = 200
"""Characters in a cell."""
_LONGEST_ROSTER = 2000
"""Characters in the cell of those who commission."""
_STEP = 1000
Step = Callable[[int, int], None]
"""Told how many rows of how many are done."""


@dataclass(frozen=True)
class FrameRow:
    """One organisation of a frame, its type known to the dialog; what it does not say is empty."""

    ref: str
    name: str
    kind: Organisation
    region: str
    lead_name: str
    lead_role: str
    email: str
    phone: str
    commissioned_by: str
    """Refs and names of outside bodies, as `roster.joined` writes them."""
    line: int
    """Where it stands in the file."""
    said: frozenset[str] = field(default_factory=frozenset)
    """The columns of which the row says something, if only that there is none."""


@dataclass(frozen=True)
class Frame:
    """What a frame file holds."""

    rows: tuple[FrameRow, ...]
    """The good ones."""
    problems: tuple[Problem, ...]
    """Of all others, each with its line."""
    passed_over: tuple[str, ...]
    """Columns that a frame has no use for."""
    warnings: tuple[Problem, ...] = ()
    """What a person should look at, and what keeps no row out."""
    refused: frozenset[str] = frozenset()
    """The refs, in small letters, of rows that have a problem."""


def read_frame(
    path: Path, dialog: Dialog, there: Mapping[str, str] | None = None, step: Step | None = None
) -> Frame:
    """Every row of a frame file, good or bad; `there` has the names of the organisations in the wave by ref.

    Raises SourceError where nothing can be read at all.
    """
    sheet = _sheet(path, step)
    _check_header(sheet.header, path.name)
    given = [(line, cells, _given(sheet.header, cells)) for line, cells in sheet.rows]
    roster = _roster(there or {}, (row for _, _, row in given))
    good: list[FrameRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, (line, cells, row) in enumerate(given):
        if step and number % _STEP == 0:
            step(number, len(given))
        faults = list(sheet.faults.get(line) or _faults(row, dialog, seen, roster))
        if any(cells[len(sheet.header) :]):
            faults.append(f"there are more cells than columns ({len(cells)} for {len(sheet.header)})")
        if faults:
            problems.append(Problem(path.name, line, "; ".join(faults)))
        else:
            good.append(_row(row, dialog, line, roster))
        seen.setdefault(row["ref"].casefold(), line)
    passed_over = tuple(name for name in sheet.header if name and name not in (*COLUMNS, STATE))
    warnings = tuple(Problem(path.name, line, said) for line, said in _warnings(good, roster))
    refused = seen.keys() - {row.ref.casefold() for row in good}
    return Frame(tuple(good), tuple(problems), passed_over, warnings, frozenset(refused))


def _given(header: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, str]:
    """What a row says by column."""
    given = dict(zip(header, cells, strict=False))
    return {
        name: cell if cell == _A_DASH else unguarded(cell)
        for name, cell in ((name, given.get(name, "")) for name in COLUMNS)
    }


def _roster(there: Mapping[str, str], rows: Iterator[dict[str, str]]) -> Roster:
    refs, names = {}, {}
    for ref, name in (*((row["ref"], row["name"]) for row in rows), *there.items()):
        if ref:
            refs[ref.casefold()] = ref
            names[name.casefold()] = ref
    return Roster(refs, names)


def _warnings(rows: list[FrameRow], roster: Roster) -> Iterator[tuple[int, str]]:
    yield from roster.warnings()
    lost = [row.line for row in rows if (row.email or row.phone) and "lead_name" not in row.said]
    if lost:
        rows_of = f"{len(lost)} rows have" if len(lost) > 1 else f"row {lost[0]} has"
        yield (
            lost[0],
            f"{rows_of} an e-mail address or telephone and no lead_name: kept only where a lead is on file",
        )


def _sheet(path: Path, step: Step | None) -> Sheet:
    if path.suffix.casefold() not in WORKBOOKS:
        return read_sheet(path, COLUMNS)
    from s11chat.exchange.workbook import read_workbook  # which few frames come in

    return read_workbook(path, COLUMNS, named="frame", step=step)


def _check_header(header: tuple[str, ...], file: str) -> None:
    """A column nobody knows is passed over, unless it is a slip for one that is not there."""
    absent = [name for name in COLUMNS if name not in header]
    problems = [
        Problem(file, 1, f"column '{name[:40]}' is not known{meant}; columns are {', '.join(COLUMNS)}")
        for name in header
        if name not in (*COLUMNS, STATE) and (meant := nearest(name, absent))
    ]
    problems += [
        Problem(file, 1, f"column '{name}' is missing") for name in ("ref", "name") if name not in header
    ]
    problems += [
        Problem(file, 1, f"column '{name}' is there twice: keep one")
        for name in COLUMNS
        if header.count(name) > 1
    ]
    if "type" not in header and "cohort" not in header:
        problems.append(Problem(file, 1, "column 'type' or 'cohort' is missing"))
    if problems:
        raise SourceError(problems)


def _faults(row: dict[str, str], dialog: Dialog, seen: dict[str, int], roster: Roster) -> Iterator[str]:
    ref = row["ref"]
    if any(row[name].casefold().rstrip(":") == "total" for name in ("ref", "name", "type")):
        yield "a TOTAL row is no organisation: leave it out"
        return
    if not ref:
        yield "ref is empty: give every organisation a reference"
    elif "/" in ref or " " in ref:
        yield f"ref '{ref[:40]}' holds a slash or a space: use letters, digits and dashes"
    elif ref.casefold() in seen:
        yield f"ref '{ref[:40]}' is already in row {seen[ref.casefold()]}: references differ"
    if not row["name"]:
        yield "name is empty"
    yield from _faults_of_kind(row, dialog)
    email = row["email"]
    if email not in ("", NONE) and not is_address(email):
        yield f"'{email[:60]}' is not an e-mail address"
    if row["lead_name"] == NONE:
        yield "a lead is not taken away: name another, or leave lead_name empty"
    for name, value in row.items():
        longest = _LONGEST_ROSTER if name == "commissioned_by" else _LONGEST
        if len(value) > longest:
            yield f"{name} has {len(value)} characters: keep it within {longest}"
    if row["commissioned_by"] != NONE:
        yield from roster.faults(row["commissioned_by"], ref)


def is_address(email: str) -> bool:
    """Whether something can be written to under `email`."""
    name, at, domain = email.partition("@")
    return bool(name and at and domain) and "@" not in domain and not any(sign.isspace() for sign in email)


def _faults_of_kind(row: dict[str, str], dialog: Dialog) -> Iterator[str]:
    types = [kind.type for kind in dialog.organisations]
    cohorts = list(dict.fromkeys(kind.cohort for kind in dialog.organisations if kind.cohort))
    given, cohort = row["type"][:40], row["cohort"][:40]
    kind = _kind(row, dialog)
    if kind is not None:
        if cohort and kind.cohort and cohort.casefold() != kind.cohort.casefold():
            yield f"cohort '{cohort}' does not go with type '{kind.type}': its cohort is '{kind.cohort}'"
    elif given or not cohort:
        yield f"type '{given}' is not known{nearest(given, types)}; types are {', '.join(types)}"
    elif cohort.casefold() in (one.casefold() for one in cohorts):
        yield f"cohort '{cohort}' has several types: give the type, one of {', '.join(types)}"
    elif cohorts:
        yield f"cohort '{cohort}' is not known{nearest(cohort, cohorts)}; cohorts are {', '.join(cohorts)}"
    else:
        meant = nearest(cohort, types)
        yield f"'{cohort}' is no type{meant}, and this dialog has no cohorts; types are {', '.join(types)}"


def _kind(row: dict[str, str], dialog: Dialog) -> Organisation | None:
    """By type; else by cohort where only one type is in it. A dialog without cohorts takes types in that column too."""
    if row["type"]:
        return dialog.organisation(row["type"])
    cohort = row["cohort"].casefold()
    if not any(one.cohort for one in dialog.organisations):
        return dialog.organisation(row["cohort"])
    found = [o for o in dialog.organisations if o.cohort and o.cohort.casefold() == cohort]
    return found[0] if len(found) == 1 else None


def _row(row: dict[str, str], dialog: Dialog, line: int, roster: Roster) -> FrameRow:
    kind = _kind(row, dialog)
    assert kind is not None
    text = {name: _said(name, cell) for name, cell in row.items()}
    return FrameRow(
        ref=text["ref"],
        name=text["name"],
        kind=kind,
        region=text["region"],
        lead_name=text["lead_name"],
        lead_role=text["lead_role"],
        email=text["email"],
        phone=text["phone"],
        commissioned_by=roster.read(text["commissioned_by"], line),
        line=line,
        said=frozenset(name for name, cell in row.items() if cell),
    )


def _said(name: str, cell: str) -> str:
    if cell == _A_DASH:
        return NONE
    return "" if cell == NONE and name in MAY_BE_NONE else cell
