"""Who gave the complete returns of a wave, original recipients or delegates, and where their answers differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from s11chat.analysis.authorship import Given, split
from s11chat.assurance.right import Act, Role
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.fieldwork.outcome import Rate
from s11chat.report.delegates import GROUP, TYPE, DelegatesReport, Told
from s11chat.services.counting import ended, response, wave_of
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import TELEPHONE, delegated
from s11chat.store.overview import Holding
from s11chat.store.seal import stored

_THEMSELVES = frozenset({Role.DELEGATE.value, Role.LEAD.value, Role.INTERVIEWER.value})
"""The roles of whoever answers, or takes the answers down."""


def delegates(kept: Kept, wave: str) -> DelegatesReport:
    """The split of a wave; only complete returns are counted, weighted as in the table of response."""
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    dialog = kept.dialog(record)
    asked = {id_: question for id_, question in questions(dialog).items() if question.options}
    weights = {row.cell.type: row.weight for row in response(kept, wave).table.rows}
    holdings = kept.overview.of_wave(wave)
    given, both = [], 0
    for found, rate in ended(kept, wave):
        if rate is not Rate.COMPLETE:
            continue
        held = holdings.get(found.case.return_id, Holding())
        both += {Role.DELEGATE.value, Role.LEAD.value} <= held.roles
        weight = weights.get(found.case.type) or Fraction(1)
        given.append(Given(by_delegate(found, held), weight, _chosen(found, held, asked)))
    told = [Told(TYPE, kind.type, kind.say) for kind in dialog.organisations]
    groups = dict.fromkeys(kind.group or kind.cohort or "" for kind in dialog.organisations)
    told += [Told(GROUP, group, group.replace("_", " ")) for group in groups if group]
    told += [
        Told(question.id, option.code, option.say)
        for question in asked.values()
        for option in question.options
    ]
    splits = split(given, ((one.question, one.code) for one in told))
    return DelegatesReport(
        wave_of(record), tuple(told), splits, sum(one.delegated for one in given), both, len(given)
    )


def by_delegate(found: Surveyed, held: Holding) -> bool:
    """Whether somebody else than the original recipient, the lead, answered for the organisation.

    Online the answers say so; on the telephone it is whoever was asked, and where all was imported whoever it says.
    """
    asked = found.case.mode == TELEPHONE and Role.INTERVIEWER.value in held.roles
    if asked or held.roles.isdisjoint(_THEMSELVES):
        return delegated(found.case)
    return Role.DELEGATE.value in held.roles


def _chosen(found: Surveyed, held: Holding, asked: Mapping[str, Question]) -> dict[str, frozenset[str]]:
    case = found.case
    chosen = {TYPE: frozenset({case.type}), GROUP: frozenset({case.group or case.cohort})}
    for id_, written in held.answers.items():
        if id_ in asked:
            chosen[id_] = frozenset(_codes(Answer.from_json(stored(written))))
    return chosen


def _codes(answer: Answer) -> Iterator[str]:
    value = answer.value
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from value
