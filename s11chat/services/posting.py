"""Writes letters and sends them: each on record before it can go out, and what became of it after.

A code comes to be together with the letter it stands in, in one transaction, and is in that letter alone. Where the
program ends between the two entries of a letter nobody knows whether it went out: it is shown like that, and not
sent again unless somebody asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from s11chat.assurance.right import Act, issuing
from s11chat.errors import StateError, UsageError
from s11chat.exchange.mail import Draft, envelope, new_message_id, written
from s11chat.exchange.private import make_private, write_private
from s11chat.exchange.smtp import Handed, Post, Went
from s11chat.fieldwork.letter import LEAD, LINK_STAGE, NEVER_ARRIVED, Addressee, Kind, Step, Verdict
from s11chat.fieldwork.mailing import answer_by
from s11chat.fieldwork.plan import StageKind
from s11chat.language.harmless import one_line
from s11chat.report.letter import HIDDEN_CODE, Said, Templates, Text
from s11chat.services.addressing import ROLE, Mailing, must_be_open
from s11chat.services.admitting import LASTS, fresh
from s11chat.services.kept import Kept, case_name
from s11chat.services.secret import pepper_of
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, LetterStep, NewLetter
from s11chat.store.letterbook import step_letter, write_letter

if TYPE_CHECKING:
    from s11chat.store.access import NewAccess
    from s11chat.store.record import CaseRecord

GRACE = timedelta(days=14)
"""How long a code still opens its door after the last day of its wave."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_STEP = {Went.SENT: Step.SENT, Went.DEFERRED: Step.DEFERRED, Went.REFUSED: Step.REFUSED}


@dataclass(frozen=True)
class Done:
    """What became of one letter."""

    case: str
    name: str
    address: str
    kind: Kind
    step: Step | None
    """Written where it is not known whether it went out; None where the case changed meanwhile and none was written."""
    said: str = ""
    """By the mail server, or the name of the file."""
    over: bool = False
    """The mail server takes no further letter."""


@dataclass(frozen=True)
class _Ready:
    """A letter about to be entered."""

    case: CaseRecord
    to: Addressee
    kind: Kind
    letter: NewLetter
    access: NewAccess | None
    ending: tuple[str, ...]
    message: bytes = field(repr=False)


def preview(kept: Kept, mailing: Mailing, templates: Templates, verdict: Verdict) -> Text:
    """A letter as it would be, asterisks for its code. Nothing is written and no code is issued."""
    kept.require(_right(mailing), mailing.wave.id)
    return templates.letter(*_said(mailing, verdict, HIDDEN_CODE if verdict.coded else ""))


