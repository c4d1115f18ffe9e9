"""Files that are damaged, cut, mixed, swollen, forged or merely of another kind change nothing, and are told why."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from s11chat.assurance.bundle import CASE, DIALOG, EVENTS, MANIFEST, SEAL, proof
from s11chat.assurance.canonical import canonical
from s11chat.assurance.right import Role
from s11chat.bootstrap import open_bundle
from s11chat.dialog.model import Dialog
from s11chat.errors import S11chatError
from s11chat.exchange.bundle import LARGEST_WORDS, MOST_PARTS, pack, unpack
from s11chat.fieldwork.case import State
from s11chat.services.bundling import make
from s11chat.services.desk import Desk
from s11chat.services.enrolling import Keyring
from s11chat.services.merging import merge
from s11chat.services.released import RELEASED
from s11chat.services.view import Admission
from s11chat.store.chain import Chain, return_chain
from s11chat.store.entry import (
    Author,
    Described,
    Entry,
    NewEvidence,
    NewFact,
    NewFile,
    NewHolder,
    NewResponse,
    NewSignature,
    NewTransition,
)
from s11chat.store.table import RESPONSE
from tests import soak
from tests.office import (
    COUNCIL,
    MORNING,
    PHRASE,
    PRACTICE,
    Clock,
    code_for,
    copied,
    desk_in,
    say,
    settings_in,
)

RESPONSES = "rows/response.jsonl"
Parts = dict[str, bytes]
Bend = Callable[[Parts, Parts], bytes]


@pytest.fixture(scope="module")
def post(
    furnished: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Post]:
    """An office, and two bundles of different cases with an answer each, as they come back."""
    home = copied(furnished, tmp_path_factory.mktemp("office"))
    clock = Clock(MORNING - timedelta(hours=2))
    desk = desk_in(home, clock, dialogs)
    files, codes = [], []
    for case in (PRACTICE, COUNCIL):
        codes.append(code_for(desk, case, Role.LEAD).code)
        files.append(home / f"{case.rpartition('/')[2]}.s11")
        make(desk.kept, case, files[-1])
        with open_bundle(settings_in(home / "far"), files[-1], codes[-1], clock=clock) as (far, _, _):
            far_lead = far.interview(far.admit(codes[-1]))
            say(far_lead, "2")
            far_lead.leave()
    yield Post(desk, home, clock, codes[0], *files)
    desk.close()


class Post:
    """What comes by post to an office."""

    def __init__(self, desk: Desk, home: Path, clock: Clock, code: str, mine: Path, other: Path) -> None:
        self.desk, self.home, self.clock, self.code = desk, home, clock, code
        self.mine, self.other = unpack(mine.read_bytes()), unpack(other.read_bytes())

    def refused(self, data: bytes) -> str:
        """Why these bytes are refused; nothing has changed then."""
        arrived = self.home / "arrived.s11"
        arrived.write_bytes(data)
        before = self.trace()
        with pytest.raises(S11chatError) as told:
            merge(self.desk.kept, arrived)
        assert self.trace() == before
        return str(told.value)

    def trace(self) -> list[object]:
        """How long the chains are, and which files lie about."""
        kept = self.desk.kept
        chains = [f"return:{kept.case(case).return_id}" for case in (PRACTICE, COUNCIL)]
        lengths = [len(kept.responses.events(chain)) for chain in (*chains, "wave:audit-11")]
        return [*lengths, sorted(path.name for path in self.home.iterdir())]


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", how) as file:
        warnings.simplefilter("ignore")
        for name, content in entries:
            file.writestr(name, content)
    return made.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("manifest.json")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def locked(data: bytes) -> bytes:
    """As if every part were encrypted: the flag in both headers."""
    bent = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = bent.find(mark)
        while at >= 0:
            bent[at + place] |= 1
            at = bent.find(mark, at + 4)
    return bytes(bent)


def grown(data: bytes, size: int) -> bytes:
    """With another size said in the directory for the first part than it has."""
    at = data.find(b"PK\x01\x02")
    return data[: at + 20] + struct.pack("<II", size, size) + data[at + 28 :]


def listed(parts: Parts, key: bytes = b"") -> bytes:
    """The parts with a manifest that names them as they are now."""
    manifest = json.loads(parts[MANIFEST])
    manifest["parts"] = {
        name: [hashlib.sha256(part).hexdigest(), len(part)]
        for name, part in parts.items()
        if name not in (MANIFEST, SEAL)
    }
    parts = {**parts, MANIFEST: canonical(manifest)}
    return pack({**parts, SEAL: canonical({"proof": proof(key, "seal", parts[MANIFEST])})})


def said(parts: Parts, **changed: object) -> Parts:
    """The parts with a manifest that says something else."""
    return {**parts, MANIFEST: canonical({**json.loads(parts[MANIFEST]), **changed})}


BENT: dict[str, tuple[Bend, str]] = {
    "nothing": (lambda mine, _: b"", "is no bundle"),
    "words": (lambda mine, _: b"Dear office, please find attached", "is no bundle"),
    "cut": (lambda mine, _: pack(mine)[:-700], "cut short or damaged"),
    "longer": (lambda mine, _: pack(mine) + b"\0", "not as s11chat wrote it"),
    "begun otherwise": (lambda mine, _: b"#!/bin/sh\n" + pack(mine), "not as s11chat wrote it"),
    "packed anew": (lambda mine, _: zipped(*mine.items(), how=zipfile.ZIP_DEFLATED), "packed tight"),
    "a bomb": (
        lambda mine, _: zipped(("dialog.yaml", b"\0" * 70_000_000), how=zipfile.ZIP_DEFLATED),
        "packed tight",
    ),
    "a size that is not so": (lambda mine, _: grown(pack(mine), 2**31), "is no bundle|more than any bundle"),
    "words without end": (
        lambda mine, _: zipped(("dialog.yaml", b" " * (LARGEST_WORDS + 1))),
        "more than any bundle",
    ),
    "many parts": (
        lambda mine, _: zipped(*((f"kb/a{n}.md", b"") for n in range(MOST_PARTS + 1))),
        "more than any bundle",
    ),
    "a zip in it": (lambda mine, _: pack({**mine, "more.zip": pack(mine)}), "its manifest does not name"),
    "a way out": (lambda mine, _: zipped(*mine.items(), ("../../evil.md", b"x")), "leads elsewhere"),
    "an absolute name": (
        lambda mine, _: zipped(*mine.items(), ("/etc/cron.d/evil", b"x")),
        "leads elsewhere",
    ),
    "a drive": (lambda mine, _: zipped(*mine.items(), ("C:\\evil.md", b"x")), "leads elsewhere"),
    "a folder": (lambda mine, _: zipped(*mine.items(), ("kb/", b"")), "leads elsewhere"),
    "a link": (lambda mine, _: zipped((link(), b"/etc/passwd")), "holds a link"),
    "a name twice": (
        lambda mine, _: zipped(*mine.items(), (MANIFEST, mine[MANIFEST])),
        "two parts of one name",
    ),
    "a password": (lambda mine, _: locked(pack(mine)), "locked by a password"),
    "no manifest": (lambda mine, _: pack({EVENTS: mine[EVENTS]}), "no manifest"),
    "no seal": (lambda mine, _: pack({n: p for n, p in mine.items() if n != SEAL}), "not sealed with a code"),
    "a part left out": (
        lambda mine, _: pack({name: part for name, part in mine.items() if name != RESPONSES}),
        "lacks its part rows/response",
    ),
    "a part put in": (lambda mine, _: pack({**mine, "kb/evil.md": b"x"}), "somebody put it in"),
    "a part changed": (
        lambda mine, _: pack({**mine, DIALOG: mine[DIALOG] + b"# x"}),
        "not the one its manifest",
    ),
    "a part of another": (lambda mine, other: pack({**mine, RESPONSES: other[RESPONSES]}), "not the one its"),
    "a row of another, listed": (
        lambda mine, other: listed({**mine, RESPONSES: other[RESPONSES]}),
        "not as it should",
    ),
    "events of another, listed": (
        lambda mine, other: listed({**mine, EVENTS: other[EVENTS]}),
        "not of its return",
    ),
    "people of another, listed": (
        lambda mine, other: listed({**mine, CASE: other[CASE]}),
        "speak of different",
    ),
    "another dialog, listed": (
        lambda mine, _: listed({**mine, DIALOG: b"x"}),
        "not the one its wave began with",
    ),
    "an answer changed, listed": (
        lambda mine, _: listed({**mine, RESPONSES: mine[RESPONSES].replace(b"partly_met", b"fully_met")}),
        "has been changed",
    ),
    "an answer out, listed": (
        lambda mine, _: listed({name: part for name, part in mine.items() if name != RESPONSES}),
        "was taken out",
    ),
    "an event out, listed": (
        lambda mine, _: listed({**mine, EVENTS: mine[EVENTS].split(b"\n", 1)[1]}),
        "not in its place",
    ),
    "another seal": (lambda mine, other: pack({**mine, SEAL: other[SEAL]}), "not written by the holder"),
    "a manifest of one's own": (
        lambda mine, _: listed(said(mine, made_by="Eve")),
        "not written by the holder",
    ),
    "another serial": (lambda mine, _: listed(said(mine, serial="00")), "not made from the records here"),
    "a format to come": (lambda mine, _: pack(said(mine, format=2)), "install a newer one"),
    "a format of long ago": (lambda mine, _: pack(said(mine, format=0)), "never wrote"),
    "another role": (lambda mine, _: listed(said(mine, role="manager")), "speak of different"),
    "a number without end": (
        lambda mine, _: pack({**mine, MANIFEST: b'{"format":' + b"9" * 5000 + b"}"}),
        "not written as s11chat",
    ),
    "no number": (lambda mine, _: pack({**mine, MANIFEST: b'{"format":NaN}'}), "not written as s11chat"),
    "deep nesting": (lambda mine, _: pack({**mine, MANIFEST: b"[" * 100_000}), "not written as s11chat"),
    "a key twice": (lambda mine, _: pack({**mine, MANIFEST: b'{"a":1,"a":1}'}), "not written as s11chat"),
    "bytes that are no text": (lambda mine, _: pack({**mine, MANIFEST: b"\xff{}"}), "not written as s11chat"),
    "a null in a text": (lambda mine, _: listed(said(mine, name="a\0b")), "that nothing can store"),
}


@pytest.mark.parametrize("name", BENT)
def test_what_is_no_bundle_of_ours_is_refused_with_the_reason(post: Post, name: str) -> None:
    bend, why = BENT[name]
    told = post.refused(bend(dict(post.mine), dict(post.other)))
    assert re.search(why, told), told
    assert told.count("\n") == 0


def test_bytes_changed_anywhere_are_found(post: Post) -> None:
    """A sample of what `make soak` does for hours."""
    data, dice = pack(post.mine), random.Random(11)
    for _ in range(150):
        bent = soak.bent(data, dice)
        if bent != data:
            post.refused(bent)


def test_parts_changed_by_somebody_who_lists_them_anew_are_found(post: Post) -> None:
    dice = random.Random(12)
    for _ in range(150):
        name = dice.choice([name for name in post.mine if name not in (SEAL, DIALOG)])
        part = soak.bent(post.mine[name], dice)
        parts = {**post.mine, name: part}
        if part != post.mine[name]:
            post.refused(pack(parts) if name == MANIFEST else listed(parts))


def _forged(far: Desk, by: Admission) -> None:
    key = Keyring(far.kept, "audit-11", by.person)
    key.enrol(PHRASE)
    record = key.current
    assert record is not None
    _enter(far, by, NewSignature("1", "0" * 64, "I sign.", by.name, record.id, "0" * 128))


def _foreign(far: Desk, by: Admission) -> None:
    _enter(far, by, NewSignature("1", "0" * 64, "I sign.", by.name, "00aa", "0" * 128))


def _no_option(far: Desk, by: Admission) -> None:
    _enter(far, by, NewResponse("1.2", {"value": "quite"}))


def _no_question(far: Desk, by: Admission) -> None:
    _enter(far, by, NewResponse("99.9", {"value": "fully_met"}))


def _no_name(far: Desk, by: Admission) -> None:
    _enter(far, replace(by, person=""), NewResponse("1.2", {"value": "fully_met"}))


def _left_out(far: Desk, by: Admission) -> None:
    _enter(far, by, NewTransition(State.SUPERSEDED))


def _released(far: Desk, by: Admission) -> None:
    _enter(far, by, NewFact(RELEASED, {"standing": 1}))


def _attested(far: Desk, by: Admission) -> None:
    _enter(far, by, NewFact("attested"))


def _says_nothing(far: Desk, by: Admission) -> None:
    _enter(far, by, NewFact("accepted"))


def _nobody(far: Desk, by: Admission) -> None:
    _enter(far, by, NewHolder("contact", "nobody"))


def _copy(far: Desk, by: Admission, **otherwise: object) -> None:
    """An answer in the name of the office, said to be a copy of one that is here."""
    return_id = far.kept.case(by.case).return_id
    with far.kept.database.writing() as writing:
        old = dict(writing.connection.execute(select(RESPONSE).order_by(RESPONSE.c.seq)).mappings().one())
        new = {**old, "revision": 2, "by": "", "by_name": "Ida Interviewer", "role": "interviewer"}
        facts = {
            "item": old["item"],
            "occasion": 0,
            "revision": 2,
            "origin": {"digest": old["digest"], "row": old, "as": [], **otherwise},
        }
        Chain(writing, return_chain(return_id)).seal(RESPONSE, new, facts, at=old["at"], role="interviewer")


def _copy_of_nothing(far: Desk, by: Admission) -> None:
    _copy(far, by, row=5)


def _way_out(far: Desk, by: Admission) -> None:
    told = Described("minutes", "Board", covers=("1.1",))
    _enter(far, by, NewEvidence(told, NewFile("../../m.txt", b"minutes")))


def _enter(far: Desk, by: Admission, entry: Entry) -> None:
    case = far.kept.case(by.case)
    author = Author(by.person, by.name, by.role.value, case.name, "online")
    far.kept.responses.record(case.return_id, author, far.kept.clock(), [entry])


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (_forged, "does not fit its key"),
        (_foreign, "somebody else's key"),
        (_no_option, "does not offer"),
        (_no_question, "does not ask"),
        (_no_name, "in the name of"),
        (_left_out, "not for a lead to make"),
        (_released, "not for a lead to make"),
        (_attested, "not for a lead to make"),
        (_says_nothing, "not for a lead to make"),
        (_nobody, "not for a lead to make"),
        (_way_out, "not as it should be"),
        (_copy, "not what it is said to be a copy of"),
        (_copy_of_nothing, "not what it is said to be a copy of"),
    ],
)
def test_what_the_holder_of_the_code_made_up_is_refused(
    post: Post, tmp_path: Path, forge: Callable[[Desk, Admission], None], why: str
) -> None:
    """Their own machine is theirs: the chain, the digests and the seal are all in order."""
    file = tmp_path / "made-up.s11"
    file.write_bytes(pack(post.mine))
    with open_bundle(settings_in(tmp_path / "far"), file, post.code, clock=post.clock) as (far, _, _):
        forge(far, far.admit(post.code))
    assert re.search(why, post.refused(file.read_bytes()))
