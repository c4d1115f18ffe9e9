"""Gathers the complete returns of a wave for its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from s11chat.analysis.reply import Absent, Collection, Reply
from s11chat.analysis.tally import said
from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.engine.route import route, standing
from s11chat.fieldwork.outcome import Rate
from s11chat.services.authoring import by_delegate
from s11chat.services.coded import Coding, coding_of
from s11chat.services.counting import dispositions, response_of
from s11chat.services.imported import said_of
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed, answer_of
from s11chat.services.talk import ONLINE, delegated
from s11chat.store.overview import Holding
from s11chat.store.record import CaseRecord, FactRecord

SIGNED = {Status.SIGNED: "yes", Status.SIGNED_IN_PART: "in part", Status.NOT_APPLICABLE: "not_applicable"}
"""What stands behind a return, as files and banners say it; `no` for every other status."""


@dataclass(frozen=True)
class Gathered:
    """The complete returns of a wave, with what they were gathered from."""

    collection: Collection
    coding: Coding
    cases: Mapping[str, CaseRecord]
    """Of the replies, by ref."""
    held: Mapping[str, Holding]
    """What returns hold, by return."""


def gathered(kept: Kept, wave: str, *, begun: bool = False) -> Collection:
    """The complete returns of a wave, what each says to every question, and what it weighs.

    Its questions bear the codes that words are coded under, as they stand now. With `begun`, those returns too that
    hold any answer. Returns of organisations that answered twice count once: the other is superseded and has left the
    wave's rates.
    """
    return gathered_whole(kept, wave, begun=begun).collection


def gathered_whole(kept: Kept, wave: str, *, begun: bool = False) -> Gathered:
    """As `gathered`, with the cases of the returns and how their words are coded."""
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    dialog = kept.dialog(record)
    held, imported = kept.overview.of_wave(wave), said_of(kept, wave)
    coding = coding_of(kept, wave, dialog, held)
    asked = MappingProxyType({id_: coding.labelled(one) for id_, one in answerable(dialog).items()})
    ended = tuple(dispositions(kept, wave, held))
    routes = Routes(dialog)
    replies, absent, cases = list[Reply](), list[Absent](), dict[str, CaseRecord]()
    for surveyed, counts in ended:
        if counts.rate is Rate.NOT_ELIGIBLE:
            continue
        case = surveyed.case
        holding = held.get(case.return_id, Holding())
        if counts.rate is not Rate.COMPLETE and not (begun and holding.answers):
            absent.append(Absent(case.ref, case.name, case.cohort or case.group, case.state.value))
            continue
        cases[case.ref] = case
        answers, on_route = routes.standing(case, holding)
        replies.append(
            Reply(
                ref=case.ref,
                name=case.name,
                cell=case.type,
                traits=_traits(dialog, surveyed, holding, imported.get(case.return_id)),
                answers=answers,
                said={
                    id_: said(one, on_route, answers, coding.under(case.return_id, id_))
                    for id_, one in asked.items()
                },
                complete=counts.rate is Rate.COMPLETE,
                imported=case.return_id in imported,
            )
        )
    table = response_of(record, dialog, ((found, counts.rate) for found, counts in ended))
    collection = Collection(dialog, asked, table, tuple(replies), tuple(absent))
    return Gathered(collection, coding, cases, held)


def _traits(
    dialog: Dialog, surveyed: Surveyed, held: Holding, imported: FactRecord | None
) -> Mapping[str, str]:
    case, said_there = surveyed.case, imported.details if imported else {}
    kind = dialog.organisation(case.type)
    return MappingProxyType(
        {
            "type": case.type,
            "group": case.group or (kind.group or "" if kind else ""),
            "cohort": case.cohort,
            "region": case.region,
            "commissioned_by": case.commissioned_by,
            "mode": case.mode,
            "completion": "delegated" if by_delegate(surveyed, held) else "direct",
            "signed": str(said_there.get("signed_off", "")) or SIGNED.get(surveyed.status, "no"),
        }
    )


def answerable(dialog: Dialog) -> Mapping[str, Question]:
    """The questions that take an answer, by id, in the order of the dialog."""
    every = questions(dialog)
    return MappingProxyType({id_: one for id_, one in every.items() if one.kind is not Kind.STATEMENT})


_WITHOUT = {kind: Answer(no_answer=kind) for kind in (*NoAnswer, None)}


class Routes:
    """What counts in one return after another of a dialog; each way through it that comes up is gone once."""

    def __init__(self, dialog: Dialog) -> None:
        self._dialog, self._questions = dialog, questions(dialog)
        conditions = (one for question in self._questions.values() for one in question.conditions)
        subjects = {test.subject for condition in conditions for test in condition.tests()}
        self._decisive = [id_ for id_ in self._questions if id_ in subjects]
        self._found: dict[tuple[object, ...], frozenset[str]] = {}

    def standing(self, case: CaseRecord, held: Holding) -> tuple[dict[str, Answer], frozenset[str]]:
        """What counts at every question of a return, its answer or the kind of no-answer; and the ids on its route."""
        given = {item: answer_of(written) for item, written in held.answers.items()}
        on_route, found = self._of(case, given), dict[str, Answer]()
        for id_, question in self._questions.items():
            counts = id_ in on_route and id_ in given
            found[id_] = given[id_] if counts else _WITHOUT[standing(question, on_route, given)]
        return found, on_route

    def _of(self, case: CaseRecord, given: Mapping[str, Answer]) -> frozenset[str]:
        """The ids on a route. It goes by who is asked and by the answers that conditions name, and by nothing else."""
        mode, role = case.mode or ONLINE, "delegate" if delegated(case) else "lead"
        decided = tuple(given[id_].known() if id_ in given else None for id_ in self._decisive)
        key = (case.type, mode, role, decided)
        if key not in self._found:
            kind = self._dialog.organisation(case.type)
            facts = kind.facts(mode, role) if kind else {}
            self._found[key] = frozenset(one.id for one in route(self._questions.values(), given, facts))
        return self._found[key]
