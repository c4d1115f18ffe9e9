"""The expressions, labels and limits of a form's rows, in a dialog's terms; what has none is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from s11chat.exchange.xlsform.expression import BeyondError, parsed
from s11chat.exchange.xlsform.workbook import Line

Raw = dict[str, Any]
_LABEL = re.compile(r"label(?:::.*)?$")
_BOUND = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$")
_SHARE = re.compile(r"\.\s*<=\s*\$\{\s*([^}]+?)\s*\}$")
_DAY = re.compile(r"\.\s*(>=|<=|>|<)\s*today\(\)$")
_ALONE = re.compile(
    r"not\(\s*selected\(\s*\.\s*,\s*'([^']+)'\s*\)\s*and\s*count-selected\(\s*\.\s*\)\s*>\s*1\s*\)$"
)


@dataclass(frozen=True)
class Left:
    """Something of a form that the dialog does not say."""

    row: int
    """Of the sheet survey, or of choices where `what` names a choice."""
    what: str
    why: str


def label_of(line: Line, language: str) -> tuple[str, tuple[str, ...]]:
    """The column of the label in the form's own or first language, and those of the others."""
    columns = [name for name in line.cells if _LABEL.match(name)]
    own = next(
        (name for name in columns if language and language in name.casefold()), columns[0] if columns else ""
    )
    return own, tuple(name for name in columns if name != own)


@dataclass
class Routing:
    """What rows say about when and how they are answered."""

    ids: Mapping[str, str]
    language: str = ""
    """The form's own, in small letters."""
    left: list[Left] = field(default_factory=list)
    _others: set[str] = field(default_factory=set)

    def label(self, line: Line) -> str:
        """The label, in the form's own or first language; markup that forms allow is taken out."""
        column, others = label_of(line, self.language)
        for other in others:
            if other not in self._others:
                self._others.add(other)
                self.left.append(Left(1, f"the column '{other}'", "a dialog has one language"))
        said = line.cells.get(column, "")
        if re.search(r"\$\{[^}]*\}", said):
            self.left.append(
                Left(line.number, f"the label of '{line.get('name')}'", "answers are not put into texts")
            )
        plain = re.sub(r"\$\{[^}]*\}", "...", re.sub(r"<[^<>]*>|[*_#]{2,}", "", said))
        return plain.replace("{{", "(").replace("}}", ")").replace("{%", "(").replace("{#", "(").strip()

    def condition(self, line: Line, column: str) -> Raw | None:
        """The condition in a column; nothing where there is none or it cannot be said, which is listed."""
        text = line.get(column)
        if not text:
            return None
        return self._parsed(line, column, text)

    def _parsed(self, line: Line, column: str, text: str, here: str = "") -> Raw | None:
        try:
            return dict(parsed(text, self.ids.__getitem__, here))
        except KeyError as error:
            why = f"{text[:80]} names the field {error}, which is not asked"
        except BeyondError:
            why = f"{text[:80]} says more than a condition can"
        why += "; it is always asked" if column == "relevant" else ""
        self.left.append(Left(line.number, f"{column} of '{line.get('name')}'", why))
        return None

    def limits(self, line: Line, item: Raw) -> Raw:
        """Minimum, maximum, part of which, direction and checks, from a constraint."""
        found: Raw = {}
        rest = []
        for part in _parts(line.get("constraint")):
            if _made_alone(part, item):
                continue
            known = self._known(part, item)
            if known is None:
                rest.append(part)
            found |= known or {}
        if rest and (passes := self._parsed(line, "constraint", " and ".join(rest), item["item"])):
            say = line.get("constraint_message") or "That does not fit what this question allows."
            found["checks"] = [{"when": _denied(passes), "say": say, "hard": True}]
        return found

    def _known(self, part: str, item: Raw) -> Raw | None:
        """A part of a constraint that a dialog has a word of its own for."""
        number = item.get("kind") == "number"
        if number and (found := _BOUND.match(part)) and found[1] in (">=", "<="):
            return {"minimum" if found[1] == ">=" else "maximum": float(found[2])}
        if number and (found := _BOUND.match(part)) and not item.get("decimals"):
            step = 1 if found[1] == ">" else -1
            return {"minimum" if found[1] == ">" else "maximum": float(found[2]) + step}
        if number and (found := _SHARE.match(part)) and found[1] in self.ids:
            return {"share_of": self.ids[found[1]]}
        if item.get("kind") == "date" and (found := _DAY.match(part)):
            return {"direction": "past" if found[1].startswith("<") else "future"}
        return None

    def range(self, line: Line) -> Raw:
        """The limits of a range."""
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", line.get("parameters")))
        places = len(given.get("step", "1").partition(".")[2])
        limits = {"minimum": "start", "maximum": "end"}
        return {name: float(given[key]) for name, key in limits.items() if key in given} | {
            "decimals": places
        }


def _made_alone(part: str, item: Raw) -> bool:
    """Whether the part says that an option stands alone, which it does from now on."""
    found = _ALONE.match(part)
    alone = [option for option in item.get("options", ()) if found and option["code"] == found[1]]
    for option in alone:
        option["exclusive"] = True
    return bool(alone)


def _denied(condition: Raw) -> Raw:
    """Its opposite; a denial of a denial is said plainly."""
    return condition["not"] if set(condition) == {"not"} else {"not": condition}


def _parts(constraint: str) -> Iterator[str]:
    """The parts of a constraint that must all hold."""
    depth, start = 0, 0
    for found in re.finditer(r"[()]|\sand\s", constraint):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0 and found[0].strip() == "and":
            yield constraint[start : found.start()].strip()
            start = found.end()
    if constraint[start:].strip():
        yield constraint[start:].strip()
