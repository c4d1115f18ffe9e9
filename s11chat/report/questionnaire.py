"""A dialog as a questionnaire people can read: questions, options, and routing in words; for respondents or interviewers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from s11chat.dialog.model import Audience, Dialog, Kind, Section
from s11chat.dialog.question import Question
from s11chat.dialog.routing import Routing
from s11chat.dialog.wording import NAMES, render
from s11chat.language.harmless import one_line

SHOWN = {name: f"[{name}]" for name in NAMES} | {"your_organisation": "your organisation"}
"""What stands in print for a name that is filled in for each organisation."""

_ANSWERED = {
    Kind.MULTI: "Any number of these.",
    Kind.DATE: "A date.",
    Kind.TEXT: "In your own words.",
}
"""How a question is answered, where its options or its unit do not say it."""
_ROOM = {Kind.TEXT: 3, Kind.DATE: 1, Kind.NUMBER: 1}


@dataclass(frozen=True)
class PrintedOption:
    """An answer and what is typed for it."""

    handle: str
    text: str
    aside: str = ""
    """How it is treated, for the interviewer."""


@dataclass(frozen=True)
class PrintedQuestion:
    """One question, or one row of an item."""

    id: str
    text: str
    remarks: tuple[str, ...]
    """Who is asked, how it is answered, what the interviewer is told."""
    room: int
    """Lines left to write on."""


@dataclass(frozen=True)
class PrintedItem:
    """A question with its options, or several that share them."""

    id: str
    stem: str
    """What is said before its rows; empty where it has none."""
    options: tuple[PrintedOption, ...]
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True)
class PrintedSection:
    """A section and who is asked it."""

    title: str
    asked_if: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True)
class Questionnaire:
    """Everything a questionnaire says."""

    title: str
    dialog: str
    version: str
    language: str
    guidance: str
    sources: tuple[str, ...]
    made_for: str
    """For whom this version is: respondents or the interviewer."""
    organisations: tuple[str, ...]
    opening: str
    closing: str
    sections: tuple[PrintedSection, ...]
    contradictions: tuple[str, ...]
    """For the interviewer: what is asked about because answers do not fit together."""
    draft: str = ""
    """What has to be done before it is used; empty where it may be."""
    scales: tuple[str, ...] = ()
    """Other scales that a wave may choose."""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands at its head, each with its label."""
        said = (
            ("Dialog", f"{self.dialog} {self.version}"),
            ("Draft", self.draft),
            ("Made for", self.made_for),
            ("Guidance", self.guidance),
            ("Sources", "; ".join(self.sources)),
            ("Asked of", "; ".join(self.organisations)),
            ("Scales a wave may choose", "; ".join(self.scales)),
        )
        return tuple((label, text) for label, text in said if text)


def questionnaire(dialog: Dialog, audience: Audience) -> Questionnaire:
    """The questionnaire in the wording for `audience`; an interviewer's has notes, probes and checks."""
    routing = Routing.of(dialog)
    read_out = audience is Audience.INTERVIEWER
    return Questionnaire(
        title=one_line(dialog.title),
        dialog=dialog.dialog,
        version=dialog.version,
        language=dialog.language,
        guidance=one_line(dialog.guidance.edition),
        sources=tuple(one_line(f"{source.publication}: {source.part}") for source in dialog.sources),
        made_for="the interviewer, who reads it out" if read_out else "those who answer",
        organisations=tuple(one_line(organisation.say) for organisation in dialog.organisations),
        opening=_said(dialog.opening.to(audience)) if dialog.opening else "",
        closing=_said(dialog.closing.to(audience)) if dialog.closing else "",
        sections=tuple(_section(section, routing, audience) for section in dialog.sections),
        contradictions=tuple(
            f"If {routing.in_words(each.when)}: “{_said(each.say)}”"
            for each in (dialog.contradictions if read_out else ())
        ),
        draft=one_line(dialog.draft or ""),
        scales=tuple(one_line(f"{name} ({variant.say})") for name, variant in dialog.variants.items()),
    )


def _said(text: str) -> str:
    return one_line(render(text, SHOWN))


def _section(section: Section, routing: Routing, audience: Audience) -> PrintedSection:
    asked = [question for question in routing.asked.values() if question.section == section.section]
    # Rows of one item share its options; everything else stands alone.
    items = (list(group) for _, group in groupby(asked, key=lambda q: (q.item, q.options) if q.row else q.id))
    return PrintedSection(
        title=one_line(section.title),
        asked_if=routing.in_words(section.when) if section.when else "",
        items=tuple(_item(group, section, routing, audience) for group in items),
    )


