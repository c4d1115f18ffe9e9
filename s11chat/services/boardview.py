"""What the manager's screen shows: the board of a wave, the line of every case on it, and who has what in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from s11chat.analysis.board import Board
from s11chat.fieldwork.case import State
from s11chat.fieldwork.queue import Standing
from s11chat.services.callview import AppointmentLine, CallLine, MessageLine, Reachable
from s11chat.services.mailed import LetterLine
from s11chat.services.planning import StageLine
from s11chat.services.view import CaseLine, Header, RemarkLine


@dataclass(frozen=True)
class Pile:
    """Cases with something in common; their number is the figure."""

    key: str
    cases: tuple[str, ...]
    """WAVE/REF, those that wait longest first where that is known."""
    say: str = ""
    """What they have in common, in words."""
    whom: tuple[str, ...] = ()
    """Whose turn it is, whoever is waited for longest first."""
    since: date | None = None
    """Since when the first of them waits."""


@dataclass(frozen=True)
class HandLine:
    """A case that an interviewer has in hand now."""

    case: str
    organisation: str
    holder: str
    since: str
    """By the clock of the wave."""
    calling: bool
    """Whether a call has begun that is not coded yet."""


@dataclass(frozen=True)
class OfficeLine:
    """A case that waits for the office."""

    case: str
    organisation: str
    why: str


@dataclass(frozen=True)
class Supervised:
    """What only those see who make or supervise calls."""

    in_hand: tuple[HandLine, ...]
    office: tuple[OfficeLine, ...]
    appointments: tuple[AppointmentLine, ...]
    """Those that stand, by their beginning."""
    messages: tuple[MessageLine, ...]
    """Those not read yet."""


@dataclass(frozen=True)
class WaveBoard:
    """A wave as it stands today."""

    wave: str
    title: str
    closed: bool
    closes: date | None
    days_left: int | None
    """Until the last day, which counts as none; None without one."""
    stages: tuple[StageLine, ...]
    due: tuple[Pile, ...]
    """What is to be done today."""
    stuck: tuple[Pile, ...]
    """What does not go on by itself."""
    board: Board
    lines: Mapping[str, CaseLine]
    """Every case by its name, by ref."""
    supervised: Supervised | None
    """None for those who may not make calls."""


@dataclass(frozen=True)
class Moved:
    """A step of a return from state to state."""

    day: date
    local: str
    became: State
    by: str
    reason: str


@dataclass(frozen=True)
class CaseFile:
    """Everything the office knows of a case but its answers."""

    header: Header
    line: CaseLine
    moves: tuple[Moved, ...]
    remarks: tuple[RemarkLine, ...]
    people: tuple[Reachable, ...] | None
    """Whoever answers first; None for those who may not see contact details."""
    letters: tuple[LetterLine, ...]
    """The first first."""
    standing: Standing
    why: str
    """Why it stands so in the queue."""
    due: str
    """When it comes back, by the clock of the wave; empty where it does not wait."""
    attempts: int
    cap: int
    holder: str
    owner: str
    calls: tuple[CallLine, ...]
    """The last first."""
    appointments: tuple[AppointmentLine, ...]
    """As they stand, the first first."""
    messages: tuple[MessageLine, ...]
    """About the case, to whoever asks or to all supervisors."""
