"""A letter and the access code in it, entered together: no code without its letter, at whatever moment a kill comes.

The journal of the wave is taken before the return, as a frame imported again takes them: two who want both never
wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from s11chat.store.access import NewAccess, end_access, enter_access
from s11chat.store.chain import journal
from s11chat.store.database import Database
from s11chat.store.entry import Author, LetterStep, NewLetter
from s11chat.store.ledger import Ledger


def write_letter(
    database: Database,
    wave: str,
    return_id: str,
    author: Author,
    at: datetime,
    letter: NewLetter,
    *,
    access: NewAccess | None = None,
    ending: Iterable[str] = (),
    must_hold: Callable[[], None],
) -> int:
    """Enters a letter about to go out, with the code in it, and ends the codes of these selectors; all or nothing.

    `must_hold` is called when nobody else can write to the return any more; what it raises leaves everything as
    it was. Returns the number of the letter.
    """
    ends = tuple(ending)
    with database.writing() as writing:
        if access is not None or ends:
            journal(writing, wave)
        ledger = Ledger(writing, return_id, author, at)
        must_hold()
        number = ledger.next_number
        ledger.enter(letter)
        for selector in ends:
            end_access(writing, selector, author.name, at)
        if access is not None:
            enter_access(writing, access, at)
        return number


def step_letter(
    database: Database,
    wave: str,
    return_id: str,
    author: Author,
    at: datetime,
    step: LetterStep,
    *,
    ending: str = "",
) -> None:
    """Enters what became of a letter; the code of selector `ending`, which reached nobody, opens nothing from now on."""
    with database.writing() as writing:
        if ending:
            journal(writing, wave)
        Ledger(writing, return_id, author, at).enter(step)
        if ending:
            end_access(writing, ending, author.name, at)
