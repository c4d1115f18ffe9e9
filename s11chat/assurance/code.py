"""Access codes: how they are made, read back from a letter or a voice, and recognised without being kept.

A code has a public selector, which finds its row, and a secret of 80 random bits, of which the store keeps
a keyed hash only. The last character checks the others, so a slip of the finger is told from a wrong code
without asking the store.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from s11chat.errors import AccessError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O (taken for 1 and 0) and no U (heard as a word, and makes words)."""
SELECTOR_LENGTH = 5
SECRET_LENGTH = 16
LENGTH = SELECTOR_LENGTH + SECRET_LENGTH + 1

UNKNOWN_CODE = "This access code opens nothing: compare it with your letter, or ask the office for a new one."
"""Said of unknown, wrong, revoked and expired codes alike, so that guessing teaches nothing."""
MALFORMED_CODE = (
    f"That is not an access code as we write them: type all {LENGTH} letters and digits of your letter "
    "(spaces and dashes do not matter)."
)

HIDDEN = "[access code]"
"""What stands for a code that was typed where it does not belong."""

_IN_TEXT = re.compile(r"(?<!\w)[0-9A-Za-z]{5}[ _-]?(?:[0-9A-Za-z]{4}[ _-]?){3}[0-9A-Za-z]{5}(?!\w)")
_PLACE = {character: place for place, character in enumerate(ALPHABET)}
_TAKEN_FOR = str.maketrans("OIL", "011")
_GROUPS = (5, 4, 4, 4, 5)
_OWN, _CARRIED = "own:", "carried:"
"""What the verifier of a code begins with that has a pepper of its own, and of one that came with a bundle."""
_FREE_TRIES = 5
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=1)


@dataclass(frozen=True)
class AccessCode:
    """A new code; `text` is what is printed in the letter, once. Only the selector may appear in a log."""

    selector: str
    secret: str = field(repr=False)
    text: str = field(repr=False)


def new_code(token: Callable[[int], bytes]) -> AccessCode:
    """A code made of `token(number of bytes)`, a source of random bytes such as `secrets.token_bytes`."""
    selector = _written(token(4), SELECTOR_LENGTH)
    secret = _written(token(10), SECRET_LENGTH)
    characters = selector + secret
    return AccessCode(selector, secret, _grouped(characters + _check_character(characters)))


def parse(text: str) -> tuple[str, str]:
    """The selector and the secret of a code as a person typed it.

    Raises AccessError where it cannot be a code at all or holds a slip.
    """
    typed = "".join(c for c in text[: LENGTH * 8] if not _only_separates(c)).upper().translate(_TAKEN_FOR)
    characters = typed[:-1]
    if (
        len(typed) != LENGTH
        or any(character not in _PLACE for character in typed)
        or _check_character(characters) != typed[-1]
    ):
        raise AccessError(MALFORMED_CODE)
    return characters[:SELECTOR_LENGTH], characters[SELECTOR_LENGTH:]


def verifier(secret: str, pepper: bytes) -> str:
    """What the store keeps of a secret: HMAC-SHA-256 under the database's own pepper, in hexadecimal.

    A fast hash is enough, for the secret is random and too long to be tried out.
    """
    if not pepper:
        raise ValueError("the pepper of a database cannot be empty")
    return hmac.new(pepper, secret.encode("utf-8"), hashlib.sha256).hexdigest()


def own_pepper(pepper: bytes, selector: str) -> bytes:
    """The pepper of one code, which may leave the office with it: that of the database cannot be found from it."""
    if not pepper:
        raise ValueError("the pepper of a database cannot be empty")
    return hmac.new(pepper, f"s11chat own pepper {selector}".encode(), hashlib.sha256).digest()


def own_verifier(code: AccessCode, pepper: bytes) -> str:
    """What the store keeps of a new code: the verifier of its secret under the pepper of this code alone."""
    return _OWN + verifier(code.secret, own_pepper(pepper, code.selector))


