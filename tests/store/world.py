"""The wave, the people and the moments that the tests of the store speak of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from s11chat.store.casebook import Casebook, NewWave
from s11chat.store.database import Database
from s11chat.store.entry import Author, NewResponse
from s11chat.store.frame import NewCase

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
JO = Author("p1", "Jo Delegate", "delegate", "Ann Lead", "self")
ANN = Author("p2", "Ann Lead", "lead", "", "self")


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
