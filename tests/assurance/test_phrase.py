"""The word list holds what a spoken phrase needs, and a phrase is a key that only its typist has."""

from __future__ import annotations

import math
import secrets
from importlib.resources import files
from itertools import pairwise

import pytest

from s11chat.assurance import phrase
from s11chat.assurance.phrase import METHOD, SALT_BYTES, derive, new_phrase, own_phrase, tidy, verify, words
from s11chat.errors import RefusedError

SALT = b"s" * SALT_BYTES
PHRASE = "the heron waits by our old canal"


def test_the_list_is_2048_plain_sorted_different_words() -> None:
    listed = words()
    assert len(listed) == 2048
    assert list(listed) == sorted(set(listed))
    assert all(3 <= len(word) <= 7 and word.isascii() and word.isalpha() for word in listed)
    assert all(word == word.lower() for word in listed)


def test_the_list_is_one_word_a_line() -> None:
    text = files("s11chat.assurance").joinpath("words.txt").read_text("ascii")
    assert text.splitlines() == list(words())


def test_no_word_begins_another() -> None:
    listed = words()
    assert not [(one, two) for one, two in pairwise(listed) if two.startswith(one)]


def test_no_word_is_one_slip_from_another() -> None:
    """No letter missed, doubled, mistyped or exchanged with its neighbour turns one word into another."""
    seen: dict[str, str] = {}
    for word in words():
        left_out = {word[:i] + "?" + word[i + 1 :] for i in range(len(word))}
        shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
        exchanged = {
            word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            for i in range(len(word) - 1)
            if word[i] != word[i + 1]
        }
        assert not shorter & set(words()), word
        assert not exchanged & set(words()), word
        for form in left_out:
            assert form not in seen, (word, seen[form])
            seen[form] = word


@pytest.mark.parametrize(
    "pair",
    [
        "peace piece",
        "flour flower",
        "council counsel",
        "grey gray",
        "colour color",
        "night knight",
        "whole hole",
    ],
)
def test_of_words_that_sound_alike_or_have_two_spellings_there_is_none(pair: str) -> None:
    assert not set(pair.split()) & set(words())


def test_a_new_phrase_is_six_different_words_of_the_list() -> None:
    phrases = {new_phrase(secrets.token_bytes) for _ in range(300)}
    assert len(phrases) == 300
    for made in phrases:
        assert len(set(made.split())) == 6
        assert set(made.split()) <= set(words())
        assert own_phrase(made) == made
    assert math.log2(2048 * 2047 * 2046 * 2045 * 2044 * 2043) > 65.9


def test_the_phrase_comes_from_the_source_alone() -> None:
    assert new_phrase(lambda count: bytes(count)) == " ".join(words()[:6])
    last = new_phrase(lambda count: (2047).to_bytes(count, "big")).split()[0]
    assert last == words()[-1]


def test_a_phrase_is_tidied_before_it_counts() -> None:
    assert tidy("  The\tHeron \n waits ") == "the heron waits"
    assert tidy("Cafe\u0301 STRASSE") == tidy("caf\u00e9 stra\u00dfe")


@pytest.mark.parametrize(
    "text",
    ["", "a b c d e f g", "safeguarding safeguarding policy lead", "a " * 40],
)
def test_a_short_phrase_of_ones_own_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="at least 20 characters and 5 different words"):
        own_phrase(text)


def test_a_phrase_of_ones_own_that_is_long_enough_is_taken() -> None:
    assert own_phrase(" One two three  four five") == "one two three four five"


def test_an_endless_phrase_is_refused() -> None:
    with pytest.raises(RefusedError, match="at most 1000"):
        own_phrase("one two three four five " * 100)


def test_the_same_phrase_gives_the_same_key_and_another_another() -> None:
    key = derive(PHRASE, SALT)
    assert derive(f" {PHRASE.upper()}  ", SALT).public == key.public
    assert derive(PHRASE + "s", SALT).public != key.public
    assert derive(PHRASE, b"t" * SALT_BYTES).public != key.public
    assert len(key.public) == 64
    assert "heron" not in repr(vars(key))


@pytest.mark.usefixtures("real_cost")
def test_a_key_is_made_the_same_way_in_every_version() -> None:
    """Signatures are checked, and phrases typed, years after they were enrolled."""
    assert METHOD == f"scrypt:{phrase._COST}:8:1" == "scrypt:32768:8:1"
    assert derive("heron", bytes(range(16))).public == KNOWN_PUBLIC


KNOWN_PUBLIC = "c3098b179eca8b9629124cabfb935aa57d3cefdcc6e130cd9e6d24ea558072d7"


def test_a_signature_fits_its_message_and_key_only() -> None:
    key = derive(PHRASE, SALT)
    made = key.sign(b"message")
    assert verify(key.public, made, b"message")
    assert not verify(key.public, made, b"massage")
    assert not verify(derive("other", SALT).public, made, b"message")
    assert not verify(key.public, made[:-2] + ("00" if made[-2:] != "00" else "01"), b"message")


@pytest.mark.parametrize("text", ["", "zz", "ab", "ab" * 32, "é" * 64, "0" * 63])
def test_what_is_no_key_or_signature_does_not_verify(text: str) -> None:
    key = derive(PHRASE, SALT)
    assert not verify(text, key.sign(b"m"), b"m")
    assert not verify(key.public, text, b"m")


def test_an_unknown_method_and_a_short_salt_are_refused() -> None:
    with pytest.raises(RefusedError, match="enrol a new phrase"):
        derive(PHRASE, SALT, "scrypt:1099511627776:8:1")
    with pytest.raises(ValueError, match="16 bytes"):
        derive(PHRASE, b"short")


def test_whatever_the_keyboard_sends_makes_a_key() -> None:
    assert derive("caf\udce9 " + PHRASE, SALT).public
