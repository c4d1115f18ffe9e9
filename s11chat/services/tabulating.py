"""Puts the answers of a wave into tables: the topline, questions by a banner, and the returns behind one figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s11chat.analysis.cross_table import (
    ColumnTest,
    asked_of_any,
    columns_of,
    countable,
    cross_table,
    pairs_of,
)
from s11chat.analysis.difference import Method, Variance
from s11chat.analysis.line import check_nets, net_from
from s11chat.analysis.reply import Collection
from s11chat.analysis.selection import banner_of, filter_of, in_words, meant
from s11chat.analysis.topline import topline as counted
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError
from s11chat.report.cross_table import TablesReport
from s11chat.report.sheet import Wave
from s11chat.report.topline import ToplineReport
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept

USUAL_BANNER = ("type",)


def topline(
    kept: Kept, wave: str, nets: Sequence[str] | None = None, where: Sequence[str] | None = None
) -> ToplineReport:
    """Every question of a wave with its answers; `nets` and `where` as they are typed.

    Raises UsageError where one of them cannot be read.
    """
    found = gathered(kept, wave)
    return topline_of(wave_of(kept.casebook.wave(wave)), found, nets or (), where or ())


def topline_of(
    wave: Wave, found: Collection, nets: Iterable[str] = (), where: Iterable[str] = ()
) -> ToplineReport:
    """The topline of returns that are gathered already."""
    filters = tuple(filter_of(found, one) for one in where)
    among = meant(found, filters) if filters else None
    return ToplineReport(wave, found, counted(found, map(net_from, nets), among), in_words(filters))


def tables(
    kept: Kept,
    wave: str,
    banner: Sequence[str] | None = None,
    items: Sequence[str] | None = None,
    where: Sequence[str] | None = None,
    nets: Sequence[str] | None = None,
    variance: str = Variance.PUBLISHED,
    confidence: str = "95",
    *,
    untested: bool = False,
    whole: bool = False,
) -> TablesReport:
    """Questions of a wave by a banner, the type of organisation where none is named.

    Columns are tested with each other, or each with the `whole`, unless all is to be left `untested`. Raises UsageError
    where a banner, a question, a filter or a net cannot be read.
    """
    found = gathered(kept, wave)
    record = wave_of(kept.casebook.wave(wave))
    method = None if untested else Method(found.response, Variance(variance), int(confidence))
    return tables_of(record, found, banner or (), items or (), where or (), nets or (), method, whole=whole)


def tables_of(
    wave: Wave,
    found: Collection,
    banner: Sequence[str] = (),
    items: Sequence[str] = (),
    where: Sequence[str] = (),
    nets: Sequence[str] = (),
    method: Method | None = None,
    *,
    whole: bool = False,
) -> TablesReport:
    """The tables of returns that are gathered already; with a `method`, columns are tested, each with the `whole` or with
    each other.
    """
    filters = tuple(filter_of(found, one) for one in where)
    groups = [group for one in banner or USUAL_BANNER for group in banner_of(found, one)]
    columns = columns_of(meant(found, filters), groups)
    wanted = tuple(map(net_from, nets))
    chosen = questions_of(found, items)
    check_nets(chosen, wanted)
    test = ColumnTest(method, frozenset() if whole else pairs_of(columns), whole) if method else None
    made = (cross_table(found, question, columns, wanted, test) for question in chosen)
    shown = tuple(one for one in made if items or asked_of_any(one))
    return TablesReport(wave, found, columns, shown, in_words(filters), method, whole)


def questions_of(found: Collection, items: Iterable[str]) -> tuple[Question, ...]:
    """The questions named that can be counted, an item standing for all of its rows; without names, all of them.

    Raises UsageError for a name that the dialog has not, or a question that cannot be counted.
    """
    names = tuple(items)
    if not names:
        return tuple(one for one in found.questions.values() if countable(one))
    chosen: dict[str, Question] = {}
    for name in names:
        these = {one.id: one for one in named(found, name) if countable(one)}
        if not these:
            raise UsageError(f"{name} is answered in words or by a date: its answers stand in no table.")
        chosen |= these
    return tuple(chosen.values())


def named(found: Collection, name: str) -> tuple[Question, ...]:
    """The question of that id, or the rows of the item. Raises UsageError where there is none."""
    wanted = name.strip().casefold()
    exact = tuple(one for one in found.questions.values() if one.id.casefold() == wanted)
    rows = exact or tuple(one for one in found.questions.values() if one.item.casefold() == wanted)
    if not rows:
        raise UsageError(f"There is no question '{name[:40]}'{nearest(name, tuple(found.questions))}.")
    return rows
