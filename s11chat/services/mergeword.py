"""How a bundle is told that was made or taken in, the same in every face."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.bundling import Made
    from s11chat.services.merging import Conflict, Merged, Side

KINDS = {
    "remark": ("remark", "remarks"),
    "park": ("note of what was left for later", "notes of what was left for later"),
    "help_use": ("article read", "articles read"),
    "query": ("step of a query", "steps of queries"),
    "signature": ("signature", "signatures"),
    "voiding": ("signature taken back", "signatures taken back"),
    "transition": ("change of state", "changes of state"),
    "holder": ("change of who answers", "changes of who answers"),
    "fact": ("other note", "other notes"),
    "delegation": ("step of a part asked of others", "steps of parts asked of others"),
    "action": ("action agreed, or a change of one", "actions agreed, or changes of them"),
    "action_update": ("word on how an action goes", "words on how actions go"),
    "evidence": ("record of evidence, or a change of one", "records of evidence, or changes of them"),
}


def made_told(made: Made) -> Iterator[str]:
    """Where it lies, and what happens next."""
    yield f"Written: {made.file}, {made.size // 1024 + 1} KB, for {made.name} ({made.role})."
    yield f"Give {made.name} the file. They open it with their access code: s11chat bundle open {made.file.name}"


def next_told(made: Made) -> Iterator[str]:
    """How it comes back, and what it changed here."""
    yield "When it comes back, take it in here. Until then nothing here is changed, and you can go on; delete the file if it is not to be used."


def nothing_new(merged: Merged) -> str:
    """That all of it is here."""
    return f"Nothing new for {merged.case}: all that is in this bundle of {merged.name} is here already."


def sum_lines(merged: Merged, *, each: bool = False) -> Iterator[str]:
    """What is new, by section or with `each` answer by answer, and then everything else, by its kind."""
    if each:
        wide = max((len(question) for question, _, _ in merged.answers), default=0)
        for question, said, by in merged.answers:
            yield f"{question:<{max(8, wide)}} {said} ({by})"
    else:
        for section, title, number, people in merged.sections:
            yield f"{section:<8} {title}: {number_of(number, 'answer')} ({', '.join(people)})"
    for kind, number in sorted(merged.others.items()):
        yield f"{number:>8} {KINDS.get(kind, (kind, kind))[number > 1]}"
    if merged.keys:
        yield "A signing phrase was enrolled in the bundle, with proof of the lead's code."


def sides(conflict: Conflict) -> tuple[tuple[str, Side], tuple[str, Side]]:
    """Both sides by their words."""
    return (("ours", conflict.ours), ("theirs", conflict.theirs))


def side_told(side: Side) -> str:
    """An answer, whose it is and when it was given."""
    return f"{side.said} ({side.by}, {side.at.astimezone():%d %B %H:%M})"


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """An answer that both sides gave anew, with both of them."""
    yield f"{conflict.question}  {conflict.text}"
    for called, side in sides(conflict):
        mark = "  (taken)" if conflict.taken == called else ""
        yield f"    {called:<7} {side_told(side)}{mark}"


def voided_lines(merged: Merged) -> Iterator[str]:
    """The signatures that no longer stand."""
    for section, reason in merged.voided:
        yield f"The signature on section {section} no longer stands: {reason}."


def merged_told(merged: Merged, *, would: bool = False) -> str:
    """How much of whose it was, and what the return is now."""
    verb = "would be merged" if would else "merged"
    entries = number_of(merged.entered, "entry", "entries")
    return f"{merged.case}: {entries} of {merged.name} {verb}; the return is {merged.state}."
