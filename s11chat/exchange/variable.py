"""The variables of a file for statistics programs: how the questions of a dialog are named, labelled and numbered in it.

Names follow from the dialog alone, so that a file that was written here is understood when it comes back: `q3.a` is
Q3A, option c of q5 is Q5_C, theme 4 of the open question q12 is Q12_4. What a question may have beside its answer has a
variable of its own behind it: `_TO` (where a range or period ends), `_OTH` (words for an "other" option), `_WHY` (the
reason given), `_NA` (why a date or words are not there), `_THEMES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.dialog.wording import IN_GENERAL, render
from s11chat.engine.answer import NO_ANSWER_WORDS
from s11chat.exchange.returned import STATUS
from s11chat.language.harmless import one_line

KINDS = tuple(NoAnswer)
"""The kinds of no-answer in the order of their numbers: -1 for the first, -2 for the second."""
FAR = -999_999_990
"""Where the numbers of the kinds begin for numbers that may themselves be negative."""
NO_ANSWER = "No answer: "
"""How the label of a kind of no-answer begins, so that no option is taken for one."""
_RESERVED = frozenset({"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"})
_LONGEST = 56
"""Characters of a name; SPSS takes 64 bytes."""
_DIGITS = 6
"""Digits of the longest code that stands as a number as it is published."""


class Form(StrEnum):
    """What a variable holds."""

    CODE = "code"
    SET = "set"
    RANK = "rank"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    TEXT = "text"
    WORD = "word"
    """One of a few words."""


class Part(StrEnum):
    """What a variable is of its question, or of its return."""

    ANSWER = "answer"
    UPPER = "to"
    OTHER = "oth"
    REASON = "why"
    KIND = "na"
    THEMES = "themes"
    STATUS = "status"


@dataclass(frozen=True)
class Value:
    """One value that a variable may have."""

    code: str
    """Of the option or theme, or the kind of no-answer."""
    number: int
    label: str
    score: float | None = None
    in_base: bool = True
    column: str = ""
    """Of its own variable of 0 and 1, where the file has those."""


@dataclass(frozen=True)
class Variable:
    """One variable."""

    name: str
    label: str
    form: Form
    part: Part
    key: str
    """The id of its question, or the name of its status."""
    question: Question | None = None
    values: tuple[Value, ...] = ()
    columns: tuple[str, ...] = ()
    """One for each place, where options are in order."""
    decimals: int = 0
    ordinal: bool = False
    declines: bool = False
    """Whether a kind of no-answer may stand in place of a value."""

    def number_of(self, kind: NoAnswer) -> int:
        """What stands for a kind of no-answer, where the file takes negative numbers."""
        least = self.question.minimum if self.question else 0
        far = self.form is Form.NUMBER and (least is None or least < 0)
        return (FAR if far else 0) - 1 - KINDS.index(kind)


def kind_label(kind: NoAnswer) -> str:
    """How a kind of no-answer is labelled."""
    return NO_ANSWER + NO_ANSWER_WORDS[kind].lower()


def variables(asked: Sequence[Question], themes: Mapping[str, Mapping[str, str]]) -> tuple[Variable, ...]:
    """The variables that the questions may have, in their order.

    `themes` are what words were sorted under, by question: what each code is called. Those of the code frames and
    options come first; they need not be among them.
    """
    names = Names()
    heads = {one.id: names.of(_head(one.id)) for one in asked}
    found = []
    for one in asked:
        head, label = heads[one.id], wording(one)
        found.append(_answer(one, head, label, names))
        found += _beside(one, head, label, names)
        if one.kind is Kind.TEXT or any(option.specify for option in one.options):
            found.append(_themes(one, head, names, themes.get(one.id, {})))
    return tuple(found)


def wording(question: Question) -> str:
    """A question as it is put to anybody, what a grid says before its rows in front."""
    said = (question.stem, question.say) if question.stem else (question.say,)
    return one_line(" ".join(render(one.respondent, IN_GENERAL) for one in said))


class Names:
    """Names that any statistics program takes: letters, digits and _, each given once whatever its case."""

    def __init__(self) -> None:
        self._taken = {*_RESERVED, *(name.upper() for name in STATUS)}

    def of(self, wanted: str) -> str:
        """`wanted` as a name; with a number behind it where it is taken."""
        plain = re.sub(r"[^A-Z0-9_]", "_", wanted.upper()).strip("_")[:_LONGEST].rstrip("_") or "V"
        base = plain if plain[0].isalpha() else f"Q{plain}"
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name


def _head(id_: str) -> str:
    head, *parts = re.split(r"[^a-z0-9]+", id_.casefold())
    for part in parts:
        head += part if len(part) == 1 and part.isalpha() and head[-1:].isdigit() else f"_{part}"
    return head


_FORMS = {
    Kind.SINGLE: Form.CODE,
    Kind.YESNO: Form.CODE,
    Kind.MULTI: Form.SET,
    Kind.RANKING: Form.RANK,
    Kind.NUMBER: Form.NUMBER,
    Kind.DATE: Form.DAY,
}


def _answer(one: Question, head: str, label: str, names: Names) -> Variable:
    form = _FORMS.get(one.kind, Form.TEXT)
    numbers = numbered([option.code for option in one.options])
    values = tuple(
        Value(
            option.code,
            numbers[option.code],
            one_line(option.say),
            option.score,
            option.in_base,
            names.of(f"{head}_{option.code}") if form is Form.SET else "",
        )
        for option in one.options
    )
    return Variable(
        name=head,
        label=f"{one.id}: {label}" + (f" ({one.unit})" if one.unit else ""),
        form=form,
        part=Part.ANSWER,
        key=one.id,
        question=one,
        values=values,
        columns=tuple(names.of(f"{head}_{place}") for place in range(1, one.places + 1)),
        decimals=one.decimals,
        ordinal=one.rates,
        declines=form not in (Form.DAY, Form.TEXT),
    )


def _beside(one: Question, head: str, label: str, names: Names) -> Iterator[Variable]:
    """What a question may have beside its answer."""
    form = _FORMS.get(one.kind, Form.TEXT)
    parts: list[tuple[Part, Form, str]] = []
    if form in (Form.NUMBER, Form.DAY):
        parts.append((Part.UPPER, form, "where the range ends"))
    if any(option.specify for option in one.options):
        parts.append((Part.OTHER, Form.TEXT, "what the other is"))
    parts.append((Part.REASON, Form.TEXT, "the reason given"))
    if form in (Form.DAY, Form.TEXT):
        parts.append((Part.KIND, Form.CODE, "why there is no answer"))
    for part, held, said in parts:
        yield Variable(
            name=names.of(f"{head}_{part.value}"),
            label=f"{one.id}, {said}: {label}",
            form=held,
            part=part,
            key=one.id,
            question=one,
            decimals=one.decimals,
            declines=part is Part.KIND,
        )


def _themes(one: Question, head: str, names: Names, called: Mapping[str, str]) -> Variable:
    framed = {theme.code: theme.say for theme in one.code_frame}
    framed |= {option.code: option.say for option in one.options}
    labels = {
        code: one_line(f"{code}: {called.get(code, said)}") for code, said in (framed | dict(called)).items()
    }
    numbers = numbered(list(labels))
    return Variable(
        name=names.of(f"{head}_{Part.THEMES.value}"),
        label=f"{one.id}, themes: {wording(one)}",
        form=Form.SET,
        part=Part.THEMES,
        key=one.id,
        question=one,
        values=tuple(
            Value(
                code,
                numbers[code],
                label,
                column=names.of(f"{head}_{code}" if one.kind is Kind.TEXT else f"{head}_t_{code}"),
            )
            for code, label in labels.items()
        ),
    )


def numbered(codes: Sequence[str]) -> Mapping[str, int]:
    """A number for each code: the code itself where all are numbers, else its place counted from 1."""
    if all(re.fullmatch(rf"0|[1-9][0-9]{{0,{_DIGITS - 1}}}", code) for code in codes):
        return {code: int(code) for code in codes}
    return {code: place for place, code in enumerate(codes, 1)}
