"""What moderators found of a return, as it was released to its lead: one result a standard, beside the own rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from s11chat.assurance.moderation import NOT_APPLICABLE, Rated, Step, Work, outcome
from s11chat.dialog.model import Option
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer
from s11chat.services.kept import Kept
from s11chat.services.view import ModeratedMark
from s11chat.store.moderation import Moderations
from s11chat.store.moderation_record import ModerationRecord, ModeratorRecord
from s11chat.store.record import FactRecord

RELEASED = "moderation released"
"""The kind of fact that says from which entry on the lead sees what."""
NOT_APPLICABLE_SAID = "Not applicable"


@dataclass(frozen=True)
class Release:
    """A release that stands, and the result of each standard that has one."""

    fact: FactRecord
    results: Mapping[str, Rated]

    def of(self, question: Question, answer: Answer | None, revision: int, seen: int) -> ModeratedMark | None:
        """The result of a standard beside the answer as it stands; None where there is none.

        `seen` is the number of the entry by which the lead last let the answer stand, 0 where none did.
        """
        result = self.results.get(question.id)
        if result is None or not question.rates:
            return None
        option, own = question.option(result.rating), _own(question, answer)
        lower = bool(
            option and own and option.score is not None and own.score is not None and option.score < own.score
        )
        not_applicable = result.rating == NOT_APPLICABLE
        return ModeratedMark(
            said=NOT_APPLICABLE_SAID if not_applicable else option.say if option else result.rating,
            by="" if result.agreed else result.by,
            reason=result.reason,
            at=self.fact.at,
            lower=lower,
            stale=result.answer_revision != revision,
            new=seen < self.fact.seq,
        )


def _own(question: Question, answer: Answer | None) -> Option | None:
    return question.option(answer.value) if answer and isinstance(answer.value, str) else None


def works_of(records: Iterable[ModeratorRecord]) -> tuple[Work, ...]:
    """The work of everybody a return was ever assigned to."""
    return tuple(Work(one.assigned, one.name, Step(one.step)) for one in records)


def rated(record: ModerationRecord) -> Rated:
    """A stored rating as the rules weigh it."""
    return Rated(
        seq=record.seq,
        item=record.item,
        by=record.by_name,
        rating="" if record.withdrawn else record.rating,
        reason=record.reason,
        self_rating=record.self_rating,
        answer_revision=record.answer_revision,
        at=record.at,
        agreed=record.agreed,
        blind=record.blind,
    )


def release_of(facts: Sequence[FactRecord]) -> FactRecord | None:
    """The release that stands; none where there was none, or it was taken back."""
    last = next((fact for fact in reversed(facts) if fact.kind == RELEASED), None)
    return last if last is not None and last.details.get("standing") else None


def released(moderations: Moderations, return_id: str, facts: Sequence[FactRecord]) -> Release | None:
    """The release that stands with its results, read only where there is one."""
    fact = release_of(facts)
    if fact is None:
        return None
    works = works_of(moderations.moderators(return_id))
    by_item: dict[str, list[Rated]] = {}
    for record in moderations.ratings(return_id):
        if record.seq < fact.seq:
            by_item.setdefault(record.item, []).append(rated(record))
    came = {item: outcome(ratings, works).rating for item, ratings in by_item.items()}
    return Release(fact, {item: rating for item, rating in came.items() if rating is not None})


def releases(kept: Kept, wave: str) -> dict[str, Release]:
    """The releases of a wave that stand, by return."""
    facts: dict[str, list[FactRecord]] = {}
    for fact in kept.responses.facts_of_kind(wave, RELEASED):
        facts.setdefault(fact.return_id, []).append(fact)
    found = {id_: released(kept.moderations, id_, known) for id_, known in facts.items()}
    return {id_: one for id_, one in found.items() if one is not None}
