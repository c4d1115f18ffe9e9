"""The file of a bundle: a zip with nothing packed tight in it, byte for byte the same for the same parts.

Nothing is compressed, so nothing can swell; and a file is read only where writing its parts again gives the very
same bytes, so there is no room in it for a second meaning: no name twice, no link, no comment, nothing before or
behind.
"""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from s11chat.errors import RefusedError, UsageError

LARGEST = 64 * 1024 * 1024
"""Bytes that the file of a bundle may have."""
LARGEST_WORDS = 32 * 1024 * 1024
"""Of these, bytes in all parts but files of evidence: they are read as words, which take many times the room."""
MOST_PARTS = 2_000
FILES = "files/"
"""What the names of the parts begin with that are files of evidence."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""Zip files want a time for each part; all have the earliest there is."""
_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)?\.[a-z]+|files/[0-9a-f]{64}")
_MODE = 0o100600 << 16
_LINK = 0o120000
_ENCRYPTED = 0x1


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a file that holds these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED, allowZip64=False) as file:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3
            entry.external_attr = _MODE
            file.writestr(entry, parts[name])
    return made.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a file. Raises RefusedError, saying why in a sentence, for anything that `pack` did not write."""
    if len(data) > LARGEST:
        raise RefusedError(f"This file is larger than any bundle ({LARGEST // 2**20} MB): it is none.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = file.infolist()
            _must_be_ours(entries)
            parts = {entry.filename: file.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise _broken() from error
    except (OSError, OverflowError, RuntimeError, struct.error, MemoryError) as error:
        raise _broken() from error
    if pack(parts) != data:
        raise RefusedError(
            "This file is not as s11chat wrote it: another program has packed it anew, or something was put in. "
            "Ask for the file itself."
        )
    return parts


def _must_be_ours(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise RefusedError(f"This file holds {len(entries)} parts, more than any bundle: it is none.")
    for entry in entries:
        _must_be_plain(entry)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise RefusedError("This file holds two parts of one name, which no bundle does: do not use it.")
    words = sum(entry.file_size for entry in entries if not entry.filename.startswith(FILES))
    if words > LARGEST_WORDS or sum(entry.file_size for entry in entries) > LARGEST:
        raise RefusedError("This file says that it unfolds to more than any bundle holds: do not use it.")


def _must_be_plain(entry: zipfile.ZipInfo) -> None:
    """Raises RefusedError for a part of a kind that a bundle has none of."""
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError(
            "This file is locked by a password: bundles are not. Unlock it, or ask for the file itself."
        )
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        raise RefusedError("This file holds a link to another place, which no bundle does: do not use it.")
    if not _NAME.fullmatch(entry.filename):
        raise RefusedError(
            "This file holds a part whose name leads elsewhere or is none of a bundle's: do not use it."
        )
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        raise RefusedError(
            "Something in this file is packed tight, and in a bundle nothing is: another program has packed it anew. "
            "Ask for the file itself."
        )


def _broken() -> RefusedError:
    return RefusedError("This file is no bundle, or was cut short or damaged on the way: ask for it anew.")


def read_file(path: Path) -> bytes:
    """The bytes of a file, no more than a bundle may have and one. Raises UsageError where it cannot be read."""
    try:
        if not path.is_file():
            raise UsageError(f"There is no file {path}: name the bundle, such as HH.s11.")
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def write_file(path: Path, data: bytes) -> None:
    """Puts the file in its place, whole or not at all, for its owner's eyes alone. Raises UsageError where it cannot."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Has the folder's own entry on disk, where the system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
