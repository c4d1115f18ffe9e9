"""The returns of a wave as a table of variables, the same for every statistics program that it is written for.

Nobody's contact details are in it: what is told of an organisation is its ref, its name and what it counts under.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from s11chat.dialog.model import NoAnswer
from s11chat.engine.answer import Answer
from s11chat.exchange.returned import STATUS, Returned, ReturnedAnswer, Wave
from s11chat.exchange.variable import KINDS, Form, Part, Value, Variable, kind_label, variables
from s11chat.language.harmless import one_line
from s11chat.language.reading import Span

KEY, WEIGHT = "ref", "weight"
WEIGHTED = (
    "WEIGHT is the cell weight by type of organisation: its share of all organisations, divided by its share of the "
    "complete returns; 0 for returns that are not complete."
)
_LABELS = {
    "ref": "Ref of the organisation",
    "name": "Name of the organisation",
    "type": "Type of organisation",
    "group": "Group of organisations",
    "cohort": "Cohort",
    "region": "Region",
    "state": "State of the return",
    "status": "Standing of the signature",
    "mode": "Mode of the return",
    "delegated": "Whether a delegate answered",
    "signed": "Whether it is signed",
    "disposition": "Disposition of the case",
    "completion": "By whom it was completed",
    "signed_off": "Signature, as an imported file says",
    "import": "Number of the import it came with",
    "weight": "Cell weight by type of organisation, complete returns",
    "first_answer": "First answer, UTC",
    "last_answer": "Last answer, UTC",
    "answers": "Questions answered",
    "revisions": "Answers given anew",
    "minutes": "Minutes taken to answer, breaks left out",
    "typed_by": "Roles of those who typed it",
}
_TEXTS = (KEY, "name")
_NUMBERS = {"import": 0, WEIGHT: 10, "answers": 0, "revisions": 0, "minutes": 1}
"""With their decimals."""
_MOMENTS = ("first_answer", "last_answer")

Entry = float | str | date | datetime | tuple[int, ...] | NoAnswer | None
"""A code or number, words, a day or moment (UTC, without a zone), codes, or which kind of no-answer; None where there is
nothing."""


@dataclass(frozen=True)
class Dataset:
    """The returns of a wave as variables and rows."""

    wave: str
    title: str
    dialog: str
    version: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Entry, ...], ...]
    """By ref, an entry for each variable."""


def dataset(wave: Wave) -> Dataset:
    """The returns of a wave; variables that would be empty in every one are left out, but for answers."""
    themes = {question: dict(called) for question, called in wave.themes.items()}
    for one in wave.returns:
        for question, listed in one.themes.items():
            beside = themes.setdefault(question, {})
            beside.update({code: code for code in listed.split(";") if code not in beside})
    told = [_status(name, wave) for name in STATUS]
    asked = variables(wave.asked, themes)
    rows = [(*_told(one), *_said(one, asked)) for one in wave.returns]
    every = (*told, *asked)
    kept = [
        place
        for place, one in enumerate(every)
        if one.part in (Part.ANSWER, Part.STATUS)
        or (one.part is Part.THEMES and one.question is not None and one.question.code_frame)
        or any(row[place] is not None for row in rows)
    ]
    return Dataset(
        wave.id,
        one_line(wave.title),
        wave.dialog.dialog,
        wave.dialog.version,
        tuple(every[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _status(name: str, wave: Wave) -> Variable:
    form = Form.MOMENT if name in _MOMENTS else Form.NUMBER if name in _NUMBERS else Form.WORD
    found = Variable(name.upper(), _LABELS[name], form, Part.STATUS, name, decimals=_NUMBERS.get(name, 0))
    if name in _TEXTS:
        return replace(found, form=Form.TEXT)
    if form is not Form.WORD:
        return found
    words = dict.fromkeys(word for one in wave.returns if (word := one.status[name]))
    types = {kind.type: one_line(kind.say) for kind in wave.dialog.organisations} if name == "type" else {}
    values = (Value(word, place, types.get(word, word)) for place, word in enumerate(sorted(words), 1))
    return replace(found, values=tuple(values))


def _told(one: Returned) -> tuple[Entry, ...]:
    def entry(name: str) -> Entry:
        text = one.status[name]
        if not text:
            return None
        if name in _NUMBERS:
            return float(text)
        return datetime.fromisoformat(text).replace(tzinfo=None) if name in _MOMENTS else text

    return tuple(map(entry, STATUS))


def _said(one: Returned, asked: Sequence[Variable]) -> tuple[Entry, ...]:
    answers = {each.question.id: each for each in one.answers}
    return tuple(_entry(variable, answers[variable.key], one.themes) for variable in asked)


def _entry(variable: Variable, each: ReturnedAnswer, themes: Mapping[str, str]) -> Entry:
    answer = each.answer
    match variable.part:
        case Part.OTHER:
            return answer.other or None
        case Part.REASON:
            return answer.reason or None
        case Part.KIND:
            return answer.no_answer
        case Part.THEMES:
            codes = themes.get(variable.key, "").split(";")
            return tuple(one.number for one in variable.values if one.code in codes) or None
        case Part.UPPER:
            return _upper(answer)
        case _:
            return _answer(variable, answer)


def _answer(variable: Variable, answer: Answer) -> Entry:
    value = answer.value
    if answer.no_answer is not None and not _implied(variable, answer):
        return answer.no_answer if variable.declines else None
    numbers = {one.code: one.number for one in variable.values}
    match variable.form, value:
        case Form.CODE, str():
            return numbers.get(value)
        case ((Form.SET | Form.RANK), tuple()):
            return tuple(numbers[code] for code in value if code in numbers) or None
        case Form.NUMBER, Span():
            return value.minimum
        case Form.NUMBER, float() | int():
            return float(value)
        case Form.DAY, str():
            return date.fromisoformat(value.partition("/")[0])
        case Form.TEXT, str():
            return value
        case _:
            return None


def _implied(variable: Variable, answer: Answer) -> bool:
    """Whether the kind of no-answer is what the option that was chosen stands for."""
    codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    question = variable.question
    chosen = [question.option(code) for code in codes if isinstance(code, str)] if question else []
    return len(chosen) == 1 and chosen[0] is not None and chosen[0].no_answer is answer.no_answer


def _upper(answer: Answer) -> Entry:
    if isinstance(answer.value, Span):
        return answer.value.maximum
    if isinstance(answer.value, str) and "/" in answer.value:
        return date.fromisoformat(answer.value.partition("/")[2])
    return None


def kinds(variable: Variable) -> dict[int, str]:
    """The kinds of no-answer as values of a variable that takes negative numbers, with their labels."""
    return {variable.number_of(kind): kind_label(kind) for kind in KINDS} if variable.declines else {}
