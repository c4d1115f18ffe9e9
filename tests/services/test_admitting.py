"""Doors: who is let in by which code, in which words everybody else is turned away, and for how long."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from s11chat.assurance.code import MALFORMED_CODE, UNKNOWN_CODE, _check_character, new_code
from s11chat.assurance.right import Role
from s11chat.errors import AccessError, RefusedError, RightsError, StateError, StoreError, UsageError
from s11chat.services.admitting import Issued, issue, revoke
from s11chat.services.answering import admit_staff
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.echoing import Echoing
from s11chat.services.fielding import close_wave
from s11chat.services.secret import pepper_of
from s11chat.services.signing import Docket
from s11chat.settings import shipped
from tests.office import (
    CLUB,
    DISTRICT,
    LEADS,
    NELL,
    PHRASE,
    PRACTICE,
    Clock,
    Dice,
    admitted,
    answer_on,
    code_for,
    docket,
)

ON_BOTH = True


def wrong(desk: Desk, code: str) -> str:
    with pytest.raises(AccessError) as refused:
        desk.admit(code)
    return str(refused.value)


def stranger() -> str:
    """A well-formed code that nobody issued."""
    return new_code(Dice("a stranger")).text


def guessed(code: str, number: int) -> str:
    """A code that begins as another and is somebody's guess."""
    body = code.replace("-", "")[:5] + f"{number:016d}"
    return body + _check_character(body)


def with_other_secret(issued: Issued) -> str:
    """A code that begins as `issued` does and is otherwise somebody else's guess."""
    body = issued.code.replace("-", "")[:5] + "0" * 16
    return body + _check_character(body)


def test_lets_in_whom_the_letter_was_for(desk: Desk) -> None:
    delegate, lead = code_for(desk, PRACTICE), code_for(desk, PRACTICE, Role.LEAD)
    assert (desk.admit(delegate.code).name, desk.admit(delegate.code).role) == (NELL, Role.DELEGATE)
    assert (desk.admit(lead.code).name, desk.admit(lead.code).case) == ("Ben Marsh", PRACTICE)


@pytest.mark.parametrize(
    "retyped",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f"  {code.replace('-', ' ')}\n"],
    ids=["small letters", "no dashes", "spaces"],
)
def test_reads_a_code_however_it_was_typed(desk: Desk, retyped: Callable[[str], str]) -> None:
    assert desk.admit(retyped(code_for(desk, PRACTICE).code)).case == PRACTICE


def test_unknown_wrong_expired_and_revoked_sound_the_same(desk: Desk, clock: Clock) -> None:
    kept, gone, late = (code_for(desk, case) for case in (PRACTICE, CLUB, DISTRICT))
    revoke(desk.kept, CLUB)
    said = {wrong(desk, stranger()), wrong(desk, with_other_secret(kept)), wrong(desk, gone.code)}
    clock.pass_by(days=61)
    said.add(wrong(desk, late.code))
    assert said == {UNKNOWN_CODE}


@pytest.mark.parametrize(
    "typed", ["", "   ", "hello", "1" * 21, "A" * 23, "\x00" * 22, "ÄÖÜ" * 8, "x" * 1_000_000]
)
def test_what_cannot_be_a_code_is_said_to_be_none(desk: Desk, typed: str) -> None:
    assert wrong(desk, typed) == MALFORMED_CODE


def test_a_slip_of_the_finger_is_told_from_a_wrong_code(desk: Desk) -> None:
    code = code_for(desk, PRACTICE).code
    slipped = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert wrong(desk, slipped) == MALFORMED_CODE


def test_locks_after_wrong_tries_and_opens_again(desk: Desk, clock: Clock) -> None:
    issued = code_for(desk, PRACTICE)
    for _ in range(5):
        assert wrong(desk, with_other_secret(issued)) == UNKNOWN_CODE
    assert wrong(desk, issued.code).startswith("Too many wrong tries: wait ")
    clock.pass_by(seconds=70)
    assert desk.admit(issued.code).name == NELL
    for _ in range(4):
        assert wrong(desk, with_other_secret(issued)) != ""


def test_locks_each_door_wherever_the_tries_come_from(desk: Desk) -> None:
    issued, other = code_for(desk, PRACTICE), code_for(desk, CLUB)
    for number in range(5):
        elsewhere = Desk(replace(desk.kept, place=f"desk {number + 2}"))
        wrong(elsewhere, with_other_secret(issued))
    assert wrong(desk, issued.code).startswith("Too many wrong tries")
    assert desk.admit(other.code).case == CLUB


