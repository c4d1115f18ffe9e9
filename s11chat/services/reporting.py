"""Makes any report of the table of reports, with the options that were typed; and offers what can be typed for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from s11chat.analysis.reply import Collection
from s11chat.analysis.selection import ALL, TRAITS, subject_of
from s11chat.assurance.right import Act
from s11chat.errors import UsageError
from s11chat.report.base import wording
from s11chat.report.check import CheckReport
from s11chat.report.table import Report
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.services.reconciling import check
from s11chat.services.report_entry import HOLDS, REPORTS, Entry, Option


@dataclass(frozen=True)
class Offer:
    """Something that can be typed for an option."""

    value: str
    say: str


def given(option: Option, typed: Any, style: str) -> Any:
    """What was typed for an option, as its service takes it. Raises UsageError where that cannot be."""
    if typed is None and option.accessible is not None:
        return option.accessible if style == "accessible" else option.default
    return option.read(typed) if option.read and isinstance(typed, str) else typed


def untyped(entry: Entry, style: str = "house") -> dict[str, Any]:
    """The options of a report, as its service takes them, where nothing is typed but the style."""
    return as_typed(entry, {}, style)


def as_typed(entry: Entry, typed: Mapping[str, Any], style: str = "house") -> dict[str, Any]:
    """The options of a report, as its service takes them, where these are typed and the others are as usual."""
    usual: dict[str, str | bool | None] = {
        one.name: False if one.switch else None if one.accessible is not None else one.default
        for one in entry.options
    }
    return {one.name: given(one, typed.get(one.name, usual[one.name]), style) for one in entry.options}


def report_of(entry: Entry, kept: Kept, about: str, options: Mapping[str, Any]) -> Report:
    """A report with these options, by the names its service knows them under."""
    figures = _function(f"services.{entry.service}")(kept, about, **options)
    made: Report = _function(f"report.{entry.report}")(figures)
    return made


def on_wave(kept: Kept, wave: str, style: str = "house") -> Iterator[tuple[Entry, Callable[[], Report]]]:
    """Every report that is of a wave as a whole, and what makes it as it is without options.

    Making it raises UsageError where there is no such report of this wave.
    """
    for entry in REPORTS:
        if entry.about == "wave" and all(one.optional or one.flag.startswith("-") for one in entry.options):
            yield entry, partial(report_of, entry, kept, wave, untyped(entry, style))


def every_report(kept: Kept, wave: str) -> Iterator[Report]:
    """All of them that there are."""
    for _, make in on_wave(kept, wave):
        with suppress(UsageError):  # such as one on ratings, of a dialog that rates nothing
            yield make()


def checked(kept: Kept, wave: str) -> CheckReport:
    """What comes of holding all reports of a wave against each other."""
    found = check(kept, wave, every_report(kept, wave))
    waived = tuple((one, f"{waiver.by_name}: {waiver.reason}") for one, waiver in found.waived)
    about = wave_of(kept.casebook.wave(wave))
    return CheckReport(about, found.reports, found.figures, found.open, waived, found.explained)


def held_in(kept: Kept, wave: str, entry: Entry, options: Mapping[str, Any]) -> str:
    """What of people is in such a report, in a sentence; empty where it is nothing."""
    from s11chat.services.declaring import declared  # only where something is handed out

    tables = HOLDS.get(entry.name, "")
    return declared(kept, tables.split(), wave) if tables and not options.get("unnamed") else ""


def offers(kept: Kept, wave: str, option: Option) -> tuple[Offer, ...]:
    """What can be typed for an option in this wave; nothing where it is not chosen from among known things."""
    kept.require(Act.REPORT, wave)
    if option.name == "others":
        waves = (one for one in kept.casebook.waves() if one.id != wave)
        return tuple(Offer(one.id, one.title) for one in waves)
    way = _WAYS.get(option.name)
    return tuple(way(gathered(kept, wave))) if way else ()


def _traits(found: Collection) -> Iterator[Offer]:
    for trait, title in TRAITS.items():
        yield from _values(found, trait, title)


def _answers(found: Collection) -> Iterator[Offer]:
    for name, question in found.questions.items():
        yield from _values(found, name, f"{name} {wording(question)}")


def _values(found: Collection, name: str, title: str) -> Iterator[Offer]:
    try:
        labels = subject_of(found, name).labels
    except UsageError:  # a question without options is no way to choose returns
        return
    for value, label in labels.items():
        yield Offer(f"{name}={value}", f"{label} · {title}")


def _conditions(found: Collection) -> Iterator[Offer]:
    yield from _traits(found)
    yield from _answers(found)


def _groups(found: Collection) -> Iterator[Offer]:
    yield Offer(ALL, "all returns")
    yield from _conditions(found)


def _items(found: Collection) -> Iterator[Offer]:
    for name, question in found.questions.items():
        yield Offer(name, wording(question))


def _subjects(found: Collection) -> Iterator[Offer]:
    yield from (Offer(trait, title) for trait, title in TRAITS.items())
    yield from _items(found)


def _cases(found: Collection) -> Iterator[Offer]:
    yield from (Offer(one.ref, one.name) for one in found.replies)


def _cohorts(found: Collection) -> Iterator[Offer]:
    for trait in ("cohort", "group"):
        labels = subject_of(found, trait).labels
        yield from (Offer(value, f"{label} · {TRAITS[trait]}") for value, label in labels.items())


_WAYS = {
    "where": _conditions,
    "answer": _answers,
    "group": _groups,
    "against": _groups,
    "banner": _subjects,
    "items": _items,
    "item": _items,
    "cohort": _cohorts,
    "case": _cases,
}
"""What is offered for an option, by its name; the others are typed."""


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"s11chat.{module}"), name or "report")
