"""A form as a dialog file: what a dialog can say is carried over, and everything else is listed with its row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from s11chat.exchange.xlsform.choice import Choices, choices_of
from s11chat.exchange.xlsform.routing import Left, Routing
from s11chat.exchange.xlsform.settling import settle
from s11chat.exchange.xlsform.workbook import Form, Line
from s11chat.exchange.xlsform.writer import FACTS, MARK, MODE, ROLE, SECTION, TYPE

_SELECT = re.compile(r"(select_one|select_multiple|rank)\s+(\S+)(\s+or_other)?$")
_OLDER = (
    (re.compile(r"select one (?:from )?", re.IGNORECASE), "select_one "),
    (re.compile(r"select (?:all that apply|multiple) (?:from )?", re.IGNORECASE), "select_multiple "),
    (re.compile(r" or (?:specify )?other$", re.IGNORECASE), " or_other"),
)
"""How forms wrote these types before there were the ones of today."""
_PLAIN = {
    "text": "text",
    "string": "text",
    "phone number": "text",
    "email": "text",
    "date": "date",
    "note": "statement",
    "acknowledge": "yesno",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "range": "number",
}
_OWN = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "simserial",
        "phonenumber",
        "email",
        "audit",
        "start-geopoint",
    ]
)
"""What a form records about the sitting itself; the records of a return hold it anyway."""
_NOTED = (
    "appearance",
    "default",
    "choice_filter",
    "calculation",
    "read_only",
    "trigger",
    "media::image",
    "parameters",
)
_REPEATS = 10
"""Members of a repeat that does not say how many there are."""

Raw = dict[str, Any]


@dataclass
class _Group:
    """A group or a repeat being read."""

    kind: str
    line: Line
    items: list[Raw] = field(default_factory=list)
    when: Any = None


@dataclass
class _Reading:
    """A dialog file being made."""

    form: Form
    choices: Choices
    routing: Routing
    sections: list[Raw] = field(default_factory=list)
    stack: list[_Group] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    types: tuple[Raw, ...] = ()

    def leave(self, line: Line, what: str, why: str) -> None:
        self.left.append(Left(line.number, what, why))


def dialog_of(form: Form, name: str) -> tuple[Raw, tuple[Left, ...]]:
    """The dialog file, as plain values, that a form comes to under `name`; and what it could not carry."""
    names = _ids(form)
    settings = form.settings[0] if form.settings else Line(1, {})
    language = settings.get("default_language").casefold()
    reading = _Reading(form, choices_of(form, language), Routing(names, language))
    for line in form.survey:
        _row(reading, line)
    for open_group in reversed(reading.stack):
        reading.leave(open_group.line, f"{open_group.kind} '{open_group.line.get('name')}'", "is never ended")
    while reading.stack:
        _end(reading)
    left = [*reading.left, *reading.routing.left, *reading.choices.left]
    return _dialog(reading, settings, name), tuple(sorted(left, key=lambda one: one.row))


def _dialog(reading: _Reading, settings: Line, name: str) -> Raw:
    title = settings.get("form_title") or name
    version = settings.get("version")
    scales = settle(reading.sections)
    return {
        "dialog": name,
        "version": version if re.fullmatch(r"\d+\.\d+\.\d+", version) else "1.0.0",
        "title": title,
        "guidance": {"edition": settings.get(MARK) or "to be named", "valid_from": f"{date.today():%Y-%m}"},
        "sources": [{"publication": title, "part": "the form it was taken from"}],
        "organisations": list(reading.types)
        or [{"type": "organisation", "say": "Organisation", "lead": "Chief executive"}],
        "scales": scales,
        "sections": reading.sections,
    }


def _ids(form: Form) -> Mapping[str, str]:
    """The id of every field: its name in small letters, with lines for what an id cannot hold."""
    found: dict[str, str] = {}
    for line in form.survey:
        name = line.get("name")
        if not name or not _carried(line):
            continue
        id_ = re.sub(r"[^a-z0-9_.]", "_", name.casefold()).strip("_.") or "item"
        id_ = re.sub(r"\.(?=\.|_*$)", "", id_)
        number = 1
        while id_ in found.values() and name not in found:
            number += 1
            id_ = f"{id_.rstrip('0123456789')}{number}"
        found.setdefault(name, id_)
    return found | {field: fact for fact, field in FACTS.items() if field in found and _marked(form)}


def _carried(line: Line) -> bool:
    """Whether something of the dialog comes of the row, which conditions may then name."""
    kind = line.get("type").casefold()
    return kind in _PLAIN or kind.startswith("begin") or bool(_SELECT.match(_today(line.get("type"))))


def _marked(form: Form) -> bool:
    return any(line.get(MARK) for line in form.settings)


def _row(reading: _Reading, line: Line) -> None:
    kind = " ".join(line.get("type").casefold().replace("begin ", "begin_").replace("end ", "end_").split())
    if kind in ("begin_group", "begin_repeat"):
        when = reading.routing.condition(line, "relevant")
        reading.stack.append(_Group(kind.removeprefix("begin_"), line, when=when))
        _noted(reading, line)
    elif kind in ("end_group", "end_repeat"):
        if reading.stack:
            _end(reading)
        else:
            reading.leave(line, kind, "ends nothing")
    elif _marked(reading.form) and line.get("name") in (TYPE, MODE, ROLE):
        reading.types = reading.choices.organisations() if line.get("name") == TYPE else reading.types
    elif line.get("name").endswith("_other") and reading.choices.specify(line, _siblings(reading)):
        pass  # "other, say which" is part of the question itself
    else:
        _question(reading, line, kind)


def _question(reading: _Reading, line: Line, kind: str) -> None:
    item = _item(reading, line, kind)
    if item is None:
        return
    if when := reading.routing.condition(line, "relevant"):
        item["when"] = when
    item |= reading.routing.limits(line, item)
    if hint := " ".join(filter(None, (line.get("hint"), line.get("guidance_hint")))):
        item["note"] = hint
    _noted(reading, line)
    _siblings(reading).append(item)


def _item(reading: _Reading, line: Line, kind: str) -> Raw | None:
    """The item of a row; nothing where there is none, and then it is listed."""
    name = line.get("name")
    base = {"item": reading.routing.ids.get(name, ""), "say": reading.routing.label(line) or name}
    if name and (found := _SELECT.match(_today(line.get("type")))):
        return reading.choices.item(line, base, found[1], found[2], or_other=bool(found[3]))
    if kind in _PLAIN and name and not (kind == "email" and not reading.routing.label(line)):
        limits = reading.routing.range(line) if kind == "range" else {}
        return base | {"kind": _PLAIN[kind]} | limits | ({"decimals": 2} if kind == "decimal" else {})
    if kind in _OWN:
        reading.leave(line, f"'{kind}'", "is recorded with every answer anyway")
    elif kind:
        reading.leave(line, f"'{name or kind}' ({kind})", "no kind of question answers this; it is left out")
    return None


def _today(type_: str) -> str:
    for pattern, now in _OLDER:
        type_ = pattern.sub(now, type_.strip())
    return type_


def _siblings(reading: _Reading) -> list[Raw]:
    """Where the next item goes: the group being read, or a section for what is in none."""
    if reading.stack:
        return reading.stack[-1].items
    if not reading.sections or reading.sections[-1].get("title") != "Questions":
        reading.sections.append(
            {"section": f"part_{len(reading.sections) + 1}", "title": "Questions", "items": []}
        )
    items: list[Raw] = reading.sections[-1]["items"]
    return items


def _end(reading: _Reading) -> None:
    group = reading.stack.pop()
    if not group.items:
        return
    name = group.line.get("name")
    label = reading.routing.label(group.line)
    if group.kind == "repeat" and any(outer.kind == "repeat" for outer in reading.stack):
        reading.leave(
            group.line, f"the repeat '{name}'", "is inside another, so its questions are asked once"
        )
        _siblings(reading).extend(_with(item, group.when) for item in group.items)
    elif group.kind == "repeat":
        _siblings(reading).append(_roster(reading, group, label or name))
    elif grid := reading.choices.grid(group.items, reading.routing.ids.get(name, name), label):
        _siblings(reading).append(_with(grid, group.when))
    elif reading.stack:
        heading = [{"item": f"{reading.routing.ids.get(name, 'group')}", "kind": "statement", "say": label}]
        _siblings(reading).extend(
            _with(item, group.when) for item in (*(heading if label else []), *group.items)
        )
    else:
        section = {
            "section": reading.routing.ids.get(name, f"part_{len(reading.sections) + 1}")
            .removeprefix(SECTION)
            .replace(".", "_"),
            "title": label or name or "Questions",
            "items": group.items,
        }
        reading.sections.append(section | ({"when": group.when} if group.when else {}))


def _roster(reading: _Reading, group: _Group, label: str) -> Raw:
    count = group.line.get("repeat_count")
    most = int(count) if count.isdecimal() and 2 <= int(count) <= 50 else _REPEATS
    if not count.isdecimal():
        reading.leave(group.line, f"the repeat '{group.line.get('name')}'", f"is asked up to {most} times")
    id_ = reading.routing.ids.get(group.line.get("name"), "repeat")
    another = {"say": f"Is there one to tell of here, number {{{{ number }}}}: {label}?", "most": most}
    return _with({"item": id_, "kind": "roster", "another": another, "items": group.items}, group.when)


def _with(item: Raw, when: Any) -> Raw:
    """The item, asked only if its group is too."""
    if not when:
        return item
    return item | {"when": {"all": [when, item["when"]]} if item.get("when") else when}


def _noted(reading: _Reading, line: Line) -> None:
    """Lists what stands beside a question and is not carried."""
    for column in _NOTED:
        value = line.get(column)
        handled = column == "appearance" and "table-list" in value
        handled |= column == "parameters" and line.get("type").startswith("range")
        if value and not handled:
            reading.leave(line, f"{column} of '{line.get('name')}'", f"'{value[:60]}' is not carried over")