def test_locks_a_place_that_tries_many_doors(desk: Desk) -> None:
    issued = code_for(desk, PRACTICE)
    dice = Dice("many doors")
    for _ in range(5):
        wrong(desk, new_code(dice).text)
    assert wrong(desk, issued.code).startswith("Too many wrong tries")
    assert Desk(replace(desk.kept, place="desk two")).admit(issued.code).name == NELL


def lead_of(desk: Desk) -> Docket:
    """A return in front of its lead, who has a phrase."""
    opened = docket(desk, PRACTICE)
    if not opened.enrolled:
        opened.enrol(PHRASE)
    return opened


def signs(desk: Desk, phrase: str) -> object:
    """What comes of signing with a phrase; that there is no answer yet is said once the phrase has opened the door."""
    try:
        return lead_of(desk).sign(("1",), phrase, LEADS[PRACTICE])
    except RefusedError as refused:
        if "no answers yet" in str(refused):
            return "opened"
        raise AccessError(str(refused)) from refused


def part(desk: Desk) -> str:
    return Delegating(desk.kept, PRACTICE).give("2", "Dee Holt").code


def after_a_call(desk: Desk) -> str:
    """The code with which a lead signs what was said on the telephone."""
    call = desk.interview_as_interviewer(PRACTICE)
    answer_on(call)
    call.leave()
    return code_for(desk, PRACTICE, Role.LEAD).code


@dataclass(frozen=True)
class Tried:
    """One door: what opens it, and how it is tried."""

    secret: Callable[[Desk], str]
    tries: Callable[[Desk, str], object]
    said: str = UNKNOWN_CODE


def shared(desk: Desk) -> str:
    return Echoing(desk.kept, PRACTICE).open(shipped("dialogs") / "staff-echo.yaml").code


DOORS = {
    "a lead's code": Tried(lambda desk: code_for(desk, PRACTICE, Role.LEAD).code, Desk.admit),
    "a delegate's code": Tried(lambda desk: code_for(desk, PRACTICE).code, Desk.admit),
    "the code for a part": Tried(part, Desk.admit),
    "a code after a call": Tried(after_a_call, Desk.admit),
    "the code of a staff echo": Tried(shared, lambda desk, code: admit_staff(desk.kept, code)),
    "a signing phrase": Tried(lambda _: PHRASE, signs, "That is not the phrase you enrolled"),
}
"""Every door that a secret opens. The code of a bundle is tried against the file alone, which whoever has it can do with
any program: there 80 random bits stand in the way, and no count of tries."""


@pytest.mark.parametrize("name", DOORS)
def test_every_door_is_locked_after_wrong_tries_and_says_nothing_before(
    desk: Desk, clock: Clock, name: str
) -> None:
    door = DOORS[name]
    secret = door.secret(desk)
    told = set()
    for number in range(5):
        guess = (
            guessed(secret, number) if door.said == UNKNOWN_CODE else f"some other words altogether {number}"
        )
        with pytest.raises(AccessError) as refused:
            door.tries(Desk(replace(desk.kept, place=f"desk {number + 2}")), guess)
        told.add(str(refused.value))
    assert [said.startswith(door.said) for said in told] == [True]
    if door.said == UNKNOWN_CODE:
        with pytest.raises(AccessError, match=UNKNOWN_CODE):
            door.tries(Desk(replace(desk.kept, place="desk nine")), stranger())
    with pytest.raises(AccessError, match="Too many wrong tries: wait "):
        door.tries(desk, secret)
    clock.pass_by(seconds=90)
    assert door.tries(desk, secret)


def test_a_new_code_revokes_the_old_one_of_that_person_alone(desk: Desk) -> None:
    first, hugh = code_for(desk, PRACTICE), code_for(desk, PRACTICE, person="Hugh Pym")
    second = code_for(desk, PRACTICE, person="nell  thimble")
    assert wrong(desk, first.code) == UNKNOWN_CODE
    assert desk.admit(second.code).name == NELL
    assert desk.admit(hugh.code).name == "Hugh Pym"


def test_revokes_all_codes_of_a_case_or_of_a_role(desk: Desk) -> None:
    delegate, lead, other = (
        code_for(desk, PRACTICE),
        code_for(desk, PRACTICE, Role.LEAD),
        code_for(desk, CLUB),
    )
    assert revoke(desk.kept, PRACTICE, Role.DELEGATE) == 1
    assert desk.admit(lead.code).role is Role.LEAD
    assert revoke(desk.kept, PRACTICE) == 1
    assert revoke(desk.kept, PRACTICE) == 0
    assert {wrong(desk, delegate.code), wrong(desk, lead.code)} == {UNKNOWN_CODE}
    assert desk.admit(other.code).case == CLUB


