"""The second coder's sample: drawn by a seed, coded blind, set beside the first coder's codes, and settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from secrets import randbelow

from s11chat.analysis.coding import Doubled, Pair, Sample, sample
from s11chat.analysis.open_answer import OpenQuestion, Verbatim
from s11chat.assurance.right import Act, name_key
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.services.coded import TWICE, Coded, codes_in, codings
from s11chat.services.imported import CODED
from s11chat.services.kept import Kept
from s11chat.services.verbatim import in_order, open_question
from s11chat.store.overview import Holding
from s11chat.store.record import FactRecord
from s11chat.store.settlement import SettlementRecord

SAMPLE = "coding sample"
"""The kind of settlement that draws the answers a second person codes."""
_SEEDS = 1_000_000


def draw(kept: Kept, wave: str, item: str, share: Fraction, seed: int | None = None) -> Sample:
    """Draws the sample of a question anew. Raises UsageError for a share that is none, StateError without answers."""
    kept.require(Act.CODE_ANSWERS, wave)
    if not 0 < share <= 1:
        raise UsageError("A share of the answers is more than 0 and at most 1, such as --share 0.1.")
    number = randbelow(_SEEDS) if seed is None else seed
    found = [one.ref for one in open_question(kept, wave, item).verbatims if one.readable]
    if not found:
        raise StateError(f"No complete return has an answer in words to {item} yet.")
    refs = sample(found, share, number)

    def decide(_: tuple[SettlementRecord, ...]) -> Mapping[str, str | int]:
        return {"item": item, "share": str(share), "seed": number, "refs": " ".join(refs)}

    kept.settlements.settle(wave, SAMPLE, kept.actor, kept.clock(), decide)
    return Sample(item, refs, share, number, kept.actor)


def samples(kept: Kept, wave: str) -> dict[str, Sample]:
    """The sample of each question that has one, the last that was drawn."""
    found = {}
    for one in kept.settlements.of_kind(wave, SAMPLE):
        said = one.details
        item = str(said["item"])
        refs = tuple(str(said["refs"]).split())
        found[item] = Sample(item, refs, Fraction(str(said["share"])), int(said["seed"]), one.by_name)
    return found


def as_second(kept: Kept, found: OpenQuestion) -> tuple[Verbatim, ...]:
    """The answers of the sample with what the second coder gave them, and nothing of the first.

    Raises StateError where no sample was drawn.
    """
    drawn = samples(kept, found.wave).get(found.question.id)
    if drawn is None:
        raise StateError(
            f"No sample of {found.question.id} was drawn for a second coder: 's11chat coding sample {found.wave} "
            f"{found.question.id} --share 0.1' draws one."
        )
    wanted = set(drawn.refs)
    chosen = [one for one in found.verbatims if one.ref in wanted]
    now = {one.return_id: Holding(revisions={found.question.id: one.revision}) for one in chosen}
    given = codings(_of(kept.responses.facts_of_kind(found.wave, TWICE), found.question.id), now)
    return tuple(_blind(found, one, given.get(one.return_id, {})) for one in chosen)


def _blind(found: OpenQuestion, one: Verbatim, given: Mapping[str, Coded]) -> Verbatim:
    coded = given.get(found.question.id)
    if coded is None or coded.stale:
        return replace(one, codes=(), given=(), by="", settled=False, stale=coded is not None)
    codes = in_order(found.frame, found.frame.counted(coded.codes))
    return replace(one, codes=codes, given=coded.codes, by=coded.by, settled=False, stale=False)


def _of(facts: Iterable[FactRecord], item: str) -> Iterator[FactRecord]:
    return (fact for fact in facts if fact.details["item"] == item)


def doubled(kept: Kept, found: OpenQuestion) -> tuple[Doubled, ...]:
    """Every answer that two people coded as it stands, each with what both gave it before anybody settled it."""
    item = found.question.id
    first: dict[str, list[FactRecord]] = {}
    for fact in _of(kept.responses.facts_of_kind(found.wave, CODED), item):
        first.setdefault(fact.return_id, []).append(fact)
    second = {fact.return_id: fact for fact in _of(kept.responses.facts_of_kind(found.wave, TWICE), item)}
    pairs = []
    for one in found.verbatims:
        theirs = second.get(one.return_id)
        mine = _beside(theirs, first.get(one.return_id, ()), one.revision) if theirs else None
        if theirs is None or mine is None:
            continue
        pair = Pair(one.ref, _counted(found, mine), _counted(found, theirs), (mine.by_name, theirs.by_name))
        pairs.append(Doubled(one, pair))
    return tuple(pairs)


def _counted(found: OpenQuestion, fact: FactRecord) -> frozenset[str]:
    return found.frame.counted(codes_in(str(fact.details["themes"])))


def _beside(theirs: FactRecord, mine: Iterable[FactRecord], revision: int) -> FactRecord | None:
    """The first coder's coding to be set beside a second one's: the last from before it, else the first after it.

    What settles a difference is none, and neither is another revision's, or the same person's.
    """
    own = [
        fact
        for fact in mine
        if fact.details["themes"]
        and not fact.details.get("settled")
        and fact.details.get("revision", revision) == revision
        and name_key(fact.by_name) != name_key(theirs.by_name)
    ]
    if not own or theirs.details.get("revision") != revision or not theirs.details["themes"]:
        return None
    before = [fact for fact in own if fact.seq < theirs.seq]
    return before[-1] if before else own[0]


def must_be_doubled(found: Iterable[Doubled], ref: str) -> None:
    """Raises RefusedError where an answer was not coded by two people: then there is nothing to settle."""
    if not any(one.verbatim.ref.casefold() == ref.strip().casefold() for one in found):
        raise RefusedError(f"{ref.strip()[:40]} was not coded by two people, so there is nothing to settle.")
