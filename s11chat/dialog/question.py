"""A dialog's questions: what is asked one at a time, items and grids and ratings laid out flat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from weakref import finalize

from s11chat.dialog.coding import Theme
from s11chat.dialog.condition import Condition, Known, Test
from s11chat.dialog.model import (
    Check,
    Date,
    Dialog,
    FollowUp,
    Grid,
    Item,
    Kind,
    Link,
    Multi,
    Number,
    Open,
    Option,
    Ranking,
    Rating,
    Row,
    Section,
    Single,
    Statement,
    Wording,
    YesNo,
)

YES_NO = (Option(code="yes", say="Yes"), Option(code="no", say="No"))


@dataclass(frozen=True)
class Question:
    """One thing asked at one time: an item, a row of a grid, or a follow-up of a rating."""

    id: str
    kind: Kind
    item: str
    section: str
    say: Wording
    stem: Wording | None = None
    """What a grid says before its rows."""
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """All must hold for the question to be asked."""
    kb: tuple[str, ...] = ()
    note: str | None = None
    probe: str | None = None
    probe_dont_know: bool = False
    reserved: bool = False
    """Meant for the lead; a delegate may leave it."""
    checks: tuple[Check, ...] = ()
    unit: str | None = None
    unit_one: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    share_of: str | None = None
    """The question whose number this one is a part of."""
    places: int = 0
    """How many options are put in order; 0 where none are."""
    direction: str | None = None
    code_frame: tuple[Theme, ...] = ()
    """What answers in free words are sorted under, by an office alone."""
    same_as: tuple[Link, ...] = ()
    """The questions of other dialogs that it compares with."""
    row: int = 0
    """Which row of `rows` it is, counted from 1; 0 outside grids."""
    rows: int = 0
    part: str = ""
    """Which follow-up of a rating it is; empty for everything else."""
    blocks: bool = False
    """A follow-up without which the return cannot be completed."""
    rates: bool = False
    descriptors: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What an option means for this very standard, by its code."""
    _option: Mapping[str, Option] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {option.code.casefold(): option for option in self.options}
        object.__setattr__(self, "_option", MappingProxyType(by_code))

    def __hash__(self) -> int:
        return hash(self.id)  # of all its parts it would take longer than what is kept by it

    def option(self, code: str) -> Option | None:
        """The option with this code, whatever its case."""
        return self._option.get(code.casefold())

    def asked(self, known: Known) -> bool:
        """Whether every condition holds of what is known."""
        for condition in self.conditions:  # noqa: SIM110  # a generator tells where this is asked so often
            if not condition.holds(known):
                return False
        return True

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.kind in (Kind.MULTI, Kind.RANKING)

    @property
    def codes_shown(self) -> bool:
        """Whether codes stand beside the options because they are numbers people use (0-3, 0-100)."""
        numbers = [option.code for option in self.options if option.code.isdecimal()]
        positions = [str(number) for number, option in enumerate(self.options, 1) if option.code.isdecimal()]
        return len(numbers) >= 2 and numbers != positions

    def handle(self, option: Option) -> str:
        """What stands beside `option` and is typed for it: its code or its place in the list."""
        if self.codes_shown:
            return option.code
        return str(self.options.index(option) + 1)


_LAID_OUT: dict[int, Mapping[str, Question]] = {}
"""The questions of each dialog that is held by anybody, by its identity."""


def questions(dialog: Dialog) -> Mapping[str, Question]:
    """Every question of `dialog` by id, in the order asked; laid out when they are first asked for."""
    held = _LAID_OUT.get(id(dialog))
    if held is None:
        held = MappingProxyType(
            {
                question.id: question
                for section in dialog.sections
                for item in section.items
                for question in _of_item(dialog, section, item)
            }
        )
        _LAID_OUT[id(dialog)] = held
        finalize(dialog, _LAID_OUT.pop, id(dialog), None)
    return held