class Office:
    """Writes the letters of one mailing."""

    def __init__(self, kept: Kept, mailing: Mailing, templates: Templates) -> None:
        """Raises UsageError where the plan names no sender, SourceError for a slip in a template."""
        self._role = kept.require(_right(mailing), mailing.wave.id)
        must_be_open(mailing)
        self._kept, self._mailing, self._templates = kept, mailing, templates
        if not mailing.plan.sender:
            raise UsageError(
                f"Letters need a sender: s11chat wave plan {mailing.wave.id} --sender audit@example.org."
            )
        self._sender = envelope(mailing.plan.sender)
        due = [one for one in mailing.due if one.kind and one.to]
        if _right(mailing) is Act.SEND_MAIL:
            for role in {one.to.role for one in due if one.coded and one.to}:
                kept.require(issuing(ROLE[role]), mailing.wave.id)
        templates.check(tuple({one.kind for one in due if one.kind}))
        self._pepper = pepper_of(kept, create=True) if any(one.coded for one in due) else b""
        self._written: Counter[str] = Counter()

    def into_files(self, folder: Path) -> Iterator[Done]:
        """Writes every letter that is due into a file of its own, for this user alone to read."""
        make_private(folder)
        self._witness(f"into {folder.absolute()}")
        for verdict in self._mailing.due:
            ready = self._ready(verdict, unsent=True)
            number = self._enter(ready)
            if number is None:
                yield _done(ready, None, "the case changed meanwhile")
                continue
            try:
                name = write_private(folder, _file_name(ready), ready.message)
            except OSError as error:
                self._step(ready, LetterStep(number, Step.DEFERRED, "its file could not be written"))
                raise UsageError(
                    f"No letter can be written to {one_line(str(folder))}: {error.strerror}. Give another --out."
                ) from None
            self._step(ready, LetterStep(number, Step.FILED))
            yield _done(ready, Step.FILED, name)

    def by_mail(self, post: Post, go_on: Callable[[], bool]) -> Iterator[Done]:
        """Sends every letter that is due; `go_on` is asked before each."""
        self._witness("through the mail server")
        for verdict in self._mailing.due:
            if not go_on():
                return
            ready = self._ready(verdict)
            number = self._enter(ready)
            if number is None:
                yield _done(ready, None, "the case changed meanwhile")
                continue
            done = self._sent(
                ready, number, post.hand(self._sender, envelope(ready.to.address), ready.message)
            )
            yield done
            if done.over:
                return

    def _witness(self, where: str) -> None:
        mailing = self._mailing
        witness(self._kept, Did.WROTE_LETTERS, mailing.wave.id, detail=f"{len(mailing.due)} {where}")

    def _sent(self, ready: _Ready, number: int, handed: Handed) -> Done:
        step = _STEP.get(handed.went)
        if step is None:
            return _done(ready, Step.WRITTEN, handed.said)
        self._step(ready, LetterStep(number, step, handed.said))
        return replace(_done(ready, step, handed.said), over=handed.over)

    def _ready(self, verdict: Verdict, *, unsent: bool = False) -> _Ready:
        kept, mailing, to, kind = self._kept, self._mailing, verdict.to, verdict.kind
        assert to is not None
        assert kind is not None
        case, now = mailing.cases[verdict.ref], kept.clock()
        code, access = "", None
        ending: tuple[str, ...] = ()
        if verdict.coded:
            role = ROLE[to.role]
            made, access = fresh(
                kept, case, to.person, role, kept.actor, _expires(mailing, now), self._pepper
            )
            code, ending = made.text, mailing.codes.get((to.person, role.value), ())
        text = self._templates.letter(*_said(mailing, verdict, code))
        message_id = new_message_id(kept.token, self._sender)
        letter = NewLetter(
            stage=mailing.stage,
            addressee=to.role,
            person=to.person,
            address=to.address,
            subject=text.subject,
            selector=access.selector if access else "",
            message_id=message_id,
        )
        draft = Draft(
            sender=self._sender,
            sender_name=mailing.plan.organiser or mailing.wave.title,
            to=to.address,
            to_name=to.name,
            subject=text.subject,
            text=text.text,
            html=text.html,
            message_id=message_id,
            at=now,
            unsent=unsent,
        )
        return _Ready(case, to, kind, letter, access, ending, written(draft))

    def _enter(self, ready: _Ready) -> int | None:
        """Enters a letter with its code; its number, or None where the case is no longer as it was looked at."""

        def must_hold() -> None:
            if self._seen(ready.case) != self._now(ready.case):
                raise StateError(f"{case_name(ready.case)} changed meanwhile.")

        try:
            number = write_letter(
                self._kept.database,
                ready.case.wave,
                ready.case.return_id,
                self._author,
                self._kept.clock(),
                ready.letter,
                access=ready.access,
                ending=ready.ending,
                must_hold=must_hold,
            )
        except StateError:
            return None
        self._written[ready.case.ref] += 1
        return number

    def _seen(self, case: CaseRecord) -> tuple[object, ...]:
        return case, len(self._mailing.letters.get(case.ref, ())) + self._written[case.ref]

    def _now(self, case: CaseRecord) -> tuple[object, ...]:
        kept = self._kept
        return kept.casebook.case(case.wave, case.ref), len(kept.fieldbook.letters(case.return_id))

    def _step(self, ready: _Ready, step: LetterStep) -> None:
        lost = ready.letter.selector if step.step in NEVER_ARRIVED else ""
        step_letter(
            self._kept.database,
            ready.case.wave,
            ready.case.return_id,
            self._author,
            self._kept.clock(),
            step,
            ending=lost,
        )

    @property
    def _author(self) -> Author:
        return Author("", self._kept.actor, self._role.value)


def _right(mailing: Mailing) -> Act:
    return Act.SEND_LINK if mailing.stage == LINK_STAGE else Act.SEND_MAIL


def _done(ready: _Ready, step: Step | None, said: str) -> Done:
    return Done(case_name(ready.case), ready.to.name, ready.to.address, ready.kind, step, said)


def _said(mailing: Mailing, verdict: Verdict, code: str) -> tuple[Kind, Said]:
    """What the letter says, and of which kind it is."""
    to, kind, plan = verdict.to, verdict.kind, mailing.plan
    assert to is not None
    assert kind is not None
    case, part = mailing.cases[verdict.ref], verdict.part
    closes = date.fromisoformat(mailing.wave.closes) if mailing.wave.closes else None
    invited = plan.day(StageKind.INVITATION)
    role = LEAD if kind is Kind.SIGNATURE else to.role
    does = "docket {}" if kind is Kind.SIGNATURE else f"interview {{}} --as {role}"
    before = [
        one.at
        for one in mailing.letters.get(verdict.ref, ())
        if one.person == to.person and one.selector and one.step not in NEVER_ARRIVED
    ]
    return kind, Said(
        name=to.name,
        role=to.role,
        organisation=case.name,
        case=case_name(case),
        title=mailing.wave.title,
        lead=case.lead.name if case.lead else "",
        organiser=plan.organiser,
        helpline=plan.helpline,
        sender=plan.sender,
        command=f"s11chat {does.format(case_name(case))}",
        link=plan.link,
        by=_day((part and part.due) or answer_by(plan, closes, mailing.today)),
        part=part.part if part else "",
        actions=verdict.actions,
        invitation=_day(invited if invited and invited >= mailing.today else None),
        written=_day(plan.calling_hours.local(before[-1]).date() if before else None),
        code=code,
    )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _expires(mailing: Mailing, now: datetime) -> datetime:
    """Some days after the wave closes; where that is not settled, as long as any code lasts."""
    last = mailing.plan.day(StageKind.CLOSES)
    last = last or (date.fromisoformat(mailing.wave.closes) if mailing.wave.closes else None)
    if last is None:
        return now + LASTS
    zone = ZoneInfo(mailing.plan.calling_hours.zone)
    return max(datetime.combine(last, time.max, zone).astimezone(UTC), now) + GRACE


def _file_name(ready: _Ready) -> str:
    """Without its ending."""
    name = f"{ready.case.ref}-{ready.letter.stage}-{ready.letter.addressee}"
    return _UNSAFE.sub("_", name).lstrip("._-")[:100] or "letter"
