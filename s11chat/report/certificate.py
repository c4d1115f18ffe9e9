"""The certificate of a return: who answered, who signed what, and all that anybody needs to check it alone.

What people read is made of one record, which stands in the file too, in a form for programs: whoever holds the file
can make the pages again from it, and hold it against the signatures, without the database.
"""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from s11chat.assurance.canonical import canonical
from s11chat.assurance.signature import Statement
from s11chat.errors import UsageError
from s11chat.report.page import rendered, template

LAYOUT = 1
"""Counted up whenever the pages that a record makes change."""
BEGIN, END = "-----BEGIN S11CHAT CERTIFICATE-----", "-----END S11CHAT CERTIFICATE-----"
ATTACHED = "certificate.json"
NO_PDF = "A PDF needs typst: install it with pip install 's11chat[reports]', or write a .html file."
_COLUMNS = 76


@dataclass(frozen=True)
class CertifiedEvidence:
    """A document that shows something of an answer."""

    told: str
    """Its kind, title, day and owner."""
    where: str
    row: Mapping[str, Any]
    """The row of the record as it is stored, with its salt: its digest is what was signed; `file` is the SHA-256 of the
    file kept with it, or empty."""


@dataclass(frozen=True)
class CertifiedAction:
    """What was agreed to be done, by whom and by when; how it went since is no part of what was signed."""

    told: str
    row: Mapping[str, Any]
    """The row of the agreement as it is stored, with its salt: its digest is what was signed."""


@dataclass(frozen=True)
class CertifiedAnswer:
    """One question as asked, and its answer with its authority."""

    question: str
    text: str
    said: str
    typed_by: str = ""
    role: str = ""
    on_behalf_of: str = ""
    revision: int = 0
    row: Mapping[str, Any] | None = None
    """The row of the answer as it is stored, with its salt: its digest is what was signed. None without an answer."""
    evidence: tuple[CertifiedEvidence, ...] = ()
    actions: tuple[CertifiedAction, ...] = ()
    """Those that were added; the one given with a rating stands as answers."""


@dataclass(frozen=True)
class CertifiedSection:
    """One section: its answers, and the signature that stands on it, if any."""

    section: str
    title: str
    answers: tuple[CertifiedAnswer, ...]
    statement: Statement | None = None
    digest: str = ""
    public_key: str = ""
    signature: str = ""
    scope: Mapping[str, Any] = field(default_factory=dict)
    """All that the digest is made of."""
    redacted: str = ""
    """That the signature was good and its text has been redacted since; empty where nothing of it was."""

    @property
    def signed_at(self) -> str:
        """When it was signed, in universal time; as it stands where it is no moment."""
        if self.statement is None:
            return ""
        try:
            moment = datetime.fromisoformat(self.statement.at).astimezone(UTC)
        except ValueError:
            return self.statement.at
        return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


@dataclass(frozen=True)
class Certified:
    """Everything a certificate says."""

    organisation: str
    case: str
    wave: str
    dialog: str
    dialog_digest: str
    state: str
    status: str
    head: str
    """The hash of the last event of the return."""
    events: int
    made_at: str
    sections: tuple[CertifiedSection, ...]
    attested: str = ""
    """Who read the answers back, to whom and when, in words; empty where nobody did."""
    dialog_text: str = ""
    """The dialog itself, which says what the codes of answers mean."""
    layout: int = LAYOUT
    s11chat: str = "certificate"


def as_record(certified: Certified) -> bytes:
    """The record of a certificate, for programs: canonical JSON."""
    return canonical(asdict(certified))


def armoured(record: bytes) -> str:
    """A record as lines of letters that survive being mailed and copied."""
    packed = base64.b64encode(zlib.compress(record, 9)).decode()
    return "\n".join([BEGIN, *textwrap.wrap(packed, _COLUMNS), END])


def as_file(certified: Certified, form: str) -> bytes:
    """The certificate as a file that anybody can check: txt, html, pdf, or json, its record alone.

    Raises UsageError for another form.
    """
    match form.casefold():
        case "txt":
            return as_plain(certified).encode()
        case "html" | "htm":
            return as_html(certified).encode()
        case "pdf":
            return as_pdf(certified)
        case "json":
            return as_record(certified) + b"\n"
        case _:
            raise UsageError("A certificate is a .txt, .html, .pdf or .json file: name the file so.")


def as_text(certified: Certified) -> str:
    """The certificate as plain text, to be read."""
    return rendered("certificate.txt.j2", autoescape=False, certificate=certified)


def as_plain(certified: Certified, block: str = "") -> str:
    """The certificate as a plain file: the text, and the record after it (`block`, where it is there already)."""
    return f"{as_text(certified)}\n\n{block or armoured(as_record(certified))}\n"


def as_html(certified: Certified, block: str = "") -> str:
    """The certificate as one self-contained, printable page, with the record in it."""
    block = block or armoured(as_record(certified))
    return rendered("certificate.html.j2", autoescape=True, certificate=certified, block=block)


def as_pdf(certified: Certified, record: bytes = b"") -> bytes:
    """The certificate as a PDF file, with the record attached. Raises UsageError where typst is not installed."""
    import json

    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(NO_PDF) from None
    said = {**asdict(certified), "dialog_text": ""}
    for section, shown in zip(certified.sections, said["sections"], strict=True):
        shown["signed_at"] = section.signed_at
    return typst.compile(
        template("certificate.typ").encode(),
        format="pdf",
        sys_inputs={
            "certificate": json.dumps(said),
            "record": (record or as_record(certified)).decode(),
        },
        ignore_system_fonts=True,  # the same pages everywhere
        timestamp=datetime(2000, 1, 1, tzinfo=UTC),  # the pages say when; a file made again is the same file
    )