def _of_item(dialog: Dialog, section: Section, item: Item) -> Iterator[Question]:
    conditions = tuple(c for c in (section.when, item.when) if c is not None)
    options = options_of(dialog, item)
    match item:
        case Grid():
            for number, row in enumerate(item.rows, 1):
                yield _row(section, item, row, number, options, conditions)
        case Rating():
            yield _plain(section, item, Kind.SINGLE, options, conditions)
            for follow_up in dialog.follow_ups.get(item.follow_ups or "", ()):
                yield _follow_up(section, item, follow_up, conditions)
        case Open(follows=str() as followed):
            question = _plain(section, item, Kind.TEXT, options, conditions)
            yield replace(question, item=followed, part=item.item.removeprefix(f"{followed}."))
        case Number() | Date() | Open() | Statement() | Single() | Multi() | Ranking() | YesNo():
            yield _plain(section, item, Kind(item.kind), options, conditions)


def options_of(dialog: Dialog, item: Item) -> tuple[Option, ...]:
    """The options of an item: its own, its scale's, or yes and no."""
    if isinstance(item, Number | Date | Open | Statement):
        return ()
    if item.options:
        return item.options
    if item.scale:
        return dialog.scales.get(item.scale, ())
    return YES_NO if isinstance(item, YesNo) else ()


def _plain(
    section: Section, item: Item, kind: Kind, options: tuple[Option, ...], conditions: tuple[Condition, ...]
) -> Question:
    number = item if isinstance(item, Number) else None
    return Question(
        id=item.item,
        kind=kind,
        item=item.item,
        section=section.section,
        say=item.say,
        options=options,
        conditions=conditions,
        kb=item.kb,
        note=item.note,
        probe=item.probe,
        probe_dont_know=item.probe_dont_know,
        reserved=item.reserved_for is not None,
        checks=item.checks,
        unit=number.unit if number else None,
        unit_one=number.unit_one if number else None,
        minimum=number.minimum if number else None,
        maximum=number.maximum if number else None,
        decimals=number.decimals if number else 0,
        share_of=number.share_of if number else None,
        places=min(item.places, len(options)) if isinstance(item, Ranking) else 0,
        direction=item.direction if isinstance(item, Date) else None,
        code_frame=item.code_frame if isinstance(item, Open) else (),
        same_as=item.same_as,
        rates=isinstance(item, Rating),
        descriptors=MappingProxyType(item.descriptors) if isinstance(item, Rating) else {},
    )


def _row(
    section: Section,
    item: Grid,
    row: Row,
    number: int,
    options: tuple[Option, ...],
    conditions: tuple[Condition, ...],
) -> Question:
    return Question(
        id=f"{item.item}.{row.row}",
        kind=Kind.SINGLE,
        item=item.item,
        section=section.section,
        say=row.say,
        stem=item.say,
        options=options,
        conditions=(*conditions, row.when) if row.when else conditions,
        kb=row.kb or item.kb,
        note=row.note or (item.note if number == 1 else None),
        probe=row.probe or item.probe,
        probe_dont_know=item.probe_dont_know,
        reserved=item.reserved_for is not None,
        checks=item.checks,
        same_as=row.same_as,
        row=number,
        rows=len(item.rows),
    )


def _follow_up(
    section: Section, item: Rating, follow_up: FollowUp, conditions: tuple[Condition, ...]
) -> Question:
    return Question(
        id=f"{item.item}.{follow_up.part}",
        kind=Kind(follow_up.kind),
        item=item.item,
        section=section.section,
        say=follow_up.say,
        conditions=(
            *(*conditions, Test(subject=item.item, one_of=follow_up.after)),
            *((follow_up.when,) if follow_up.when else ()),
        ),
        kb=(*follow_up.kb, *item.kb),
        note=follow_up.note,
        probe=follow_up.probe,
        reserved=item.reserved_for is not None,
        direction=follow_up.direction,
        part=follow_up.part,
        blocks=follow_up.missing == "block",
    )
