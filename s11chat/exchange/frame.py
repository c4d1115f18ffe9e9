"""The frame of a wave, read from CSV or a workbook: the organisations to be asked, every bad row with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Dialog
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.exchange.sheet import Sheet, read_sheet

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
WORKBOOKS = (".xlsx", ".xlsm")
"""What the names of workbooks end in."""
_LONGEST = 200
"""Characters in a cell."""


@dataclass(frozen=True)
class FrameRow:
    """One organisation of a frame, its type known to the dialog."""

    ref: str
    name: str
    kind: Organisation
    region: str
    lead_name: str
    lead_role: str
    email: str
    phone: str
    commissioned_by: str
    line: int
    """Where it stands in the file."""


@dataclass(frozen=True)
class Frame:
    """What a frame file holds."""

    rows: tuple[FrameRow, ...]
    """The good ones."""
    problems: tuple[Problem, ...]
    """Of all others, each with its line."""
    passed_over: tuple[str, ...]
    """Columns that a frame has no use for."""


def read_frame(path: Path, dialog: Dialog) -> Frame:
    """Every row of a frame file, good or bad. Raises SourceError where nothing can be read at all."""
    sheet = _sheet(path)
    _check_header(sheet.header, path.name)
    good: list[FrameRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, cells in sheet.rows:
        given = dict(zip(sheet.header, cells, strict=False))
        row = {name: given.get(name, "") for name in COLUMNS}
        faults = list(sheet.faults.get(line) or _faults(row, dialog, seen))
        if any(cells[len(sheet.header) :]):
            faults.append(f"there are more cells than columns ({len(cells)} for {len(sheet.header)})")
        if faults:
            problems.append(Problem(path.name, line, "; ".join(faults)))
        else:
            good.append(_row(row, dialog, line))
        seen.setdefault(row["ref"].casefold(), line)
    passed_over = tuple(name for name in sheet.header if name and name not in COLUMNS)
    return Frame(tuple(good), tuple(problems), passed_over)


def _sheet(path: Path) -> Sheet:
    if path.suffix.casefold() not in WORKBOOKS:
        return read_sheet(path, COLUMNS)
    from s11chat.exchange.workbook import read_workbook  # which few frames come in

    return read_workbook(path, COLUMNS, named="frame")


def _check_header(header: tuple[str, ...], file: str) -> None:
    """A column nobody knows is passed over, unless it is a slip for one that is not there."""
    absent = [name for name in COLUMNS if name not in header]
    problems = [
        Problem(file, 1, f"column '{name[:40]}' is not known{meant}; columns are {', '.join(COLUMNS)}")
        for name in header
        if name not in COLUMNS and (meant := nearest(name, absent))
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


def _faults(row: dict[str, str], dialog: Dialog, seen: dict[str, int]) -> Iterator[str]:
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
    if email and not is_address(email):
        yield f"'{email[:60]}' is not an e-mail address"
    for name, value in row.items():
        if len(value) > _LONGEST:
            yield f"{name} has {len(value)} characters: keep it within {_LONGEST}"


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
        yield f"this dialog has no cohorts: give the type, one of {', '.join(types)}"


def _kind(row: dict[str, str], dialog: Dialog) -> Organisation | None:
    """By type; else by cohort where only one type is in it."""
    if row["type"]:
        return dialog.organisation(row["type"])
    cohort = row["cohort"].casefold()
    found = [o for o in dialog.organisations if o.cohort and o.cohort.casefold() == cohort]
    return found[0] if len(found) == 1 else None


def _row(row: dict[str, str], dialog: Dialog, line: int) -> FrameRow:
    kind = _kind(row, dialog)
    assert kind is not None
    return FrameRow(
        ref=row["ref"],
        name=row["name"],
        kind=kind,
        region=row["region"],
        lead_name=row["lead_name"],
        lead_role=row["lead_role"] or kind.lead,
        email=row["email"],
        phone=row["phone"],
        commissioned_by=row["commissioned_by"],
        line=line,
    )
