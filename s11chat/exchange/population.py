"""How many organisations of each type there are, read from CSV, every bad row with its reason."""

from __future__ import annotations

from pathlib import Path

from s11chat.dialog.load import load_dialog
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.exchange.sheet import read_sheet


def read_population(path: Path, dialog_file: Path) -> dict[str, int]:
    """Organisations there are by type: columns `type` or `type_code`, and `population`; others are passed over.

    Raises SourceError naming every bad row; a TOTAL row is one.
    """
    types = [organisation.type for organisation in load_dialog(dialog_file).organisations]
    sheet = read_sheet(path, ("type_code", "type", "population"))
    column = next((name for name in ("type_code", "type") if name in sheet.header), None)
    if column is None or "population" not in sheet.header:
        raise SourceError(
            [Problem(path.name, 1, "columns 'type' or 'type_code', and 'population', are needed")]
        )
    counts: dict[str, int] = {}
    problems = []
    for line, cells in sheet.rows:
        row = dict.fromkeys(sheet.header, "") | dict(zip(sheet.header, cells, strict=False))
        kind, count = row[column], row["population"]
        known = next((one for one in types if one.casefold() == kind.casefold()), None)
        fault = _fault(kind, count, known, types, counts)
        if fault:
            problems.append(Problem(path.name, line, fault))
        elif known:
            counts[known] = int(count)
    if problems:
        raise SourceError(problems)
    return counts


def _fault(kind: str, count: str, known: str | None, types: list[str], counts: dict[str, int]) -> str:
    if kind.casefold() == "total":
        return "a TOTAL row is no type of organisation: leave it out"
    if known is None:
        return f"type '{kind}' is not known{nearest(kind, types)}; types are {', '.join(types)}"
    if known in counts:
        return f"type '{known}' is there twice: keep one"
    if count.isascii() and count.isdecimal() and len(count) < 10:
        return ""
    return f"'{count}' is not a whole number: give the population of '{known}'"
