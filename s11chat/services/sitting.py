"""What a face talks to: an interview kept in the store, one that begins before the store is open, or a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11chat.engine.conversation import Conversation
    from s11chat.engine.intent import Intent
    from s11chat.engine.progress import Progress
    from s11chat.engine.turn import Turn
    from s11chat.services.attesting import Attesting
    from s11chat.services.delegating import Delegating
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.passing import Passing
    from s11chat.services.view import Header, ReturnLine


class Sitting(Protocol):
    """One sitting at one return."""

    @property
    def header(self) -> Header:
        """Whose return it is and who answers."""

    @property
    def conversation(self) -> Conversation:
        """Where the talk stands; to be read only."""

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with."""

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """Carries out what was wished; what is shown has been kept, where anything is kept."""

    def progress(self) -> Progress:
        """How far the return has come."""

    def remarks(self) -> int:
        """How many remarks there are."""

    def review(self) -> ReturnLine:
        """Every answer as it stands."""

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """Somebody else answers from now on."""

    @property
    def delegating(self) -> Delegating:
        """The parts of the return that the person at the keyboard asks others for."""

    @property
    def attesting(self) -> Attesting:
        """The read-back of the answers, by an interviewer."""

    @property
    def evidencing(self) -> Evidencing:
        """What shows that the answers are so."""

    def attached(self, changed: Sequence[EvidenceLine]) -> tuple[Turn, ...]:
        """Goes on after evidence was put on file or changed."""

    @property
    def passing(self) -> Passing:
        """The bundles of the return."""

    def taken_in(self) -> tuple[Turn, ...]:
        """Goes on after a bundle was taken in."""

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on; True where only numbers and labels count now."""

    def leave(self) -> None:
        """The sitting is over."""
