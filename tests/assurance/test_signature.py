"""A signature holds for exactly what was signed; any one change to it is found, and named where it can be."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from s11chat.assurance.phrase import derive
from s11chat.assurance.signature import (
    STATEMENT,
    CoveredAnswer,
    Scope,
    Signature,
    Statement,
    check,
    differences,
    message,
    scope_digest,
    sign,
)
from s11chat.errors import RefusedError

KEY = derive("the heron waits by our old canal", b"s" * 16)
OTHER_KEY = derive("the otter waits by our old canal", b"s" * 16)
FIRST = CoveredAnswer("1.1", "Is there a named lead?", 2, "a" * 64, None, ("b" * 64,), ("c" * 64,))
SECOND = CoveredAnswer("1.2", "Is the policy reviewed?", 1, "d" * 64, "dont_know")
SCOPE = Scope("2024", "2024/HH", "17", "chscb-2011", "1.0.0", "e" * 64, "1", (FIRST, SECOND))
SAID = Statement("Ada Example", "Director", STATEMENT, "2024-05-01T10:00:00+00:00")
SIGNED = sign(SCOPE, SAID, KEY)


def _changed(value: Any) -> Any:
    match value:
        case str():
            return value + "x"
        case int():
            return value + 1
        case tuple():
            return value[:-1] if value else ("f" * 64,)
        case _:
            return "refused"


def _each_field_changed_once(record: Any) -> dict[str, Any]:
    return {f.name: replace(record, **{f.name: _changed(getattr(record, f.name))}) for f in fields(record)}


SCOPES = _each_field_changed_once(SCOPE)
ANSWERS = _each_field_changed_once(FIRST) | {
    "no_answer taken away": replace(FIRST, no_answer=""),
    "remark added": replace(FIRST, remarks=(*FIRST.remarks, "0" * 64)),
    "remark taken for evidence": replace(FIRST, remarks=(), evidence=FIRST.remarks + FIRST.evidence),
    "evidence added": replace(FIRST, evidence=(*FIRST.evidence, "0" * 64)),
}
STATEMENTS = _each_field_changed_once(SAID)


def test_a_signature_is_good_for_what_was_signed() -> None:
    assert check(SIGNED, SCOPE) is None
    assert check(SIGNED, replace(SCOPE)) is None
    assert SIGNED.section == "1"
    assert SIGNED.digest == scope_digest(SCOPE)


def test_the_bytes_signed_stay_the_same_in_every_version() -> None:
    assert message("d", Statement("n", "r", "t", "a")) == (
        b'{"purpose":"s11chat signature 1","scope":"d",'
        b'"statement":{"at":"a","name":"n","role":"r","text":"t"}}'
    )
    assert scope_digest(SCOPE) == KNOWN_DIGEST


KNOWN_DIGEST = "6fa499057f8d8f252f818a32229cae82a8f7eaa1aaa31e48f352ce3e44e7b8f2"


@pytest.mark.parametrize("name", SCOPES)
def test_any_field_of_the_scope_changed_is_found(name: str) -> None:
    assert check(SIGNED, SCOPES[name]) is not None


@pytest.mark.parametrize("name", ANSWERS)
def test_any_field_of_an_answer_changed_is_found_and_named(name: str) -> None:
    now = replace(SCOPE, answers=(ANSWERS[name], SECOND))
    found = check(SIGNED, now)
    assert found is not None
    assert found.endswith("the answers are not those that were signed.")
    named = check(SIGNED, now, SCOPE)
    assert named is not None
    assert "1.1" in named
    assert "1.2" not in named


@pytest.mark.parametrize("name", STATEMENTS)
def test_any_field_of_the_statement_changed_is_found(name: str) -> None:
    found = check(replace(SIGNED, statement=STATEMENTS[name]), SCOPE)
    assert found is not None
    assert "does not fit its key" in found


@pytest.mark.parametrize("name", [f.name for f in fields(Signature) if f.name != "statement"])
def test_any_field_of_the_signature_changed_is_found(name: str) -> None:
    value = getattr(SIGNED, name)
    changes: dict[str, Any] = {name: ("1" if value[0] != "1" else "2") + value[1:]}
    assert check(replace(SIGNED, **changes), SCOPE) is not None


def test_another_persons_key_does_not_make_it_theirs() -> None:
    assert check(replace(SIGNED, public_key=OTHER_KEY.public), SCOPE) is not None
    moved = replace(sign(SCOPE, SAID, OTHER_KEY), public_key=KEY.public)
    assert check(moved, SCOPE) is not None


def test_answers_exchanged_added_or_gone_are_found() -> None:
    swapped = replace(SCOPE, answers=(SECOND, FIRST))
    assert "another order" in (check(SIGNED, swapped, SCOPE) or "")
    added = replace(SCOPE, answers=(FIRST, SECOND, replace(SECOND, question="1.3")))
    assert "1.3" in (check(SIGNED, added, SCOPE) or "")
    gone = replace(SCOPE, answers=(FIRST,))
    assert "1.2" in (check(SIGNED, gone, SCOPE) or "")
    assert differences(SCOPE, gone) == ("1.2",)
    assert differences(SCOPE, SCOPE) == ()


def test_a_scope_that_was_not_signed_names_nothing() -> None:
    now = replace(SCOPE, answers=(replace(FIRST, revision=3), SECOND))
    forged = replace(SCOPE, answers=(FIRST, replace(SECOND, revision=9)))
    found = check(SIGNED, now, forged)
    assert found is not None
    assert "1.2" not in found


def test_many_changes_are_named_up_to_eight() -> None:
    before = replace(SCOPE, answers=tuple(replace(FIRST, question=f"q{n}") for n in range(12)))
    after = replace(before, answers=tuple(replace(answer, revision=9) for answer in before.answers))
    found = check(sign(before, SAID, KEY), after, before)
    assert found is not None
    assert found.endswith("since then q0, q1, q2, q3, q4, q5, q6, q7 and 4 more changed.")


def test_nobody_signs_without_name_statement_or_answers() -> None:
    with pytest.raises(RefusedError, match="full name"):
        sign(SCOPE, replace(SAID, name="  "), KEY)
    with pytest.raises(RefusedError, match="statement"):
        sign(SCOPE, replace(SAID, text=""), KEY)
    with pytest.raises(RefusedError, match="no answers yet"):
        sign(replace(SCOPE, answers=()), SAID, KEY)
