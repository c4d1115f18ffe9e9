"""Files for one user alone: letters that hold access codes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line


def make_private(folder: Path) -> None:
    """Makes a folder for this user alone. Raises UsageError for one that others can look into, unless it is empty."""
    shown = one_line(str(folder))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            if any(folder.iterdir()):
                raise UsageError(f"Others can look into {shown}: run chmod 700 on it, or name a new folder.")
            folder.chmod(0o700)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"Nothing can be written into {shown}: name another folder.")
    except OSError as error:
        raise UsageError(f"The folder {shown} cannot be used: {error.strerror}.") from None


def write_private(folder: Path, name: str, message: bytes) -> str:
    """Puts a message into a new file that this user alone can read; returns what it is called."""
    number = 1
    while True:
        file = folder / (f"{name}.eml" if number == 1 else f"{name}-{number}.eml")
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            continue
        try:
            with open(handle, "wb") as opened:
                opened.write(message)
                opened.flush()
                os.fsync(opened.fileno())
        except OSError:
            file.unlink(missing_ok=True)
            raise
        return file.name
