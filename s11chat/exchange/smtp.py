"""Handing letters to a mail server: one connection for many, taken up again after a drop, each letter told apart.

The standard library's `smtplib` and `ssl` speak to the server; no package is needed beside them.
"""

from __future__ import annotations

import netrc
import smtplib
import socket
import ssl
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from s11chat.errors import BusyError, RefusedError, UsageError
from s11chat.language.harmless import in_short, one_line

_PORT = {"starttls": 587, "ssl": 465, "none": 25}
_LONGEST = 300
"""Characters kept of what a server says."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_PATIENCE = 10
"""How much longer than any other answer the one to a whole message may take: its sending twice is worse."""


class Tls(StrEnum):
    """How the way to the server is encrypted."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class Went(StrEnum):
    """What became of a message."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The server had all of it and did not answer."""


@dataclass(frozen=True)
class Server:
    """A mail server and how to speak with it."""

    host: str
    port: int = 0
    """0 for the usual one."""
    user: str = ""
    password: str = field(default="", repr=False)
    tls: Tls = Tls.STARTTLS
    ca: Path | None = None
    """Certificates to trust in place of the system's."""
    insecure: bool = False
    """Whether a server elsewhere may be spoken to without encryption."""
    timeout: float = 60
    """Seconds."""
    tries: int = 4
    """How often one letter is handed over before it is left."""
    name: str = "localhost"
    """What we call ourselves: the domain letters come from, never the name of this machine."""


def server_of(
    host: str, port: str = "", user: str = "", password: str = "", tls: str = "", ca: str = ""
) -> Server:
    """The mail server from settings as they were written. Raises UsageError for what cannot be."""
    if not host:
        raise UsageError("Name the mail server: --host mail.example.org, or S11CHAT_SMTP_HOST.")
    if not (port or "1").isdigit() or not 0 < int(port or 1) < 65536:
        raise UsageError(f"'{port[:20]}' is no port: give a number from 1 to 65535.")
    ways = [one.value for one in Tls]
    if tls and tls not in ways:
        raise UsageError(f"S11CHAT_SMTP_TLS is {', '.join(ways[:-1])} or {ways[-1]}, not '{tls[:20]}'.")
    if user and not password:
        raise UsageError(
            f"There is no password for {user}: set S11CHAT_SMTP_PASSWORD, or give --password-file."
        )
    way = Tls(tls or Tls.STARTTLS)
    return Server(host, int(port or 0), user, password, way, Path(ca) if ca else None)


@dataclass(frozen=True)
class Handed:
    """What came of handing over one message."""

    went: Went
    said: str = ""
    """By the server, made harmless."""
    over: bool = False
    """The server takes no further letter either."""


class _DroppedError(Exception):
    """The connection is gone, or nothing came in time, before the server had the whole message."""


class _AnsweredError(Exception):
    """The server said no; in which words, and to what."""

    def __init__(self, code: int, said: bytes, *, to_all: bool = False) -> None:
        self.code, self.said, self.to_all = code, said, to_all