def carried(kept: str, pepper: bytes, selector: str) -> str | None:
    """What a bundle carries so that its holder's code can be checked far from the office; never what proves it.

    None where the code was issued under the pepper of the database, which stays where it is.
    """
    if kept.startswith(_CARRIED):
        return kept
    key = known_key(kept)
    return f"{_CARRIED}{own_pepper(pepper, selector).hex()}:{_check(key)}" if key else None


def known_key(kept: str) -> bytes | None:
    """The key that the holder of a code proves it with, as whoever issued the code knows it; None where they cannot."""
    return bytes.fromhex(kept.removeprefix(_OWN)) if kept.startswith(_OWN) else None


def proof_key(secret: str, pepper: bytes, selector: str, kept: str) -> bytes:
    """The same key, as the holder of the code comes by it."""
    own = _carried_parts(kept)[0] if kept.startswith(_CARRIED) else own_pepper(pepper, selector)
    return bytes.fromhex(verifier(secret, own))


def matches(secret: str, pepper: bytes, kept: str, selector: str = "") -> bool:
    """Whether `secret` belongs to the verifier `kept`; takes the same time however much of it fits."""
    own = own_pepper(pepper, selector)
    if kept.startswith(_CARRIED):
        own, check = _carried_parts(kept)
        return hmac.compare_digest(_check(bytes.fromhex(verifier(secret, own))).encode(), check)
    whole, single = verifier(secret, pepper), _OWN + verifier(secret, own)
    told = kept.encode("utf-8", "replace")
    return hmac.compare_digest(whole.encode(), told) | hmac.compare_digest(single.encode(), told)


def _check(key: bytes) -> str:
    return hmac.new(key, b"s11chat bundle check", hashlib.sha256).hexdigest()


def _carried_parts(kept: str) -> tuple[bytes, bytes]:
    """The pepper and the check of what a bundle carried; what is damaged fits no code."""
    pepper, _, check = kept.removeprefix(_CARRIED).partition(":")
    try:
        own = bytes.fromhex(pepper)
    except ValueError:
        own = b""
    return own or b"\0", check.encode("utf-8", "replace")


def locked_for(failures: int) -> timedelta:
    """How long a door stays shut after `failures` wrong tries in a row.

    Nothing below five, then a minute, doubled with each further try up to an hour.
    """
    if failures < _FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - _FREE_TRIES, 6)
    return min(_FIRST_LOCK * (1 << doublings), _LONGEST_LOCK)


def hidden(text: str) -> str:
    """`text` with every access code in it replaced: a code typed where it does not belong is neither kept nor shown."""
    return _IN_TEXT.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    try:
        parse(found[0])
    except AccessError:
        return found[0]
    return HIDDEN


def _written(raw: bytes, length: int) -> str:
    """The lowest `length` times five bits of `raw` in our alphabet."""
    number = int.from_bytes(raw, "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(length)))


def _grouped(characters: str) -> str:
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(characters[start : start + length])
        start += length
    return "-".join(groups)


def _only_separates(character: str) -> bool:
    """Spaces, dashes of every length, and the invisible marks that come along when text is pasted."""
    return unicodedata.category(character) in {"Pd", "Zs", "Cc", "Cf"} or character in "_.\u2212"


def _check_character(characters: str) -> str:
    """A character that fits no more once any one other is changed or any two are exchanged.

    The characters are the coefficients of a polynomial over the field of 32 elements (x^5 + x^2 + 1), taken
    at a generator: its powers differ over 31 places, more than a code has.
    """
    total = 0
    for character in characters:
        total = (total << 1) ^ _PLACE[character]
        if total & 32:
            total ^= 0b100101
    total <<= 1  # its own place counts too, so that it cannot be exchanged with its neighbour
    return ALPHABET[total ^ 0b100101 if total & 32 else total]
