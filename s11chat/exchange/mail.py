"""Letters as messages that every mail program reads, with headers that no name can break out of.

The standard library's `email` package writes them: it folds and encodes headers as the standards say (RFC 5322,
RFC 2047) and refuses what would be two headers in one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_LONGEST_LOCAL, _LONGEST = 64, 254
_POLICY = SMTP.clone(cte_type="7bit")
"""Everything in ASCII on the way, for servers that know nothing else."""


@dataclass(frozen=True)
class Draft:
    """What a message is made of."""

    sender: str
    sender_name: str
    to: str
    to_name: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    """Empty where the text goes alone."""
    message_id: str
    at: datetime
    unsent: bool = False
    """For a file: mail programs that know the mark open it ready to be sent."""


def address_fault(address: str) -> str:
    """Why no mail can go to an address; empty where it can."""
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        return f"'{address[:60]}' has letters before the @ that mail servers may not know"
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(_ascii(domain)):
        return f"'{address[:60]}' is no address that mail can go to"
    if len(local) > _LONGEST_LOCAL or len(local) + 1 + len(_ascii(domain)) > _LONGEST:
        return f"'{address[:60]}' is longer than an address may be"
    return ""


def envelope(address: str) -> str:
    """The address as mail servers write it. Raises UsageError for one that mail cannot go to."""
    fault = address_fault(address)
    if fault:
        raise UsageError(f"{fault}: mend it.")
    local, _, domain = address.rpartition("@")
    return f"{local}@{_ascii(domain)}"


def _ascii(domain: str) -> str:
    """The name of a domain as it is looked up; empty where it is none."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def new_message_id(token: Callable[[int], bytes], sender: str) -> str:
    """A name for a message that no other has and that tells nothing of this machine."""
    return f"<{token(16).hex()}@{envelope(sender).rpartition('@')[2]}>"


def written(draft: Draft) -> bytes:
    """The message, with the line ends of mail."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _mailbox(draft.sender_name, draft.sender)
    message["To"] = _mailbox(draft.to_name, draft.to)
    message["Subject"] = one_line(draft.subject)
    message["Date"] = format_datetime(draft.at)
    message["Message-ID"] = draft.message_id
    message["Auto-Submitted"] = "auto-generated"
    if draft.unsent:
        message["X-Unsent"] = "1"
    message.set_content(draft.text)
    if draft.html:
        message.add_alternative(draft.html, subtype="html")
    return message.as_bytes()


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = envelope(address).rpartition("@")
    return Address(one_line(name), local, domain)
