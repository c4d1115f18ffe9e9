"""Proofreading of a dialog's texts: names that can be filled in, articles that exist, a time that is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from s11chat.dialog.model import Dialog, FollowUp, Grid, Item, Open, Option, Rating, Row, Wording
from s11chat.dialog.roster import laid_out
from s11chat.dialog.source import Path
from s11chat.dialog.suggest import nearest
from s11chat.dialog.wording import templated, undeclared

Found = Iterator[tuple[Path, str]]
"""Faults, each with the path of the value it is about."""

_Texts = Iterator[tuple[Path, str]]


_WHEN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def items_of(dialog: Dialog) -> Iterator[tuple[Path, Item]]:
    """Every item with its place."""
    for s, section in enumerate(dialog.sections):
        for path, item in laid_out(section.entries):
            yield ("sections", s, *path), item


def since(dialog: Dialog) -> Found:
    """Guidance whose time is no time."""
    for key in ("valid_from", "valid_to"):
        since = getattr(dialog.guidance, key)
        if since is not None and not _WHEN.fullmatch(since):
            yield ("guidance", key), f"'{key}' wants a year, a month or a day, such as 2026-01, not '{since}'"


def texts(dialog: Dialog) -> Found:
    """Names that cannot be filled in, and names in texts that are shown as they stand."""
    for path, text in _worded(dialog):
        for message in undeclared(text):
            yield path, message
    for path, text in _verbatim(dialog):
        if templated(text):
            yield path, "nothing is filled in here: write it without {{ }}, or say it in 'say'"


def _worded(dialog: Dialog) -> _Texts:
    yield from _wording(("opening",), dialog.opening)
    yield from _wording(("closing",), dialog.closing)
    for path, item in items_of(dialog):
        yield from _wording((*path, "say"), item.say)
        for r, row in enumerate(item.rows if isinstance(item, Grid) else ()):
            yield from _wording((*path, "rows", r, "say"), row.say)
        for number, check in enumerate(item.checks):
            yield (*path, "checks", number, "say"), check.say
    for number, contradiction in enumerate(dialog.contradictions):
        yield ("contradictions", number, "say"), contradiction.say
    for name, follow_ups in dialog.follow_ups.items():
        for number, follow_up in enumerate(follow_ups):
            yield from _wording(("follow_ups", name, number, "say"), follow_up.say)


def _wording(path: Path, say: Wording | None) -> _Texts:
    for audience in ("respondent", "interviewer", "delegate", "lead") if say else ():
        text = getattr(say, audience)
        if text:
            yield (*path, audience), text


def _verbatim(dialog: Dialog) -> _Texts:
    yield ("title",), dialog.title
    for s, section in enumerate(dialog.sections):
        yield ("sections", s, "title"), section.title
    for number, standard in enumerate(dialog.scoring.standards if dialog.scoring else ()):
        yield ("scoring", "standards", number, "title"), standard.title or ""
    yield ("draft",), dialog.draft or ""
    for name, variant in dialog.variants.items():
        yield ("variants", name, "say"), variant.say
    for name, scale in dialog.scales.items():
        yield from _labels(("scales", name), scale)
    for path, item in items_of(dialog):
        yield from _labels((*path, "options"), getattr(item, "options", ()))
        yield from _asides(path, item)
        for code, text in item.descriptors.items() if isinstance(item, Rating) else ():
            yield (*path, "descriptors", code), text
        for number, theme in enumerate(item.code_frame if isinstance(item, Open) else ()):
            yield (*path, "code_frame", number, "say"), theme.say
            yield (*path, "code_frame", number, "covers"), theme.covers or ""
        for r, row in enumerate(item.rows if isinstance(item, Grid) else ()):
            yield from _asides((*path, "rows", r), row)
    for name, follow_ups in dialog.follow_ups.items():
        for number, follow_up in enumerate(follow_ups):
            yield from _asides(("follow_ups", name, number), follow_up)


def _labels(path: Path, options: tuple[Option, ...]) -> _Texts:
    for number, option in enumerate(options):
        yield (*path, number, "say"), option.say


def _asides(path: Path, asked: Item | Row | FollowUp) -> _Texts:
    """What only an interviewer sees."""
    if asked.note:
        yield (*path, "note"), asked.note
    if asked.probe:
        yield (*path, "probe"), asked.probe


def links(dialog: Dialog, articles: Collection[str]) -> Found:
    """Articles that do not exist, and items that name none."""
    for path, item in items_of(dialog):
        yield from _dead((*path, "kb"), item.kb, articles)
        rows = item.rows if isinstance(item, Grid) else ()
        for r, row in enumerate(rows):
            yield from _dead((*path, "rows", r, "kb"), row.kb, articles)
        bare = [row.row for row in rows if not row.kb] if rows else [item.item]
        if not item.kb and bare and item.kind != "statement":
            yield (*path, "item"), f"'{item.item}' has no article: name at least one under kb"
    for name, follow_ups in dialog.follow_ups.items():
        for number, follow_up in enumerate(follow_ups):
            yield from _dead(("follow_ups", name, number, "kb"), follow_up.kb, articles)


def _dead(path: Path, kb: tuple[str, ...], articles: Collection[str]) -> Found:
    for article in kb:
        if article not in articles:
            yield path, f"no article is called '{article}'{nearest(article, articles)}"
