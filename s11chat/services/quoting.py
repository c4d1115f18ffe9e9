"""Chooses quotations for a report: each is looked through for what could tell its writer, edited, and approved.

The answer stays as it is; the edited words stand beside it with who chose and who approved them. Where an answer
changes, or is redacted, its quotation is gone from the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from s11chat.analysis.quotation import AT_LEAST, attribution
from s11chat.assurance.disclosure import Finding, Whom, findings, unsaid
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Act, same_name
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.language.harmless import harmless, one_line
from s11chat.report.base import wording
from s11chat.report.quotes import Quote, QuotesReport
from s11chat.services.coded import codable
from s11chat.services.counting import wave_of
from s11chat.services.gathering import Gathered, gathered_whole
from s11chat.services.kept import Kept
from s11chat.services.verbatim import must_be_codable, words_of
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, Entry, NewFact
from s11chat.store.record import CaseRecord, FactRecord

QUOTED = "quotation"
"""The kind of fact that chooses, approves or drops a quotation."""
CHOSEN, APPROVED, DROPPED = "chosen", "approved", "dropped"
LONGEST = 2000


@dataclass(frozen=True)
class QuoteLine:
    """A quotation as it stands."""

    item: str
    ref: str
    original: str
    text: str
    step: str
    chosen_by: str
    by: str
    """Who chose or approved it last."""
    at: datetime
    findings: tuple[Finding, ...]
    fresh: bool
    """Whether the answer is still the one that was quoted, and neither was redacted."""
    attributed: str

    @property
    def printed(self) -> bool:
        """Whether reports print it."""
        return self.fresh and self.step == APPROVED


def quotes(kept: Kept, wave: str, least: int = AT_LEAST) -> tuple[QuoteLine, ...]:
    """Every quotation of a wave that was not dropped, by question and ref."""
    kept.require(Act.REPORT, wave)
    found = gathered_whole(kept, wave)
    witness(kept, Did.READ_WORDS, wave, detail="quotations")
    return tuple(_lines(kept, wave, found, least))


def quotes_report(kept: Kept, wave: str, least: int | None = None) -> QuotesReport:
    """The quotations that may be printed. Raises UsageError for a number of returns that protects nobody."""
    least = AT_LEAST if least is None else least
    if least < 2:
        raise UsageError("A quotation is attributed to no fewer than 2 returns: say --at-least 2 or more.")
    every = quotes(kept, wave, least)
    record = kept.casebook.wave(wave)
    asked = codable(kept.dialog(record))
    printed = [one for one in every if one.printed]
    return QuotesReport(
        wave=wave_of(record),
        least=least,
        quotes=tuple(Quote(one.item, wording(asked[one.item]), one.text, one.attributed) for one in printed),
        waiting=sum(one.fresh and not one.printed for one in every),
    )


def choose(kept: Kept, wave: str, item: str, ref: str, text: str = "") -> QuoteLine:
    """Chooses an answer to be quoted, whole or as `text` has it; it waits to be approved.

    Raises RefusedError for words that were not said.
    """
    found = _must_code(kept, wave, item)
    case, original = _answer(found, item, ref)
    edited = harmless(text).strip() or original
    if len(edited) > LONGEST:
        raise RefusedError(f"A quotation has at most {LONGEST} characters.")
    if strange := unsaid(original, edited):
        raise RefusedError(
            f"'{one_line(strange)[:40]}' was not said there: put words of your own in square brackets, such as [a town]."
        )
    _enter(kept, found, case, item, CHOSEN, edited)
    return _line(kept, wave, item, ref)


def approve(kept: Kept, wave: str, item: str, ref: str, *, looked: bool = False) -> QuoteLine:
    """Has a quotation be printed. Raises RefusedError while it holds what has to go, or may have to and nobody
    `looked` at it; StateError where there is none, or its answer has changed since."""
    found = _must_code(kept, wave, item)
    case, _ = _answer(found, item, ref)
    line = _line(kept, wave, item, ref)
    if not line.fresh:
        raise StateError(
            f"The answer of {line.ref} to {item} has changed since it was quoted: choose it again."
        )
    sure = [one for one in line.findings if one.sure]
    if sure:
        told = "; ".join(f"'{one.words}' is {one.sign}" for one in sure)
        raise RefusedError(f"{told}: choose it again with --text and [a word of your own] in its place.")
    if line.findings and not looked:
        told = "; ".join(f"'{one.words}' may be {one.sign}" for one in line.findings)
        raise RefusedError(f"{told}: edit it, or approve it with --looked where it is harmless.")
    _enter(kept, found, case, item, APPROVED, line.text)
    return _line(kept, wave, item, ref)


def drop(kept: Kept, wave: str, item: str, ref: str) -> None:
    """Has a quotation be printed no more. Raises StateError where there is none."""
    found = _must_code(kept, wave, item)
    case, _ = _answer(found, item, ref)
    _line(kept, wave, item, ref)
    _enter(kept, found, case, item, DROPPED, "")


def looked_through(kept: Kept, wave: str, text: str) -> tuple[Finding, ...]:
    """What in any text could tell who wrote it, by the names of a wave."""
    kept.require(Act.CODE_ANSWERS, wave)
    return findings(text, _known(kept, wave))


def _must_code(kept: Kept, wave: str, item: str) -> Gathered:
    kept.require(Act.CODE_ANSWERS, wave)
    must_be_codable(codable(kept.dialog(kept.casebook.wave(wave))), item)
    return gathered_whole(kept, wave)


def _answer(found: Gathered, item: str, ref: str) -> tuple[CaseRecord, str]:
    """The case of a complete return, and what it answers in words. Raises StateError where there is nothing to quote."""
    reply = next((one for one in found.collection.replies if one.ref.casefold() == ref.casefold()), None)
    words = words_of(found.collection.questions[item], reply.answers[item]) if reply else ""
    if reply is None or not words or words == MARK:
        raise StateError(f"{ref[:40]} has no complete return with words of its own to {item}.")
    return found.cases[reply.ref], words


def _enter(kept: Kept, found: Gathered, case: CaseRecord, item: str, step: str, text: str) -> None:
    role = kept.require(Act.CODE_ANSWERS, case.wave)
    revision = found.held[case.return_id].revisions.get(item, 0)
    details: dict[str, str | int] = {"item": item, "revision": revision, "step": step, "text": text}
    if person := _writer(kept, case, item):
        details["person"] = person
    fact: list[Entry] = [NewFact(QUOTED, details)]
    author = Author("", kept.actor, role.value)
    kept.responses.record(case.return_id, author, kept.clock(), fact, {item: revision})


def _writer(kept: Kept, case: CaseRecord, item: str) -> str:
    """The id of whoever gave the answer, so that their redaction takes the quotation along; empty where unknown."""
    given = kept.responses.current(case.return_id)[item]
    if given.by:
        return given.by
    people = (one for one in kept.casebook.persons(case.wave) if one.ref == case.ref)
    return next((one.id for one in people if same_name(one.name, given.on_behalf_of)), "")


def _line(kept: Kept, wave: str, item: str, ref: str) -> QuoteLine:
    for one in _lines(kept, wave, gathered_whole(kept, wave), AT_LEAST):
        if one.item == item and one.ref.casefold() == ref.casefold():
            return one
    raise StateError(f"The answer of {ref[:40]} to {item} is not chosen to be quoted: s11chat quote choose.")


def _lines(kept: Kept, wave: str, found: Gathered, least: int) -> Iterator[QuoteLine]:
    last: dict[tuple[str, str], FactRecord] = {}
    first: dict[tuple[str, str], str] = {}
    for fact in kept.responses.facts_of_kind(wave, QUOTED):
        key = str(fact.details["item"]), fact.return_id
        if fact.details["step"] == CHOSEN:
            first[key] = fact.by_name
        last[key] = fact
    known, refs = _known(kept, wave), {case.return_id: ref for ref, case in found.cases.items()}
    places = {id_: at for at, id_ in enumerate(found.collection.questions)}
    by_ref = {one.ref: one for one in found.collection.replies}
    types = Counter(one.cell for one in found.collection.replies)
    groups = Counter(one.traits["group"] for one in found.collection.replies)
    for (item, return_id), fact in sorted(last.items(), key=lambda one: (places[one[0][0]], one[0][1])):
        ref = refs.get(return_id)
        if fact.details["step"] == DROPPED or ref is None:
            continue
        reply, text = by_ref[ref], str(fact.details["text"])
        original = words_of(found.collection.questions[item], reply.answers[item])
        kind = found.collection.dialog.organisation(reply.cell)
        group = reply.traits["group"]
        way = attribution(reply.cell, group, types, groups, least)
        fresh = found.held[return_id].revisions.get(item, 0) == fact.details["revision"]
        yield QuoteLine(
            item=item,
            ref=ref,
            original=original,
            text=text,
            step=str(fact.details["step"]),
            chosen_by=first.get((item, return_id), ""),
            by=fact.by_name,
            at=fact.at,
            findings=findings(text, known),
            fresh=fresh and MARK not in text and bool(original) and original != MARK,
            attributed={"type": kind.say if kind else reply.cell, "group": group}.get(way, ""),
        )


def _known(kept: Kept, wave: str) -> Whom:
    """The names of everybody and every organisation of the wave, and its regions."""
    cases = kept.casebook.cases(wave)
    return Whom(
        tuple(dict.fromkeys(one.name for one in kept.casebook.persons(wave) if one.name != MARK)),
        tuple(dict.fromkeys(one.name for one in cases)),
        tuple(dict.fromkeys(one.region for one in cases if one.region)),
    )
