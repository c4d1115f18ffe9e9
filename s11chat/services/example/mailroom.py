"""The letters of the simulated wave: written by the office into files, and opened by those they are for."""

from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from s11chat.assurance.code import ALPHABET
from s11chat.fieldwork.letter import LINK_STAGE
from s11chat.report.letter import Templates
from s11chat.services.addressing import Asked, mailing
from s11chat.services.kept import Kept
from s11chat.services.mailed import bounced
from s11chat.services.posting import Done, Office

_CODE = re.compile(rf"(?m)^\s*((?:[{ALPHABET}]{{4,5}}-)+[{ALPHABET}]{{4,5}})\s*$")


class Mailroom:
    """Writes what is due at a stage, and remembers the newest code that each case was sent."""

    def __init__(self, kept: Kept, wave: str, folder: Path) -> None:
        self._kept, self._wave, self._folder = kept, wave, folder
        self.codes: dict[str, str] = {}
        """The code in the newest letter to the lead of each case, by WAVE/REF."""
        self.written: Counter[str] = Counter()
        """Letters by what they are about."""

    def write_due(self) -> None:
        """Writes the letters of the stage whose day has come."""
        self._write(Asked(self._wave))

    def write_link(self, ref: str) -> None:
        """Writes to one who asked for the link on the telephone."""
        self._write(Asked(self._wave, LINK_STAGE, ref))

    def bounce(self, ref: str) -> None:
        """The last letter to a case comes back."""
        bounced(self._kept, self._wave, ref, "mailbox not found")

    def _write(self, asked: Asked) -> None:
        found = mailing(self._kept, asked)
        folder = self._folder / found.stage
        for done in Office(self._kept, found, Templates(None)).into_files(folder):
            self._open(folder, done)

    def _open(self, folder: Path, done: Done) -> None:
        """Reads a letter as whoever it is for does; the office keeps none."""
        if done.step is None:
            return
        self.written[done.kind.value] += 1
        file = folder / done.said
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        code = _CODE.search(body.get_content()) if body is not None else None
        if code:
            self.codes[done.case] = code[1]
        file.unlink()
