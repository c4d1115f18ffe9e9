"""Codes, wrong tries and signing keys."""

from __future__ import annotations

from datetime import timedelta

import pytest

from s11chat.errors import StoreError
from s11chat.store.access import Accesses, NewAccess, SigningKeys
from s11chat.store.database import Database
from s11chat.store.response import Responses

from .world import NOON, after

ON_BOTH = True

VERIFIER = "5" * 64


@pytest.fixture
def accesses(database: Database) -> Accesses:
    return Accesses(database)


@pytest.fixture
def keys(database: Database) -> SigningKeys:
    return SigningKeys(database)


def test_a_code_is_found_as_issued_and_stays_revoked(accesses: Accesses) -> None:
    issued = accesses.issue(
        NewAccess("AAAA", "w1", "p1", "delegate", VERIFIER, "Office", "A1", after(60)), NOON
    )
    assert accesses.find("AAAA") == issued
    assert (issued.ref, issued.expires, issued.issued_by, issued.revoked_at) == (
        "A1",
        after(60),
        "Office",
        None,
    )
    accesses.revoke("AAAA", "Office", after(1))
    accesses.revoke("AAAA", "Office", after(2))
    found = accesses.find("AAAA")
    assert found is not None
    assert found.revoked_at == after(1)
    assert accesses.of_wave("w1") == (found,)
    assert accesses.find("BBBB") is None
    assert accesses.find("\udcff\x00'; --") is None
    assert accesses.count_failure("\udcff\x00" * 999, "tty1", NOON) is None
    with pytest.raises(StoreError, match="no access code BBBB"):
        accesses.revoke("BBBB", "Office", NOON)


def test_the_journal_names_selectors_alone(accesses: Accesses, responses: Responses) -> None:
    accesses.issue(NewAccess("AAAA", "w1", "p1", "delegate", VERIFIER, "Office"), NOON)
    accesses.revoke("AAAA", "Office", after(1))
    issued, revoked = responses.events("wave:w1")[-2:]
    assert issued.body["selector"] == revoked.body["selector"] == "AAAA"
    assert VERIFIER not in str(issued.body)
    assert "Office" not in str(issued.body) + str(revoked.body)


def test_wrong_tries_lock_for_longer_and_longer(accesses: Accesses) -> None:
    at, waits = NOON, []
    for _ in range(13):
        until = accesses.count_failure("AAAA", "tty1", at)
        waits.append((until - at) / timedelta(minutes=1) if until else 0)
        at = until or at
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize("spread", ["selector", "place"])
def test_tries_are_counted_by_selector_and_by_place(accesses: Accesses, spread: str) -> None:
    for number in range(5):
        selector, place = (f"S{number}", "tty1") if spread == "selector" else ("AAAA", f"tty{number}")
        accesses.count_failure(selector, place, NOON)
    selector, place = ("NEW", "tty1") if spread == "selector" else ("AAAA", "new")
    assert accesses.locked(selector, place, NOON) == after(1)
    assert accesses.locked(selector, place, after(1)) is None
    assert accesses.locked("NEW", "new", NOON) is None


def test_a_right_try_clears_the_selector_and_not_the_place(accesses: Accesses) -> None:
    for _ in range(5):
        accesses.count_failure("AAAA", "tty1", NOON)
    accesses.clear("AAAA")
    assert accesses.locked("AAAA", "tty2", NOON) is None
    assert accesses.locked("AAAA", "tty1", NOON) == after(1)


def test_wrong_tries_are_forgotten_after_an_hour(accesses: Accesses) -> None:
    for _ in range(4):
        accesses.count_failure("AAAA", "tty1", NOON)
    assert accesses.count_failure("AAAA", "tty1", after(61)) is None


def test_a_new_key_takes_the_place_of_the_old_which_stays_on_file(keys: SigningKeys) -> None:
    assert keys.current("p1") is None
    first = keys.enrol("w1", "p1", "aa" * 32, "bb" * 16, "scrypt", NOON)
    assert keys.current("p1") == first
    second = keys.enrol("w1", "p1", "cc" * 32, "dd" * 16, "scrypt", after(1))
    assert keys.current("p1") == second
    assert [key.revoked_at for key in keys.of_person("p1")] == [after(1), None]
    found = keys.find(first.id)
    assert found is not None
    assert (found.public_key, found.phrase_salt, found.kdf) == ("aa" * 32, "bb" * 16, "scrypt")
    assert keys.find("nothing") is None
