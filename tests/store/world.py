"""The wave, the people and the moments that the tests of the store speak of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import SQLModel

from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Position
from s11chat.store.access import Accesses, NewAccess, SigningKeys
from s11chat.store.access_log import AccessLog, Look
from s11chat.store.casebook import Casebook, NewWave
from s11chat.store.database import Database
from s11chat.store.echo import Echoes, NewEcho
from s11chat.store.entry import (
    Author,
    Described,
    Entry,
    EvidenceStep,
    NewAction,
    NewAppointment,
    NewCall,
    NewDelegation,
    NewEvidence,
    NewFact,
    NewFile,
    NewHelp,
    NewHolder,
    NewLetter,
    NewPark,
    NewQuery,
    NewRemark,
    NewResponse,
    NewSignature,
    NewTransition,
    NewUpdate,
    NewVoid,
    Placed,
)
from s11chat.store.evidence import WITHDRAWN, Evidences
from s11chat.store.frame import NewCase
from s11chat.store.moderation_entry import NewChallenge, NewModeration, NewModerator
from s11chat.store.planbook import Planbook
from s11chat.store.redaction import Request, redact
from s11chat.store.response import Responses
from s11chat.store.settlement import Settlements

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
JO = Author("p1", "Jo Delegate", "delegate", "Ann Lead", "self")
ANN = Author("p2", "Ann Lead", "lead", "", "self")
"""What the queue says of the calls to a case; all else in it is working data."""


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def with_wave(database: Database) -> None:
    book = Casebook(database)
    wave = NewWave("w1", "dialog", "1", "d" * 64, "id: dialog", "First wave", population={"school": 9})
    book.add_wave(wave, "Office", NOON)
    rows = [
        NewCase("A1", "Alder School", "school", lead_name="Ann Lead", email="ann@example.org"),
        NewCase("B2", "Birch Trust", "trust", group="health", cohort="one", region="north"),
    ]
    book.add_cases("w1", rows, "Office", NOON)


def yes(item: str = "q1") -> NewResponse:
    return NewResponse(item, {"value": "yes"}, words="Yes, we do", because="option", seconds=3.5)


def no(item: str = "q1") -> NewResponse:
    return NewResponse(item, {"value": "no"}, words="no", because="option")


def fill(database: Database) -> None:
    """Something of every kind in the first return, and codes and keys in the wave."""
    book, responses = Casebook(database), Responses(database)
    return_id = book.case("w1", "A1").return_id
    everything: list[Entry] = [
        NewTransition(State.IN_PROGRESS, "began"),
        yes("q1"),
        yes("q2"),
        NewRemark("q1", "question", "asked twice"),
        NewPark("q3", "Sam", "Friday"),
        NewHelp("q1", "supervision", "2026-01", "law"),
        NewFact("paused", {"until": "Friday"}),
        NewQuery("q1", 1, "Since when?"),
        NewDelegation("p1", ("training",), "2026-03-09", "your field"),
        NewEvidence(Described("policy", "Policy", covers=("q1",)), NewFile("policy.pdf", b"%PDF")),
        NewAction("q1", "Train the new staff", "Sam Pool, head of training", "2026-09-30", "high"),
        NewUpdate("progress", "q1", 11, "2026-03-02", "under way", 40, "2026-10-31", "half are booked"),
        NewModerator("Mo Moderator", "health"),
        NewModeration("q1", "partly", "two sites of five", "yes", 1),
        NewModeration("q1", "partly", "as both saw", "yes", 1, agreed=True),
        NewChallenge("q1", "Since when?", "Eve Peer", "Birch Trust"),
        NewCall(
            "N1", attempt=True, started=after(-1), number="01632 960 000", slot="morning", note="rang out"
        ),
        NewAppointment(after(60), after(90), exact=True, number="01632 960 000", owner="Ida"),
        NewLetter("invitation", "lead", "p2", "ann@example.org", "Your audit", "AAAA", "<1@example.org>"),
        Placed(Position(attempts=1, outcome="N1")),
        NewSignature("training", "b" * 64, "I sign", "Ann Lead", "k1", "ee" * 64),
    ]
    responses.record(return_id, JO, NOON, everything, {})
    given = Evidences(database).of(return_id)[0].given
    responses.record(return_id, ANN, after(1), [EvidenceStep(given, WITHDRAWN, "the wrong year")], {})
    responses.record(return_id, ANN, after(1), [no("q1"), NewVoid("training", "changed")], {"q1": 1})
    sam = book.add_person("w1", "Sam", ref="A1")
    jo = book.add_person("w1", "Jo Delegate", ref="A1")
    book.set_holder("w1", "A1", NewHolder("contact", jo.id, "away"), ANN, after(2))
    responses.record(return_id, ANN, after(2), [NewFact("mode", {"mode": "telephone"})], {})
    responses.record(book.case("w1", "B2").return_id, JO, after(3), [yes("q1")], {})
    doors = Accesses(database)
    doors.issue(NewAccess("AAAA", "w1", jo.id, "delegate", "v" * 64, "Office", "A1", after(9)), NOON)
    doors.issue(NewAccess("BBBB", "w1", "", "manager", "v" * 64, "Office"), NOON)
    doors.revoke("BBBB", "Office", after(4))
    doors.count_failure("AAAA", "desk one", after(4))
    keys = SigningKeys(database)
    keys.enrol("w1", "p2", "aa" * 32, "bb" * 16, "scrypt", NOON)
    keys.enrol("w1", "p2", "cc" * 32, "dd" * 16, "scrypt", after(5))
    plans = Planbook(database)
    plans.settle("w1", Plan(helpline="01632 960 111"), "Office", after(5))
    plans.say("w1", "Ring the other number", by="Office", to="Ida", ref="A1", at=after(5))
    Settlements(database).settle(
        "w1", "code frame", "Office", after(5), lambda _: {"item": "q1", "code": "a"}
    )
    echoes = Echoes(database)
    new = NewEcho("w1", "A1", "staff", "d" * 64, "dialog: staff", 5, 20, "2026-03-02", "2026-03-20", "Office")
    echo = echoes.open(new, after(5))
    for code in ("agree", "disagree"):
        echoes.hand_in(echo, "CCCC", {"s1": {"value": code}})
    echoes.close(echo, lambda answers: {"answered": len(answers)}, "Office", after(5))
    AccessLog(database).note([Look("w1", "A1", after(5), "Ida", "interviewer", "opened the case")])
    gone = Request("w1", frozenset({"q1"}), "asked for it", "Office", "manager", (sam,), "A1", alone=True)
    redact(database, gone, after(5.5), (), lambda: None)
    book.enter_heads("w1", after(6))


OUTSIDE = {
    **dict.fromkeys(
        ("person.name", "person.title", "person.email", "person.phone"),
        "contact data, which may be corrected and taken out; who answered or signed is in the rows themselves",
    ),
    **dict.fromkeys(
        ("attempt.door", "attempt.failures", "attempt.last_at", "attempt.locked_until"),
        "counts of wrong tries, which are forgotten after a while",
    ),
    **dict.fromkeys(
        ("evidence_file.digest", "evidence_file.content"),
        "files that a server keeps; the digest in the row of the evidence covers them",
    ),
    **dict.fromkeys(
        tuple(
            f"access_log.{name}" for name in ("id", "wave", "ref", "at", "by_name", "role", "did", "detail")
        ),
        "who looked at what: removed when its time is over",
    ),
    "message.read_at": "whether a word between two people of the office was read",
    **dict.fromkeys(
        (
            *(
                "queue.standing",
                "queue.until",
                "queue.rank",
                "queue.stage",
                "queue.next_slot",
                "queue.priority",
            ),
            *("queue.owner", "queue.avoid", "queue.why", "queue.holder", "queue.hold", "queue.held_from"),
            *("queue.hold_until", "queue.was", "queue.dialled"),
        ),
        "working data: when a case is due, for whom, and who has it in hand; what was done is in the calls",
    ),
}
"""The columns that no chain covers, and why. Every other column of every table is covered."""


def covered_columns() -> Iterator[tuple[str, str]]:
    """Every column of every table but those in `OUTSIDE`."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if f"{table.name}.{column.name}" not in OUTSIDE:
                yield table.name, column.name
