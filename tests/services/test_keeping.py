"""What is stored can be trusted: every alteration is found, and a copy is as good as the original."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.assurance.phrase import METHOD, derive
from s11chat.assurance.signature import STATEMENT, Statement, sign
from s11chat.dialog.model import Dialog
from s11chat.errors import TamperError, UsageError
from s11chat.fieldwork.case import State
from s11chat.services.covering import scope_of
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person
from s11chat.services.keeping import back_up, verify
from s11chat.services.reviewing import gather
from s11chat.store.entry import Author, NewSignature, NewTransition
from s11chat.store.seal import instant
from tests.office import CLUB, PHRASE, PRACTICE, Clock, code_for, delegate, desk_in, docket, lead, say


def signed(desk: Desk) -> None:
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1", "2"), PHRASE, "Ben Marsh")


def altered(desk: Desk, statement: str, dialogs: Mapping[str, Dialog] | None = None) -> tuple[str, ...]:
    """What verifying says once somebody has worked on the database by hand."""
    file = desk.kept.database.file
    assert file is not None
    desk.close()
    connection = sqlite3.connect(file)
    with connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()
    again = desk_in(file.parent, Clock(), dialogs)
    try:
        return verify(again.kept).faults
    finally:
        again.close()


ALTERATIONS = {
    "an answer": (
        "UPDATE response SET value = '{\"value\":\"not_met\"}' WHERE item = '1.1'",
        "response to 1.1",
    ),
    "the words": ("UPDATE response SET words = 'no' WHERE item = '1.2'", "response to 1.2"),
    "who gave it": ("UPDATE response SET by_name = 'Eve' WHERE item = '1.1'", "response to 1.1"),
    "a statement": (
        "UPDATE signature SET statement = 'I sign whatever' WHERE section = '1'",
        "signature (1)",
    ),
    "the name that signed": ("UPDATE signature SET name = 'Eve' WHERE section = '2'", "signature (2)"),
    "the signature": ("UPDATE signature SET signature = '00' WHERE section = '1'", "signature (1)"),
    "a key": ("UPDATE signing_key SET public_key = 'aa'", "signing key"),
    "a removed answer": ("DELETE FROM response WHERE item = '3.1'", "has been removed"),
    "the state": (
        "UPDATE audit_return SET state = 'signed off' WHERE state = 'signed in part'",
        "called signed off",
    ),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_finds_what_was_altered(answered: Desk, name: str) -> None:
    signed(answered)
    assert verify(answered.kept).faults == ()
    statement, said = ALTERATIONS[name]
    answered_return = answered.kept.case(PRACTICE).return_id
    found = altered(answered, statement)
    assert found
    assert any(said in fault for fault in found), found
    assert all(fault.endswith(".") for fault in found)
    assert not any(answered_return in fault for fault in found)


def test_finds_a_dialog_that_is_no_longer_the_one_it_began_with(answered: Desk) -> None:
    signed(answered)
    statement = (
        "UPDATE wave SET dialog_text = replace(dialog_text, 'Somebody at the top', 'Nobody at the top')"
    )
    found = altered(answered, f"{statement} WHERE id = 'audit-11'")
    assert "Wave audit-11: the text of its dialog is not the one it began with." in found


def test_nothing_is_asked_from_a_dialog_that_was_altered(answered: Desk) -> None:
    altered(answered, "UPDATE wave SET dialog_text = dialog_text || ' ' WHERE id = 'audit-11'")
    assert answered.kept.database.file is not None
    again = desk_in(answered.kept.database.file.parent, Clock())
    with pytest.raises(TamperError, match="restore the last backup"):
        again.interview_as_interviewer(CLUB)
    again.close()


def test_a_signature_no_longer_covers_what_was_changed_by_hand(answered: Desk) -> None:
    signed(answered)
    found = altered(answered, "UPDATE response SET revision = 2 WHERE item = '1.1'")
    assert any("The signature of Ben Marsh on section 1 no longer holds" in fault for fault in found)
    assert not any("section 2" in fault for fault in found)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE response SET value = '{\"value\":\"not_met\"}' WHERE item = '1.1'",
        "UPDATE response SET by_name = 'Eve' WHERE item = '1.1'",
        "UPDATE signature SET name = 'Eve' WHERE section = '1'",
    ],
)
def test_what_was_altered_is_never_certified(answered: Desk, statement: str) -> None:
    signed(answered)
    assert altered(answered, statement)
    assert answered.kept.database.file is not None
    again = desk_in(answered.kept.database.file.parent, Clock())
    line = next(line for line in again.returned(PRACTICE).answers if line.question == "1.1")
    assert line.signed is None or "response" not in statement
    opened = docket(again, PRACTICE)
    with pytest.raises(TamperError, match=r"on section 1 .*restore the last backup"):
        opened.certificate()
    with pytest.raises(TamperError, match="on section 1"):
        opened.sign(("3",), PHRASE, "Ben Marsh")
    assert again.returned(PRACTICE).sections_signed == ("1", "2")
    again.close()


@pytest.mark.parametrize(
    ("whose", "by", "said"),
    [
        ("Nell Thimble", "Ben Marsh", "was made with the key of somebody else"),
        ("Ben Marsh", "Nell Thimble", "was made with the key of somebody else"),
        ("Nell Thimble", "Nell Thimble", "was made by somebody who did not lead then"),
        ("Ben Marsh", "Ben Marsh", ""),
    ],
)
def test_a_signature_is_good_only_by_the_lead_of_that_moment(
    answered: Desk, whose: str, by: str, said: str
) -> None:
    """The store takes what a program gives it; verifying asks whose key it was, and who led."""
    kept, case = answered.kept, answered.kept.case(PRACTICE)
    people = {person.name: person.id for person in kept.casebook.persons(case.wave, case.ref)}
    key = derive(PHRASE, bytes(16))
    record = kept.keys.enrol(case.wave, people[whose], key.public, bytes(16).hex(), METHOD, kept.clock())
    at = kept.clock()
    statement = Statement(by, "lead", STATEMENT, instant(at))
    made = sign(scope_of(kept, case, gather(kept, case), "1"), statement, key)
    entry = NewSignature("1", made.digest, STATEMENT, by, record.id, made.signature)
    kept.responses.record(case.return_id, Author(people[by], by, "lead"), at, [entry])
    faults = verify(kept).faults
    assert [said in fault and fault.startswith(f"{PRACTICE}: ") for fault in faults] == [True] * bool(said)
    add_person(kept, PRACTICE, "Sue Barr", office="lead")  # who leads later changes nothing
    assert verify(kept).faults == faults


@pytest.mark.parametrize("value", ["'zz'", "'{}'", "7"])
@pytest.mark.parametrize(
    "column",
    [
        "wave.closes",
        "wave.created_at",
        "organisation.type",
        "audit_return.state",
        "response.value",
        "response.no_answer",
        "response.at",
        "fact.details",
        "signature.at",
        "signing_key.enrolled_at",
    ],
)
def test_what_can_no_longer_be_read_is_named_all_the_same(answered: Desk, column: str, value: str) -> None:
    signed(answered)
    table, _, name = column.partition(".")
    assert altered(answered, f"UPDATE {table} SET {name} = {value}")


def test_a_copy_holds_everything(answered: Desk, tmp_path: Path, dialogs: Mapping[str, Dialog]) -> None:
    signed(answered)
    code = code_for(answered, PRACTICE).code
    (tmp_path / "copy").mkdir()
    written = back_up(answered.kept, tmp_path / "copy" / "s11chat.db")
    assert {path.suffix for path in written} == {".db", ".heads", ".key"}
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    say(lead(answered, PRACTICE), ":go 1.1", "not met")  # the original goes on
    copy = desk_in(tmp_path / "copy", Clock(), dialogs)
    assert verify(copy.kept).faults == ()
    assert copy.returned(PRACTICE).sections_signed == ("1", "2")
    assert copy.admit(code).case == PRACTICE
    say(delegate(copy, CLUB), "fully met")
    assert verify(copy.kept).faults == ()
    copy.close()


def test_a_backup_overwrites_nothing(answered: Desk, tmp_path: Path) -> None:
    target = tmp_path / "there.db"
    target.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        back_up(answered.kept, target)
    assert target.read_text() == "mine"
    with pytest.raises(UsageError, match="There is no folder"):
        back_up(answered.kept, tmp_path / "none" / "copy.db")
    (tmp_path / "copy.db.key").write_text("mine")
    with pytest.raises(UsageError, match=r"copy\.db\.key is there already"):
        back_up(answered.kept, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_return_called_signed_off_without_its_signatures_is_found(answered: Desk) -> None:
    signed(answered)
    case = answered.kept.case(PRACTICE)
    author = Author("", "Eve", "lead", case.name, "online")
    answered.kept.responses.record(
        case.return_id, author, answered.kept.clock(), [NewTransition(State.SIGNED_OFF, "signed")]
    )
    assert verify(answered.kept).faults == (
        f"{PRACTICE} is called signed off, and no signature stands on 3, 4, 5, 6, 7, 8.",
    )