class Post:
    """A connection to a mail server."""

    def __init__(self, server: Server, pause: Callable[[float], bool]) -> None:
        """`pause` waits for that many seconds and says whether to go on after it."""
        self._server, self._pause = server, pause
        self._client: smtplib.SMTP | None = None
        self._used = False

    def open(self) -> None:
        """Connects, encrypts and logs in.

        Raises UsageError for settings that cannot be, RefusedError for a certificate or password that is not
        taken, BusyError where the server cannot be reached.
        """
        where = f"{self._server.host}:{self._server.port or _PORT[self._server.tls]}"
        _must_be_safe(self._server)
        try:
            self._connect()
        except ssl.SSLCertVerificationError as error:
            raise RefusedError(
                f"The certificate of {where} is not trusted ({one_line(error.verify_message)[:120]}): "
                "check the name of the server, or give its authority with --ca FILE."
            ) from None
        except ssl.SSLError:
            raise RefusedError(
                f"{where} does not speak TLS as asked: try --tls starttls, --tls ssl or another --port."
            ) from None
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError(f"{where}: {_told(str(error))}: ask whoever runs it.") from None
        except smtplib.SMTPAuthenticationError as error:
            raise RefusedError(
                f"{where} does not let {one_line(self._server.user)} in ({_words(error.smtp_code, error.smtp_error)}): "
                "check the user and the password."
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise BusyError(
                f"The mail server {where} cannot be used ({_told(_reason(error))}): try again."
            ) from None

    def hand(self, sender: str, to: str, message: bytes) -> Handed:
        """Hands over one message, trying again after drops and temporary refusals."""
        last = Handed(Went.DEFERRED)
        for attempt in range(self._server.tries):
            fresh = self._client is None or not self._used
            try:
                return self._hand(sender, to, message)
            except _AnsweredError as answer:
                last = Handed(Went.DEFERRED, _words(answer.code, answer.said), over=answer.to_all)
                if answer.code >= 500:
                    return last if answer.to_all else Handed(Went.REFUSED, last.said)
            except (_DroppedError, OSError, smtplib.SMTPException) as error:
                self.close()
                last = Handed(Went.DEFERRED, _told(_reason(error)), over=True)
                if not fresh:
                    continue  # a server may hang up after so many letters; a new connection is tried at once
            wait = min(_FIRST_WAIT * 2**attempt, _LONGEST_WAIT)
            if attempt + 1 < self._server.tries and not self._pause(wait):
                break
        return last

    def close(self) -> None:
        """Lets go of the server."""
        client, self._client, self._used = self._client, None, False
        if client is not None:
            with suppress(smtplib.SMTPException, OSError):
                client.sock.settimeout(min(5, self._server.timeout)) if client.sock else None
                client.quit()
            client.close()

    def __enter__(self) -> Post:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        port = server.port or _PORT[server.tls]
        client: smtplib.SMTP
        if server.tls is Tls.SSL:
            context = _context(server)
            client = smtplib.SMTP_SSL(server.host, port, server.name, timeout=server.timeout, context=context)
        else:
            client = smtplib.SMTP(server.host, port, server.name, timeout=server.timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if server.tls is Tls.STARTTLS:
                client.starttls(context=_context(server))
                client.ehlo_or_helo_if_needed()
            if server.user:
                client.login(server.user, server.password)
        except BaseException:
            client.close()
            raise
        self._client, self._used = client, False
        return client

    def _hand(self, sender: str, to: str, message: bytes) -> Handed:
        client = self._client or self._connect()
        size = [f"size={len(message)}"] if client.has_extn("size") else []
        self._must_be(client.mail(sender, size), 250, to_all=True)
        self._used = True
        self._must_be(client.rcpt(to), 250, 251, 252)
        self._must_be(client.docmd("data"), 354)
        client.send(_dotted(message))
        if client.sock is not None:
            client.sock.settimeout(self._server.timeout * _PATIENCE)
        try:
            code, said = client.getreply()
        except smtplib.SMTPServerDisconnected as error:
            if isinstance(error.__context__, TimeoutError):
                self.close()
                return Handed(Went.UNKNOWN, "the mail server did not answer in time after it had the letter")
            raise  # closed without a word counts as a temporary refusal (RFC 5321, 3.8)
        if client.sock is not None:
            client.sock.settimeout(self._server.timeout)
        self._must_be((code, said), 250)
        return Handed(Went.SENT, _words(code, said))

    def _must_be(self, answer: tuple[int, bytes], *wanted: int, to_all: bool = False) -> None:
        """Raises what the answer of the server comes to; after a refusal the connection can be used again."""
        code, said = answer
        if code in wanted:
            return
        if code == 421 or not 400 <= code < 600:
            raise _DroppedError(_words(code, said))
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.rset()
        raise _AnsweredError(code, said, to_all=to_all)


def password_in(file: Path, host: str, user: str) -> tuple[str, str]:
    """The user and password for a host from a file such as `machine HOST login USER password WORD`.

    Raises UsageError where the file says none, cannot be read, or can be read by others.
    """
    shown = one_line(str(file))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise UsageError(f"Others can read {shown}, which holds a password: run chmod 600 on it.")
        found = netrc.netrc(str(file)).authenticators(host)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}.") from None
    except netrc.NetrcParseError as error:
        raise UsageError(
            f"{shown}:{error.lineno or 1}: write it as 'machine {host} login USER password WORD'."
        ) from None
    if found is None or (user and found[0] and found[0] != user):
        raise UsageError(f"{shown} has no password for {user or 'anybody'} at {host}: add a line for it.")
    return user or found[0], found[2] or ""


def _must_be_safe(server: Server) -> None:
    """Raises UsageError where letters, or a password, would go over a network for all to read."""
    if server.tls is not Tls.NONE or server.insecure or _is_here(server.host):
        return
    raise UsageError(
        f"Letters to {one_line(server.host)} would go unencrypted, codes and all: use --tls starttls or --tls ssl, "
        "or say --insecure."
    )


def _is_here(host: str) -> bool:
    """Whether a name means this machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _context(server: Server) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
    except (OSError, ssl.SSLError):
        raise UsageError(f"{one_line(str(server.ca))} holds no certificate that can be read (PEM).") from None


def _dotted(message: bytes) -> bytes:
    """The message as it goes over the wire: lines that begin with a dot get another (RFC 5321, 4.5.2)."""
    lines = b"\r\n".join(message.splitlines())
    body = lines.replace(b"\r\n.", b"\r\n..")
    return (b"." + body if body.startswith(b".") else body) + b"\r\n.\r\n"


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    if isinstance(error, socket.gaierror):
        return "there is no server of that name"
    return str(getattr(error, "strerror", "") or error) or "the connection was closed"


def _words(code: int, said: bytes | str) -> str:
    return _told(f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}")


def _told(said: str) -> str:
    return in_short(said, _LONGEST)
