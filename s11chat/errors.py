"""Every error a person may meet, one sentence each, saying what to do.

S11chatError
├── RefusedError             a rule, a right or a state says no
│   ├── AccessError          unknown, wrong, expired or locked code or phrase
│   ├── RightsError          this role may not do this, or not to this case
│   ├── StateError           not possible in the state the return is in
│   └── StaleResponseError   somebody else has answered since you looked
├── UsageError               the command was not given in a form it can take
├── SourceError              files a person can mend; holds every problem found
│   └── DialogError          a dialog file that does not check
├── StoreError               the database is damaged, foreign, newer or not writable
│   └── TamperError          the chain of events does not verify
└── BusyError                locked or unreachable for now; trying again may work
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class S11chatError(Exception):
    """The root; `str(error)` is a sentence that may be shown as it is."""


class RefusedError(S11chatError):
    """A rule, a right or a state says no."""


class AccessError(RefusedError):
    """The code or phrase given does not open this door."""


class RightsError(RefusedError):
    """The person is known, and may not do this."""


class StateError(RefusedError):
    """The return or case is in a state that does not allow this."""


class StaleResponseError(RefusedError):
    """A newer revision of the response exists than the one the writer saw."""


class UsageError(S11chatError):
    """The command was not given in a form it can take."""


@dataclass(frozen=True)
class Problem:
    """One fault in a file a person can mend: where it stands and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SourceError(S11chatError):
    """Files hold problems; all of them are in `problems`, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DialogError(SourceError):
    """A dialog file does not check."""


class StoreError(S11chatError):
    """The database cannot be used as it is."""


class TamperError(StoreError):
    """What is stored does not fit the chain of its events."""


class BusyError(S11chatError):
    """The database is locked or cannot be reached just now."""
