"""The exceptions of a wave: who does not meet which standard, what they wrote, and whether a plan stands for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from s11chat.analysis.compliance import Level, Scale, cohort_of
from s11chat.analysis.exception import ACTION, Finding, action_asked, actions_of, compliant, why_unplanned
from s11chat.analysis.reply import Reply
from s11chat.assurance.action import Action
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import NO_ANSWER_WORDS, Answer, in_words
from s11chat.report.exceptions import ExceptionFigures
from s11chat.services.actioning import DUE, OWNER, PRIORITY, plans
from s11chat.services.complying import Counted, counted
from s11chat.services.counting import wave_of
from s11chat.services.forwarding import before
from s11chat.services.kept import Kept
from s11chat.services.released import NOT_APPLICABLE_SAID, Release, releases
from s11chat.services.weighing import fell
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord

_PLANNED = frozenset({ACTION, OWNER, DUE, PRIORITY, "evidence"})
"""The follow-ups that have a place of their own; what others ask for is what was written."""
_SAME = frozenset("0123456789.,%")


def exceptions(
    kept: Kept,
    wave: str,
    *,
    cohort: str = "",
    standard: str = "",
    begun: bool = False,
    unnamed: bool = False,
) -> ExceptionFigures:
    """The exceptions of a wave, of one cohort, of one standard; that they were taken out is put on record.

    With `unnamed`, without what says who it is: names, words, and owners of actions. Raises UsageError where the dialog
    rates no standards, or there is no such cohort or standard.
    """
    found = counted(kept, wave, cohort, begun=begun)
    scales = chosen(found, standard)
    if not unnamed:
        witness(kept, Did.EXPORTED, wave, detail="the exceptions")
    record = kept.casebook.wave(wave)
    reading = _Reading(kept, wave, found.collection.dialog, found.replies)
    listed = [one for reply in found.replies for one in reading.findings(reply, scales, words=not unnamed)]
    place = {scale.question.id: at for at, scale in enumerate(scales)}
    return ExceptionFigures(
        wave=wave_of(record),
        dialog=found.collection.dialog,
        scales=scales,
        today=kept.today,
        findings=tuple(sorted(listed, key=lambda one: (place[one.standard], one.cohort, one.ref))),
        asked={scale.question.id: _asked(found.replies, scale) for scale in scales},
        replies=found.replies,
        compliant=tuple(one for one in found.replies if not standard and compliant(one, scales)),
        begun=found.begun,
        absent=found.absent,
        unnamed=unnamed,
    )


def chosen(found: Counted, standard: str) -> tuple[Scale, ...]:
    """The standards, or the one asked for. Raises UsageError where there is no such one."""
    from s11chat.dialog.suggest import nearest
    from s11chat.errors import UsageError

    known = [one.question.id for one in found.scales]
    if standard and standard not in known:
        raise UsageError(
            f"There is no rated standard '{standard}'{nearest(standard, known)}: see 's11chat dialog show "
            f"{found.collection.dialog.dialog}'."
        )
    return tuple(one for one in found.scales if standard in ("", one.question.id))


def _asked(replies: Sequence[Reply], scale: Scale) -> int:
    return sum(one.said[scale.question.id] is not NoAnswer.OFF_ROUTE for one in replies)


class _Reading:
    """What a wave holds beside ratings, read return by return and only where it is wanted."""

    def __init__(self, kept: Kept, wave: str, dialog: Dialog, replies: Sequence[Reply]) -> None:
        self._kept, self._dialog = kept, dialog
        self._wave = kept.casebook.wave(wave)
        refs = {one.ref for one in replies}
        self._cases = {case.ref: case for case in kept.casebook.cases(wave) if case.ref in refs}
        self._plans = plans(kept, wave, only={case.return_id for case in self._cases.values()})
        self._releases = releases(kept, wave)
        self._earlier = any(one.created_at < self._wave.created_at for one in kept.casebook.waves())

    def findings(self, reply: Reply, scales: Sequence[Scale], *, words: bool) -> Iterator[Finding]:
        """What is to be said of a return, in the order of the dialog."""
        case = self._cases[reply.ref]
        lowered = self._lowered(reply, case, scales)
        release = self._releases.get(case.return_id)
        plan = self._plans.get(reply.ref)
        every = (
            _finding(reply, scale, plan.actions if plan else (), lowered.get(scale.question.id, ""), release)
            for scale in scales
        )
        listed = [one for one in every if one.before or one.moderated or _is_listed(one.level)]
        if not words or not listed:
            yield from listed
            return
        written = self._written(case, {one.standard for one in listed})
        for one in listed:
            yield replace(one, words=(*one.words, *written[one.standard]))

    def _lowered(self, reply: Reply, case: CaseRecord, scales: Sequence[Scale]) -> Mapping[str, str]:
        if not self._earlier:
            return {}
        earlier = before(self._kept, self._wave, case, self._dialog)
        return {
            id_: f"{in_words(scale.question, then.answer)}, in {then.wave}"
            for scale in scales
            for id_ in (scale.question.id,)
            if (then := earlier.get(id_)) is not None and fell(scale.question, reply.answers[id_], then)
        }

    def _written(self, case: CaseRecord, standards: Collection[str]) -> Mapping[str, list[str]]:
        """What was written to each standard: the words of its rating where they say more, accounts, remarks."""
        found: dict[str, list[str]] = {one: [] for one in standards}
        asked = {one.id: one for one in _questions(self._dialog) if one.item in standards}
        current = self._kept.responses.current(case.return_id)
        for id_, question in asked.items():
            record = current.get(id_)
            if record is None:
                continue
            if question.part:
                said = Answer.from_json(record.answer).value
                own = question.kind is Kind.TEXT and question.part not in _PLANNED and isinstance(said, str)
                found[question.item] += [said] if own and isinstance(said, str) else []
            elif _says_more(record.words, question):
                found[question.item].append(record.words)
        for remark in self._kept.responses.remarks(case.return_id):
            at = asked.get(remark.item)
            if at is not None:
                found[at.item].append(remark.text)
        return found


def _questions(dialog: Dialog) -> Iterator[Question]:
    from s11chat.dialog.question import questions

    yield from questions(dialog).values()


def _is_listed(level: Level | NoAnswer) -> bool:
    return level not in (Level.FULLY_MET, NoAnswer.OFF_ROUTE)


def _says_more(words: str, question: Question) -> bool:
    """Whether the words of an answer are more than a step of its scale, or a number typed for it."""
    said = words.strip().casefold()
    known = {name.casefold() for one in question.options for name in (one.code, one.say, *one.also)}
    return bool(said) and said not in known and not set(said) <= _SAME


def _finding(
    reply: Reply, scale: Scale, actions: Sequence[Action], lowered: str, release: Release | None
) -> Finding:
    question = scale.question
    answer, level = reply.answers[question.id], scale.of(reply.said[question.id])
    return Finding(
        standard=question.id,
        ref=reply.ref,
        organisation=reply.name,
        cohort=cohort_of(reply),
        level=level,
        rating=NO_ANSWER_WORDS[level] if isinstance(level, NoAnswer) else in_words(question, answer),
        words=(answer.reason,) if answer.reason else (),
        actions=actions_of(actions, question.id),
        asked=action_asked(reply, question.id),
        unplanned=why_unplanned(reply, question.id),
        before=lowered,
        moderated=_moderated(question, answer, release),
    )


def _moderated(question: Question, answer: Answer, release: Release | None) -> str:
    """The moderated rating of a standard where it is another than the own one."""
    result = release.results.get(question.id) if release else None
    if result is None or result.rating == answer.value:
        return ""
    option = question.option(result.rating)
    return option.say if option else NOT_APPLICABLE_SAID
