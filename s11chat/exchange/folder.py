"""A folder of files that is there whole or not at all: written beside, and renamed when everything is on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line


def must_be_free(folder: Path) -> None:
    """Raises UsageError where there is something of that name already, or no folder to put it into."""
    name = one_line(str(folder))
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"'{name}' is there already: name another folder, or put that one away first.")
    if not folder.absolute().parent.is_dir():
        raise UsageError(
            f"'{name}' cannot be made: there is no folder {one_line(str(folder.absolute().parent))}."
        )


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a new folder. Raises UsageError, and leaves nothing behind, where that cannot be done."""
    must_be_free(folder)
    beside = folder.absolute().with_name(f".{folder.name}.part-{os.getpid()}")
    try:
        beside.mkdir()
        for name, made in files.items():
            with (beside / name).open("xb") as file:
                file.write(made)
                file.flush()
                os.fsync(file.fileno())
        beside.rename(folder.absolute())
    except OSError as error:
        rmtree(beside, ignore_errors=True)
        raise UsageError(
            f"'{one_line(str(folder))}' cannot be written: {error.strerror}. Nothing was left behind."
        ) from None
    except BaseException:
        rmtree(beside, ignore_errors=True)
        raise
