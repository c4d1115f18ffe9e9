"""A return passed on as a file, and taken in again, by whoever it is in front of: what their menus offer of bundles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from s11chat.errors import RefusedError
from s11chat.services.bundling import Made, Outline, make, outline, recipients
from s11chat.services.kept import Kept
from s11chat.services.merging import Merged, merge
from s11chat.services.view import Admission


class Passing:
    """The bundles of one return, in the hands of its lead or of somebody who was asked for a part."""

    def __init__(self, kept: Kept, by: Admission) -> None:
        self._kept, self._by = kept, by

    def people(self) -> tuple[str, ...]:
        """Whom one can be made for. Raises RefusedError, saying what to do, where there is nobody."""
        names = recipients(self._kept, self._by.case, self._by)
        if not names:
            raise RefusedError(
                "A bundle is for somebody who has a code of this return: ask them for a part first, which gives them one."
            )
        return names

    def outline(self, name: str) -> Outline:
        """What it would hold. Raises RefusedError where it can be for nobody of that name."""
        return outline(self._kept, self._by.case, name, self._by)

    def offered(self, name: str) -> str:
        """A name for the file: the case and whom it is for."""
        return (
            f"{self._by.case.rpartition('/')[2]}-{re.sub(r'[^a-z0-9]+', '-', name.casefold()).strip('-')}.s11"
        )

    def make(self, name: str, file: str, *, leave_out: bool = False) -> Made:
        """Writes it. Raises as `bundling.make` does."""
        return make(self._kept, self._by.case, _place(file), name, self._by, leave_out=leave_out)

    def look(self, file: str, takes: Mapping[str, str] | None = None) -> Merged:
        """What taking one in would come to; nothing is written."""
        return merge(self._kept, _place(file), takes=takes, by=self._by, dry_run=True)

    def take_in(self, file: str, takes: Mapping[str, str] | None = None) -> Merged:
        """Takes one in. Raises as `merging.merge` does."""
        return merge(self._kept, _place(file), takes=takes, by=self._by)


def _place(file: str) -> Path:
    """Where it lies; in full, so that people find it."""
    return Path(file.strip()).expanduser().absolute()
