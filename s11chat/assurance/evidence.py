"""Evidence of an answer: what is said of a document, which files are taken, and when it should be looked at again.

Nothing here weighs what a document is worth; that is for the lead who signs, and for whoever moderates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath

from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, UsageError
from s11chat.language.harmless import one_line
from s11chat.language.private import private

LONGEST_TITLE, LONGEST_NOTE = 200, 1000
"""Characters of a title, an owner or a place, and of a note."""
LONGEST_NAME = 120
"""Characters of the name of a file."""
MEGABYTE = 1_000_000
CASE_DETAILS = (
    "Keep case details out of it: no child or family, and nothing they could be known by, in the title, the note "
    "or the file."
)
"""What whoever adds evidence is asked first."""
SAME, REPEATED = "same", ("dated", "owner")
"""The word for what was told of the document before, and what may be told by it."""
_KEEP = "Type it again without, or keep it as it is."


class Kind(StrEnum):
    """What a piece of evidence is."""

    POLICY = "policy"
    PROCEDURE = "procedure"
    MINUTES = "minutes"
    TRAINING = "training record"
    AUDIT = "audit"
    CONTRACT = "contract"
    OTHER = "other"


TYPES = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "md"),
    *("xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp"),
    *("png", "jpg", "jpeg", "tif", "tiff", "eml", "msg"),
)
"""The endings of the names of files that are taken: documents, tables, slides, pictures, letters; nothing that runs."""


@dataclass(frozen=True)
class Limits:
    """How much may be kept, in megabytes of a million bytes."""

    file: int = 10
    """In one file."""
    whole: int = 50
    """In the files of one return, those of records withdrawn included."""


@dataclass(frozen=True)
class Telling:
    """What somebody tells of a piece of evidence, as typed."""

    kind: str = ""
    title: str = ""
    covers: str = ""
    """The questions it shows something of, by their numbers."""
    dated: str = ""
    owner: str = ""
    review: str = ""
    place: str = ""
    note: str = ""


def looks_private(told: Telling, file: Path | None = None) -> str:
    """What looks as if it named a child, and what to do, in a sentence; empty where nothing does."""
    words = [told.title, told.owner, told.place, told.note, file.name if file else ""]
    found = private(". ".join(part for part in words if part))
    looks = "; ".join(f"'{one.words}' looks like {one.sort}" for one in found)
    return f"{looks}. Nothing is kept yet: others will read this. {_KEEP}" if looks else ""


def kind_of(words: str) -> Kind:
    """The kind that `words` name, or begin to name. Raises UsageError naming all of them."""
    said = one_line(words).casefold()
    found = [kind for kind in Kind if kind.value == said] or [
        kind for kind in Kind if said and kind.value.startswith(said)
    ]
    if len(found) != 1:
        kinds = [kind.value for kind in Kind]
        raise UsageError(
            f"'{said[:40]}' is no kind of evidence{nearest(said, kinds)}: it is one of {', '.join(kinds)}."
        )
    return found[0]


def must_fit(limits: Limits, name: str, size: int, kept: int) -> None:
    """Raises RefusedError, with the limit, where a file of `size` bytes is too large, or is with `kept` others.

    Raises UsageError for an empty one.
    """
    if size == 0:
        raise UsageError(f"{name} is empty: choose another file, or say where the document lies.")
    instead = "say where it lies instead, or attach the pages that matter"
    if size > limits.file * MEGABYTE:
        raise RefusedError(
            f"{name} has {_megabytes(size)}, and a file of evidence may have {limits.file} MB: {instead}."
        )
    if kept + size > limits.whole * MEGABYTE:
        raise RefusedError(
            f"With {name} the files of this return would have {_megabytes(kept + size)}, and they may have "
            f"{limits.whole} MB in all: {instead}."
        )


def must_be_taken(name: str) -> None:
    """Raises RefusedError, with the list, where a file with such a name is none that is taken."""
    ending = PurePath(name).suffix.lstrip(".").casefold()
    if ending not in TYPES:
        what = f"files ending in .{ending[:12]} are" if ending else "a file without an ending is"
        raise RefusedError(
            f"{what[:1].upper()}{what[1:]} not taken as evidence. Taken are {', '.join(TYPES)}: save it as one of "
            "them, or say where it lies."
        )


def safe_name(name: str) -> str:
    """The name of a file as it may stand anywhere: no folder, no sign that any system gives a meaning to."""
    bare = PurePosixPath(one_line(name).replace("\\", "/")).name
    kept = "".join(sign if sign.isalnum() or sign in " ._-()" else "_" for sign in bare).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip(' .') or 'file'}.{ending}"


def out_of_date(dated: str, review: str, today: date, months: int) -> str:
    """Why a document should be looked at again, after "it": its review is over, or it is older than so many months.

    Empty where it need not, and where no day says it.
    """
    if review and date.fromisoformat(review) < today:
        return f"was due for review on {in_full(review)}"
    if dated and months_between(date.fromisoformat(dated), today) >= months:
        return f"is dated {in_full(dated)}"
    return ""


def months_between(first: date, last: date) -> int:
    """How many whole months went by from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def in_full(iso: str) -> str:
    """A day for people to read."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def in_words(kind: str, title: str, dated: str, owner: str) -> str:
    """A document in one line: "policy: Safeguarding policy, 3 March 2025, held by Nell Thimble"."""
    day = in_full(dated) if dated else ""
    held = f"held by {owner}" if owner else ""
    return f"{kind}: {', '.join(part for part in (title, day, held) if part)}"


def whereabouts(file_name: str, size: int, place: str) -> str:
    """Where a document is: the file kept of it, where else it lies, or both."""
    kept = f"{max(1, round(size / 1_000))} kB" if size < MEGABYTE else _megabytes(size)
    return "; ".join(part for part in (f"file {file_name} ({kept})" if file_name else "", place) if part)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"


def total(sizes: Iterable[tuple[str, int]]) -> int:
    """The bytes of files, by digest and size; the same file counts once."""
    return sum(dict(sizes).values())
