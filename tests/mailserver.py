"""A real mail server for the tests: it takes letters, refuses, puts off, hangs up and dawdles as it is told."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "office", "correct horse"


@dataclass
class Postbox:
    """What the server took, and how it behaves."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """The recipient and the letter, of each that was taken."""
    answers: dict[str, list[str]] = field(default_factory=dict)
    """What is said to letters for an address instead of taking them, in turn; the last one stays if it is 5xx."""
    drop_data: int = 0
    """How many letters it hangs up on once it has them."""
    slow_mail: float = 0
    """Seconds before it answers who a letter is from; only the first time."""
    slow_data: float = 0
    """Seconds before it answers a whole letter; only the first time."""
    close_after: int = 0
    """Letters a connection may bring."""
    sender_answer: str = ""
    hold_after: int = 0
    """After so many letters it takes the next one whole and never answers."""
    held: threading.Event = field(default_factory=threading.Event)
    """Set once it holds one."""
    connections: int = 0
    called: str = ""
    """What the other side calls itself."""

    @property
    def recipients(self) -> list[str]:
        """The addresses of the letters taken, in order."""
        return [to for to, _ in self.taken]

    async def handle_EHLO(  # noqa: N802
        self, _server: Any, session: Any, _envelope: Any, hostname: str, said: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name, session.brought = hostname, 0
        self.called = hostname
        return said

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        wait, self.slow_mail = self.slow_mail, 0
        await asyncio.sleep(wait)
        if self.sender_answer:
            return self.sender_answer
        if self.close_after and session.brought >= self.close_after:
            return "421 4.7.0 Too many letters on one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        said = self.answers.get(address, [])
        if said:
            return said[0] if said[0].startswith("5") else said.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.drop_data:
            self.drop_data -= 1
            server.transport.abort()
            return "250 nobody hears this"
        wait, self.slow_data = self.slow_data, 0
        await asyncio.sleep(wait)
        if self.hold_after and len(self.taken) >= self.hold_after:
            self.held.set()
            await asyncio.sleep(600)
        session.brought += 1
        message = message_from_bytes(envelope.content, _class=EmailMessage, policy=MAIL)
        self.taken += [(to, message) for to in envelope.rcpt_tos]
        return "250 OK, taken"


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    host: str
    port: int
    box: Postbox


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _who(_server: Any, _session: Any, _envelope: Any, mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=right)


@contextmanager
def serving(
    *, tls: str = "none", context: ssl.SSLContext | None = None, auth: bool = False
) -> Iterator[Served]:
    """A server on this machine, for as long as the block lasts; `tls` is none, starttls or ssl."""
    box = Postbox()
    known: dict[str, Any] = {}
    if auth:  # by STARTTLS letters are taken after a login alone
        known = dict.fromkeys(("auth_required", "auth_require_tls"), tls == "starttls")
        known["authenticator"] = _who
    if tls == "ssl":
        known["ssl_context"] = context
    if tls == "starttls":
        known |= {"tls_context": context, "require_starttls": True}
    controller = Controller(box, hostname="127.0.0.1", port=_free_port("127.0.0.1"), **known)
    controller.start()
    try:
        yield Served("127.0.0.1", controller.port, box)
    finally:
        controller.stop()


@dataclass(frozen=True)
class Authority:
    """Somebody who signs certificates."""

    ca: Path
    """The certificate to trust."""
    authority: trustme.CA

    def context(self, *names: str) -> ssl.SSLContext:
        """What a server of these names proves itself with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*names).configure_cert(context)
        return context


def authority(folder: Path) -> Authority:
    """A new authority, its certificate in a file."""
    made = trustme.CA()
    file = folder / "ca.pem"
    made.cert_pem.write_to_path(str(file))
    return Authority(file, made)
