"""Whether the files that hold personal data, or open doors, are kept from others on the machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from s11chat.services.kept import Kept
from s11chat.services.witnessing import Did

_OTHERS = 0o077


def exposed(kept: Kept) -> Iterator[str]:
    """A sentence for each file or folder that others can look into, with how to mend it.

    Looked at are the database and what lies beside it, and where letters and copies were put that are still there.
    """
    if os.name != "posix":
        return
    for path in dict.fromkeys((*_beside(kept), *_written(kept))):
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except OSError:  # gone, or on a disk that is away
            continue
        if mode & _OTHERS:
            proper = 700 if path.is_dir() else 600
            yield f"Others on this machine can look into {path}: run chmod {proper} {quote(str(path))}"


def _beside(kept: Kept) -> Iterator[Path]:
    file = kept.database.file
    if file is not None:
        yield from sorted(file.parent.glob(f"{file.name}*"))


def _written(kept: Kept) -> Iterator[Path]:
    """Where letters were written to, and the database was copied to."""
    for wave in kept.casebook.waves():
        for look in kept.access_log.of_wave(wave.id):
            if look.did == Did.COPIED:
                yield Path(look.detail)
            elif look.did == Did.WROTE_LETTERS:
                where = look.detail.partition(" into ")[2]
                if where:
                    yield Path(where)
