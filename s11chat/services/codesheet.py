"""Coding in a spreadsheet: answers go out as CSV with their codes, and the codes come back, checked whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from s11chat.analysis.open_answer import OpenQuestion, Verbatim
from s11chat.analysis.suggestion import Suggestions
from s11chat.assurance.right import Act
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, RefusedError, SourceError, UsageError
from s11chat.exchange.sheet import Sheet, read_sheet
from s11chat.language.harmless import one_line
from s11chat.report.sheet import as_sheet
from s11chat.services.coded import codable, codes_in
from s11chat.services.codingdesk import checked_codes, entry_of, must_be_another
from s11chat.services.gathering import gathered_whole
from s11chat.services.kept import Kept
from s11chat.services.sampling import as_second, samples
from s11chat.services.verbatim import must_be_codable, opened
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, Entry

COLUMNS = ("ref", "item", "revision", "type", "answer", "codes", "suggested")
_NEEDED = ("ref", "item", "codes")


@dataclass(frozen=True)
class CodeSheet:
    """What a file of codes comes to."""

    wave: str
    second: bool
    new: tuple[tuple[Verbatim, str, tuple[str, ...]], ...]
    """Answers that get other codes than they have, each with its question and the codes."""
    same: int
    problems: tuple[Problem, ...]


def sheet_of(kept: Kept, wave: str, item: str = "", *, second: bool = False, to: str = "the screen") -> str:
    """The answers of a question, or of all that are meant to be coded, as CSV; that they were taken out is on record."""
    found = _questions(kept, wave, item, second=second)
    rows = []
    for one in found:
        coded = ((each.words, each.codes) for each in one.verbatims if each.codes)
        likely = None if second else Suggestions(coded, one.frame.offered)
        for each in one.verbatims:
            hints = likely.of(each.words) if likely and not each.codes else ()
            told = (each.ref, one.question.id, str(each.revision), each.type, one_line(each.words))
            rows.append((*told, ";".join(each.codes), ";".join(hints)))
    witness(kept, Did.EXPORTED, wave, detail=f"answers in words, to {to}")
    return as_sheet(COLUMNS, rows)


def check_sheet(kept: Kept, wave: str, file: Path, *, second: bool = False) -> CodeSheet:
    """What taking in the codes of a file would come to; a row without codes is left as it is.

    Raises SourceError where it cannot be read at all.
    """
    sheet = read_sheet(file, COLUMNS)
    missing = [name for name in _NEEDED if name not in sheet.header]
    if missing:
        fault = f"there is no column {' and '.join(missing)}: 's11chat coding export' writes a file with them"
        raise SourceError([Problem(file.name, 1, fault)])
    found = {one.question.id: one for one in _questions(kept, wave, "", second=second, all_=True)}
    new, problems, same = list[tuple[Verbatim, str, tuple[str, ...]]](), list[Problem](), 0
    for line, row in _rows(sheet):
        try:
            one, item, codes = _coded(kept, row, found, second=second)
        except (UsageError, RefusedError) as error:
            problems.append(Problem(file.name, line, str(error)))
            continue
        if not codes or codes == one.codes:
            same += bool(codes)
        else:
            new.append((one, item, codes))
    return CodeSheet(wave, second, tuple(new), same, tuple(problems))


def take_sheet(kept: Kept, checked: CodeSheet) -> int:
    """Enters the codes that were checked, all or nothing; returns how many answers were coded.

    Raises SourceError naming every bad row, StaleResponseError where an answer changed since.
    """
    role = kept.require(Act.CODE_ANSWERS, checked.wave)
    if checked.problems:
        raise SourceError(list(checked.problems))
    entries: dict[str, list[Entry]] = {}
    seen: dict[str, dict[str, int]] = {}
    for one, item, codes in checked.new:
        made = entry_of(item, codes, one.revision, second=checked.second)
        entries.setdefault(one.return_id, []).append(made)
        seen.setdefault(one.return_id, {})[item] = one.revision
    if entries:
        author = Author("", kept.actor, role.value)
        kept.responses.record_together(
            list(entries), author, kept.clock(), lambda: list(entries.items()), seen
        )
    return len(checked.new)


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    for line, cells in sheet.rows:
        yield line, dict(zip(sheet.header, cells, strict=False))


def _coded(
    kept: Kept, row: dict[str, str], found: dict[str, OpenQuestion], *, second: bool
) -> tuple[Verbatim, str, tuple[str, ...]]:
    item, ref = row.get("item", ""), row.get("ref", "")
    if item not in found:
        raise UsageError(
            f"'{item[:40]}' has no answers in words to be coded{nearest(item[:40], list(found))}"
        )
    question = found[item]
    one = next((each for each in question.verbatims if each.ref.casefold() == ref.casefold()), None)
    if one is None:
        raise UsageError(f"there is no answer of '{ref[:40]}' to {item} to be coded")
    codes = [code.strip() for code in codes_in(row.get("codes", "").replace(",", ";"))]
    if not any(codes):
        return one, item, ()
    if row.get("revision", "") not in ("", str(one.revision)):
        raise UsageError(f"{ref} has answered {item} anew since the file was written: export it again")
    given = checked_codes(question, codes)
    if second and given != one.codes:
        must_be_another(kept, one, item)
    return one, item, given


def _questions(kept: Kept, wave: str, item: str, *, second: bool, all_: bool = False) -> list[OpenQuestion]:
    kept.require(Act.CODE_ANSWERS, wave)
    asked = codable(kept.dialog(kept.casebook.wave(wave)))
    if item:
        must_be_codable(asked, item)
    whole = gathered_whole(kept, wave)
    found = [opened(wave, whole, id_) for id_ in asked if item in ("", id_)]
    kept_ones = [one for one in found if item or all_ or (one.verbatims and one.frame.offered)]
    if not second:
        return kept_ones
    drawn = samples(kept, wave)
    return [replace(one, verbatims=as_second(kept, one)) for one in kept_ones if one.question.id in drawn]
