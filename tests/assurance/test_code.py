"""Access codes survive voice and paper, slips are found, and nothing kept gives a code away."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.assurance.code import (
    ALPHABET,
    LENGTH,
    MALFORMED_CODE,
    UNKNOWN_CODE,
    AccessCode,
    locked_for,
    matches,
    new_code,
    parse,
    verifier,
)
from s11chat.errors import AccessError

PEPPER = b"a pepper of one database"


def _code(random: bytes) -> AccessCode:
    drawn = [random[:4], random[4:]]
    return new_code(lambda _: drawn.pop(0))


codes = st.binary(min_size=14, max_size=14).map(_code)


def test_a_new_code_takes_all_its_bits_from_the_source() -> None:
    asked: list[int] = []

    def token(count: int) -> bytes:
        asked.append(count)
        return secrets.token_bytes(count)

    code = new_code(token)
    assert asked == [4, 10]
    assert [len(group) for group in code.text.split("-")] == [5, 4, 4, 4, 5]
    assert len({new_code(secrets.token_bytes).secret for _ in range(500)}) == 500


def test_every_random_bit_of_the_secret_counts() -> None:
    seen = {_code(b"\0" * 4 + (1 << bit).to_bytes(10, "big")).secret for bit in range(80)}
    assert len(seen) == 80


def test_the_secret_is_not_in_what_is_logged() -> None:
    code = new_code(secrets.token_bytes)
    assert code.selector in repr(code)
    assert code.secret not in repr(code)
    assert code.text not in repr(code)


@given(codes)
def test_a_code_is_read_back(code: AccessCode) -> None:
    assert parse(code.text) == (code.selector, code.secret)


@given(codes)
def test_case_spaces_dashes_and_look_alikes_do_not_matter(code: AccessCode) -> None:
    expected = (code.selector, code.secret)
    plain = code.text.replace("-", "")
    ways = [
        plain,
        plain.lower(),
        f"  {' '.join(plain)}\n",
        code.text.replace("-", " – "),
        code.text.replace("0", "O").replace("1", "I"),
        code.text.replace("0", "o").replace("1", "l"),
        "\u200b" + code.text.replace("-", "\u00a0\u2011"),
    ]
    assert all(parse(way) == expected for way in ways)


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_found(code: AccessCode, place: int, other: str) -> None:
    plain = code.text.replace("-", "")
    changed = plain[:place] + other + plain[place + 1 :]
    if changed == plain:
        return
    with pytest.raises(AccessError):
        parse(changed)


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_any_two_exchanged_characters_are_found(code: AccessCode, one: int, two: int) -> None:
    characters = list(code.text.replace("-", ""))
    if characters[one] == characters[two]:
        return
    characters[one], characters[two] = characters[two], characters[one]
    with pytest.raises(AccessError):
        parse("".join(characters))


@pytest.mark.parametrize(
    "text",
    ["", "-", "K7M2P", "K7M2P-9XQ4-U", "0" * 21, "0" * 21 + "1", "0" * 23, "é" * 22, "٣" * 22, "A" * 10**6],
)
def test_what_is_no_code_gets_one_sentence(text: str) -> None:
    with pytest.raises(AccessError) as refusal:
        parse(text)
    assert str(refusal.value) == MALFORMED_CODE
    assert MALFORMED_CODE != UNKNOWN_CODE


@given(st.text(max_size=60))
def test_nothing_typed_raises_anything_else(text: str) -> None:
    try:
        selector, secret = parse(text)
    except AccessError:
        return
    assert set(selector + secret) <= set(ALPHABET)


def test_a_verifier_recognises_its_secret_under_its_pepper_only() -> None:
    secret = new_code(secrets.token_bytes).secret
    kept = verifier(secret, PEPPER)
    assert len(kept) == 64
    assert secret not in kept
    assert matches(secret, PEPPER, kept)
    assert not matches(secret, b"another pepper", kept)
    assert not matches(secret[::-1] + "0", PEPPER, kept)
    assert not matches(secret, PEPPER, "")
    assert not matches(secret, PEPPER, "é")
    with pytest.raises(ValueError, match="pepper"):
        verifier(secret, b"")


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (10**9, 60)],
)
def test_wrong_tries_shut_the_door_for_longer_and_longer(failures: int, minutes: int) -> None:
    assert locked_for(failures) == timedelta(minutes=minutes)