def _item(group: list[Question], section: Section, routing: Routing, audience: Audience) -> PrintedItem:
    first = group[0]
    return PrintedItem(
        id=first.item,
        stem=_said(first.stem.to(audience)) if first.stem else "",
        options=tuple(_options(first, audience)),
        questions=tuple(_question(question, section, routing, audience) for question in group),
    )


def _options(question: Question, audience: Audience) -> Iterator[PrintedOption]:
    for option in question.options:
        silent = audience is Audience.INTERVIEWER and not option.read_out
        aside = "not read out" if silent else "say which" if option.specify else ""
        means = f": {_said(said)}" if (said := question.descriptors.get(option.code)) else ""
        yield PrintedOption(question.handle(option), f"{_said(option.say)}{means}", aside)


def _question(question: Question, section: Section, routing: Routing, audience: Audience) -> PrintedQuestion:
    own = question.conditions[1:] if section.when is not None else question.conditions
    return PrintedQuestion(
        id=question.id,
        text=_said(question.say.to(audience)),
        remarks=tuple(_remarks(question, routing.all_of(own), routing, audience)),
        room=0 if question.options else _ROOM.get(question.kind, 0),
    )


def _remarks(question: Question, asked_if: str, routing: Routing, audience: Audience) -> Iterator[str]:
    if asked_if:
        yield f"Asked only if {asked_if}."
    if question.reserved:
        yield "Meant for the lead."
    if answered := _answered(question, audience):
        yield answered
    if audience is not Audience.INTERVIEWER:
        return
    if question.note:
        yield f"Interviewer: {_said(question.note)}"
    if question.probe:
        once = " A don't-know is probed once." if question.probe_dont_know else ""
        yield f"Probe: {_said(question.probe)}{once}"
    yield from _codes(question)
    for check in question.checks:
        label = "Refused" if check.hard else "Asked again"
        yield f"{label} if {routing.in_words(check.when)}: “{_said(check.say)}”"


def _codes(question: Question) -> Iterator[str]:
    """The code frame, for whoever sorts the answers afterwards."""
    if question.code_frame:
        yield "Codes, given afterwards and never read out:"
    for theme in question.code_frame:
        covers = f" ({_said(theme.covers)})" if theme.covers else ""
        yield f"  {_said(theme.code)}: {_said(theme.say)}{covers}"


def _answered(question: Question, audience: Audience) -> str:
    if question.kind is Kind.STATEMENT:
        return "Read this out; it takes no answer." if audience is Audience.INTERVIEWER else ""
    if question.kind is Kind.NUMBER:
        return f"{_number(question)}."
    if question.kind is Kind.DATE and question.direction:
        return f"A date in the {question.direction}."
    if question.kind is Kind.TEXT and audience is Audience.INTERVIEWER:
        return "In their own words."
    if question.places:
        return f"Put the first {question.places} in order, the first one first."
    known = _ANSWERED.get(question.kind, "")
    return known if known or question.options else f"{question.kind.value.replace('_', ' ').capitalize()}."


def _number(question: Question) -> str:
    low, high = question.minimum, question.maximum
    limits = {
        (True, True): f"from {low or 0:g} to {high or 0:g}",
        (True, False): f"{low or 0:g} or more",
        (False, True): f"{high or 0:g} or less",
    }.get((low is not None, high is not None))
    unit = f" ({question.unit})" if question.unit else ""
    part = f", a part of {question.share_of}" if question.share_of else ""
    return f"A number{unit}{f', {limits}' if limits else ''}{part}"


def as_text(printed: Questionnaire) -> Iterator[str]:
    """The lines of the questionnaire."""
    yield f"{printed.title} ({printed.dialog} {printed.version})"
    yield from (f"{label}: {text}" for label, text in printed.facts[1:])
    if printed.opening:
        yield f"\n{printed.opening}"
    for section in printed.sections:
        yield f"\n{section.title.upper()}"
        if section.asked_if:
            yield f"Asked only if {section.asked_if}."
        for item in section.items:
            yield from _item_lines(item)
    if printed.contradictions:
        yield "\nANSWERS THAT DO NOT FIT TOGETHER"
        yield from printed.contradictions
    if printed.closing:
        yield f"\n{printed.closing}"


def _item_lines(item: PrintedItem) -> Iterator[str]:
    options = [
        f"    {option.handle:>3}  {option.text}{f'  ({option.aside})' if option.aside else ''}"
        for option in item.options
    ]
    if item.stem:
        yield f"\n{item.id}  {item.stem}"
        yield from options
    for question in item.questions:
        yield f"{'' if item.stem else chr(10)}{question.id}  {question.text}"
        yield from (f"    {line}" for line in question.remarks)
        if not item.stem:
            yield from options
