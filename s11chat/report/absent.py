"""Which sections and questions are missing from a certificate, for whoever holds the file and nothing else.

Three things tell: what the dialog asks of everybody; what the answers as stated bring up, whoever is asked; and what
the last signature says that the return consisted of when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from s11chat.assurance.signature import sections_named
from s11chat.dialog.condition import Known
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer
from s11chat.engine.route import route
from s11chat.report.certificate import Certified

_MODES, _ROLES = ("online", "telephone"), ("lead", "delegate")


Ways = Sequence[frozenset[str]]
"""The questions asked, for everybody who could be asked and for whom each of the answers stated counts."""


def ways_of(dialog: Dialog, asked: Mapping[str, Question], answers: Mapping[str, Answer]) -> Ways:
    """The ways that lead to these answers; none where no organisation can have given all of them."""
    ways = []
    for kind, mode, role in product(dialog.organisations, _MODES, _ROLES):
        facts: Known = kind.facts(mode, role)
        way = frozenset(question.id for question in route(asked.values(), answers, facts))
        if answers.keys() <= way:
            ways.append(way)
    return ways


def left_out(
    certified: Certified, dialog: Dialog, asked: Mapping[str, Question], ways: Ways
) -> Iterator[str]:
    """The sections that belong in a certificate and do not stand in it, a sentence each; then such questions."""
    absent = _absent(certified, dialog)
    always = {question.section for question in asked.values() if not question.conditions}
    passed = _sections(asked, ways)
    at, said = _told(certified)
    for section in dialog.sections:
        name = section.section
        if name not in absent:
            continue
        if name in always:
            yield f"Section {name} is asked of everybody, and is left out."
        elif passed and all(name in way for way in passed):
            yield f"Section {name} is asked of whoever gives these answers, and is left out."
        elif name in said and (not passed or any(name in way for way in passed)):
            yield f"Section {name} was in the return when it was signed, {at}, and is left out."
    stated = {answer.question for section in certified.sections for answer in section.answers}
    for id_ in sorted(frozenset.intersection(*ways) - stated) if ways else ():
        if asked[id_].kind is not Kind.STATEMENT and asked[id_].section not in absent:
            yield f"Question {id_} is asked of whoever gives these answers, and is left out."


def doubtful(
    certified: Certified, dialog: Dialog, asked: Mapping[str, Question], ways: Ways
) -> Iterator[str]:
    """What cannot be told of sections that do not stand in a certificate, a sentence each."""
    absent = _absent(certified, dialog)
    if not absent:
        return
    at, said = _told(certified)
    passed = _sections(asked, ways)
    for name in sorted(absent & said):
        if passed and not any(name in way for way in passed):
            yield (
                f"Section {name} was in the return when it was signed, {at}; by the answers stated now it is not asked any "
                "more, and it is left out."
            )
    if not said and any(section.statement for section in certified.sections):
        yield (
            "No signature says which sections the return had, as those of earlier versions did not: whether "
            f"{', '.join(sorted(absent))} belonged to it cannot be told."
        )


def _absent(certified: Certified, dialog: Dialog) -> set[str]:
    return {section.section for section in dialog.sections} - {
        section.section for section in certified.sections
    }


def _told(certified: Certified) -> tuple[str, frozenset[str]]:
    """When the last signature was made that names the sections of the return, and which those are."""
    found = [
        (section.statement.at, section.signed_at, sections_named(section.statement.text))
        for section in certified.sections
        if section.statement is not None
    ]
    told = [(at, shown, names) for at, shown, names in found if names]
    if not told:
        return "", frozenset()
    _, shown, names = max(told, key=lambda one: one[0])
    return shown, names


def _sections(asked: Mapping[str, Question], ways: Ways) -> Ways:
    return [frozenset(asked[id_].section for id_ in way) for way in ways]
