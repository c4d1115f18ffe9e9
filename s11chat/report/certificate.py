"""The certificate of a return: who answered, who signed what, and how anybody can check it."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.report.page import rendered


@dataclass(frozen=True)
class CertifiedAnswer:
    """One question as asked, and its answer with its authority."""

    question: str
    text: str
    said: str
    typed_by: str
    role: str
    on_behalf_of: str
    revision: int


@dataclass(frozen=True)
class CertifiedSection:
    """One section: its answers, and the signature that stands on it, if any."""

    title: str
    answers: tuple[CertifiedAnswer, ...]
    signed_by: str = ""
    signed_at: str = ""
    statement: str = ""
    digest: str = ""
    public_key: str = ""
    signature: str = ""


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


def _render(name: str, certified: Certified, *, autoescape: bool) -> str:
    return rendered(name, autoescape=autoescape, certificate=certified)


def as_text(certified: Certified) -> str:
    """The certificate as plain text."""
    return _render("certificate.txt.j2", certified, autoescape=False)


def as_html(certified: Certified) -> str:
    """The certificate as one self-contained, printable page."""
    return _render("certificate.html.j2", certified, autoescape=True)
