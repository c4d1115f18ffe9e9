"""A dialog: the script of an interview, as it is written in its file. Immutable and typed."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from s11chat.dialog.coding import Theme
from s11chat.dialog.condition import Code, Condition, Model
from s11chat.dialog.field import ItemId, Name, Slug, Text, quoted
from s11chat.dialog.heading import Guidance, Organisation, Rank, Source
from s11chat.dialog.scoring import Scoring
from s11chat.dialog.variant import Variant


class NoAnswer(StrEnum):
    """The six kinds of no-answer, kept apart everywhere."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    NOT_ANSWERED = "not_answered"
    OFF_ROUTE = "off_route"
    NOT_REACHED = "not_reached"


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTI = "multi"
    RANKING = "ranking"
    YESNO = "yesno"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    STATEMENT = "statement"


class Audience(StrEnum):
    """For whom a text is worded."""

    INTERVIEWER = "interviewer"
    DELEGATE = "delegate"
    LEAD = "lead"


class Wording(Model):
    """A text by audience: what is read aloud by an interviewer, what a respondent reads."""

    respondent: Text
    interviewer: Text | None = None
    delegate: Text | None = None
    lead: Text | None = None

    def to(self, audience: Audience) -> str:
        """The wording for `audience`; the respondent's where it has none of its own."""
        own: str | None = getattr(self, audience.value)
        return own or self.respondent


def _wording(raw: Any) -> Any:
    return {"respondent": raw} if isinstance(raw, str) else raw


Say = Annotated[Wording, BeforeValidator(_wording, json_schema_input_type=Text | Wording)]


class Option(Model):
    """One answer of a closed list."""

    code: Code
    """The published code, the one exports use."""
    say: Text
    also: tuple[Text, ...] = ()
    """Other words people use for it."""
    score: float | None = None
    no_answer: NoAnswer | None = None
    in_base: bool = True
    """Whether it stays in the base of percentages; declared apart from its kind."""
    read_out: bool = True
    exclusive: bool = False
    """Cannot be chosen together with another (multi only)."""
    specify: bool = False
    """Asks which: an "other" option."""


class Check(Model):
    """An answer that is refused (hard) or asked about once more (soft)."""

    when: Condition
    say: Text
    hard: bool = False


def _link(raw: Any) -> Any:
    return {"to": raw} if isinstance(raw, str) else raw


class Link(Model):
    """A question of another dialog that this one compares with."""

    to: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*/[a-z0-9][a-z0-9_.]*$")]
    """Its dialog and its id: dcsf-2008/q3.d."""
    broken: Text | None = Field(default=None, alias="break")
    """Why the two are no straight comparison: the wording or the law changed in between."""


Links = tuple[Annotated[Link, BeforeValidator(_link)], ...]


class Row(Model):
    """One row of a grid."""

    row: Name
    say: Say
    kb: tuple[Slug, ...] = ()
    when: Condition | None = None
    probe: Text | None = None
    note: Text | None = None
    same_as: Links = ()


class FollowUp(Model):
    """What is asked after a rating, as a sub-item of it: evidence, action, lead, due date."""

    part: Slug
    kind: Literal["text", "date"]
    after: Annotated[tuple[Code, ...], Field(min_length=1)]
    say: Say
    kb: tuple[Slug, ...] = ()
    missing: Literal["warn", "block"] = "warn"
    direction: Literal["past", "future"] | None = None
    when: Condition | None = None
    note: Text | None = None
    probe: Text | None = None


class _Item(Model):
    item: ItemId
    say: Say
    note: Text | None = None
    """For the interviewer alone; never read out, never shown to a self-completer."""
    probe: Text | None = None
    probe_dont_know: bool = False
    """A don't-know is probed once before it is kept."""
    kb: tuple[Slug, ...] = ()
    when: Condition | None = None
    reserved_for: Literal["lead"] | None = None
    checks: tuple[Check, ...] = ()
    same_as: Links = ()


class _Closed(_Item):
    scale: Slug | None = None
    options: tuple[Option, ...] = ()


class Single(_Closed):
    """One option of a list."""

    kind: Literal["single"]


class Multi(_Closed):
    """Any number of options of a list."""

    kind: Literal["multi"]


class Ranking(_Closed):
    """The first few options of a list, in order."""

    kind: Literal["ranking"]
    places: Annotated[int, Field(ge=2)] = 3
    """As many as are put in order; fewer are taken too."""


class YesNo(_Closed):
    """Yes, no, and whatever else the options declare; the first two options are yes and no."""

    kind: Literal["yesno"]


