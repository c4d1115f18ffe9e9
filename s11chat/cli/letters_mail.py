"""`s11chat letters send`: the mail server's settings, the pace, and stopping between two letters."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import confirm, opened, say, tell
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.exchange.smtp import Server
    from s11chat.services.addressing import Mailing
    from s11chat.services.posting import Done

TLS = ("starttls", "ssl", "none")
_REFUSED, _LATER = 3, 4
"""Exit codes: an address that is refused is a problem in data; what was not taken may be tried again."""


def add_options(verb: argparse.ArgumentParser) -> None:
    """Adds what sending needs to know."""
    verb.add_argument("--host", metavar="NAME", help="the mail server (or S11CHAT_SMTP_HOST)")
    verb.add_argument(
        "--port", type=int, metavar="N", help="its port, else the usual one (or S11CHAT_SMTP_PORT)"
    )
    verb.add_argument(
        "--user",
        metavar="NAME",
        help="whom to log in as (or S11CHAT_SMTP_USER); the password is S11CHAT_SMTP_PASSWORD",
    )
    verb.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="or in a file: machine HOST login USER password WORD",
    )
    verb.add_argument(
        "--tls", choices=TLS, help="how to encrypt (or S11CHAT_SMTP_TLS); starttls unless you say"
    )
    verb.add_argument("--ca", type=Path, metavar="FILE", help="certificates to trust (or S11CHAT_SMTP_CA)")
    verb.add_argument("--insecure", action="store_true", help="let --tls none go over a network")
    verb.add_argument(
        "--timeout", type=float, default=60, metavar="SECONDS", help="how long to wait for an answer"
    )
    verb.add_argument(
        "--tries", type=int, default=4, metavar="N", help="how often to try a letter that is put off"
    )
    verb.add_argument("--rate", type=float, default=0, metavar="N", help="letters a minute at most")
    verb.add_argument("--dry-run", action="store_true", help="only show who would get what")
    verb.add_argument("--yes", action="store_true", help="do not ask")


def chosen_server(arguments: argparse.Namespace) -> Server:
    """The mail server from options, else from the environment. Raises UsageError for what cannot be."""
    from s11chat.errors import UsageError
    from s11chat.exchange.smtp import password_in, server_of

    mail = arguments.settings.mail
    host, user, password = arguments.host or mail.host, arguments.user or mail.user, mail.password
    if not 0 < arguments.timeout <= 3600 or not 1 <= arguments.tries <= 99 or not 0 <= arguments.rate <= 6000:
        raise UsageError(
            "Give --timeout up to 3600 seconds, --tries from 1 to 99 and --rate up to 6000 a minute."
        )
    if arguments.password_file and host:
        user, password = password_in(arguments.password_file, host, user)
    port, ca = str(arguments.port or mail.port), str(arguments.ca or mail.ca)
    server = server_of(host, port, user, password, arguments.tls or mail.tls, ca)
    return replace(server, insecure=arguments.insecure, timeout=arguments.timeout, tries=arguments.tries)


class _Pace:
    """Waits as long as the rate asks for, and stops waiting once somebody wants to stop."""

    def __init__(self, rate: float) -> None:
        self._between, self._next = (60 / rate if rate else 0.0), 0.0
        self.stopped = threading.Event()

    def pause(self, seconds: float) -> bool:
        """Waits; whether to go on."""
        return not self.stopped.wait(seconds)

    def go_on(self) -> bool:
        """Waits until the next letter may go; whether it is to go."""
        going = self.pause(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._between
        return going


@contextmanager
def _stopping(pace: _Pace) -> Iterator[None]:
    """Within it Ctrl+C stops after the letter in hand; a second one stops at once."""

    def stop(_signal: int, _frame: object) -> None:
        if pace.stopped.is_set():
            raise KeyboardInterrupt
        pace.stopped.set()
        print("\nStopping after this letter.", file=sys.stderr, flush=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def send(arguments: argparse.Namespace) -> int:
    """Sends the letters that are due."""
    from s11chat.cli.letters import asked, looked_up, templates
    from s11chat.exchange.mail import envelope
    from s11chat.exchange.smtp import Post
    from s11chat.services.posting import Office

    texts = templates(arguments)
    with opened(arguments) as desk:
        found = looked_up(desk, asked(arguments))
        if arguments.dry_run:
            return _shown(found)
        server = chosen_server(arguments)
        office = Office(desk.kept, found, texts)
        server = replace(server, name=envelope(found.plan.sender).rpartition("@")[2])
        if not found.due:
            say("No letter is due.")
            return 0
        confirm(
            f"Send {number_of(len(found.due), 'letter')} ({found.stage}) of {found.wave.id}?",
            yes=arguments.yes,
        )
        pace = _Pace(arguments.rate)
        with Post(server, pace.pause) as post, _stopping(pace):
            post.open()
            done = _counted(office.by_mail(post, pace.go_on), len(found.due))
    code = _summed_up(done, len(found.due))
    if pace.stopped.is_set():
        raise KeyboardInterrupt
    return code


def _shown(found: Mailing) -> int:
    for one in found.due:
        assert one.to is not None
        tell(
            f"{one.ref:<14} {one.kind:<11} {one.to.name} <{one.to.address}>{'  with a code' if one.coded else ''}"
        )
    say(f"{number_of(len(found.due), 'letter')} would be sent. Nothing was sent and no code issued.")
    return 0


def _counted(letters: Iterator[Done], of: int) -> list[Done]:
    """Every letter as it went, told a line each where it did not go; a count on a terminal."""
    done = []
    on_terminal = sys.stderr.isatty()
    for one in letters:
        done.append(one)
        if on_terminal:
            print(f"\r{len(done)} of {of}", end="", file=sys.stderr, flush=True)
        if one.step != "sent":
            say(f"{one.case}: {one.name} <{one.address}>: {_told(one)}")
    if on_terminal and done:
        print(file=sys.stderr)
    return done


def _told(one: Done) -> str:
    if one.step is None:
        return f"not written: {one.said}"
    return f"{'not known whether sent' if one.step == 'written' else one.step}{': ' if one.said else ''}{one.said}"


def _summed_up(done: list[Done], of: int) -> int:
    sent = sum(one.step == "sent" for one in done)
    refused = sum(one.step == "refused" for one in done)
    later = of - sent - refused - sum(one.step is None for one in done)
    say(f"{sent} of {number_of(of, 'letter')} sent.")
    if later:
        say("The same command goes on with the rest; what may have gone out is left alone.")
        return _LATER
    return _REFUSED if refused else 0
