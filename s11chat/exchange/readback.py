"""Returns read back from a file for statistics programs that was written here: it brings its codebook with it.

What stands in it is turned into the cells that people write in a table, so that one place alone knows what an answer to
a question may be. What follows from the answers, such as weights, is passed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.errors import Problem, SourceError
from s11chat.exchange.dataset import KEY
from s11chat.exchange.given import MARK_OF, CellError, digits, read_cell
from s11chat.exchange.readable import Readable
from s11chat.exchange.returns import STATUS, Cell, Given, Returns, status_fault
from s11chat.exchange.variable import KINDS, Form, Part, Variable, kind_label, variables
from s11chat.language.harmless import harmless, one_line

_SPSS = (".sav", ".zsav")
_SHOWN = 40
_KIND = {kind_label(kind): kind for kind in KINDS}
_WORDS = {name: Variable(name.upper(), "", Form.WORD, Part.STATUS, name) for name in (KEY, *STATUS)}

Meaning = str | NoAnswer
"""The code of an option or theme, or a kind of no-answer."""


def read_back(path: Path, dialog: Dialog) -> Returns:
    """Every answer in a file of SPSS or Triple-S that was exported from a wave of the dialog.

    Raises SourceError where it cannot be read at all, or is of something else.
    """
    if path.suffix.casefold() in _SPSS:
        from s11chat.exchange.sav import read_sav  # which few come in

        file: Readable = read_sav(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    else:
        from s11chat.exchange.triple_s_file import read_triple_s

        triple_s = read_triple_s(path)
        file, digest = triple_s, triple_s.digest
    reader = _Reader(path, file, dialog)
    given = tuple(reader.given())
    return Returns(path.name, digest, given, tuple(reader.problems), reader.passed_over)


class _Reader:
    """One file and the dialog it is held against; what is wrong gathers on the way."""

    def __init__(self, path: Path, file: Readable, dialog: Dialog) -> None:
        self._file = file
        self.problems: list[Problem] = []
        if not file.is_of(dialog.dialog):
            wanted = f"holds returns of another dialog: the wave asks '{dialog.dialog}'"
            raise SourceError([Problem(path.name, 1, wanted)])
        asked = [one for one in questions(dialog).values() if one.kind is not Kind.STATEMENT]
        plan = variables(asked, _themes_beside(asked, file))
        found = [one for one in plan if file.written_as(one)]
        self._words = {name: one for name, one in _WORDS.items() if file.written_as(one)}
        if KEY not in self._words or not found:
            wanted = (
                "no variable is called REF" if KEY not in self._words else "no variable is of its questions"
            )
            wanted += f": export returns of '{dialog.dialog}', or import a CSV file with a codebook"
            raise SourceError([Problem(path.name, 1, wanted)])
        self._of: dict[str, list[Variable]] = {}
        for one in found:
            self._of.setdefault(one.key, []).append(one)
        self._asked = {one.id: one for one in asked}
        self._meanings = {one.name: _meanings(one, file) for one in found}
        used = {name for one in (*found, *self._words.values()) for name in file.written_as(one)}
        self.passed_over = tuple(one_line(name) for name in file.names if name.upper() not in used)

    def given(self) -> Iterator[Given]:
        """What each organisation answered, in the order of the file."""
        seen: dict[str, int] = {}
        for row in range(self._file.rows):
            ref = self._word(KEY, row)
            if not ref:
                self._blame(row, "REF is empty: give the ref that the organisation has in the wave")
            elif ref.casefold() in seen:
                before = seen[ref.casefold()]
                self._blame(row, f"REF: '{ref[:_SHOWN]}' stands in row {before} already: keep one")
            else:
                seen[ref.casefold()] = row + 1
                cells, themes = self._answers(row)
                yield Given(ref, row + 1, cells, self._status(row), themes)

    def _blame(self, row: int, fault: str) -> None:
        self.problems.append(Problem(self._file.file, row + 1, fault))

    def _word(self, name: str, row: int) -> str:
        if name not in self._words:
            return ""
        held = self._file.held(self._words[name], row)
        return one_line(digits(held) if isinstance(held, float) else str(held or ""))

    def _status(self, row: int) -> dict[str, str]:
        found = {}
        for name, words in STATUS.items():
            text = self._word(name, row).casefold()
            if fault := status_fault(name, text, words):
                self._blame(row, fault)
            elif text:
                found[name] = text
        return found

    def _answers(self, row: int) -> tuple[tuple[Cell, ...], dict[str, str]]:
        """The cells of a row, and the themes that words were sorted under."""
        cells: list[Cell] = []
        themes: dict[str, str] = {}
        for id_, parts in self._of.items():
            try:
                held = {one.part: self._meant(one, row) for one in parts}
                if sorted_under := held.pop(Part.THEMES, None):
                    themes[id_] = ";".join(str(code) for code in _several(sorted_under))
                if not held:
                    continue
                text = cell_text(self._asked[id_], held)
                answer = read_cell(self._asked[id_], text)
            except ValueError as fault:
                self._blame(row, f"{parts[0].name}: {fault}")
            else:
                cells.append(Cell(id_, row + 1, parts[0].name, text, answer))
        return tuple(cells), themes

    def _meant(self, variable: Variable, row: int) -> Meant:
        """What a row holds of a variable, its numbers as codes. Raises ValueError where one means nothing."""
        held, meanings = self._file.held(variable, row), self._meanings[variable.name]
        if any(isinstance(one, float) and not isfinite(one) for one in _several(held)):
            raise ValueError("holds no number that is finite")
        match held, variable.form:
            case None, _:
                return None
            case date(), Form.DAY:
                return held
            case str(), Form.TEXT:
                return harmless(held).strip()
            case tuple(), Form.SET | Form.RANK:
                found = tuple(_code(one, meanings) for one in held)
                return found[0] if len(found) == 1 and isinstance(found[0], NoAnswer) else _codes(found)
            case (float(), Form.CODE):
                return _code(held, meanings)
            case (float(), Form.NUMBER):
                kind = meanings.get(int(held)) if held == int(held) else None
                return kind if isinstance(kind, NoAnswer) else held
        raise ValueError(f"'{str(held)[:_SHOWN]}' is of another type than in files that are exported here")


Meant = Meaning | float | date | tuple[str, ...] | None


def cell_text(question: Question, held: Mapping[Part, Meant]) -> str:
    """What a person would write in a table for what a file holds of a question."""
    answer, reason = held.get(Part.ANSWER), str(held.get(Part.REASON) or "")
    upper, other = held.get(Part.UPPER), str(held.get(Part.OTHER) or "")
    kind = answer if isinstance(answer, NoAnswer) else held.get(Part.KIND)
    if isinstance(kind, NoAnswer):
        return f"{MARK_OF[kind]} {reason}".strip()
    codes = answer if isinstance(answer, tuple) else (answer,)
    if reason and len(codes) == 1 and isinstance(codes[0], str):
        option = question.option(codes[0])
        if option is not None and option.no_answer is not None:
            return f"{MARK_OF[option.no_answer]} {reason}"
    match answer:
        case None:
            return ""
        case date():
            return answer.isoformat() + (f"/{upper.isoformat()}" if isinstance(upper, date) else "")
        case float():
            return digits(answer) + (f" to {digits(upper)}" if isinstance(upper, float) else "")
        case tuple():
            return ";".join(answer) + (f": {other}" if other else "")
        case _ if question.options:
            return str(answer) + (f": {other}" if other else "")
        case _:
            return f"!{answer}" if str(answer).startswith("!") else str(answer)


def _meanings(variable: Variable, file: Readable) -> Mapping[int, Meaning | CellError]:
    """What each number stands for: as the file labels it, else as it is exported."""
    found: dict[int, Meaning | CellError] = {value.number: value.code for value in variable.values}
    if variable.declines:
        found |= {variable.number_of(kind): kind for kind in KINDS}
    if variable.form is Form.NUMBER:
        return found
    if variable.part is Part.THEMES:
        return found | {number: said.partition(": ")[0] for number, said in file.labels(variable).items()}
    options = [(file.called(value.label), value) for value in variable.values]
    for number, label in file.labels(variable).items():
        if any(said == label and value.number == number for said, value in options):
            continue
        same = [value.code for said, value in options if said == label]
        if label in _KIND:
            found[number] = _KIND[label]
        elif len(same) == 1:
            found[number] = same[0]
        else:
            said = f"its value {number} is called '{label[:_SHOWN]}' in the file, as no option of {variable.key} is"
            found[number] = CellError(said)
    return found


def _code(number: float, meanings: Mapping[int, Meaning | CellError]) -> Meaning:
    meant = meanings.get(int(number)) if number == int(number) else None
    if isinstance(meant, CellError):
        raise meant
    if meant is None:
        raise CellError(f"has no value {digits(number)}")
    return meant


def _codes(found: tuple[Meaning, ...]) -> tuple[str, ...]:
    if any(isinstance(one, NoAnswer) for one in found):
        raise CellError("holds a kind of no-answer beside an option: keep one")
    return tuple(str(one) for one in found)


def _several(held: Any) -> tuple[Any, ...]:
    return held if isinstance(held, tuple) else (held,)


def _themes_beside(asked: list[Question], file: Readable) -> dict[str, dict[str, str]]:
    """The themes that stand in the file beside those of the code frames, by question."""
    plan = variables(asked, {})
    known = {
        name for one in plan for name in (one.name, *one.columns, *(value.column for value in one.values))
    }
    return {one.key: dict(file.themes_beside(one, known)) for one in plan if one.part is Part.THEMES}