class Grid(_Closed):
    """One scale over several rows, asked row by row."""

    kind: Literal["grid"]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class Rating(_Closed):
    """A standard rated on a scale, with follow-ups as sub-items."""

    kind: Literal["rating"]
    follow_ups: Slug | None = None
    descriptors: dict[Code, Text] = Field(default_factory=dict)
    """What each step of the scale means for this standard, by its code."""


class Number(_Item):
    """A number in a unit; `minimum` and `maximum` are hard limits."""

    kind: Literal["number"]
    unit: Text | None = None
    unit_one: Text | None = None
    """What the unit is called where there is one of it: `review` beside `reviews`."""
    minimum: float | None = None
    maximum: float | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    share_of: ItemId | None = None
    """The number that this one is a part of: the percentage is told, and a part above its whole refused."""


class Date(_Item):
    """A date; `direction` says on which side of today it is expected."""

    kind: Literal["date"]
    direction: Literal["past", "future"] | None = None


class Open(_Item):
    """An answer in the respondent's own words."""

    kind: Literal["text"]
    follows: ItemId | None = None
    """The item it is asked about as a follow-up; its own id goes on from that one's."""
    code_frame: tuple[Theme, ...] = ()
    """What answers are sorted under afterwards; never read out and never shown to a respondent."""


class Statement(_Item):
    """Read aloud or shown; takes no answer."""

    kind: Literal["statement"]


Item = Annotated[
    Single | Multi | Ranking | YesNo | Grid | Rating | Number | Date | Open | Statement,
    Field(discriminator="kind"),
]


class Member(Model):
    """One of those a roster asks about, as a post; `say` fills in {{ member }}."""

    member: Name
    say: Text
    when: Condition | None = None


class Another(Model):
    """Asked before each member where nobody knows how many there are; {{ number }} may stand in it."""

    say: Say
    first: Say | None = None
    """Asked before the first member in place of `say`: nobody speaks of another one before there is one."""
    most: Annotated[int, Field(ge=2, le=50)]


class Roster(Model):
    """Items that are asked of one member after another: of `members`, or as long as there is `another`."""

    kind: Literal["roster"]
    item: ItemId
    members: tuple[Member, ...] = ()
    another: Another | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """Conditions among them name each other without the roster and the member in front; `member` in them is
    decided before anything is asked, so that an item may be for some members alone, and an id be used again."""
    kb: tuple[Slug, ...] = ()
    """For items that name no article of their own."""
    when: Condition | None = None

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.members) == (self.another is not None):
            raise PydanticCustomError(
                "members", "a roster says of whom it is asked, in either 'members' or 'another'"
            )
        return self


Entry = Annotated[
    Single | Multi | Ranking | YesNo | Grid | Rating | Number | Date | Open | Statement | Roster,
    Field(discriminator="kind"),
]


class Section(Model):
    """A part of a dialog that can be delegated and signed as one."""

    section: Name
    title: Text
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, alias="items")]
    when: Condition | None = None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order asked, those of rosters once for each member."""
        from s11chat.dialog.roster import laid_out

        return tuple(item for _, item in laid_out(self.entries))


class Contradiction(Model):
    """Answers to several questions that do not fit together; asked about when the last of them is given."""

    when: Condition
    say: Text


class Dialog(Model):
    """One interview script: who it is for, what it asks, in which order and words."""

    dialog: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$"), BeforeValidator(quoted)]
    title: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    guidance: Guidance
    draft: Text | None = None
    """What still has to be done before it is used in earnest; None where it may be."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    organisations: Annotated[tuple[Organisation, ...], Field(min_length=1, max_length=100)]
    seniority: Annotated[tuple[Rank, ...], Field(max_length=50)] = ()
    """Titles of people who answer, the most senior first; those of one rank in a list of their own."""
    scales: dict[Slug, tuple[Option, ...]] = Field(default_factory=dict)
    follow_ups: dict[Slug, tuple[FollowUp, ...]] = Field(default_factory=dict)
    opening: Say | None = None
    closing: Say | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    contradictions: tuple[Contradiction, ...] = ()
    scoring: Scoring | None = None
    variants: dict[Slug, Variant] = Field(default_factory=dict)
    """Other scales a wave may choose for the same standards."""
    variant: Slug | None = None
    """The one chosen; None where it is asked on its own scales."""

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id, in the order asked."""
        return {item.item: item for section in self.sections for item in section.items}

    def organisation(self, type_code: str) -> Organisation | None:
        """The type of organisation with this code, whatever its case."""
        wanted = type_code.casefold()
        return next((o for o in self.organisations if o.type.casefold() == wanted), None)
