"""The secret that access codes are hashed with: one file beside the database, made once and whole."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from s11chat.errors import StoreError
from s11chat.services.kept import Kept

PEPPER_BYTES = 32


def pepper_of(kept: Kept, *, create: bool = False) -> bytes:
    """The secret that access codes are hashed with. Raises StoreError where its file is not there.

    With `create` it is made, unless codes that still open their doors were made with the one that is gone.
    """
    file = kept.pepper
    if create and not file.exists() and not kept.access.any_standing(kept.clock()):
        _write_once(file, kept.token(PEPPER_BYTES))
    try:
        pepper = file.read_bytes()
    except OSError:
        pepper = b""
    if len(pepper) != PEPPER_BYTES:
        raise StoreError(
            f"Access codes cannot be checked or made without the file {file}: copy it from where the database "
            "was; if it is lost, revoke the codes of every case, then issue new ones."
        )
    return pepper


def _write_once(file: Path, secret: bytes) -> None:
    """Puts the secret into its file unless somebody was faster. The file is whole whenever it is there."""
    part = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(secret)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    except OSError:  # a file system that knows no links
        if not file.exists():
            os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
