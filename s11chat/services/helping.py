"""Help used on a return, as it is put on record with it: which article, how deep, in which version, on what."""

from __future__ import annotations

from collections.abc import Iterable

from s11chat.assurance.right import Act
from s11chat.engine.intent import Depth
from s11chat.knowledge.library import Library
from s11chat.services.assigning import must_see
from s11chat.services.kept import Kept
from s11chat.store.entry import Entry, NewHelp
from s11chat.store.record import HelpRecord


def help_used(library: Library, question: str, shown: Iterable[tuple[str, Depth]]) -> list[Entry]:
    """An entry for each article and depth shown on a question; the version is the day it was last reviewed."""
    return [
        NewHelp(question, article.id, str(article.reviewed), depth.value)
        for id_, depth in dict.fromkeys(shown)
        if (article := library.get(id_)) is not None
    ]


def used(kept: Kept, case: str) -> tuple[HelpRecord, ...]:
    """Every article shown on the return of a case, in order, for whoever asks whether help moves ratings."""
    record = kept.case(case)
    must_see(kept, record, kept.require(Act.SHOW_RETURN, record.wave))
    return kept.responses.helps(record.return_id)
