"""What a bundle is: the manifest, the parts, and what must hold between them before anybody believes a word of it.

A bundle carries one return to somebody who works without the office's database, and back again. These are rules
about parts alone: how a file holds them, and how a database takes them in, is said elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from s11chat.assurance.canonical import GENESIS, canonical, chained
from s11chat.errors import RefusedError

FORMAT = 1
"""The version of the format that this program writes, and the only one it reads."""
MANIFEST, SEAL, DIALOG, CASE, EVENTS = (
    "manifest.json",
    "seal.json",
    "dialog.yaml",
    "case.json",
    "events.jsonl",
)
_FIXED = frozenset({MANIFEST, SEAL, DIALOG, CASE, EVENTS})
_ROWS, _ARTICLES = re.compile(r"rows/([a-z_]{1,40})\.jsonl"), re.compile(r"kb/([a-z0-9_]{1,80})\.md")
_FILES = re.compile(r"files/([0-9a-f]{64})")
_NOTHING = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""The character that databases refuse, as canonical JSON writes it."""
_LONGEST_NUMBER = 2**53
MOST_LINES = 200_000
"""Events, or rows of one kind, that a bundle may hold."""

Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(max_length=500)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=0, lt=_LONGEST_NUMBER)]
Head = tuple[Number, Hash]
Model = TypeVar("Model", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Begun(_Part):
    """What a bundle says of itself from its making on."""

    format: Number
    wave: Name
    case: Name
    """The ref of the case."""
    return_id: Name
    dialog: Name
    dialog_version: Name
    person: Name
    """The id of whom it was made for."""
    name: Name
    role: Name
    selector: Name
    """Of the access code that opens it."""
    serial: Name
    """The same from its making on, however often it is written back."""
    made_by: Name
    made_at: Name
    base: Head
    """The end of the return's chain when it was made."""
    holds: tuple[Name, ...] = ()
    """The questions of the part it was made for; what others say beside them stayed behind. None where it is the whole."""


class Manifest(Begun):
    """What a bundle says of itself as it was written last, and the digest and size of every part."""

    head: Head
    """The end of the chain that it holds."""
    written_at: Name
    """When the last of what it holds happened."""
    parts: dict[str, tuple[Hash, Number]]


class Wave(_Part):
    """The wave, without its dialog's text."""

    id: Name
    dialog_id: Name
    dialog_version: Name
    dialog_digest: Hash
    title: Name
    opens: Name
    closes: Name
    referral: Text
    created_at: Name


class Organisation(_Part):
    """The organisation as it stands in the frame; `lead` is the first one it named."""

    ref: Name
    name: Name
    type: Name
    group: Name
    cohort: Name
    region: Name
    commissioned_by: Name
    lead: Name


class Person(_Part):
    """Somebody of the case; only of whom the bundle is for it says how to reach them."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
    name: Name
    title: Name
    email: Name
    phone: Name


class Door(_Part):
    """The access code that opens the bundle, as far as it may be told; never a code, nor what proves one."""

    selector: Name
    person: Name
    role: Name
    expires: Name
    verifier: Name


class Key(_Part):
    """A public key; one that was enrolled in the bundle comes with the proof of a code over it."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
    person: Name
    public_key: Hash
    phrase_salt: Annotated[str, Field(pattern=r"^[0-9a-f]{32,128}$")]
    kdf: Name
    enrolled_at: Name
    revoked_at: Name
    proof: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""

    @property
    def claim(self) -> dict[str, str]:
        """What a proof is made over."""
        return {name: getattr(self, name) for name in ("id", "person", "public_key", "phrase_salt", "kdf")}


class CasePart(_Part):
    """The case with what its people need."""

    wave: Wave
    organisation: Organisation
    people: tuple[Person, ...]
    door: Door
    keys: tuple[Key, ...]


class Seal(_Part):
    """The proof of the holder's code over the manifest."""

    proof: Hash


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    """One link of the chain as a bundle holds it."""

    seq: int
    body: Row
    hash: str

    @property
    def kind(self) -> str:
        """The kind of entry it carries the digest of."""
        return str(self.body["kind"])

    @property
    def digest(self) -> str:
        """The digest of its row; empty where it has none."""
        return str(self.body.get("digest", ""))


@dataclass(frozen=True)
class Bundle:
    """A bundle whose parts fit its manifest and each other."""

    manifest: Manifest
    case: CasePart
    dialog: str
    events: tuple[Event, ...]
    rows: Mapping[str, tuple[Row, ...]]
    """By the kind of entry, in the order of the chain."""
    articles: Mapping[str, str]
    files: Mapping[str, bytes]
    """Of evidence, by the SHA-256 of what is in them."""
    seal: Seal | None
    sealed: bytes
    """The manifest as it was written, which the seal is over."""


def parts_of(
    manifest: Mapping[str, Any],
    case: CasePart,
    dialog: str,
    events: Sequence[tuple[Row, str]],
    rows: Mapping[str, Sequence[Row]],
    articles: Mapping[str, str],
    files: Mapping[str, bytes],
    key: bytes,
) -> dict[str, bytes]:
    """Every part by its name, the same bytes for the same state; `events` are bodies and hashes, `key` seals it."""
    parts = {
        DIALOG: dialog.encode("utf-8"),
        CASE: canonical(case.model_dump(mode="json")),
        EVENTS: _lines([{"body": body, "hash": link} for body, link in events]),
        **{f"rows/{kind}.jsonl": _lines(found) for kind, found in rows.items() if found},
        **{f"kb/{id_}.md": text.encode("utf-8") for id_, text in articles.items()},
        **{f"files/{digest}": content for digest, content in files.items()},
    }
    listed = {name: (hashlib.sha256(part).hexdigest(), len(part)) for name, part in parts.items()}
    whole = Manifest(**manifest, parts=listed)
    parts[MANIFEST] = canonical(whole.model_dump(mode="json"))
    parts[SEAL] = canonical({"proof": proof(key, "seal", parts[MANIFEST])})
    return parts


def proof(key: bytes, purpose: str, message: bytes) -> str:
    """The proof of a code over a message: HMAC-SHA-256 under the key that only the code, or its issuer, gives."""
    return hmac.new(key, f"s11chat bundle {purpose}\n".encode() + message, hashlib.sha256).hexdigest()


def proves(key: bytes, purpose: str, message: bytes, given: str) -> bool:
    """Whether a proof was made with this key."""
    return hmac.compare_digest(proof(key, purpose, message).encode(), given.encode("utf-8", "replace"))


def read(parts: Mapping[str, bytes]) -> Bundle:
    """The bundle that the parts make. Raises RefusedError, saying in a sentence what does not fit."""
    manifest = _manifest(parts)
    _must_be_listed(parts, manifest)
    case = _model(CasePart, parts[CASE], CASE)
    seal = _model(Seal, parts[SEAL], SEAL) if SEAL in parts else None
    _must_agree(manifest, case)
    events = tuple(_events(parts[EVENTS], manifest))
    rows: dict[str, tuple[Row, ...]] = {}
    articles: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name in sorted(parts.keys() - _FIXED):
        if kind := _ROWS.fullmatch(name):
            rows[kind[1]] = tuple(_objects(parts[name], name))
        elif article := _ARTICLES.fullmatch(name):
            articles[article[1]] = _text(parts[name], name)
        elif (file := _FILES.fullmatch(name)) and manifest.parts[name][0] == file[1]:
            files[file[1]] = parts[name]
        else:
            raise RefusedError(
                f"This bundle holds a part '{name[:60]}' that does not belong in one: take it from its sender anew."
            )
    dialog = _text(parts[DIALOG], DIALOG)
    return Bundle(manifest, case, dialog, events, rows, articles, files, seal, parts[MANIFEST])


def _manifest(parts: Mapping[str, bytes]) -> Manifest:
    if MANIFEST not in parts:
        raise RefusedError(
            "This is no bundle of s11chat, or only some of one: it has no manifest. Ask for it anew."
        )
    said = _object(parts[MANIFEST], MANIFEST)
    version = said.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        raise RefusedError(
            f"This bundle has format {version if version < 10**6 else 'unheard of'}, and this version of s11chat reads "
            f"{FORMAT}: install a newer one."
        )
    manifest = _model(Manifest, parts[MANIFEST], MANIFEST)
    if manifest.format != FORMAT:
        raise RefusedError("This bundle has a format that s11chat never wrote: ask for it anew.")
    return manifest


def _must_be_listed(parts: Mapping[str, bytes], manifest: Manifest) -> None:
    listed = manifest.parts.keys()
    held = parts.keys() - {MANIFEST, SEAL}
    needed = {DIALOG, CASE, EVENTS}
    if missing := sorted((listed | needed) - held):
        raise RefusedError(
            f"This bundle lacks its part {missing[0][:60]}: it was cut short; ask for it anew."
        )
    if added := sorted(held - listed):
        raise RefusedError(
            f"This bundle holds a part {added[0][:60]} that its manifest does not name: somebody put it in."
        )
    for name, (digest, size) in manifest.parts.items():
        if len(parts[name]) != size or hashlib.sha256(parts[name]).hexdigest() != digest:
            raise RefusedError(
                f"The part {name[:60]} of this bundle is not the one its manifest names: it was damaged or changed on "
                "the way. Ask for it anew."
            )


def _must_agree(manifest: Manifest, case: CasePart) -> None:
    said = (manifest.wave, manifest.case, manifest.person, manifest.role, manifest.selector)
    door = case.door
    if said != (case.wave.id, case.organisation.ref, door.person, door.role, door.selector):
        raise RefusedError("The parts of this bundle speak of different cases or people: ask for it anew.")
    people = {person.id for person in case.people}
    if len(people) != len(case.people) or door.person not in people:
        raise RefusedError("This bundle does not say who its people are: ask for it anew.")
    if len({key.id for key in case.keys}) != len(case.keys):
        raise RefusedError("This bundle names a signing key twice: ask for it anew.")


def _events(part: bytes, manifest: Manifest) -> Sequence[Event]:
    """The links, each following from the one before, up to the head and by way of the base that the manifest names."""
    chain, previous, found = f"return:{manifest.return_id}", GENESIS, []
    for number, line in enumerate(_objects(part, EVENTS), 1):
        body, link = line.get("body"), line.get("hash")
        if not isinstance(body, dict) or line.keys() != {"body", "hash"}:
            raise RefusedError(f"Event {number} of this bundle cannot be read: ask for it anew.")
        words = all(isinstance(body.get(name), str) for name in ("kind", "at", "by", "role"))
        if not words or (body.get("chain"), body.get("seq")) != (chain, number):
            raise RefusedError(f"Event {number} of this bundle is not of its return, or not in its place.")
        if link != chained(previous, body):
            raise RefusedError(
                f"Event {number} of this bundle does not follow from the one before: it was changed."
            )
        previous = str(link)
        found.append(Event(number, body, previous))
    heads = [(0, GENESIS), *((event.seq, event.hash) for event in found)]
    if heads[-1] != manifest.head or manifest.base not in heads:
        raise RefusedError(
            "The events of this bundle do not end where its manifest says: it was cut or mixed."
        )
    return found


def _lines(values: Sequence[Row]) -> bytes:
    return b"".join(canonical(value) + b"\n" for value in values)


def _objects(part: bytes, name: str) -> list[dict[str, Any]]:
    lines = part.split(b"\n")
    if lines.pop() or len(lines) > MOST_LINES:
        raise RefusedError(f"The part {name} of this bundle is cut short or too long: ask for it anew.")
    return [_object(line, name) for line in lines]


def _object(raw: bytes, name: str) -> dict[str, Any]:
    """A JSON object in its canonical form. Raises RefusedError for anything else."""
    value: Any = None
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
        good = isinstance(value, dict) and canonical(value) == raw
    except (ValueError, RecursionError, OverflowError):
        good = False
    if not good:
        raise RefusedError(
            f"The part {name} of this bundle is not written as s11chat writes it: ask for it anew."
        )
    if _NOTHING.search(raw):
        raise RefusedError(f"The part {name} of this bundle holds a character that nothing can store.")
    return dict(value)


def _no_number(said: str) -> float:
    raise ValueError(said)


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(f"The part {name} of this bundle is no text: ask for it anew.") from None


def _model(model: type[Model], raw: bytes, name: str) -> Model:
    _object(raw, name)
    try:
        return model.model_validate_json(raw)
    except (ValidationError, RecursionError):
        raise RefusedError(
            f"The part {name} of this bundle does not say what it should: ask for it anew."
        ) from None
