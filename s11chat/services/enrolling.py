"""The phrase a lead signs with: offered, enrolled, and turned into a key when it is typed."""

from __future__ import annotations

from s11chat.assurance import phrase as phrases
from s11chat.errors import RefusedError
from s11chat.services.admitting import Door
from s11chat.services.kept import Kept
from s11chat.store.record import KeyRecord


class Keyring:
    """The signing keys of one person in one wave."""

    def __init__(self, kept: Kept, wave: str, person: str) -> None:
        self._kept, self._wave, self._person = kept, wave, person

    @property
    def current(self) -> KeyRecord | None:
        """The public half of the key they sign with now."""
        return self._kept.keys.current(self._person)

    def offer(self) -> str:
        """Six words that may be accepted; they are kept nowhere."""
        return phrases.new_phrase(self._kept.token)

    def enrol(self, phrase: str) -> None:
        """Makes `phrase` the key; an earlier one is revoked, its signatures stay checkable."""
        salt = self._kept.token(phrases.SALT_BYTES)
        key = phrases.derive(phrases.own_phrase(phrase), salt)
        self._kept.keys.enrol(
            self._wave, self._person, key.public, salt.hex(), phrases.METHOD, self._kept.clock()
        )

    def unlock(self, phrase: str) -> tuple[KeyRecord, phrases.SigningKey]:
        """The key that `phrase` makes. Raises RefusedError for another phrase, AccessError after too many."""
        record = self.current
        if record is None:
            raise RefusedError("You have no signing phrase yet: choose one first, then sign.")
        door = Door(self._kept, f"phrase of {record.id}")
        door.must_be_open()
        key = phrases.derive(phrase, bytes.fromhex(record.phrase_salt), record.kdf)
        if key.public != record.public_key:
            door.wrong()
            raise RefusedError(
                "That is not the phrase you enrolled: nothing was signed. Lost it? Enrol a new one: key n, "
                "or the word phrase."
            )
        door.right()
        return record, key
