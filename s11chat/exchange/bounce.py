"""Letters that came back: what a delivery status notification (RFC 3464) says of the message it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from s11chat.errors import Problem, SourceError
from s11chat.language.harmless import in_short, one_line

_LARGEST = 10_000_000
_ID = re.compile(rb"^Message-ID:[ \t\r\n]*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_LONGEST = 300


@dataclass(frozen=True)
class Notice:
    """What became of a message, as a mail server tells it."""

    message_id: str
    """Of the message; empty where the notice does not say."""
    recipient: str
    action: str
    """failed, delayed, delivered, relayed or expanded"""
    status: str
    """Such as 5.1.1."""
    said: str
    """The status and the words of the server, on one line."""


def read_notice(path: Path) -> Notice:
    """The notice in a file. Raises SourceError where it is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > _LARGEST:
        raise SourceError([Problem(path.name, 1, f"a notice has at most {_LARGEST // 1_000_000} megabytes")])
    try:
        message = message_from_bytes(raw)
        fields = _fields(message)
    except RecursionError:
        raise SourceError(
            [Problem(path.name, 1, "there are too many parts in parts in this message")]
        ) from None
    if not fields.get("action") or not fields.get("final-recipient"):
        fault = "this is no notice about a letter that came back: save the whole message of the mail server"
        raise SourceError([Problem(path.name, 1, f"{fault}, or give the case instead of a file")])
    said = f"{fields.get('status', '')} {fields.get('diagnostic-code', '').partition(';')[2]}"
    return Notice(
        message_id=_original(raw, str(message.get("message-id", ""))),
        recipient=fields["final-recipient"].rpartition(";")[2].strip(),
        action=fields["action"].casefold(),
        status=fields.get("status", ""),
        said=in_short(said, _LONGEST),
    )


def _fields(message: Message) -> dict[str, str]:
    """What is said of the recipient that failed, else of the first: the message goes to one."""
    found: dict[str, str] = {}
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, Message) and "final-recipient" in block:
                said = {name.casefold(): one_line(str(value)) for name, value in block.items()}
                if not found or said.get("action", "").casefold() == "failed":
                    found = said
    return found


def _original(raw: bytes, own: str) -> str:
    """The name of the message that came back, which the notice carries at its end after its own."""
    names = [name.decode("ascii", "replace") for name in _ID.findall(raw)]
    return next((name for name in reversed(names) if name != own.strip()), "")
