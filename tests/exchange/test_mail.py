"""Letters as messages, and the notices of those that came back."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from s11chat.errors import SourceError, UsageError
from s11chat.exchange.bounce import read_notice
from s11chat.exchange.mail import Draft, address_fault, envelope, new_message_id, written
from tests.office import Dice

AT = datetime(2026, 9, 8, 9, 30, tzinfo=UTC)


def draft(**more: str) -> Draft:
    said: dict[str, Any] = {"sender": "audit@example.org", "sender_name": "The office", "to": "ann@example.org", "to_name": "Ann",
            "subject": "Hello", "text": "Dear Ann\n", "html": "", "message_id": "<1@example.org>"}  # fmt: skip
    return Draft(**(said | more), at=AT)


def opened(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, _class=EmailMessage, policy=SMTP)


def test_a_letter_is_text_with_a_page_beside_it() -> None:
    raw = written(draft(html="<p>Dear Ann – é</p>", text="Dear Ann – é " + "x" * 2000 + "\n"))
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    message = opened(raw)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    body = message.get_body(("plain",))
    assert body is not None
    assert "Dear Ann – é" in body.get_content()
    assert message["Date"] == "Tue, 08 Sep 2026 09:30:00 +0000"
    assert message["Message-ID"] == "<1@example.org>"


@pytest.mark.parametrize(
    "name",
    [
        "Ann\r\nBcc: eve@example.org", "Ann\nX-Other: 1", "Ann <eve@example.org>", 'Ann "the" Example', "Ann, Eve",
        "Änn Éxample", "李雷", "{{ code }}", "<b>Ann</b>", "Ann\\", "a" * 200, "Ann =?utf-8?q?x?=", "", "Ann\x00\x1b[2J", "(Ann",
    ],
)  # fmt: skip
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    message = opened(written(draft(to_name=name, sender_name=name, subject=f"For {name}")))
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    }  # fmt: skip
    assert [(one.username, one.domain) for one in message["To"].addresses] == [("ann", "example.org")]
    assert [(one.username, one.domain) for one in message["From"].addresses] == [("audit", "example.org")]


@pytest.mark.parametrize("name", ["Änn Éxample", "李雷", '"Ann" Example', "Ann, Eve", "O'Brien (Chair)"])
def test_names_arrive_as_they_are(name: str) -> None:
    message = opened(written(draft(to_name=name, subject=f"For {name} – {'and more ' * 20}")))
    assert message["To"].addresses[0].display_name == name
    assert message["Subject"].startswith(f"For {name} – and more")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ann@example.org", ""),
        ("o'brien+audit@sub.example.org", ""),
        ("ann@exämple.org", ""),
        ("änn@example.org", "letters before the @"),
        ("ann,eve@example.org", "no address that mail can go to"),
        ("ann@example.org,eve@example.org", "no address"),
        ("<ann@example.org>", "no address"),
        ("ann@", "no address"),
        ("@example.org", "no address"),
        ("ann", "no address"),
        ("", "no address"),
        ("ann eve@example.org", "no address"),
        ("ann@example..org", "no address"),
        (".ann@example.org", "no address"),
        ("ann@example.org\r\nBcc: eve@example.org", "no address"),
        ('"ann"@example.org', "no address"),
        ("ann@[127.0.0.1]", "no address"),
        ("a" * 65 + "@example.org", "longer than an address may be"),
    ],
)  # fmt: skip
def test_what_mail_cannot_go_to_is_told_beforehand(address: str, said: str) -> None:
    assert said in address_fault(address)
    assert bool(address_fault(address)) is bool(said)
    if said:
        with pytest.raises(UsageError):
            envelope(address)


def test_the_name_of_a_message_tells_nothing_of_this_machine() -> None:
    dice = Dice()
    names = {new_message_id(dice, "audit@exämple.org") for _ in range(100)}
    assert len(names) == 100
    assert all(name.endswith("@xn--exmple-cua.org>") for name in names)


NOTICE = """\
From: MAILER-DAEMON@mx.example.net
To: audit@example.org
Message-ID: <bounce-1@mx.example.net>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

--=b=
Content-Type: text/plain

I am sorry.

--=b=
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.org>: no such
    user\x1b[2J here

--=b=
Content-Type: {carried}

Message-ID:
 <1@example.org>
Subject: Hello

--=b=--
"""


def notice(folder: Path, *, to: str = "ann@example.org", action: str = "failed", carried: str = "text/rfc822-headers") -> Path:  # fmt: skip
    file = folder / "bounce.eml"
    file.write_text(NOTICE.format(to=to, action=action, carried=carried))
    return file


@pytest.mark.parametrize("carried", ["text/rfc822-headers", "message/rfc822"])
def test_a_notice_says_which_letter_came_back_and_why(tmp_path: Path, carried: str) -> None:
    found = read_notice(notice(tmp_path, carried=carried))
    assert (found.message_id, found.recipient, found.action) == (
        "<1@example.org>",
        "ann@example.org",
        "failed",
    )
    assert found.said == "5.1.1 550 5.1.1 <ann@example.org>: no such user here"


def test_a_delay_is_no_failure(tmp_path: Path) -> None:
    assert read_notice(notice(tmp_path, action="Delayed")).action == "delayed"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"hello", b"\x00\xff" * 1000, b"Subject: x\n\nBody", NOTICE.partition("Final")[0].encode(),
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 5000,
        b"Content-Type: message/delivery-status\n\n" + b"Final-Recipient: x\n" * 10,
    ],
)  # fmt: skip
def test_what_is_no_notice_is_told(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "bounce.eml"
    file.write_bytes(raw)
    with pytest.raises(SourceError, match=r"bounce\.eml:1: "):
        read_notice(file)
    with pytest.raises(SourceError, match="cannot be read"):
        read_notice(tmp_path / "none.eml")
