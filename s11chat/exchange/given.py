"""Answers as cells of a table: how one is read from what people and other programs write, and how it is written.

A cell holds a code or a label, several of them with semicolons between, a number, a day or words; or which kind of
no-answer stands in its place: `!dk`, `!refused`, `!na reason`, `!skip`, `!off_route`, `!not_reached`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from s11chat.dialog.model import Kind, NoAnswer, Option
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.engine.answer import Answer
from s11chat.language.reading import Span

MARKS = {
    "!dk": NoAnswer.DONT_KNOW,
    "!refused": NoAnswer.REFUSED,
    "!na": NoAnswer.NOT_APPLICABLE,
    "!skip": NoAnswer.NOT_ANSWERED,
    "!off_route": NoAnswer.OFF_ROUTE,
    "!not_reached": NoAnswer.NOT_REACHED,
}
"""What is written for each kind of no-answer; a reason may follow."""
ROUTED = (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED)
"""The kinds that follow from the route: nothing is on record for them."""
MARK_OF = {kind: mark for mark, kind in MARKS.items()}
"""The mark of each kind."""
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_RANGE = re.compile(rf"({_NUMBER.pattern})\s+to\s+({_NUMBER.pattern})")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_SHOWN = 40
"""Characters of a bad cell that a message repeats."""
_LISTED = 12
"""Options that a message lists."""

Labels = Mapping[str, str]
"""What codes of a file stand for, by code in small letters, as its codebook says."""


class CellError(ValueError):
    """What is wrong with a cell, and what to write instead."""


def read_cell(question: Question, text: str, labels: Labels | None = None) -> Answer | None:
    """The answer in a cell; None where it is empty. Raises CellError where it is none that the question takes."""
    if not text:
        return None
    if text.startswith("!") and not text.startswith("!!"):
        return _marked(question, text)
    text = text[1:] if text.startswith("!!") else text
    match question.kind:
        case Kind.SINGLE | Kind.YESNO | Kind.MULTI | Kind.RANKING:
            return _chosen(question, text, labels or {})
        case Kind.NUMBER:
            return Answer(_number(question, text))
        case Kind.DATE:
            return Answer(_days(text))
        case _:
            return Answer(text)


def with_codes(question: Question, codes: tuple[str, ...], other: str = "") -> Answer:
    """The answer that chooses `codes` of the question. Raises CellError where they do not go together."""
    options = [option for code in codes if (option := question.option(code)) is not None]
    alone = next((option for option in options if option.exclusive), None)
    if alone is not None and len(options) > 1:
        raise CellError(f"'{alone.code}' ({alone.say[:_SHOWN]}) cannot go with another option: keep one")
    if len(set(codes)) < len(codes):
        raise CellError("an option is there twice: keep one")
    if question.places and len(codes) > question.places:
        raise CellError(f"more options are in order than the {question.places} asked for")
    if other and not any(option.specify for option in options):
        raise CellError("words after ':' go with an 'other' option alone")
    if question.kind is Kind.MULTI:
        order = [option.code for option in question.options]
        codes = tuple(sorted(codes, key=order.index))
    kind = options[0].no_answer if len(options) == 1 else None
    return Answer(codes if question.several else codes[0], kind, other)


def write_cell(question: Question, answer: Answer, *, labels: bool = False) -> str:
    """An answer as `read_cell` reads it; with `labels` the words of options in place of their codes."""
    value = answer.value
    codes = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    listed = [option for code in codes if (option := question.option(code)) is not None]
    implied = listed[0].no_answer if len(listed) == 1 and len(codes) == 1 else None
    if answer.no_answer is not None and (not listed or answer.reason or implied is not answer.no_answer):
        return f"{MARK_OF[answer.no_answer]} {answer.reason}".strip()
    if question.options and codes:
        told = [option.say if labels else option.code for option in listed]
        return ("; " if labels else ";").join(told) + (f": {answer.other}" if answer.other else "")
    if isinstance(value, Span):
        return f"{digits(value.minimum)} to {digits(value.maximum)}"
    if isinstance(value, int | float):
        return digits(value)
    text = value if isinstance(value, str) else ""
    return f"!{text}" if text.startswith("!") else text


def _marked(question: Question, text: str) -> Answer:
    word, _, reason = text.partition(" ")
    kind, reason = MARKS.get(word.casefold()), reason.strip()
    if kind is None:
        meant = nearest(word, tuple(MARKS))
        raise CellError(f"'{word[:_SHOWN]}' is not known{meant}: write {', '.join(MARKS)}")
    listed = next((option for option in question.options if option.no_answer is kind), None)
    if listed is not None and kind is not NoAnswer.NOT_ANSWERED:
        return Answer((listed.code,) if question.several else listed.code, kind, reason=reason)
    if kind is NoAnswer.NOT_APPLICABLE and not reason:
        raise CellError("!na needs a reason: write it behind, as in '!na no direct work'")
    return Answer(no_answer=kind, reason=reason)


def _chosen(question: Question, text: str, labels: Labels) -> Answer:
    whole = _option(question, text, labels)
    if whole is not None:
        return with_codes(question, (whole.code,))
    head, colon, other = text.partition(":")
    parts = [part.strip() for part in (head if colon else text).split(";")] if question.several else [head]
    codes = []
    for part in (one.strip() for one in parts if one.strip()):
        option = _option(question, part, labels)
        if option is None:
            raise CellError(_unknown(question, part))
        codes.append(option.code)
    if not codes:
        raise CellError(_unknown(question, text))
    return with_codes(question, tuple(codes), other.strip())


def _option(question: Question, text: str, labels: Labels) -> Option | None:
    """By code, else by its words, else by what the codebook of the file calls it."""
    said = text.casefold()
    if found := question.option(text):
        return found
    meant = labels.get(said, "").casefold()
    for option in question.options:
        words = (option.say.casefold(), *(also.casefold() for also in option.also))
        if said in words or (meant and meant in words):
            return option
    return None


def _unknown(question: Question, text: str) -> str:
    codes = [option.code for option in question.options]
    listed = ", ".join(codes[:_LISTED]) + (" ..." if len(codes) > _LISTED else "")
    near = nearest(text, [*codes, *(option.say for option in question.options)])
    return f"has no option '{text[:_SHOWN]}'{near}: write one of {listed}, or its words"


def _number(question: Question, text: str) -> float | Span:
    if between := _RANGE.fullmatch(text):
        low, high = (_within(question, part) for part in between.groups())
        if low > high:
            raise CellError(f"'{text[:_SHOWN]}' ends before it begins")
        return Span(low, high)
    return _within(question, text)


def _within(question: Question, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise CellError(f"'{text[:_SHOWN]}' is no number: write digits, as in 12, or 10 to 20")
    number = float(text.replace(",", ""))
    if question.minimum is not None and number < question.minimum:
        raise CellError(f"{text} is below {digits(question.minimum)}, the least it can be")
    if question.maximum is not None and number > question.maximum:
        raise CellError(f"{text} is above {digits(question.maximum)}, the most it can be")
    if round(number, question.decimals) != number:
        raise CellError(f"{text} has more than {question.decimals} decimals")
    return number


def _days(text: str) -> str:
    slashed = [text] if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text) else text.split("/")
    days = [_day(part.strip()) for part in slashed]
    if len(days) > 2 or days != sorted(days):
        raise CellError(
            f"'{text[:_SHOWN]}' is no period: write its first and last day, 2026-01-01/2026-03-31"
        )
    return "/".join(day.isoformat() for day in days)


def _day(text: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise CellError(f"'{text[:_SHOWN]}' is no day: write it as 2026-03-31 or 31/3/2026")


def digits(number: float) -> str:
    """The number without an exponent and without loss."""
    text = repr(float(number))
    return text.removesuffix(".0") if "e" not in text else f"{number:.15f}".rstrip("0").rstrip(".")
