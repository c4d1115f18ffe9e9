"""The frame of a wave, read from CSV: the organisations to be asked, every bad row with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, Organisation
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.language.harmless import one_line

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


def read_frame(path: Path, dialog: Dialog) -> tuple[list[FrameRow], list[Problem]]:
    """The good rows and the problems of all others. Raises SourceError where nothing can be read at all."""
    header, rows = _table(path)
    _check_header(header, path.name)
    good: list[FrameRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        row = dict.fromkeys(COLUMNS, "") | dict(zip(header, cells, strict=False))
        faults = list(_faults(row, dialog, seen))
        if any(cells[len(header) :]):
            faults.append(f"there are more cells than columns ({len(cells)} for {len(header)})")
        problems += [Problem(path.name, line, fault) for fault in faults]
        if not faults:
            good.append(_row(row, dialog, line))
        seen.setdefault(row["ref"].casefold(), line)
    return good, problems


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The column names, and every row that is not blank with its line; raises SourceError where it is no CSV."""
    reader = csv.reader(io.StringIO(text_of(path), newline=""))
    rows = []
    try:
        header = [one_line(name).casefold() for name in next(reader, [])]
        for cells in reader:
            tidy = [one_line(cell) for cell in cells]
            if any(tidy):
                rows.append((reader.line_num, tidy))
    except csv.Error as error:
        fault = f"this is not CSV that can be read ({error}): save the file as CSV UTF-8"
        raise SourceError([Problem(path.name, reader.line_num, fault)]) from None
    return header, rows


def text_of(path: Path) -> str:
    """The text of a CSV file, with or without a byte order mark; raises SourceError where it is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError([Problem(path.name, line, "not UTF-8: save the file as CSV UTF-8")]) from None
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None


def _check_header(header: list[str], file: str) -> None:
    problems = [
        Problem(
            file,
            1,
            f"column '{name[:40]}' is not known{nearest(name, COLUMNS)}; columns are {', '.join(COLUMNS)}",
        )
        for name in header
        if name not in COLUMNS
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
    if not ref:
        yield "ref is empty: give every organisation a reference"
    elif "/" in ref or " " in ref:
        yield f"ref '{ref[:40]}' holds a slash or a space: use letters, digits and dashes"
    elif ref.casefold() in seen:
        yield f"ref '{ref[:40]}' is already in row {seen[ref.casefold()]}: references differ"
    if not row["name"]:
        yield "name is empty"
    if row["name"].casefold() == "total" or ref.casefold() == "total":
        yield "a TOTAL row is no organisation: leave it out"
    if _kind(row, dialog) is None:
        given = (row.get("type") or row.get("cohort") or "")[:40]
        known = [o.type for o in dialog.organisations]
        yield f"type '{given}' is not known{nearest(given, known)}; types are {', '.join(known)}"
    email = row.get("email", "")
    if email and ("@" not in email or " " in email):
        yield f"'{email[:60]}' is not an e-mail address"
    for name, value in row.items():
        if len(value) > _LONGEST:
            yield f"{name} has {len(value)} characters: keep it within {_LONGEST}"


def _kind(row: dict[str, str], dialog: Dialog) -> Organisation | None:
    """By type; else by cohort where only one type is in it."""
    if row.get("type"):
        return dialog.organisation(row["type"])
    cohort = row.get("cohort", "").casefold()
    found = [o for o in dialog.organisations if o.cohort and o.cohort.casefold() == cohort]
    return found[0] if len(found) == 1 else None


def _row(row: dict[str, str], dialog: Dialog, line: int) -> FrameRow:
    kind = _kind(row, dialog)
    assert kind is not None
    return FrameRow(
        ref=row["ref"],
        name=row["name"],
        kind=kind,
        region=row.get("region", ""),
        lead_name=row.get("lead_name", ""),
        lead_role=row.get("lead_role", "") or kind.lead,
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        commissioned_by=row.get("commissioned_by", ""),
        line=line,
    )


def read_population(path: Path, dialog_file: Path) -> dict[str, int]:
    """Organisations there are by type: columns `type` or `type_code`, and `population`; others are passed over.

    Raises SourceError naming every bad row; a TOTAL row is one.
    """
    types = [organisation.type for organisation in load_dialog(dialog_file).organisations]
    header, rows = _table(path)
    column = next((name for name in ("type_code", "type") if name in header), None)
    if column is None or "population" not in header:
        raise SourceError(
            [Problem(path.name, 1, "columns 'type' or 'type_code', and 'population', are needed")]
        )
    counts: dict[str, int] = {}
    problems = []
    for line, cells in rows:
        row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
        kind, count = row[column], row["population"]
        known = next((one for one in types if one.casefold() == kind.casefold()), None)
        fault = _population_fault(kind, count, known, types, counts)
        if fault:
            problems.append(Problem(path.name, line, fault))
        elif known:
            counts[known] = int(count)
    if problems:
        raise SourceError(problems)
    return counts


def _population_fault(
    kind: str, count: str, known: str | None, types: list[str], counts: dict[str, int]
) -> str:
    if kind.casefold() == "total":
        return "a TOTAL row is no type of organisation: leave it out"
    if known is None:
        return f"type '{kind}' is not known{nearest(kind, types)}; types are {', '.join(types)}"
    if known in counts:
        return f"type '{known}' is there twice: keep one"
    return "" if count.isdecimal() and len(count) < 10 else f"'{count}' is not a whole number"
