"""Whose it is to answer a query of the lead: whoever was asked for that part, else who gave the answer or parked it,
else who typed last in its section, else who answers the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s11chat.assurance.right import Role
from s11chat.dialog.question import Question
from s11chat.services.kept import Kept
from s11chat.services.talk import respondent
from s11chat.store.delegation import DONE, RECALLED
from s11chat.store.record import CaseRecord, ParkRecord, ResponseRecord


def owners(
    kept: Kept,
    case: CaseRecord,
    questions: Mapping[str, Question],
    current: Mapping[str, ResponseRecord],
    parks: Mapping[str, ParkRecord],
) -> Callable[[str], str]:
    """What gives the name of whoever a query on a question goes to, by its id; empty where nobody is on file.

    Somebody who is done with their part still knows it best; of several it is the one asked last.
    """
    given = [one for one in kept.delegations.of(case.return_id) if one.step != RECALLED and one.part]
    given.sort(key=lambda one: one.step != DONE)
    names = {one.id: one.name for one in kept.casebook.persons(case.wave, case.ref)} if given else {}
    said = [(record.seq, record.role, record.item, record.by_name) for record in current.values()]
    said += [(park.seq, park.role, park.item, park.by_name) for park in parks.values()]
    typed = [(item, name) for _, role, item, name in sorted(said) if role == Role.DELEGATE.value]
    person = respondent(case)

    def owner(id_: str) -> str:
        question = questions[id_]
        parts = [one for one in given if {question.section, question.item} & set(one.part)]
        if parts and parts[-1].person in names:
            return names[parts[-1].person]
        here = [name for item, name in typed if item == id_]
        section = [
            name for item, name in typed if item in questions and questions[item].section == question.section
        ]
        last = [*section[-1:], *here[-1:]]
        return last[-1] if last else person.name if person else ""

    return owner
