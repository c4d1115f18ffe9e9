"""The same question in several waves: what was answered each time, and whether the last change is more than chance.

A question is the same where two waves run one dialog and it has the same id, or where the trend map joins the two
(`dialog.trend`). Answers are the same where they are called the same; a scale that changed is set side by side and
no difference is reckoned. Waves are taken as samples of their own: where the same organisations answer again, what
they have in common makes a change surer than its test tells, so that the test errs on the side of caution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from s11chat.analysis.cross_table import countable
from s11chat.analysis.difference import Difference, Form, Method, Untested
from s11chat.analysis.estimate import Estimate, Frequency, Size
from s11chat.analysis.line import Line, answers_to, codes_said, lines_of
from s11chat.analysis.reply import Collection
from s11chat.analysis.small_base import may_be_tested
from s11chat.dialog.question import Question
from s11chat.dialog.trend import Break, Thread


@dataclass(frozen=True)
class Then:
    """One question in one wave."""

    wave: str
    question: Question
    answers: Frequency

    @property
    def base(self) -> Size:
        """Who percentages are of."""
        return self.answers.base


@dataclass(frozen=True)
class Change:
    """One answer, in all waves that have it."""

    label: str
    codes: tuple[str, ...]
    """Its code in each wave, empty where its question has no such answer."""
    shares: tuple[Estimate | None, ...]
    """Its share in each wave."""
    last: Difference | None
    """The last wave less the one before; None where either has no such answer, or the scale changed between."""


@dataclass(frozen=True)
class Course:
    """One question through the waves, the earliest first."""

    times: tuple[Then, ...]
    changes: tuple[Change, ...]
    broken: tuple[Break, ...]
    """Why two of its questions are no straight comparison."""
    rescaled: bool
    """Whether its answers are not called the same in the last two waves."""


def courses(
    waves: Mapping[str, Collection], threads: Sequence[Thread], confidence: int = 95
) -> tuple[Course, ...]:
    """Every question of the last of `waves` that can be counted and was asked before; waves by name, the earliest first.

    `threads` join questions of different dialogs.
    """
    *_, last = waves
    found = (_times(waves, last, one, threads) for one in waves[last].questions.values() if countable(one))
    methods = {name: Method(one.response, confidence=confidence) for name, one in waves.items()}
    return tuple(_course(times, threads, methods) for times in found if len(times) > 1)


def again(waves: Mapping[str, Collection]) -> int:
    """How many organisations gave a complete return in the last wave and in the one before, by their ref."""
    *_, before, last = waves.values()
    return len({one.ref for one in before.replies} & {one.ref for one in last.replies})


def _times(
    waves: Mapping[str, Collection], last: str, question: Question, threads: Sequence[Thread]
) -> tuple[Then, ...]:
    found = []
    for name, one in waves.items():
        same = question if name == last else _same(one, waves[last].dialog.dialog, question, threads)
        if same is None or not (same.options or same.code_frame):
            continue
        answers = answers_to(one, same)
        if answers.base.unweighted:
            found.append(Then(name, same, answers))
    return tuple(found) if found and found[-1].wave == last else ()


def _same(wave: Collection, dialog: str, question: Question, threads: Sequence[Thread]) -> Question | None:
    """The question of a wave that compares with one of `dialog`; None where there is none, or more than one."""
    if wave.dialog.dialog == dialog:
        return wave.questions.get(question.id)
    points = next((one.points for one in threads if _on(one, dialog, question.id)), ())
    there = [one.question for one in points if one.dialog == wave.dialog.dialog]
    return wave.questions.get(there[0]) if len(there) == 1 else None


def _on(thread: Thread, dialog: str, question: str) -> bool:
    return any((one.dialog, one.question) == (dialog, question) for one in thread.points)


def _course(times: tuple[Then, ...], threads: Sequence[Thread], methods: Mapping[str, Method]) -> Course:
    by_label = [{_key(line): line for line in _lines(then)} for then in times]
    rescaled = by_label[-1].keys() != by_label[-2].keys()
    changes = []
    for key, line in by_label[-1].items():
        same = [lines.get(key) for lines in by_label]
        shares = tuple(one.of(then.answers) if one else None for one, then in zip(same, times, strict=True))
        change = None if rescaled else _change(shares, times, methods)
        changes.append(Change(line.label, tuple(one.code if one else "" for one in same), shares, change))
    return Course(times, tuple(changes), tuple(_breaks(times, threads)), rescaled)


def _lines(then: Then) -> Iterator[Line]:
    return (line for line in lines_of(then.question, codes_said(then.answers)) if line.in_base)


def _key(line: Line) -> str:
    return " ".join(line.label.casefold().split())


def _breaks(times: Sequence[Then], threads: Sequence[Thread]) -> Iterator[Break]:
    asked = {one.question.id for one in times}
    for thread in threads:
        for one in thread.breaks:
            ends = {one.later.partition("/")[2], one.earlier.partition("/")[2]}
            if ends <= asked:
                yield one


def _change(
    shares: Sequence[Estimate | None], times: Sequence[Then], methods: Mapping[str, Method]
) -> Difference | None:
    """The last share less the one before, tested as of two samples, each with the population of its own wave."""
    now, then = shares[-1], shares[-2]
    if now is None or then is None:
        return None
    method, before = methods[times[-1].wave], methods[times[-2].wave]
    reason = _untested((now.base, then.base), (method, before))
    if reason is not None:
        return Difference(now, then, Form.APART, method, None, None, reason)
    pooled = (now.size.weighted + then.size.weighted) / (now.base.weighted + then.base.weighted)
    square = pooled * (1 - pooled) * (method.per_spread(now.base) + before.per_spread(then.base))
    alike = None if square else Untested.ALIKE
    return Difference(now, then, Form.APART, method, pooled, square or None, alike)


def _untested(bases: tuple[Size, Size], methods: tuple[Method, Method]) -> Untested | None:
    if not all(base.unweighted for base in bases):
        return Untested.EMPTY
    if not all(may_be_tested(base.unweighted) for base in bases):
        return Untested.SMALL
    in_full = [method.in_full(base) for method, base in zip(methods, bases, strict=True)]
    return Untested.WHOLE if all(in_full) else None
