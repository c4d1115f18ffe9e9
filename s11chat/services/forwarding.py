"""Which answers of an earlier wave stand beside the questions of this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer, Before
from s11chat.errors import StoreError, TamperError
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
from s11chat.store.record import CaseRecord, WaveRecord


def before(kept: Kept, wave: WaveRecord, case: CaseRecord, dialog: Dialog) -> Mapping[str, Before]:
    """By question, what the same organisation answered in the newest earlier wave that asked something comparable.

    The same organisation is one of the same ref and name. Comparable is the same question of the same dialog, or
    one that the dialog says is the same without a break, where what was answered can be answered still.
    """
    for earlier in reversed(kept.casebook.waves()):
        if earlier.created_at >= wave.created_at:
            continue
        found = _given(kept, earlier, case)
        matched = dict(_matched(kept.dialog(earlier), earlier, dialog, found)) if found else {}
        if matched:
            return matched
    return {}


def _given(kept: Kept, wave: WaveRecord, case: CaseRecord) -> Mapping[str, Answer]:
    """What the organisation answered in a wave; nothing where it was not in it."""
    try:
        then = kept.casebook.case(wave.id, case.ref)
    except TamperError:
        raise
    except StoreError:
        return {}
    if then.name.casefold() != case.name.casefold() or then.state is State.SUPERSEDED:
        return {}
    current = kept.responses.current(then.return_id)
    return {item: Answer.from_json(record.answer) for item, record in current.items()}


def _matched(
    old: Dialog, wave: WaveRecord, dialog: Dialog, given: Mapping[str, Answer]
) -> Iterator[tuple[str, Before]]:
    asked_then = questions(old)
    for question in questions(dialog).values():
        name = question.id if old.dialog == dialog.dialog else _link(question, old.dialog)
        then, answer = asked_then.get(name), given.get(name)
        if then is not None and answer is not None and _can_be_given(question, then, answer):
            yield question.id, Before(answer, wave.title or wave.id)


def _link(question: Question, dialog: str) -> str:
    """The question of `dialog` that `question` compares with, where no break lies between them."""
    names = (link.to.partition("/") for link in question.same_as if not link.broken)
    return next((name for of, _, name in names if of == dialog), "")


def _can_be_given(question: Question, then: Question, answer: Answer) -> bool:
    if question.kind is not then.kind or question.kind is Kind.STATEMENT:
        return False
    if answer.value is None or answer.no_answer is not None:
        return False
    labels = {option.code: option.say for option in then.options}
    codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    return all(
        not question.options
        or ((option := question.option(str(code))) is not None and option.say == labels.get(str(code)))
        for code in codes
    )
