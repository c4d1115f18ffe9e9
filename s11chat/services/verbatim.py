"""The answers in words to one question, as they are read for coding: those of complete returns, with their codes."""

from __future__ import annotations

from collections.abc import Mapping

from s11chat.analysis.code_frame import CodeFrame
from s11chat.analysis.open_answer import OpenQuestion, Verbatim
from s11chat.assurance.right import Act
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.engine.answer import Answer
from s11chat.errors import UsageError
from s11chat.services.coded import Coded, codable, specified
from s11chat.services.gathering import Gathered, gathered_whole
from s11chat.services.kept import Kept


def open_question(kept: Kept, wave: str, item: str) -> OpenQuestion:
    """One question with its answers. Raises UsageError where it is none that is coded."""
    kept.require(Act.CODE_ANSWERS, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    must_be_codable(codable(dialog), item)
    return opened(wave, gathered_whole(kept, wave), item)


def must_be_codable(questions: Mapping[str, Question], item: str) -> None:
    """Raises UsageError where a question is none that is coded."""
    if item not in questions:
        raise UsageError(
            f"'{item[:40]}' has no answers in words to be coded{nearest(item[:40], list(questions))}: "
            "'s11chat coding status WAVE' lists the questions that have."
        )


def opened(wave: str, found: Gathered, item: str) -> OpenQuestion:
    """One question of what was gathered."""
    question, frame = found.collection.questions[item], found.coding.frames[item]
    answered, verbatims = 0, list[Verbatim]()
    for reply in found.collection.replies:
        said = reply.said[item]
        answered += isinstance(said, frozenset)
        case = found.cases[reply.ref]
        words = words_of(question, reply.answers[item])
        if not words:
            continue
        coded = found.coding.answers.get(case.return_id, {}).get(item)
        verbatims.append(
            Verbatim(
                ref=reply.ref,
                return_id=case.return_id,
                type=reply.cell,
                group=reply.traits["group"],
                words=words,
                revision=found.held[case.return_id].revisions.get(item, 0),
                codes=_counted(frame, coded),
                given=coded.codes if coded and not coded.stale else (),
                stale=bool(coded and coded.stale),
                by=coded.by if coded else "",
                settled=bool(coded and coded.settled),
            )
        )
    return OpenQuestion(wave, question, frame, tuple(verbatims), answered)


def _counted(frame: CodeFrame, coded: Coded | None) -> tuple[str, ...]:
    return in_order(frame, frame.counted(coded.codes)) if coded and not coded.stale else ()


def in_order(frame: CodeFrame, codes: frozenset[str]) -> tuple[str, ...]:
    """Codes as the frame lists them."""
    places = {code: at for at, code in enumerate(frame.codes)}
    return tuple(sorted(codes, key=lambda code: (places.get(code, len(places)), code)))


def words_of(question: Question, answer: Answer) -> str:
    """What was said in words that is to be coded; empty where nothing was."""
    if question.kind is Kind.TEXT:
        return answer.value.strip() if isinstance(answer.value, str) else ""
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    return answer.other.strip() if specified(question) & {str(one) for one in chosen} else ""
