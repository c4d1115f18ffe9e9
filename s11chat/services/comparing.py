"""Sets what staff say beside what their organisation says of itself, standard by standard.

A statement of staff stands beside the rating it mirrors (`same_as` in the dialog); where it mirrors none, beside the
mean of the ratings of its area, the section of the same name.
"""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.analysis.beside import Beside, Comparison
from s11chat.analysis.echo import Echo
from s11chat.assurance.right import Act
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer, in_words
from s11chat.engine.conversation import Conversation
from s11chat.errors import StateError
from s11chat.services.admitting import let_in, must_be_own
from s11chat.services.echoing import dialog_of, statements
from s11chat.services.kept import Kept, case_name
from s11chat.services.reviewing import gather
from s11chat.services.view import Admission
from s11chat.store.echo import EchoRecord
from s11chat.store.record import CaseRecord


def compare(kept: Kept, name: str, by: Admission | None = None) -> Comparison:
    """The last closed echo of a case beside its return. Raises StateError where none has been closed."""
    case = _seen(kept, name, by)
    found = comparison(kept, case)
    if found is None:
        raise StateError(
            f"No staff echo of {case.name} has been closed: figures are told only then, for good, so that no single "
            "answer can be read off them as they change."
        )
    return found


def _seen(kept: Kept, name: str, by: Admission | None) -> CaseRecord:
    if by is not None:
        must_be_own(by, name)
        return let_in(kept, by, Act.SHOW_ECHO)
    case = kept.case(name)
    kept.require(Act.SHOW_ECHO, case.wave)
    return case


def comparison(kept: Kept, case: CaseRecord) -> Comparison | None:
    """The last closed echo of a case beside its return, once it is seen to that whoever asks may see it."""
    closed = [one for one in kept.echoes.of_wave(case.wave, case.ref) if one.figures is not None]
    return _beside(kept, case, closed[-1]) if closed else None


def _beside(kept: Kept, case: CaseRecord, echo: EchoRecord) -> Comparison:
    figures, dialog = Echo.from_json(echo.figures or {}), dialog_of(kept, echo)
    talk = gather(kept, case).talk
    said = {one.question: one for one in figures.said}
    titles = {section.section: section.title for section in dialog.sections}
    rows = []
    for question in statements(dialog) if figures.answered else ():
        one, own = said.get(question.id), _own(talk, question, titles[question.section])
        rows.append(
            Beside(
                question=question.id,
                section=question.section,
                title=titles[question.section],
                text=question.say.respondent,
                base=one.base if one else 0,
                share=one.share if one else None,
                standards=tuple(asked.id for asked in own),
                own=_points(talk, own),
                own_said=_said(talk, own),
            )
        )
    every = questions(dialog)
    words = tuple((every[id_].say.respondent, told) for id_, told in figures.words.items() if told)
    return Comparison(case_name(case), case.name, echo.minimum, figures.answered, tuple(rows), words)


def _own(talk: Conversation, statement: Question, title: str) -> tuple[Question, ...]:
    """The ratings on the route that a statement stands beside."""
    dialog = talk.dialog
    rated = [question for question in talk.route if question.rates]
    links = [link.to.partition("/") for link in statement.same_as]
    mirrored = [target for name, _, target in links if name == dialog.dialog]
    if mirrored:
        return tuple(question for question in rated if question.id in mirrored)
    same = [one.section for one in dialog.sections if (one.section, one.title) == (statement.section, title)]
    return tuple(question for question in rated if question.section in same)


def _points(talk: Conversation, own: Sequence[Question]) -> float | None:
    worth = [
        points for question in own if (points := _worth(question, talk.answers.get(question.id))) is not None
    ]
    return sum(worth) / len(worth) if worth else None


def _worth(question: Question, answer: Answer | None) -> float | None:
    """What an answer is worth on a scale from 0 to 100, whatever points the dialog gives."""
    scores = {option.code: option.score for option in question.options if option.score is not None}
    found = scores.get(str(answer.value)) if answer is not None else None
    least, most = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return None if found is None or most <= least else 100 * (found - least) / (most - least)


def _said(talk: Conversation, own: Sequence[Question]) -> str:
    if len(own) != 1 or own[0].id not in talk.answers:
        return ""
    return in_words(own[0], talk.answers[own[0].id])


def over_wave(kept: Kept, wave: str) -> tuple[Comparison, ...]:
    """Every organisation of a wave with a closed echo."""
    kept.require(Act.SHOW_ECHO, wave)
    with_echo = {echo.ref for echo in kept.echoes.of_wave(wave) if echo.figures is not None}
    cases = [case for case in kept.casebook.cases(wave) if case.ref in with_echo]
    return tuple(one for case in cases if (one := comparison(kept, case)) is not None)
