"""The secret that access codes are hashed with: one file beside the database, made once and whole."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

from s11chat.errors import RefusedError, StoreError
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


def must_fit(source: Kept, target: Kept, waves: Sequence[str]) -> None:
    """Raises RefusedError where codes of the waves, checked with the target's secret, would open nothing.

    A target without its secret has nothing against another, unless codes were made with it that still open doors.
    """
    if not _standing(source, waves):
        return
    if target.pepper.exists():
        if not source.pepper.exists() or source.pepper.read_bytes() == target.pepper.read_bytes():
            return
        said = f"was made with another secret than {target.pepper} holds"
    elif target.access.any_standing(target.clock()):
        said = f"would not do beside those of {target.database.name}, whose own secret belongs in {target.pepper}"
    else:
        return
    raise RefusedError(
        f"The access codes to be copied would open no door: their secret {said}. Copy to a database in a data "
        "folder of its own (--home), or revoke the codes first and issue new ones afterwards."
    )


def carry_secret(source: Kept, target: Kept) -> Path | None:
    """Puts the secret of the source beside the target, where it has none; returns the file, None without a secret."""
    if not target.pepper.exists() and source.pepper.exists():
        _write_once(target.pepper, source.pepper.read_bytes())
    return target.pepper if target.pepper.exists() else None


def _standing(kept: Kept, waves: Sequence[str]) -> bool:
    now = kept.clock()
    return any(
        access.revoked_at is None and (access.expires is None or access.expires > now)
        for wave in waves
        for access in kept.access.of_wave(wave)
    )
