"""The action plans of returns as they stand: actions given with ratings, those added, and what was told of them since.

One reading of the store serves one return and a whole wave alike. An action given with a rating is nothing but the
answers to what the dialog asks after it (what, who, by when), so that it is signed, amended and voided as answers are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from s11chat.assurance.action import Action, Chased, Moved, Standing, Told
from s11chat.dialog.model import Audience
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.engine.share import told as in_words
from s11chat.errors import TamperError
from s11chat.services.asked import text_as_asked
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, delegated, names_of
from s11chat.store.action import CHASE, PROGRESS, TAKEN_OUT
from s11chat.store.overview import Holding
from s11chat.store.record import ActionRecord, CaseRecord, UpdateRecord
from s11chat.store.seal import stored

WHAT, OWNER, DUE, PRIORITY = "action", "lead", "due", "priority"
"""The follow-ups of a rating that make an action."""

_Dues = Mapping[tuple[str, str], Sequence[tuple[int, datetime, str]]]


@dataclass(frozen=True)
class Plan:
    """The action plan of one return."""

    case: CaseRecord
    actions: tuple[Action, ...]
    """In the order of the dialog, those added after the one given with the rating."""
    chased: tuple[Chased, ...] = ()
    """Words about the plan as a whole."""


def plan_of(kept: Kept, case: CaseRecord) -> Plan:
    """The plan of a return; without actions where it has none."""
    return plans(kept, case.wave, case.ref).get(case.ref, Plan(case, ()))


def plans(kept: Kept, wave: str, ref: str = "", only: Collection[str] | None = None) -> dict[str, Plan]:
    """The plans of a wave by ref, or that of one case, or those of these returns; cases without any are left out."""
    reading = _Reading(kept, wave, ref)
    cases = (kept.casebook.case(wave, ref),) if ref else kept.casebook.cases(wave)
    wanted = [case for case in cases if only is None or case.return_id in only]
    found = {case.ref: reading.plan(case) for case in wanted}
    return {name: plan for name, plan in found.items() if plan.actions or plan.chased}


def due_questions(asked: Iterable[Question]) -> list[str]:
    """The ids of the questions about the days of actions."""
    return [f"{one.item}.{DUE}" for one in asked if one.part == WHAT]


class _Reading:
    """What a wave, or one case of it, holds of plans, read once."""

    def __init__(self, kept: Kept, wave: str, ref: str) -> None:
        self._wave = kept.casebook.wave(wave)
        self._dialog, self._today = kept.dialog(self._wave), kept.today
        self._questions = questions(self._dialog)
        self._asked = [one for one in self._questions.values() if one.part == WHAT]
        self._held = kept.overview.of_wave(wave, ref)
        self._added = kept.actions.added_of_wave(wave, ref)
        self._updates = kept.actions.updates_of_wave(wave, ref)
        dues = due_questions(self._asked)
        self._dues: _Dues = kept.actions.dues(wave, dues, ref) if dues else {}
        self._since = kept.actions.first_agreed(wave, ref) if self._dues else {}

    def plan(self, case: CaseRecord) -> Plan:
        held = self._held.get(case.return_id, Holding())
        added = self._added.get(case.return_id, ())
        given = [one for one in self._asked if one.id in held.answers]
        kind = self._dialog.organisation(case.type)
        updates = [one for one in self._updates.get(case.return_id, ()) if not one.taken_back]
        chased = tuple(_chased(one) for one in updates if one.kind == CHASE and not one.item)
        if kind is None or not (given or added):
            return Plan(case, (), chased)
        talk = Conversation(
            dialog=self._dialog,
            audience=Audience.LEAD,
            facts=kind.facts(case.mode or ONLINE, "delegate" if delegated(case) else "lead"),
            today=self._today,
            names=names_of(self._wave, case),
            answers=MappingProxyType(
                {item: Answer.from_json(stored(written)) for item, written in held.answers.items()}
            ),
            questions=self._questions,
        )
        told: dict[tuple[str, int], list[UpdateRecord]] = defaultdict(list)
        for one in updates:
            told[one.item, one.made].append(one)
        of = _Plan(case, talk, held.signed, told)
        actions = [of.given(one, self._moves(case, one)) for one in given]
        actions += of.added(added)
        order = {id_: place for place, id_ in enumerate(self._questions)}
        listed = (one for one in actions if one is not None and (not one.lapsed or one.told))
        return Plan(case, tuple(sorted(listed, key=lambda one: (order[one.item], one.made))), chased)

    def _moves(self, case: CaseRecord, question: Question) -> tuple[Moved, ...]:
        """The days that took the place of the one agreed: since its section was first signed, or, never signed, since
        the return was first complete."""
        history = self._dues.get((case.return_id, f"{question.item}.{DUE}"), ())
        since = self._since.get(case.return_id, {})
        agreed_at = since.get(question.section, since.get(""))
        if not history or agreed_at is None:
            return ()
        days = [(seq, at, _last_day(Answer.from_json(stored(value)))) for seq, at, value in history]
        agreed = [day for seq, _, day in days if seq < agreed_at]
        later = [(at, day) for seq, at, day in days if seq > agreed_at]
        return tuple(_moves(agreed[-1], later)) if agreed else ()


@dataclass(frozen=True)
class _Plan:
    """One return while its plan is put together."""

    case: CaseRecord
    talk: Conversation
    signed: Collection[str]
    told: Mapping[tuple[str, int], Sequence[UpdateRecord]]

    def given(self, asked: Question, moves: tuple[Moved, ...]) -> Action | None:
        """The action given with a rating; None where it was declined."""
        answers, questions_ = self.talk.answers, self.talk.questions
        if answers[asked.id].value is None:
            return None
        parts = {part: f"{asked.item}.{part}" for part in (WHAT, OWNER, DUE, PRIORITY)}
        said = {
            part: in_words(questions_[id_], answers)
            for part, id_ in parts.items()
            if id_ in answers and id_ in questions_ and answers[id_].value is not None
        }
        due = answers.get(parts[DUE])
        return self._action(
            questions_[asked.item],
            0,
            asked.item,
            said,
            _last_day(due) if due else None,
            lapsed=asked.id not in self.talk.places,
            moves=moves,
        )

    def added(self, records: Sequence[ActionRecord]) -> Iterator[Action]:
        """The actions that were added."""
        number: dict[str, int] = defaultdict(int)
        for one in records:
            number[one.item] += 1
            question = self.talk.questions.get(one.item)
            if one.step == TAKEN_OUT or question is None:
                continue
            day = _day(one.due) if one.due else None
            said = {
                WHAT: one.what,
                OWNER: one.owner,
                DUE: f"{day.day} {day:%B %Y}" if day else "",
                PRIORITY: one.priority,
            }
            days = [(at, _day(due) if due else None) for at, due in one.dues]
            yield self._action(
                question,
                one.made,
                f"{one.item}+{number[one.item]}",
                said,
                day,
                lapsed=one.item not in self.talk.places or one.item not in self.talk.answers,
                moves=tuple(_moves(days[0][1], days[1:])),
            )

    def _action(
        self,
        rated: Question,
        made: int,
        name: str,
        said: Mapping[str, str],
        day: date | None,
        *,
        lapsed: bool,
        moves: tuple[Moved, ...],
    ) -> Action:
        updates = self.told.get((rated.id, made), ())
        return Action(
            name=name,
            item=rated.id,
            made=made,
            section=rated.section,
            standard=text_as_asked(self.talk, rated, "lead"),
            rating=in_words(rated, self.talk.answers) if rated.id in self.talk.answers else "",
            what=said.get(WHAT, ""),
            owner=said.get(OWNER, ""),
            due=said.get(DUE, ""),
            day=day,
            priority=said.get(PRIORITY, ""),
            signed=rated.section in self.signed and not lapsed,
            lapsed=lapsed,
            told=tuple(_told(one) for one in updates if one.kind == PROGRESS),
            chased=tuple(_chased(one) for one in updates if one.kind == CHASE),
            agreed_anew=moves,
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TamperError(f"'{text}' is stored where a day belongs; run 's11chat verify'.") from error


def _last_day(answer: Answer) -> date | None:
    """The last day of the one, or of the span, that was answered; None where none was."""
    if not isinstance(answer.value, str):
        return None
    return _day(answer.value.rpartition("/")[2])


def _moves(before: date | None, later: Sequence[tuple[datetime, date | None]]) -> Iterator[Moved]:
    for at, day in later:
        if day != before:
            yield Moved(at.astimezone().date(), before, day, agreed=True)
        before = day


def _told(one: UpdateRecord) -> Told:
    return Told(
        number=one.seq,
        day=_day(one.day),
        standing=Standing(one.standing) if one.standing else None,
        percent=one.percent,
        expected=_day(one.expected) if one.expected else None,
        note=one.note,
        by=one.by_name,
        role=one.role,
        person=one.by,
        at=one.at,
    )


def _chased(one: UpdateRecord) -> Chased:
    return Chased(one.seq, one.note, one.by_name, one.on_behalf_of, one.by, one.at)
