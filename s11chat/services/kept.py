"""What every service works with: the store, the articles, the clock, and who sits in the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.assurance.right import Act, Post, Role, allowed, require_any, roles_of
from s11chat.dialog.load import pinned_dialog
from s11chat.dialog.model import Dialog
from s11chat.errors import UsageError
from s11chat.store.record import CaseRecord, WaveRecord

if TYPE_CHECKING:
    from s11chat.assurance.evidence import Limits
    from s11chat.exchange.smtp import Server
    from s11chat.knowledge.library import Library
    from s11chat.store.access import Accesses, SigningKeys
    from s11chat.store.access_log import AccessLog
    from s11chat.store.action import Actions
    from s11chat.store.casebook import Casebook
    from s11chat.store.course import Course
    from s11chat.store.database import Database
    from s11chat.store.delegation import Delegations
    from s11chat.store.echo import Echoes
    from s11chat.store.evidence import Evidences
    from s11chat.store.fieldbook import Fieldbook
    from s11chat.store.moderation import Moderations
    from s11chat.store.office import Office
    from s11chat.store.overview import Overview
    from s11chat.store.planbook import Planbook
    from s11chat.store.queue import Queue
    from s11chat.store.redacted import Redactions
    from s11chat.store.response import Responses
    from s11chat.store.settlement import Settlements

Clock = Callable[[], datetime]
"""Aware moments in UTC."""


@dataclass(frozen=True)
class Kept:
    """The parts of the store, put together once."""

    database: Database
    casebook: Casebook
    responses: Responses
    overview: Overview
    course: Course
    access: Accesses
    keys: SigningKeys
    office: Office
    delegations: Delegations
    echoes: Echoes
    evidences: Evidences
    actions: Actions
    moderations: Moderations
    fieldbook: Fieldbook
    queue: Queue
    plans: Planbook
    settlements: Settlements
    redactions: Redactions
    access_log: AccessLog
    library: Library
    clock: Clock
    actor: str
    """Who acts for the office. The roles on file for them decide what they may do; somebody on file for no
    wave is the manager, the interviewer and the moderator of a machine of their own."""
    place: str
    """Where the person sits, for counting wrong codes: a host and a terminal, never a secret."""
    token: Callable[[int], bytes]
    mail_server: Callable[[], Server]
    """The mail server that letters are handed to. Raises UsageError where none is named, or it cannot be."""
    letters: Path | None
    """The folder of templates of one's own; None where there is none."""
    pepper: Path
    """The file, beside the database, of the secret that access codes are hashed with."""
    limits: Limits
    """How large files of evidence may be."""
    looked: dict[tuple[str, ...], datetime] = field(default_factory=dict)
    """Who looked at what last, and when, so that looking again at once is one look."""
    _dialogs: dict[str, Dialog] = field(default_factory=dict)

    def dialog(self, wave: WaveRecord) -> Dialog:
        """The dialog as the wave pinned it. Raises TamperError where the kept text is another."""
        if wave.id not in self._dialogs:
            file = f"{wave.dialog_id}.yaml"
            self._dialogs[wave.id] = pinned_dialog(wave.dialog_text, wave.dialog_digest, file)
        return self._dialogs[wave.id]

    @property
    def today(self) -> date:
        """The day it is where the person sits."""
        return self.clock().astimezone().date()

    def roles(self, wave: str = "") -> tuple[Role, ...]:
        """In which roles the actor works in the office of `wave`; without one, of any."""
        posts = [Post(person.wave, person.name, person.role) for person in self.office.people()]
        return roles_of(self.actor, posts, wave)

    def may(self, act: Act, wave: str = "") -> bool:
        """Whether the actor may do `act` in `wave`, in whichever of their roles."""
        return any(allowed(role, act) for role in self.roles(wave))

    def require(self, act: Act, wave: str = "") -> Role:
        """The role in which the actor may do `act` in `wave`. Raises RightsError where there is none,
        StoreError where there is no such wave."""
        roles = self.roles(wave)
        if wave and not roles:
            self.casebook.wave(wave)  # a slip in its name is not a right that is lacking
        return require_any(self.actor, roles, act, wave)

    def case(self, name: str) -> CaseRecord:
        """The case called WAVE/REF."""
        return self.casebook.case(*wave_and_ref(name))


def wave_and_ref(name: str) -> tuple[str, str]:
    """The wave and the ref of a case called WAVE/REF. Raises UsageError where it is no such name."""
    wave, slash, ref = name.partition("/")
    if not (wave and slash and ref):
        raise UsageError(f"A case is named WAVE/REF, such as audit-26/HH, not '{name}'.")
    return wave, ref


def case_name(case: CaseRecord) -> str:
    """WAVE/REF."""
    return f"{case.wave}/{case.ref}"
