"""Signatures: which answers one covers, what exactly is signed, and whether it still fits.

A signature is made for a section of a return. Its digest covers the questions as they were asked, the exact
revisions, kinds of no-answer, remarks, evidence and actions as agreed; so an edit voids it for the section touched, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from s11chat.assurance.canonical import canonical, digest
from s11chat.assurance.phrase import SigningKey, verify
from s11chat.errors import RefusedError

STATEMENT = (
    "I have seen these answers, they are the answers of my organisation, and I sign them as its lead for "
    "safeguarding."
)
"""What a lead declares unless the wave words it otherwise."""

_SECTIONS = "The return has these sections: "
_NAMING = re.compile(rf"{_SECTIONS}([a-z0-9_-]+(?:, [a-z0-9_-]+)*)\.$")
_PURPOSE = "s11chat signature 1"
_NAMED = 8


@dataclass(frozen=True)
class CoveredAnswer:
    """One answer as a signature covers it; the answer itself only by its digest."""

    question: str
    text_as_asked: str
    revision: int
    digest: str
    no_answer: str | None = None
    remarks: tuple[str, ...] = ()
    """The digests of the remarks."""
    evidence: tuple[str, ...] = ()
    """The digests of the evidence."""
    actions: tuple[str, ...] = ()
    """The digests of the actions that were added for it, as they are agreed; what is told of them is not covered."""


@dataclass(frozen=True)
class Scope:
    """The answers of one section of a return, in the order of the dialog, and where they belong."""

    wave: str
    case: str
    return_id: str
    dialog: str
    dialog_version: str
    dialog_digest: str
    section: str
    answers: tuple[CoveredAnswer, ...]


@dataclass(frozen=True)
class Statement:
    """Who signs, in what capacity, with which words, when (ISO 8601, with its offset)."""

    name: str
    role: str
    text: str
    at: str


@dataclass(frozen=True)
class Signature:
    """A signature as it is kept: enough, with the answers themselves, to check it anywhere."""

    section: str
    digest: str
    statement: Statement
    public_key: str
    signature: str


def naming_sections(statement: str, sections: Iterable[str]) -> str:
    """A statement that says also which sections the return has as it is signed.

    So that a certificate without one of them is found out. It stands among the words, and not in the scope of a section:
    a section that comes or goes later voids no signature on another.
    """
    return f"{statement} {_SECTIONS}{', '.join(dict.fromkeys(sections))}."


def sections_named(statement: str) -> frozenset[str]:
    """The sections that a statement says the return has; none where it does not say."""
    found = _NAMING.search(statement)
    return frozenset(found[1].split(", ")) if found else frozenset()


def scope_digest(scope: Scope) -> str:
    """The SHA-256 of everything a signature covers, in canonical form."""
    return digest(covered(scope))


def covered(scope: Scope) -> dict[str, Any]:
    """Everything a signature covers, as it is digested; signatures from before there were actions still fit."""
    parts = asdict(scope)
    for answer in parts["answers"]:
        if not answer["actions"]:
            del answer["actions"]
    return parts


def message(scope: str, statement: Statement) -> bytes:
    """The bytes that are signed: the digest of a scope, and the statement made about it."""
    return canonical({"purpose": _PURPOSE, "scope": scope, "statement": asdict(statement)})


def sign(scope: Scope, statement: Statement, key: SigningKey) -> Signature:
    """The signature of `scope`. Raises RefusedError where there is no name, no statement or no answer."""
    if not statement.name.strip():
        raise RefusedError("Type your full name: a signature needs it.")
    if not statement.text.strip():
        raise RefusedError("A signature needs a statement: say what you sign.")
    if not scope.answers:
        raise RefusedError(f"Section {scope.section} has no answers yet: there is nothing to sign.")
    signed = scope_digest(scope)
    made = key.sign(message(signed, statement))
    return Signature(scope.section, signed, statement, key.public, made)


def check(signature: Signature, scope: Scope, signed: Scope | None = None) -> str | None:
    """None where `signature` is good for the answers as they stand in `scope`; else what is wrong.

    `signed`, the scope as it was when signed, lets the sentence name the questions that changed.
    """
    by = f"The signature of {signature.statement.name or 'nobody'} on section {signature.section}"
    if not verify(signature.public_key, signature.signature, message(signature.digest, signature.statement)):
        return f"{by} does not fit its key: it was damaged or is not theirs."
    if signature.section != scope.section:
        return f"{by} was not made for section {scope.section}."
    if signature.digest == scope_digest(scope):
        return None
    if signed is None or scope_digest(signed) != signature.digest:
        return f"{by} no longer holds: the answers are not those that were signed."
    changed = differences(signed, scope)
    if not changed:
        return (
            f"{by} was made for another return, another version of the dialog or another order of questions."
        )
    return f"{by} no longer holds: since then {_listed(changed)} changed."


def differences(signed: Scope, now: Scope) -> tuple[str, ...]:
    """The questions that changed in anything covered, came or went between two scopes, in order."""
    before = {answer.question: answer for answer in signed.answers}
    after = {answer.question: answer for answer in now.answers}
    return tuple(
        question
        for question in dict.fromkeys([*after, *before])
        if before.get(question) != after.get(question)
    )


def _listed(questions: Sequence[str]) -> str:
    named = ", ".join(questions[:_NAMED])
    more = len(questions) - _NAMED
    return named + (f" and {more} more" if more > 0 else "")
