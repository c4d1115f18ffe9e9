"""Sends the link to somebody on the telephone who would rather answer online: their letter goes out at once."""

from __future__ import annotations

from dataclasses import replace
from time import sleep

from s11chat.errors import S11chatError
from s11chat.exchange.mail import envelope
from s11chat.exchange.smtp import Post, Server
from s11chat.fieldwork.letter import LINK_STAGE, Step
from s11chat.report.letter import Templates
from s11chat.services.addressing import Asked, mailing
from s11chat.services.kept import Kept
from s11chat.services.posting import Done, Office

_ASKED = "the office is asked to send it."
_BY_HAND = "s11chat letters send {wave} --stage link --case {ref}"
_TRIES = 2
"""How often the letter is handed over while somebody waits."""
_PATIENCE = 15.0
"""Seconds to wait for an answer of the mail server."""


def send_link(kept: Kept, wave: str, ref: str) -> str:
    """Sends the link for a case and tells in a sentence what came of it; the call that asked for it stays as coded.

    Where it does not go out, the supervisors find a message.
    """
    try:
        done = _sent(kept, wave, ref)
    except S11chatError as error:
        _leave_to_the_office(kept, wave, ref, str(error))
        return f"The link has not gone out yet: {_ASKED}"
    sent = [one for one in done if one.step is Step.SENT]
    if sent:
        return f"The link was sent to {sent[0].name}, {sent[0].address}."
    said = "; ".join(one.said for one in done if one.said)
    why = f"The link did not go out{f' ({said})' if said else ''}"
    _leave_to_the_office(kept, wave, ref, f"{why}.")
    return f"{why}: {_ASKED}"


def _sent(kept: Kept, wave: str, ref: str) -> list[Done]:
    server: Server = replace(kept.mail_server(), tries=_TRIES, timeout=_PATIENCE)
    found = mailing(kept, Asked(wave, LINK_STAGE, ref, again=True))
    office = Office(kept, found, Templates(kept.letters))
    server = replace(server, name=envelope(found.plan.sender).rpartition("@")[2])
    with Post(server, _pause) as post:
        post.open()
        return list(office.by_mail(post, lambda: True))


def _pause(seconds: float) -> bool:
    sleep(seconds)
    return True


def _leave_to_the_office(kept: Kept, wave: str, ref: str, why: str) -> None:
    """How to send it, and what stood in the way, is for the office; whoever is on the telephone can do nothing about it."""
    words = f"Send the link: {_BY_HAND.format(wave=wave, ref=ref)}. {why}"
    kept.plans.say(wave, words, by=kept.actor, to="", ref=ref, at=kept.clock())
