"""When a question is asked: typed conditions over earlier answers and over who is being asked.

Written in a dialog as a small mapping, never as code:

    when: {organisation.type: {not: [SHA]}}
    when: {q7.f: ["1", "2", "3"]}
    when: {any: [{mode: telephone}, {role: delegate}]}
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

Value = str | int | float | tuple[str, ...]
Known = Mapping[str, Value]
"""Facts (`organisation.type`, `mode`, `role` ...) and answers by question id; absent means not known."""

FACTS = (
    *("organisation.type", "organisation.group", "organisation.cohort"),
    *("organisation.format", "organisation.tags", "mode", "role"),
)
MODES = ("telephone", "online")
ROLES = ("lead", "delegate")


class Chance(NamedTuple):
    """What a condition can still come to when some answers are open."""

    true: bool
    false: bool


class Model(BaseModel):
    """The base of everything read from a dialog file: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


def code_text(raw: Any) -> Any:
    """A code as text: `1` and `"1"` are the same code."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return raw


Code = Annotated[str, Field(min_length=1), BeforeValidator(code_text, json_schema_input_type=str | int)]


def _codes(raw: Any) -> Any:
    return [raw] if isinstance(raw, str | int) and not isinstance(raw, bool) else raw


Codes = Annotated[
    tuple[Code, ...],
    Field(min_length=1),
    BeforeValidator(_codes, json_schema_input_type=str | int | tuple[str | int, ...]),
]


def _among(value: Value | None, codes: tuple[str, ...]) -> bool:
    """Whether `value`, or one of several, is among `codes`."""
    return not set(value).isdisjoint(codes) if isinstance(value, tuple) else value in codes


class Test(Model):
    """One subject, a fact or an earlier question, held against values.

    A subject that is not known fails every test but `answered: false` and `not`.
    """

    __test__ = False

    subject: str
    one_of: Codes | None = None
    none_of: Codes | None = Field(default=None, alias="not")
    at_least: float | None = None
    at_most: float | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _tests(self) -> Self:
        parts = (self.one_of, self.none_of, self.at_least, self.at_most, self.answered)
        if all(part is None for part in parts):
            raise PydanticCustomError("nothing_tested", "nothing is said about the answer")
        return self

    def holds(self, known: Known) -> bool:
        """Whether every part of the test is true of what is known."""
        value = known.get(self.subject)
        return (
            (self.one_of is None or _among(value, self.one_of))
            and (self.none_of is None or not _among(value, self.none_of))
            and (self.at_least is None or (isinstance(value, int | float) and value >= self.at_least))
            and (self.at_most is None or (isinstance(value, int | float) and value <= self.at_most))
            and (self.answered is None or (value is not None) == self.answered)
        )

    def chance(self, facts: Known, reachable: Collection[str]) -> Chance:
        """Exact for facts and for questions that cannot be asked; open for the rest."""
        if self.subject in reachable:
            return Chance(True, True)
        held = self.holds(facts)
        return Chance(held, not held)

    def tests(self) -> Iterator[Test]:
        """Itself."""
        yield self


class AllOf(Model):
    """Every part holds."""

    parts: tuple[Condition, ...] = Field(alias="all", min_length=1)

    def holds(self, known: Known) -> bool:
        """Whether every part holds."""
        return all(part.holds(known) for part in self.parts)

    def chance(self, facts: Known, reachable: Collection[str]) -> Chance:
        """True only if every part can be, false if any part can be."""
        chances = [part.chance(facts, reachable) for part in self.parts]
        return Chance(all(c.true for c in chances), any(c.false for c in chances))

    def tests(self) -> Iterator[Test]:
        """Every test inside."""
        for part in self.parts:
            yield from part.tests()


class AnyOf(Model):
    """At least one part holds."""

    parts: tuple[Condition, ...] = Field(alias="any", min_length=1)

    def holds(self, known: Known) -> bool:
        """Whether at least one part holds."""
        return any(part.holds(known) for part in self.parts)

    def chance(self, facts: Known, reachable: Collection[str]) -> Chance:
        """True if any part can be, false only if every part can be."""
        chances = [part.chance(facts, reachable) for part in self.parts]
        return Chance(any(c.true for c in chances), all(c.false for c in chances))

    def tests(self) -> Iterator[Test]:
        """Every test inside."""
        for part in self.parts:
            yield from part.tests()


class Not(Model):
    """The part does not hold."""

    part: Condition = Field(alias="not")

    def holds(self, known: Known) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds(known)

    def chance(self, facts: Known, reachable: Collection[str]) -> Chance:
        """The part's chance, turned round."""
        chance = self.part.chance(facts, reachable)
        return Chance(chance.false, chance.true)

    def tests(self) -> Iterator[Test]:
        """Every test inside."""
        yield from self.part.tests()


def _shape(raw: Any) -> Literal["all", "any", "not", "test"]:
    if isinstance(raw, AllOf):
        return "all"
    if isinstance(raw, AnyOf):
        return "any"
    if isinstance(raw, Not):
        return "not"
    if isinstance(raw, Mapping) and len(raw) == 1:
        key = next(iter(raw))
        if key in ("all", "any"):
            return "all" if key == "all" else "any"
        if key == "not" and isinstance(raw[key], Mapping):
            return "not"
    return "all" if isinstance(raw, Mapping) and len(raw) > 1 and "subject" not in raw else "test"


def _spread(raw: Any) -> Any:
    """`{mode: online, role: delegate}` means both."""
    if isinstance(raw, Mapping) and len(raw) > 1:
        return {"all": [{key: value} for key, value in raw.items()]}
    return raw


def _subject(raw: Any) -> Any:
    """`{q7.f: [1, 2]}` becomes a test of subject q7.f."""
    if not isinstance(raw, Mapping) or "subject" in raw or len(raw) != 1:
        return raw
    ((subject, test),) = raw.items()
    if not isinstance(test, Mapping):
        return {"subject": subject, "one_of": test}
    return {"subject": subject, **test}


Condition = Annotated[
    Annotated[AllOf, BeforeValidator(_spread), Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Test, BeforeValidator(_subject), Tag("test")],
    Discriminator(_shape),
]


def renamed(condition: Condition, name: Callable[[str], str]) -> Condition:
    """The condition with every subject called what `name` makes of it."""
    match condition:
        case AllOf() | AnyOf():
            return condition.model_copy(
                update={"parts": tuple(renamed(part, name) for part in condition.parts)}
            )
        case Not():
            return condition.model_copy(update={"part": renamed(condition.part, name)})
        case Test():
            return condition.model_copy(update={"subject": name(condition.subject)})


AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
