"""Puts one organisation's return together as it is sent to its lead, with how many others said the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from s11chat.analysis.alike import alike
from s11chat.analysis.benchmark import Group
from s11chat.analysis.reply import Collection, Reply
from s11chat.assurance.action import Action, in_words
from s11chat.assurance.right import Act
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import NO_ANSWER_WORDS
from s11chat.language.harmless import one_line
from s11chat.report.one_return import Answerer, AnswerRow, RatingRow, ReturnFigures, Signed
from s11chat.report.planword import standing_told
from s11chat.services.actioning import DUE, OWNER, PRIORITY, WHAT, plan_of
from s11chat.services.assigning import must_see
from s11chat.services.benchmarking import enough, groups_of
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, gather, redacted_since, return_line
from s11chat.services.talk import ONLINE, header
from s11chat.services.view import AnswerLine, ReturnLine
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord

EVIDENCE = "evidence"
_BESIDE = frozenset({WHAT, OWNER, DUE, PRIORITY, EVIDENCE})
"""The follow-ups of a rating that stand beside it."""


def one_return(kept: Kept, case: str) -> ReturnFigures:
    """The return of a case called WAVE/REF as it stands; that somebody looked is put on record."""
    record = kept.case(case)
    role = kept.require(Act.SHOW_RETURN, record.wave)
    must_see(kept, record, role)
    collection = gathered(kept, record.wave, begun=True)
    found = gather(kept, record, for_lead=True)
    wave = kept.casebook.wave(record.wave)
    above = header(collection.dialog, wave, record, role, kept.actor, record.mode or ONLINE)
    whole = return_line(kept, record, above, found)
    mine = next((one for one in collection.replies if one.ref == record.ref), None)
    groups = groups_of(collection.dialog, mine, enough(collection)) if mine else ()
    witness(kept, Did.SAW_RETURN, record.wave, record.ref, detail="to be sent to its lead", role=role.value)
    asked = questions(collection.dialog)
    shown = [one for one in whole.answers if asked[one.question].kind is not Kind.STATEMENT]
    return ReturnFigures(
        wave=wave_of(wave),
        ref=record.ref,
        organisation=one_line(record.name),
        facts=tuple(_facts(whole, shown, mine)),
        answerers=tuple(_answerers(shown)),
        signatures=tuple(_signatures(found, collection.dialog)),
        sections=tuple(_sections(collection, shown, mine, groups)),
        ratings=tuple(_ratings(kept, record, shown, asked)),
        without=_without(shown),
        groups=tuple(one.name for one in groups),
    )


def _facts(whole: ReturnLine, shown: Iterable[AnswerLine], mine: Reply | None) -> Iterator[tuple[str, str]]:
    on_route = [one for one in shown if one.no_answer != NoAnswer.OFF_ROUTE.value]
    given = sum(one.no_answer is None for one in on_route)
    yield "Organisation", one_line(whole.header.organisation)
    yield "Type", one_line(whole.header.type_name)
    if mine is not None and mine.traits.get("cohort"):
        yield "Cohort", one_line(mine.traits["cohort"])
    yield "Lead", one_line(whole.header.lead) or "nobody on file"
    yield "Answered", "by telephone" if whole.header.mode == "telephone" else "online"
    yield "Return", whole.state.value
    yield "What stands behind it", whole.status.value
    yield "Questions", f"{given} of the {len(on_route)} put to it are answered"
    if whole.attested is not None:
        to = f" to {one_line(whole.attested.to)}" if whole.attested.to else ""
        yield "Read back", f"by {one_line(whole.attested.by)}{to}, {_moment(whole.attested.at)}; no signature"


def _answerers(shown: Iterable[AnswerLine]) -> Iterator[Answerer]:
    """Who answered how much, in the order in which they come first."""
    found: dict[tuple[str, str, str, str], list[AnswerLine]] = {}
    for one in shown:
        if one.by:
            found.setdefault((one.by, one.role, one.on_behalf_of, one.mode), []).append(one)
    for (by, role, behalf, mode), lines in found.items():
        moments = sorted(one.at for one in lines if one.at is not None)
        last = _moment(moments[-1]) if moments else ""
        yield Answerer(one_line(by), role, one_line(behalf), mode, len(lines), last)


def _signatures(found: Gathered, dialog: Dialog) -> Iterator[Signed]:
    """Every section, and the signature that stands on it."""
    on_route = {question.section for question in found.talk.route}
    for section in dialog.sections:
        title = f"{section.section} {one_line(section.title)}"
        one = found.standing(section.section)
        if one is not None:
            since = redacted_since(one, found.redactions)
            yield Signed(title, one_line(one.name), one.role, _moment(one.at), one_line(since))
        elif section.section in on_route:
            yield Signed(title)


def _moment(at: datetime) -> str:
    here = at.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


def _sections(
    collection: Collection, shown: Iterable[AnswerLine], mine: Reply | None, groups: tuple[Group, ...]
) -> Iterator[tuple[str, tuple[AnswerRow, ...]]]:
    """The questions put to it, section by section; what stands beside a rating is left to the ratings."""
    found: dict[str, list[AnswerRow]] = {}
    asked = collection.questions
    for one in shown:
        question = asked[one.question]
        if one.no_answer == NoAnswer.OFF_ROUTE.value or question.part in _BESIDE:
            continue
        beside = alike(question, mine, groups) if mine is not None else ()
        row = AnswerRow(
            one.question,
            one_line(one.text),
            one_line(one.said),
            one.no_answer or "",
            beside,
            places=max(question.decimals, 1),
        )
        found.setdefault(f"{one.section} {one_line(one.section_title)}", []).append(row)
    yield from ((title, tuple(rows)) for title, rows in found.items())


def _ratings(
    kept: Kept, case: CaseRecord, shown: Iterable[AnswerLine], asked: Mapping[str, Question]
) -> Iterator[RatingRow]:
    lines = {one.question: one for one in shown}
    actions = plan_of(kept, case).actions
    for id_, one in lines.items():
        if not asked[id_].rates or one.answer is None or one.no_answer == NoAnswer.OFF_ROUTE.value:
            continue
        told = lines.get(f"{id_}.{EVIDENCE}")
        words = [one_line(told.said)] if told is not None and told.no_answer is None else []
        documents = [one_line(each.told) for each in one.evidence if each.stands]
        plans = [_planned(kept, each) for each in actions if each.item == id_ and not each.lapsed]
        yield RatingRow(
            id_,
            one_line(one.text),
            one_line(one.said),
            tuple(words + documents),
            tuple(plans),
            one_line(one.moderated.told) if one.moderated is not None else "",
        )


def _planned(kept: Kept, action: Action) -> str:
    day = action.day.isoformat() if action.day else ""
    agreed = in_words(action.what, action.owner, day, action.priority)
    return one_line(f"{agreed}: {standing_told(action, kept.today)}")


def _without(shown: Iterable[AnswerLine]) -> Mapping[str, tuple[str, ...]]:
    """The questions without an answer, by the kind in words, all of them in the order they are told in."""
    found: dict[str, list[str]] = {kind.value: [] for kind in NoAnswer}
    for one in shown:
        if one.no_answer:
            found[one.no_answer].append(one.question)
    return {NO_ANSWER_WORDS[NoAnswer(kind)]: tuple(ids) for kind, ids in found.items()}
