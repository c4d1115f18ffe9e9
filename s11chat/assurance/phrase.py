"""Signing phrases: six words, or a person's own sentence, that are the key of a signature.

The phrase is kept nowhere. A slow function turns it into a private key each time it is typed; the office
keeps the public key, so that it can check a signature and cannot make one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from s11chat.errors import RefusedError

WORDS_IN_PHRASE = 6
OWN_CHARACTERS = 20
OWN_WORDS = 5
SALT_BYTES = 16
METHOD = "scrypt:32768:8:1"
"""How a key is made of a phrase; kept beside each public key. The figures are n, r and p."""
_COST, _BLOCK, _LANES = 2**15, 8, 1
_LONGEST = 1000


@cache
def words() -> tuple[str, ...]:
    """The 2048 words that phrases are made of: eleven bits each."""
    return tuple(files("s11chat.assurance").joinpath("words.txt").read_text("ascii").split())


def new_phrase(token: Callable[[int], bytes]) -> str:
    """Six different words, drawn with `token(number of bytes)`, such as `secrets.token_bytes`.

    Eight bytes to a word leave a bias too small to matter (2048 of 2**64).
    """
    left = list(words())
    drawn = [left.pop(int.from_bytes(token(8), "big") % len(left)) for _ in range(WORDS_IN_PHRASE)]
    return " ".join(drawn)


def tidy(text: str) -> str:
    """A phrase in the one form that counts: case folded, single spaces, none at the ends.

    Keyboards write an accent as one character or as two; both come out the same.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def own_phrase(text: str) -> str:
    """A phrase of a person's own choosing, tidied. Raises RefusedError where it would be easy to guess."""
    phrase = tidy(text)
    if len(phrase) < OWN_CHARACTERS or len(set(phrase.split())) < OWN_WORDS:
        raise RefusedError(
            f"A phrase of your own needs at least {OWN_CHARACTERS} characters and {OWN_WORDS} different words: "
            "make it longer, or take the one offered."
        )
    if len(phrase) > _LONGEST:
        raise RefusedError(f"A phrase can have at most {_LONGEST} characters: choose a shorter one.")
    return phrase


class SigningKey:
    """A private key for as long as it takes to sign; it shows and keeps nothing of the phrase."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw().hex()
        """The public key, in hexadecimal."""

    def sign(self, message: bytes) -> str:
        """The signature of `message`, in hexadecimal."""
        return self._private.sign(message).hex()


def derive(phrase: str, salt: bytes, method: str = METHOD) -> SigningKey:
    """The key of a phrase under the salt it was enrolled with; takes about a tenth of a second.

    Whether it is the right phrase shows in its public key alone.
    """
    if method != METHOD:
        raise RefusedError(
            "This phrase was enrolled in a way this version does not know: enrol a new phrase."
        )
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt has at least {SALT_BYTES} bytes")
    function = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES)
    typed = tidy(phrase).encode("utf-8", "surrogatepass")
    return SigningKey(Ed25519PrivateKey.from_private_bytes(function.derive(typed)))


def verify(public_hex: str, signature_hex: str, message: bytes) -> bool:
    """Whether the signature of `message` was made with the private half of this key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True