def test_a_letter_needs_somebody_to_go_to(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="Say who the delegate is"):
        issue(desk.kept, PRACTICE, Role.DELEGATE)
    with pytest.raises(RefusedError, match="Ben Marsh is the lead"):
        issue(desk.kept, PRACTICE, Role.DELEGATE, person="ben marsh")
    with pytest.raises(RefusedError, match="a lead's code is for nobody else"):
        issue(desk.kept, PRACTICE, Role.LEAD, person="Ann Other")
    with pytest.raises(RefusedError, match="Codes are for leads and delegates"):
        issue(desk.kept, PRACTICE, Role.INTERVIEWER)
    with pytest.raises(RightsError):
        issue(desk.kept, PRACTICE, Role.LEAD, by=admitted(desk, PRACTICE, Role.LEAD))
    with pytest.raises(UsageError, match="at most 200"):
        issue(desk.kept, PRACTICE, Role.DELEGATE, person="x" * 201)
    with pytest.raises(UsageError, match="WAVE/REF"):
        issue(desk.kept, "GP1", Role.LEAD)


def test_nothing_unseen_gets_into_a_name(desk: Desk) -> None:
    assert code_for(desk, PRACTICE, person="Eve\x1b[31m\n Hart\u202e").person == "Eve Hart"


def test_two_codes_never_begin_alike(desk: Desk) -> None:
    first = code_for(desk, PRACTICE)
    again = Desk(replace(desk.kept, token=Dice()))
    second = code_for(again, CLUB)
    assert desk.admit(first.code).case == PRACTICE
    assert desk.admit(second.code).case == CLUB


def test_a_closed_wave_lets_nobody_in(desk: Desk) -> None:
    issued = code_for(desk, PRACTICE)
    close_wave(desk.kept, "audit-11")
    with pytest.raises(StateError, match="closed unsigned"):
        desk.admit(issued.code)


def test_without_its_secret_no_code_can_be_checked(desk: Desk) -> None:
    issued = code_for(desk, PRACTICE)
    assert desk.kept.pepper.stat().st_mode & 0o777 == 0o600
    os.remove(desk.kept.pepper)
    with pytest.raises(StoreError, match="copy it from where the database was"):
        desk.admit(issued.code)


def test_no_code_is_kept(desk: Desk) -> None:
    issued = code_for(desk, PRACTICE)
    secret = issued.code.replace("-", "")[5:21]
    with desk.kept.database.reading() as connection:
        tables = SQLModel.metadata.sorted_tables
        rows = [str(row) for table in tables for row in connection.execute(select(table))]
    desk.close()
    contents = [file.read_bytes() for file in desk.kept.pepper.parent.iterdir()]
    contents.append("\n".join(rows).encode())
    assert issued.code.replace("-", "")[:5].encode() in contents[-1]
    for content in contents:
        assert issued.code.encode() not in content
        assert secret.encode() not in content


def test_a_secret_that_has_gone_is_never_made_anew_behind_codes_that_need_it(desk: Desk) -> None:
    issued = code_for(desk, PRACTICE)
    secret = desk.kept.pepper.read_bytes()
    os.remove(desk.kept.pepper)
    with pytest.raises(StoreError, match="cannot be checked or made without the file"):
        code_for(desk, CLUB)
    assert not desk.kept.pepper.exists()
    desk.kept.pepper.write_bytes(secret)
    assert desk.admit(issued.code).case == PRACTICE
    os.remove(desk.kept.pepper)
    revoke(desk.kept, PRACTICE)
    assert desk.admit(code_for(desk, CLUB).code).case == CLUB


def test_the_secret_is_made_once_by_however_many_begin_at_once(desk: Desk) -> None:
    begin = threading.Barrier(8)
    found: list[bytes] = []

    def first() -> None:
        begin.wait()
        found.append(pepper_of(desk.kept, create=True))

    for _ in range(20):
        desk.kept.pepper.unlink(missing_ok=True)
        threads = [threading.Thread(target=first) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert set(found) == {desk.kept.pepper.read_bytes()}
        found.clear()
    assert [file.name for file in desk.kept.pepper.parent.glob(".*")] == []


def test_the_secret_is_made_where_files_cannot_be_linked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert pepper_of(desk.kept, create=True) == pepper_of(desk.kept)
