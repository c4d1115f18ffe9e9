"""Letters handed to a real mail server: encrypted, logged in, refused, put off, hung up on and kept waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s11chat.errors import BusyError, RefusedError, UsageError
from s11chat.exchange.mail import Draft, new_message_id, written
from s11chat.exchange.smtp import Post, Server, Tls, Went, password_in
from tests.mailserver import PASSWORD, USER, Authority, Postbox, Served, authority, serving
from tests.office import Dice

SENDER = "audit@example.org"


def letter(to: str = "ann@example.org", text: str = "Dear Ann\n.\n..dots\n") -> bytes:
    made_id = new_message_id(Dice(to), SENDER)
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return written(Draft(SENDER, "The office", to, "Ann Example", "Hello", text, "", made_id, at))


def post(served: Served, **more: object) -> Post:
    server = Server(served.host, served.port, tls=Tls.NONE, timeout=20, tries=3)
    return Post(replace(server, **more), lambda _seconds: True)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as running:
        yield running


@pytest.fixture
def box(served: Served) -> Postbox:
    return served.box


def test_one_connection_brings_many_letters_word_for_word(served: Served) -> None:
    with post(served) as opened:
        opened.open()
        for number in range(300):
            assert (
                opened.hand(SENDER, f"p{number}@example.org", letter(f"p{number}@example.org")).went
                is Went.SENT
            )
    assert served.box.recipients == [f"p{number}@example.org" for number in range(300)]
    assert (served.box.connections, served.box.called) == (1, "localhost")
    assert {message.get_content().replace("\r\n", "\n") for _, message in served.box.taken} == {
        "Dear Ann\n.\n..dots\n"
    }


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.SSL])
def test_encrypted_and_logged_in(signed: Authority, tls: Tls) -> None:
    context = signed.context("127.0.0.1")
    with serving(tls=tls, context=context, auth=True) as running:
        with post(running, tls=tls, ca=signed.ca, user=USER, password=PASSWORD) as opened:
            opened.open()
            assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.SENT
        assert running.box.recipients == ["ann@example.org"]
        for user, password in ((USER, "wrong battery"), ("nobody", PASSWORD)):
            wrong = post(running, tls=tls, ca=signed.ca, user=user, password=password)
            with pytest.raises(
                RefusedError, match=f"does not let {user} in .*check the user and the password"
            ) as told:
                wrong.open()
            assert password not in str(told.value)
        if tls is Tls.STARTTLS:
            with post(running, tls=tls, ca=signed.ca) as nobody:
                found = nobody.hand(SENDER, "ann@example.org", letter())
            assert (found.went, found.said[:3], found.over) == (Went.DEFERRED, "530", True)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.SSL])
def test_a_certificate_has_to_be_of_this_server_and_of_somebody_trusted(
    signed: Authority, tls: Tls, tmp_path: Path
) -> None:
    for names, ca in ((("mail.example.org",), signed.ca), (("127.0.0.1",), authority(tmp_path).ca), (("127.0.0.1",), None)):  # fmt: skip
        with serving(tls=tls, context=signed.context(*names)) as running:
            with pytest.raises(RefusedError, match=r"certificate of 127\.0\.0\.1:\d+ is not trusted"):
                post(running, tls=tls, ca=ca, insecure=True).open()
            assert running.box.taken == []


def test_what_does_not_speak_tls_gets_no_letter(served: Served, signed: Authority) -> None:
    with pytest.raises(RefusedError, match="STARTTLS extension not supported"):
        post(served, tls=Tls.STARTTLS, ca=signed.ca).open()
    with pytest.raises(RefusedError, match="does not speak TLS as asked"):
        post(served, tls=Tls.SSL, ca=signed.ca).open()


def test_without_encryption_only_this_machine_is_spoken_to() -> None:
    for host in ("mail.example.org", "192.0.2.7", "localhost.example.org"):
        with pytest.raises(UsageError, match="would go unencrypted, codes and all"):
            post(Served(host, 25, Postbox())).open()


def test_who_cannot_be_reached_is_named(tmp_path: Path) -> None:
    with serving() as running:
        gone = running
    with pytest.raises(
        BusyError, match=r"The mail server 127\.0\.0\.1:\d+ cannot be used \(Connection refused\)"
    ):
        post(gone).open()
    with pytest.raises(BusyError, match="there is no server of that name"):
        post(Served("nowhere.invalid", 25, Postbox()), insecure=True).open()
    (tmp_path / "ca.pem").write_text("nonsense")
    with (
        serving(tls="none") as running,
        pytest.raises(UsageError, match="holds no certificate that can be read"),
    ):
        post(running, tls=Tls.SSL, ca=tmp_path / "ca.pem").open()


def test_a_recipient_refused_for_good_does_not_hold_up_the_next(served: Served, box: Postbox) -> None:
    box.answers["gone@example.org"] = ["550 5.1.1 No such\x1b[2J user"]
    with post(served) as opened:
        found = [opened.hand(SENDER, to, letter(to)) for to in ("gone@example.org", "ann@example.org")]
    assert [one.went for one in found] == [Went.REFUSED, Went.SENT]
    assert found[0].said == "550 5.1.1 No such user"
    assert (box.recipients, box.connections) == (["ann@example.org"], 1)


def test_put_off_is_tried_again_and_then_left(served: Served, box: Postbox) -> None:
    waits: list[float] = []

    def pause(seconds: float) -> bool:
        waits.append(seconds)
        return True

    box.answers["ann@example.org"] = ["451 4.7.1 Greylisted"] * 2
    server = Server(served.host, served.port, tls=Tls.NONE, tries=3)
    with Post(server, pause) as opened:
        assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.SENT
        box.answers["eve@example.org"] = ["451 4.7.1 Greylisted"] * 9
        left = opened.hand(SENDER, "eve@example.org", letter())
    assert waits == [1, 2, 1, 2]
    assert (left.went, left.said, left.over) == (Went.DEFERRED, "451 4.7.1 Greylisted", False)
    assert box.recipients == ["ann@example.org"]


def test_somebody_who_stops_waits_no_longer(served: Served, box: Postbox) -> None:
    box.answers["ann@example.org"] = ["451 4.7.1 Greylisted"] * 9
    with Post(Server(served.host, served.port, tls=Tls.NONE, tries=9), lambda _seconds: False) as opened:
        assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.DEFERRED
    assert len(box.answers["ann@example.org"]) == 8


def test_a_drop_in_the_letter_is_taken_up_again(served: Served, box: Postbox) -> None:
    box.drop_data = 2
    with post(served) as opened:
        opened.open()
        assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.SENT
        box.drop_data = 9
        left = opened.hand(SENDER, "eve@example.org", letter())
    assert (left.went, left.over) == (Went.DEFERRED, True)
    assert box.recipients == ["ann@example.org"]


def test_a_server_that_takes_two_letters_at_a_time_gets_them_all(served: Served, box: Postbox) -> None:
    box.close_after = 2
    with post(served, tries=2) as opened:
        opened.open()
        for number in range(7):
            assert opened.hand(SENDER, f"p{number}@example.org", letter()).went is Went.SENT
    assert (len(box.taken), box.connections) == (7, 4)


def test_a_slow_answer_is_not_waited_for_for_ever(served: Served, box: Postbox) -> None:
    box.slow_mail = 2
    with post(served, timeout=0.5) as opened:
        assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.SENT
    assert (box.recipients, box.connections) == (["ann@example.org"], 2)


def test_a_letter_handed_over_whole_and_not_answered_is_never_sent_twice(
    served: Served, box: Postbox
) -> None:
    box.slow_data = 3
    with post(served, timeout=0.1) as opened:
        assert opened.hand(SENDER, "ann@example.org", letter()).went is Went.UNKNOWN
        assert opened.hand(SENDER, "eve@example.org", letter()).went is Went.SENT
    assert box.connections == 2
    assert box.recipients.count("ann@example.org") <= 1


def test_a_sender_the_server_does_not_take_ends_it(served: Served, box: Postbox) -> None:
    box.sender_answer = "553 5.7.1 Not your address"
    with post(served) as opened:
        found = opened.hand(SENDER, "ann@example.org", letter())
    assert (found.went, found.said, found.over) == (Went.DEFERRED, "553 5.7.1 Not your address", True)


def test_a_password_comes_from_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mail.netrc"
    file.write_text(f"machine mail.example.org login {USER} password secret\n")
    file.chmod(0o600)
    assert password_in(file, "mail.example.org", "") == (USER, "secret")
    assert password_in(file, "mail.example.org", USER) == (USER, "secret")
    for host, user in (("elsewhere.example.org", ""), ("mail.example.org", "eve")):
        with pytest.raises(UsageError, match=f"has no password for {user or 'anybody'} at {host}"):
            password_in(file, host, user)
    file.write_text("machine mail.example.org loggin x\n")
    with pytest.raises(UsageError, match=r"mail\.netrc:\d+: write it as 'machine"):
        password_in(file, "mail.example.org", "")
    file.chmod(0o644)
    with pytest.raises(UsageError, match="Others can read"):
        password_in(file, "mail.example.org", "")
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        password_in(tmp_path / "none", "mail.example.org", "")
    assert "secret" not in repr(Server("h", password="secret"))
