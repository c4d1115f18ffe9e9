"""A telephone interview shown before the store is open: the first question at once, everything else after.

Loading the store takes longer than drawing a screen. What is shown comes from a glance at the file; the first
thing typed waits for the real interview, and is refused where somebody else has answered in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.assurance.right import Post, Role, roles_of
from s11chat.dialog.load import pinned_dialog
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Intent
from s11chat.engine.progress import Progress, progress
from s11chat.engine.turn import Repair, Turn
from s11chat.errors import S11chatError
from s11chat.fieldwork.case import State
from s11chat.knowledge.library import Library
from s11chat.services.resuming import put_off, resumed
from s11chat.services.talk import AUDIENCE, TELEPHONE, Stood, conversation, header
from s11chat.services.view import Header, ReturnLine
from s11chat.store.glance import Glance, glance

if TYPE_CHECKING:
    from s11chat.services.attesting import Attesting
    from s11chat.services.delegating import Delegating
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.interviewing import Interview
    from s11chat.services.passing import Passing

_PLAIN = frozenset({State.ASSIGNED, State.OPENED, State.IN_PROGRESS})
_CHANGED = "The return has changed since it was shown; nothing was recorded. This is where it stands now."


class Beginning:
    """Stands for an interview until `settle` hands the real one over; from then on it passes everything on."""

    def __init__(self, seen: Glance, actor: str, library: Library, today: date) -> None:
        dialog = pinned_dialog(seen.wave.dialog_text, seen.wave.dialog_digest, f"{seen.wave.dialog_id}.yaml")
        stood = Stood(seen.wave, seen.case, seen.current, seen.parks)
        self._shown = conversation(dialog, stood, AUDIENCE[Role.INTERVIEWER], TELEPHONE, library, today)
        self._header = header(dialog, seen.wave, seen.case, Role.INTERVIEWER, actor, TELEPHONE)
        self._seen = seen
        self._until = put_off(seen.facts, seen.current)
        self._real: Future[Interview] = Future()
        self._compared = False

    def settle(self, interview: Interview) -> None:
        """The store is open."""
        self._real.set_result(interview)

    def refuse(self, error: S11chatError) -> None:
        """The store could not be opened, or the case not taken up: whoever waits is told why."""
        self._real.set_exception(error)

    @property
    def _interview(self) -> Interview | None:
        opened = self._real.done() and self._real.exception() is None
        return self._real.result() if opened else None

    @property
    def header(self) -> Header:
        """Whose return it is."""
        return self._interview.header if self._interview else self._header

    @property
    def conversation(self) -> Conversation:
        """Where the talk stands; to be read only."""
        return self._interview.conversation if self._interview else self._shown

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with: where it stands, and the question."""
        return (*resumed(self._shown, self._seen.current, self._until), *self._shown.opening())

    def progress(self) -> Progress:
        """How far the return has come."""
        return progress(self.conversation)

    def remarks(self) -> int:
        """How many remarks there are."""
        return self._interview.remarks() if self._interview else self._seen.remarks

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """As `Interview.respond`; waits for the store, and records nothing where the question is another by then."""
        interview = self._real.result()
        compared, self._compared = self._compared, True
        if not compared and interview.conversation.ask() != self._shown.ask():
            return (Repair(_CHANGED), interview.conversation.ask())
        return interview.respond(intent)

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """Somebody else answers from now on."""
        self._real.result().replace_contact(name, title, email, phone)

    @property
    def delegating(self) -> Delegating:
        """The parts of the return that others are asked for."""
        return self._real.result().delegating

    @property
    def attesting(self) -> Attesting:
        """The read-back of the answers."""
        return self._real.result().attesting

    @property
    def evidencing(self) -> Evidencing:
        """What shows that the answers are so."""
        return self._real.result().evidencing

    def attached(self, changed: Sequence[EvidenceLine]) -> tuple[Turn, ...]:
        """Goes on after evidence was put on file or changed."""
        return self._real.result().attached(changed)

    @property
    def passing(self) -> Passing:
        """The bundles of the return."""
        return self._real.result().passing

    def taken_in(self) -> tuple[Turn, ...]:
        """Goes on after a bundle was taken in."""
        return self._real.result().taken_in()

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on."""
        return self._real.result().switch_codes_only()

    def review(self) -> ReturnLine:
        """Every answer as it stands."""
        return self._real.result().review()

    def leave(self) -> None:
        """The sitting is over."""
        if self._interview:
            self._interview.leave()


def begin(file: Path | None, case: str, actor: str, library: Library, today: date) -> Beginning | None:
    """The beginning of a telephone interview; None where the store has to look at it first."""
    wave, _, ref = case.partition("/")
    seen = glance(file, wave, ref) if file is not None else None
    if seen is None or seen.case.state not in _PLAIN or seen.wave.state == "closed":
        return None
    posts = [Post(person.wave, person.name, person.role) for person in seen.office]
    if Role.INTERVIEWER not in roles_of(actor, posts, wave):
        return None
    return Beginning(seen, actor, library, today)
