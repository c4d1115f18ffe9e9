"""Triple-S read back: the description without any entity, the data in the places it gives."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from s11chat.errors import Problem, SourceError
from s11chat.exchange.readable import Held, Readable
from s11chat.exchange.sheet import LARGEST
from s11chat.exchange.triple_s import VERSION, survey_name, unescaped
from s11chat.exchange.variable import Form, Variable
from s11chat.exchange.workbook import MOST_ROWS

_DEEPEST, _MOST_ELEMENTS, _WIDEST = 12, 500_000, 10_000_000
_NO_SURVEY = "is no description of a survey in Triple-S: export it again as .sss"
_ENTITY = "declares entities of its own, which no description of a survey does: export it again"
_FIGURES = re.compile(r"-?[0-9]{1,18}(\.[0-9]*)?")
_VERSIONS = ("1.1", "1.2", VERSION)


@dataclass(frozen=True)
class _Place:
    """Where a variable stands in a line, and what its values are called."""

    name: str
    start: int
    finish: int
    """One behind its last character."""
    subfields: int
    labels: Mapping[int, str]


def read_triple_s(path: Path) -> TripleSFile:
    """A survey in Triple-S, its data from the file beside it that is called the same and ends with .asc.

    Raises SourceError where either cannot be read, or is of another kind than is exported here.
    """
    described = _bytes(path, path.name)
    root = _tree(path, described)
    record = root.find("survey/record")
    if root.tag != "sss" or record is None:
        raise SourceError([Problem(path.name, 1, _NO_SURVEY)])
    if root.get("version") not in _VERSIONS or record.get("format", "fixed") != "fixed":
        wanted = f"is of another form of Triple-S: fixed fields of version {VERSION} are read"
        raise SourceError([Problem(path.name, 1, wanted)])
    try:
        places = [_place(one) for one in record.iter("variable")]
    except (ValueError, KeyError, AttributeError):
        raise SourceError([Problem(path.name, 1, "describes a variable without a name or a place")]) from None
    beside = path.with_suffix(".asc")
    if not beside.exists():
        wanted = f"its data are not beside it: put {beside.name} into the same folder"
        raise SourceError([Problem(path.name, 1, wanted)])
    data = _bytes(beside, beside.name)
    digest = hashlib.sha256(described + data).hexdigest()
    return TripleSFile(
        beside.name, root.findtext("survey/name") or "", places, _lines(beside.name, data), digest
    )


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > LARGEST:
        raise SourceError([Problem(name, 1, f"is larger than {LARGEST // 1_000_000} megabytes")])
    return raw


def _lines(name: str, data: bytes) -> list[str]:
    if b"\x00" in data:
        raise SourceError([Problem(name, 1, "holds a character of no text (NUL): export it again")])
    text = data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise SourceError([Problem(name, 1, "the file is empty: export it again")])
    if len(lines) > MOST_ROWS:
        raise SourceError([Problem(name, 1, f"there are more than {MOST_ROWS} rows: split the file")])
    return lines


class _UnsafeError(Exception):
    """What no description of a survey holds."""


def _tree(path: Path, raw: bytes) -> ElementTree.Element:
    """The elements of a description; nothing that it declares is expanded, and nothing it names is fetched."""
    builder, parser = ElementTree.TreeBuilder(), expat.ParserCreate()
    depth = elements = 0

    def start(tag: str, told: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            raise _UnsafeError(_NO_SURVEY)
        builder.start(tag, told)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: Any) -> None:
        raise _UnsafeError(_ENTITY)

    def doctype(_name: str, _system: str | None, _public: str | None, internal: bool) -> None:
        if internal:
            refuse()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = doctype, refuse
    try:
        parser.Parse(raw, True)
        return builder.close()
    except expat.ExpatError as error:
        wanted = f"is no XML that can be read ({expat.ErrorString(error.code)}): export it again"
        raise SourceError([Problem(path.name, error.lineno, wanted)]) from None
    except (_UnsafeError, LookupError, ValueError) as error:
        said = str(error) if isinstance(error, _UnsafeError) else _NO_SURVEY
        raise SourceError([Problem(path.name, 1, said)]) from None


def _place(one: ElementTree.Element) -> _Place:
    position = one.find("position")
    if position is None:
        raise KeyError("position")
    start = int(position.attrib["start"])
    finish = int(position.get("finish", start))
    if not 1 <= start <= finish <= _WIDEST:
        raise ValueError("position")
    spread = one.find("spread")
    labels = {
        int(code): "".join(value.itertext())
        for value in one.iter("value")
        if (code := value.get("code", "")).lstrip("-").isdecimal()
    }
    name = (one.findtext("name") or "").strip()
    if not name:
        raise KeyError("name")
    subfields = int(spread.attrib["subfields"]) if spread is not None else 0
    return _Place(name, start - 1, finish, subfields, labels)


class TripleSFile(Readable):
    """What a description in Triple-S and its data hold."""

    def __init__(self, file: str, survey: str, places: list[_Place], lines: list[str], digest: str) -> None:
        self.file, self.digest = file, digest
        self._survey = survey.strip()
        self.names = tuple(one.name for one in places)
        self.rows = len(lines)
        self._lines, self._places = lines, {one.name.upper(): one for one in places}
        whole = max((one.finish for one in places), default=0)
        short = next((number for number, line in enumerate(lines, 1) if len(line) < whole), 0)
        if short:
            fault = f"the line ends after {len(lines[short - 1])} of {whole} characters: export it again"
            raise SourceError([Problem(file, short, fault)])

    def is_of(self, dialog: str) -> bool:
        """Whether it can be of a dialog, by what it says itself."""
        return not self._survey or self._survey == survey_name(dialog)

    def written_as(self, variable: Variable) -> tuple[str, ...]:
        """The name of the variable, where the file has it."""
        return (variable.name,) if variable.name in self._places else ()

    def labels(self, variable: Variable) -> Mapping[int, str]:
        """What the file calls the values of a variable."""
        return self._places[variable.name].labels

    def called(self, label: str) -> str:
        """A label as the file has it: whole."""
        return label

    def themes_beside(self, variable: Variable, known: Collection[str]) -> Mapping[str, str]:
        """The themes that the file has beside those of a variable, by code."""
        place = self._places.get(variable.name)
        known_labels = {value.code for value in variable.values}
        told = (one.partition(": ") for one in place.labels.values()) if place else ()
        return {code: called or code for code, _, called in told if code not in known_labels}

    def held(self, variable: Variable, row: int) -> Held:
        """What a row holds of a variable. Raises ValueError with what is wrong with it."""
        place = self._places[variable.name]
        text = self._lines[row][place.start : place.finish]
        if not text.strip():
            return None
        match variable.form:
            case Form.SET:
                return _ticked(text)
            case Form.RANK:
                each = len(text) // place.subfields if place.subfields else len(text)
                found = (text[at : at + each] for at in range(0, len(text), max(each, 1)))
                return tuple(number for one in found if (number := _number(one)))
            case Form.CODE | Form.NUMBER:
                return _number(text)
            case Form.DAY:
                return _day(text.strip())
            case _:
                return unescaped(text.rstrip())


def _ticked(text: str) -> Held:
    if bad := next((one for one in text if one not in "01 "), ""):
        raise ValueError(f"'{bad}' is neither 1 (chosen) nor 0 (not)")
    return tuple(float(place) for place, one in enumerate(text, 1) if one == "1") or None


def _number(text: str) -> float:
    plain = text.strip()
    if plain and not _FIGURES.fullmatch(plain):
        raise ValueError(f"'{plain[:40]}' is no number")
    return float(plain or 0)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        raise ValueError(f"'{text[:40]}' is no day: write it as 20260331") from None
