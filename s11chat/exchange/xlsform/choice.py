"""The lists of choices of a form, and the questions that are answered with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from s11chat.exchange.xlsform.routing import Left, label_of
from s11chat.exchange.xlsform.workbook import Form, Line
from s11chat.exchange.xlsform.writer import TYPE

Raw = dict[str, Any]
_KINDS = {"select_one": "single", "select_multiple": "multi", "rank": "ranking"}
_OF_ROWS = {"item", "kind", "say", "options", "when", "note"}
_OTHER = {"code": "other", "say": "Other", "specify": True}
_SAID = re.compile(
    r"\$\{\s*([^}]+?)\s*\}\s*=\s*'([^']+)'$|selected\(\s*\$\{\s*([^}]+?)\s*\}\s*,\s*'([^']+)'\s*\)$"
)


def choices_of(form: Form, language: str = "") -> Choices:
    """The lists of a form, in its own language."""
    lists: dict[str, list[Line]] = {}
    for line in form.choices:
        lists.setdefault(line.get("list_name", "list name"), []).append(line)
    return Choices({name: tuple(_once(rows)) for name, rows in lists.items()}, language)


def _once(rows: Iterable[Line]) -> Iterator[Line]:
    """The choices of a list without those whose name another has: a filter told them apart."""
    seen: set[str] = set()
    for row in rows:
        if row.get("name").casefold() not in seen:
            yield row
        seen.add(row.get("name").casefold())


@dataclass
class Choices:
    """Lists by name."""

    lists: Mapping[str, tuple[Line, ...]]
    language: str = ""
    left: list[Left] = field(default_factory=list)
    _fields: dict[str, Raw] = field(default_factory=dict)
    """Items by the name of their field."""

    def item(self, line: Line, base: Raw, kind: str, name: str, *, or_other: bool) -> Raw | None:
        """The question that is answered with the list `name`; nothing where there is no such list."""
        rows = self.lists.get(name, ())
        if len(rows) < 2:
            why = f"its list '{name}' has {'only one choice' if rows else 'no choices here'}; it is left out"
            self.left.append(Left(line.number, f"'{line.get('name')}'", why))
            return None
        options = [_option(row, self.language) for row in rows] + ([dict(_OTHER)] if or_other else [])
        yes_no = kind == "select_one" and name.casefold().startswith(("yes_no", "yesno"))
        item = base | {"kind": "yesno" if yes_no else _KINDS[kind], "options": options}
        if kind == "rank":
            item["places"] = len(options)
        self._fields[line.get("name")] = item
        return item

    def specify(self, line: Line, siblings: Sequence[Raw]) -> bool:
        """Takes "other: which?" into the question before it; False where the row asks something else."""
        owner = self._fields.get(line.get("name").removesuffix("_other"))
        found = _SAID.match(line.get("relevant"))
        if owner is None or found is None or line.get("type") != "text" or owner not in siblings:
            return False
        code = found[2] or found[4]
        for option in owner["options"]:
            if option["code"] == code:
                option["specify"] = True
                return True
        return False

    def grid(self, items: Sequence[Raw], id_: str, label: str) -> Raw | None:
        """The grid that a group is whose questions are its rows; nothing where they are questions of their own."""
        shared = items[0].get("options")
        rows = [item["item"].removeprefix(f"{id_}.") for item in items]
        if (
            not label
            or not shared
            or any(row == item["item"] or "." in row for row, item in zip(rows, items, strict=True))
        ):
            return None
        if any(item.get("options") != shared or set(item) - _OF_ROWS for item in items):
            return None
        return {
            "item": id_,
            "kind": "grid",
            "say": label,
            "options": shared,
            "rows": [
                {"row": row, "say": item["say"]}
                | {key: item[key] for key in ("when", "note") if item.get(key)}
                for row, item in zip(rows, items, strict=True)
            ],
        }

    def organisations(self) -> tuple[Raw, ...]:
        """The types of organisation that a form made from a dialog lists."""
        return tuple(
            {"type": row.get("name"), "say": row.get("label"), "lead": row.get("lead") or "Chief executive"}
            | {key: row.get(key) for key in ("group", "cohort", "format") if row.get(key)}
            | ({"tags": _several(row.get("tags"))} if row.get("tags") else {})
            for row in self.lists.get(TYPE, ())
        )


def _option(row: Line, language: str) -> Raw:
    column, _ = label_of(row, language)
    option: Raw = {"code": row.get("name"), "say": row.cells.get(column, "") or row.get("name")}
    if row.get("score"):
        option["score"] = float(row.get("score"))
    if row.get("no_answer"):
        option["no_answer"] = row.get("no_answer")
    if row.get("read_out") == "no":
        option["read_out"] = False
    if row.get("also"):
        option["also"] = _several(row.get("also"))
    return option


def _several(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
