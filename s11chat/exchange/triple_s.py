"""Returns as Triple-S XML, version 2.0 of September 2011: a file that describes the variables, and one of fixed fields.

The standard holds data to ISO 8859-1 and to a line for each return. A character or line end beyond that is written as
XML writes it, `&#8217;`; so is an ampersand before a #. The six kinds of no-answer have codes above those of the options,
below nought where the variable is a number; their labels begin with "No answer". No field can run as a formula: the
fields have fixed places, and no spreadsheet opens them as cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree

from s11chat import __version__
from s11chat.dialog.model import NoAnswer
from s11chat.exchange.dataset import KEY, WEIGHT, WEIGHTED, Dataset, Entry, kinds
from s11chat.exchange.variable import KINDS, Form, Variable, kind_label
from s11chat.language.harmless import harmless

VERSION = "2.0"
ORIGIN = "s11chat"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v2.0//EN" "http://www.triple-s.org/dtd/sss_v20.dtd">\n'
)
_LARGEST = 2**31 - 1
"""The largest number that stands without a decimal point."""
_BEYOND = re.compile(r"&(?=#)|[^\x20-\x7e\xa0-\xff]")


@dataclass(frozen=True)
class TripleS:
    """The two files."""

    described: bytes
    """The variables, as XML; its name ends with .sss or .xml."""
    fields: bytes
    """A line for each return; its name is the same and ends with .asc."""


@dataclass(frozen=True)
class _Field:
    """A variable in its place."""

    variable: Variable
    start: int
    width: int
    decimals: int
    numbers: tuple[float, float]
    """The least and the largest, where it holds numbers."""


def as_triple_s(data: Dataset) -> TripleS:
    """A table of returns as Triple-S."""
    fields, start = [], 1
    for place, variable in enumerate(data.variables):
        one = _field(variable, start, [row[place] for row in data.rows])
        fields.append(one)
        start += one.width
    lines = (
        "".join(_written(one, entry) for one, entry in zip(fields, row, strict=True)) for row in data.rows
    )
    text = "".join(f"{line}\r\n" for line in lines)
    return TripleS(_described(data, fields), text.encode("latin-1"))


def codes_of(variable: Variable) -> Mapping[int, str]:
    """The numbers that a variable of codes may have, with their labels, the kinds of no-answer last."""
    found = {value.number: value.label for value in variable.values}
    if variable.declines:
        most = max(found, default=0)
        if variable.form is not Form.SET:
            most = max(90, 10 ** len(str(most)) - 10)
        found |= {most + place: kind_label(kind) for place, kind in enumerate(KINDS, 1)}
    return found


def _field(variable: Variable, start: int, entries: Sequence[Entry]) -> _Field:
    decimals, least, most = variable.decimals, 0.0, 0.0
    match variable.form:
        case Form.CODE:
            width = len(str(max(codes_of(variable), default=0)))
        case Form.SET:
            width = max(codes_of(variable), default=1)
        case Form.RANK:
            width = len(variable.columns) * _place_width(variable)
        case Form.NUMBER:
            held = [entry for entry in entries if isinstance(entry, float)]
            least = min((*held, *_bound(variable, least=True)), default=0.0)
            most = max((*held, *_bound(variable, least=False), least))
            whole = (*kinds(variable), least, most)
            decimals = decimals or int(max(map(abs, whole)) > _LARGEST)
            width = max(len(_number(one, decimals)) for one in whole)
        case Form.DAY:
            width = 8
        case _:
            texts = [escaped(_text(entry)) for entry in entries]
            width = max((1, *(len(value.code) for value in variable.values), *map(len, texts)))
    return _Field(variable, start, width, decimals, (least, most))


def _bound(variable: Variable, *, least: bool) -> tuple[float, ...]:
    if variable.question is None:
        return (0.0,)
    bound = variable.question.minimum if least else variable.question.maximum
    return (bound,) if bound is not None else ()


def _place_width(variable: Variable) -> int:
    return len(str(max(codes_of(variable), default=0)))


def _number(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}"


def _code(variable: Variable, kind: NoAnswer) -> int:
    return next(number for number, label in codes_of(variable).items() if label == kind_label(kind))


def _written(field: _Field, entry: Entry) -> str:
    """An entry in its field."""
    variable, width = field.variable, field.width
    if isinstance(entry, NoAnswer):
        if variable.form is Form.NUMBER:
            return _number(variable.number_of(entry), field.decimals).rjust(width)
        number = _code(variable, entry)
        entry = (number,) if variable.form in (Form.SET, Form.RANK) else number
    if entry is None:
        return " " * width
    match variable.form:
        case Form.SET:
            chosen = entry if isinstance(entry, tuple) else ()
            return "".join(str(int(place in chosen)) for place in range(1, width + 1))
        case Form.RANK:
            each, placed = _place_width(variable), entry if isinstance(entry, tuple) else ()
            return "".join(str(number).rjust(each, "0") for number in placed).ljust(width, "0")
        case Form.CODE:
            return str(entry).rjust(width, "0")
        case Form.NUMBER:
            assert isinstance(entry, float | int)
            return _number(entry, field.decimals).rjust(width)
        case _:
            return escaped(_text(entry)).ljust(width)


def _text(entry: Entry) -> str:
    match entry:
        case datetime():
            return f"{entry:%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return f"{entry:%Y%m%d}"
        case str():
            return entry
        case _:
            return ""


def escaped(text: str) -> str:
    """`text` in the characters that the standard lets a data file have."""
    return _BEYOND.sub(lambda found: f"&#{ord(found[0])};", text)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return re.sub(r"&#([0-9]{1,7});", lambda found: _character(int(found[1])), text)


def _character(number: int) -> str:
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _described(data: Dataset, fields: Sequence[_Field]) -> bytes:
    root = ElementTree.Element("sss", {"version": VERSION})
    _element(root, "origin", f"{ORIGIN} {__version__}")
    survey = ElementTree.SubElement(root, "survey")
    _element(survey, "name", survey_name(data.dialog))
    _element(survey, "version", data.version)
    _element(survey, "title", f"{data.title} ({data.wave}). {WEIGHTED}")
    record = ElementTree.SubElement(survey, "record", {"ident": "A"})
    for ident, field in enumerate(fields, 1):
        _describe(record, ident, field)
    ElementTree.indent(root)
    return (_HEAD + ElementTree.tostring(root, encoding="unicode") + "\n").encode()


def survey_name(dialog: str) -> str:
    """The id of a dialog as a name of the standard."""
    return ("" if dialog[0].isalpha() else "_") + dialog.replace("-", "_")


_TYPES = {
    Form.CODE: "single",
    Form.WORD: "single",
    Form.SET: "multiple",
    Form.RANK: "multiple",
    Form.NUMBER: "quantity",
    Form.DAY: "date",
}


def type_of(variable: Variable) -> str:
    """The type that the standard has for a variable."""
    if variable.form is Form.WORD and not variable.values:
        return "character"
    return _TYPES.get(variable.form, "character")


def _describe(record: ElementTree.Element, ident: int, field: _Field) -> None:
    variable = field.variable
    told = {"ident": str(ident), "type": type_of(variable)}
    if variable.key in (KEY, WEIGHT) and variable.question is None:
        told["use"] = "serial" if variable.key == KEY else "weight"
    if told["type"] == "single" and variable.form is Form.WORD:
        told["format"] = "literal"
    made = ElementTree.SubElement(record, "variable", told)
    _element(made, "name", variable.name)
    _element(made, "label", variable.label)
    place = {"start": str(field.start), "finish": str(field.start + field.width - 1)}
    ElementTree.SubElement(made, "position", place)
    if variable.form is Form.RANK:
        spread = {"subfields": str(len(variable.columns)), "width": str(_place_width(variable))}
        ElementTree.SubElement(made, "spread", spread)
    if told["type"] == "character":
        _element(made, "size", str(field.width))
    elif told["type"] != "date":
        values = ElementTree.SubElement(made, "values")
        for code, label, score in _values(field, values):
            scored = {"score": score} if score else {}
            _element(values, "value", label, {"code": code, **scored})


def _values(field: _Field, values: ElementTree.Element) -> Iterator[tuple[str, str, str]]:
    """Code, label and score of each value; the range of a number is put in front of them."""
    variable = field.variable
    match variable.form:
        case Form.WORD:
            yield from ((value.code, value.label, "") for value in variable.values)
        case Form.NUMBER:
            least, most = (_number(one, field.decimals) for one in field.numbers)
            ElementTree.SubElement(values, "range", {"from": least, "to": most})
            for number, label in kinds(variable).items():
                yield _number(number, field.decimals), label, ""
        case _:
            scores = {value.number: value.score for value in variable.values}
            codes = codes_of(variable)
            width = 1 if variable.form is Form.SET else len(str(max(codes, default=0)))
            for (
                number,
                label,
            ) in codes.items():  # as wide as in the data, for readers that compare them as they stand
                score = scores.get(number) if variable.form is Form.CODE else None
                yield str(number).rjust(width, "0"), label, f"{score:g}" if score is not None else ""


def _element(parent: ElementTree.Element, tag: str, text: str, told: Mapping[str, str] | None = None) -> None:
    ElementTree.SubElement(parent, tag, dict(told or {})).text = harmless(text)
