"""From the words typed to what is to be done: a reading, turned into an intent or an answer to accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import READ, Answer
from s11chat.engine.intent import (
    Back,
    Decline,
    Explain,
    Guide,
    Park,
    Pause,
    Remark,
    Repeat,
    Stop,
    Undo,
    who_and_when,
)
from s11chat.engine.pending import Accept, Held
from s11chat.engine.turn import Choice
from s11chat.language.because import plainly
from s11chat.language.read import read
from s11chat.language.reading import Act, Command, Context, Reading

_AT_STATEMENT = frozenset(
    {Command.BACK, Command.REPEAT, Command.PAUSE, Command.CALLBACK, Command.HELP, Command.UNDO, Command.QUIT}
)

_WAY_ON = {
    Kind.DATE: "Type a day with its month and year, or a month with its year; :skip leaves it open.",
    Kind.NUMBER: "Type it in figures; :skip leaves it open.",
}
"""What to type where no list of answers says it."""


@dataclass(frozen=True)
class Doubt:
    """What was typed cannot be taken as it is."""

    reason: str
    choices: tuple[Choice, ...] = ()


def hear(
    text: str, question: Question, today: date, earlier: Mapping[str, Question], codes_only: bool = False
) -> Held | Doubt:
    """What the words come to, for this question on this day."""
    reading = read(text, question, Context(asked_on=today, questions=earlier, codes_only=codes_only))
    if question.kind is Kind.STATEMENT:
        return _passed(text, question, reading)
    match reading.act:
        case Act.ANSWER if _whole(reading, question):
            return Accept(question.id, answer_of(reading, question), text, reading.because, reading.exact)
        case Act.CORRECT if (target := earlier.get(reading.target or "")) and _whole(reading, target):
            return Accept(target.id, answer_of(reading, target), text, reading.because, exact=False)
        case Act.ASK_KB:
            return Explain(text.lstrip("?").strip() or text)
        case Act.COMMAND if reading.command is not None:
            return command(reading.command, str(reading.value or ""))
        case Act.NOTE:
            return Remark(str(reading.value or text))
        case Act.CLARIFY if question.kind is Kind.TEXT and reading.value is not None:
            return Accept(question.id, answer_of(reading, question), text, "text as said", True, doubted=True)
        case Act.CLARIFY:
            said = sentence(plainly(reading.because))
            way_on = _WAY_ON.get(question.kind, "")
            return Doubt(f"{said} {way_on}".strip(), _choices(question, reading.candidates))
        case _:
            return Doubt("That was not taken as an answer; nothing was recorded.")


def _passed(text: str, question: Question, reading: Reading) -> Held:
    """Whatever is said after a statement goes on, but for a wish about the talk itself."""
    if reading.act is Act.COMMAND and reading.command in _AT_STATEMENT:
        return command(reading.command, str(reading.value or ""))
    if reading.act is Act.ASK_KB:
        return Explain(text.lstrip("?").strip() or text)
    return Accept(question.id, Answer(READ), text, "statement", exact=True)


def _whole(reading: Reading, question: Question) -> bool:
    """Whether the reading holds what the kind of question asks for."""
    return bool(reading.codes) if question.options else reading.value is not None


def answer_of(reading: Reading, question: Question) -> Answer:
    """The answer a reading stands for."""
    if not question.options:
        return Answer(reading.value)
    other = reading.value if isinstance(reading.value, str) else ""
    if question.several:
        order = [option.code for option in question.options]
        ranked = question.kind is Kind.RANKING
        codes = reading.codes if ranked else tuple(sorted(reading.codes, key=order.index))
        return Answer(codes, no_answer=_no_answer(question, codes), other=other)
    return Answer(reading.codes[0], no_answer=_no_answer(question, reading.codes[:1]), other=other)


def _no_answer(question: Question, codes: tuple[str, ...]) -> NoAnswer | None:
    option = question.option(codes[0]) if len(codes) == 1 else None
    return option.no_answer if option else None


def command(which: Command, value: str) -> Held:
    """The intent a command stands for."""
    match which:
        case Command.BACK:
            return Back()
        case Command.REPEAT:
            return Repeat()
        case Command.SKIP:
            return Decline(NoAnswer.NOT_ANSWERED)
        case Command.PAUSE:
            return Pause()
        case Command.CALLBACK:
            return Pause(until=value or "another time")
        case Command.REFUSE:
            return Decline(NoAnswer.REFUSED)
        case Command.DELEGATE:
            return Park(*who_and_when(value))
        case Command.HELP:
            return Guide()
        case Command.UNDO:
            return Undo()
        case Command.QUIT:
            return Stop()
        case Command.DONT_KNOW:
            return Decline(NoAnswer.DONT_KNOW)
        case Command.NOT_APPLICABLE:
            return Decline(NoAnswer.NOT_APPLICABLE, value)


def sentence(words: str) -> str:
    """`words` with a capital and a full stop."""
    text = words.strip() or "That could mean more than one thing"
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.?!' else '.'}"


def _choices(question: Question, codes: tuple[str, ...]) -> tuple[Choice, ...]:
    options = [option for code in codes if (option := question.option(code)) is not None]
    return tuple(Choice(question.handle(option), option.say) for option in options)
