"""Staff echoes: opened for one organisation, its shared code given out and taken back, closed, and how they stand.

What single people answered is asked for nowhere: while an echo is open not even figures are told, and once it is closed
those alone that were sealed then, which hold no single answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from s11chat.analysis.beside import Comparison
from s11chat.analysis.echo import Echo, bears_points, told
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Act, Role, allowed
from s11chat.dialog.load import digest, load_dialog, pinned_dialog
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.language.private import private
from s11chat.report.poster import poster
from s11chat.services.admitting import fresh, let_in, must_be_own
from s11chat.services.kept import Kept, case_name
from s11chat.services.secret import pepper_of
from s11chat.services.view import Admission
from s11chat.store.echo import Answers, EchoRecord, NewEcho
from s11chat.store.record import CaseRecord

LEAST, USUAL = 5, 10
"""The smallest group that anything may be told of, and the one that is usual."""
USUAL_CAP, LARGEST_CAP = 500, 20_000
"""How many may answer with one code."""
USUAL_DAYS = 21


@dataclass(frozen=True)
class SharedCode:
    """The new shared code of an organisation, shown once."""

    case: str
    organisation: str
    code: str
    expires: datetime
    poster: str
    """What to print and put up, or to send."""


@dataclass(frozen=True)
class EchoLine:
    """How the echo of one organisation stands."""

    case: str
    organisation: str
    state: str
    """to come, open, over (its last day has gone by) or closed."""
    opens: date
    closes: date
    minimum: int
    cap: int
    answered: int
    """At least so many have answered, in steps that tell of no single one; 0 while there are too few."""
    code_until: datetime | None
    """Until when the shared code opens; None where none does."""
    closed_at: datetime | None

    @property
    def answers(self) -> str:
        """How many answered, in words."""
        return f"{self.answered} or more" if self.answered else f"fewer than {self.minimum}"


class Echoing:
    """The staff echo of one case, for the office or for its lead."""

    def __init__(self, kept: Kept, case_name: str, by: Admission | None = None) -> None:
        self._kept, self._by = kept, by
        if by is None:
            self.case = kept.case(case_name)
        else:
            must_be_own(by, case_name)
            self.case = kept.case(by.case)

    def _may(self, act: Act) -> str:
        """The name of who acts. Raises RightsError where they may not."""
        if self._by is None:
            self._kept.require(act, self.case.wave)
            return self._kept.actor
        let_in(self._kept, self._by, act)
        return self._by.name

    def open(
        self,
        dialog_file: Path,
        *,
        opens: str = "",
        closes: str = "",
        minimum: int | None = None,
        cap: int = USUAL_CAP,
    ) -> SharedCode:
        """Opens an echo, and returns its code.

        Without `minimum` that of the wave's last echo counts, else the usual. Raises UsageError, RefusedError or
        StateError, saying what is lacking.
        """
        name, case = self._may(Act.OPEN_ECHO), self.case
        wave = self._kept.casebook.wave(case.wave)
        if wave.state == "closed" or case.state is State.SUPERSEDED:
            raise StateError(f"{case.name} takes no more answers, so its staff cannot be asked either.")
        dialog = load_dialog(dialog_file, self._kept.library.ids)
        _must_suit(dialog, case)
        first = _day(opens) if opens else self._kept.today
        last = _day(closes) if closes else first + timedelta(days=USUAL_DAYS)
        if last < max(first, self._kept.today):
            raise UsageError(
                f"The echo would be over on {last} before anybody could answer: give a later day."
            )
        least = self._minimum(minimum)
        if not least <= cap <= LARGEST_CAP:
            raise UsageError(
                f"Between {least} and {LARGEST_CAP:,} people may answer: give a cap in that range."
            )
        text = dialog_file.read_text(encoding="utf-8-sig")
        asked = (dialog.dialog, digest(text), text)
        days = (first.isoformat(), last.isoformat())
        self._kept.echoes.open(
            NewEcho(case.wave, case.ref, *asked, least, cap, *days, name), self._kept.clock()
        )
        return self.new_code()

    @property
    def minimum(self) -> int:
        """How many have to answer where nothing else is said: as in the wave's last echo, else the usual."""
        before = self._kept.echoes.of_wave(self.case.wave)
        return before[-1].minimum if before else USUAL

    def _minimum(self, wished: int | None) -> int:
        if wished is None:
            return self.minimum
        if wished < LEAST:
            raise RefusedError(
                f"Nothing is told of fewer than {LEAST} people: give a smallest group of {LEAST} or more."
            )
        return wished

    def new_code(self) -> SharedCode:
        """A new shared code, good until the echo's last day is over; the one before opens nothing any more.

        Raises StateError where no echo is open.
        """
        name, echo = self._may(Act.ISSUE_ECHO_CODE), self._open_echo()
        last = date.fromisoformat(echo.closes)
        if last < self._kept.today:
            raise StateError(
                f"The last day of this staff echo was {last:%d %B %Y}: close it to see figures, or give it a later "
                "one with s11chat echo extend."
            )
        pepper = pepper_of(self._kept, create=True)
        expires = code_ends(last)
        code, access = fresh(self._kept, self.case, "", Role.STAFF, name, expires, pepper)
        self._kept.echoes.issue(access, self._kept.clock())
        printed = poster(
            self.case.name,
            code.text,
            date.fromisoformat(echo.opens),
            last,
            echo.minimum,
            self._kept.plans.plan(self.case.wave).link,
            words=bool(open_questions(dialog_of(self._kept, echo))),
        )
        return SharedCode(case_name(self.case), self.case.name, code.text, expires, printed)

    def revoke_code(self) -> bool:
        """Lets the shared code open nothing from now on; answers given stay. False where there was none."""
        name = self._may(Act.ISSUE_ECHO_CODE)
        return bool(self._kept.echoes.revoke(self._open_echo(), name, self._kept.clock()))

    def extend(self, closes: str) -> EchoLine:
        """Another last day, later or earlier; the code goes on until its end.

        Raises UsageError for a day that is none or is gone by, StateError where no echo is open.
        """
        name, echo = self._may(Act.OPEN_ECHO), self._open_echo()
        last, first = _day(closes), max(date.fromisoformat(echo.opens), self._kept.today)
        if last < first:
            raise UsageError(f"{last} is before {first}: give a later day, or close the echo.")
        if last.isoformat() == echo.closes:
            raise StateError(f"{last} is the last day already.")
        moved = self._kept.echoes.move_last_day(echo, last.isoformat(), name, self._kept.clock())
        return self._line(moved)

    def take_extension_back(self) -> EchoLine:
        """The last day it had before the last change. Raises StateError where it never had another."""
        name, echo = self._may(Act.OPEN_ECHO), self._open_echo()
        return self._line(self._kept.echoes.move_last_day(echo, "", name, self._kept.clock()))

    def must_be_open(self) -> None:
        """Raises StateError, saying since when, where the echo is closed, or none was opened."""
        self._may(Act.OPEN_ECHO)
        self._open_echo()

    def close(self) -> EchoLine:
        """Ends the echo for good; from now on its figures are told, where enough people answered."""
        name, echo = self._may(Act.OPEN_ECHO), self._open_echo()
        dialog = dialog_of(self._kept, echo)
        self._kept.echoes.close(
            echo, lambda answers: _figures(dialog, answers, echo.minimum), name, self._kept.clock()
        )
        return self._line(self._kept.echoes.find(echo.id))

    def status(self) -> EchoLine | None:
        """How the last echo of the case stands; None where there was none."""
        self._may(Act.SHOW_ECHO)
        found = self._kept.echoes.of_wave(self.case.wave, self.case.ref)
        return self._line(found[-1]) if found else None

    def beside(self) -> Comparison:
        """What staff say beside the organisation's own ratings. Raises StateError where no echo has been closed."""
        from s11chat.services.comparing import compare  # which needs what is told here of an echo

        return compare(self._kept, case_name(self.case), self._by)

    def sentence(self) -> str:
        """What the last closed echo came to, in a sentence for a docket or a panel; empty where there is none."""
        from s11chat.services.comparing import comparison

        self._may(Act.SHOW_ECHO)
        found = comparison(self._kept, self.case)
        return found.sentence if found is not None else ""

    def offers(self) -> tuple[str, ...]:
        """What whoever looks may do now: open, code, revoke, close, extend, beside."""
        found = self._kept.echoes.of_wave(self.case.wave, self.case.ref)
        is_open = any(one.closed_at is None for one in found)
        acts = {
            "beside": (Act.SHOW_ECHO, any(one.closed_at is not None for one in found)),
            "open": (Act.OPEN_ECHO, not is_open),
            "code": (Act.ISSUE_ECHO_CODE, is_open),
            "revoke": (Act.ISSUE_ECHO_CODE, is_open),
            "close": (Act.OPEN_ECHO, is_open),
            "extend": (Act.OPEN_ECHO, is_open),
        }
        return tuple(name for name, (act, fits) in acts.items() if fits and self._allowed(act))

    def _allowed(self, act: Act) -> bool:
        if self._by is not None:
            return allowed(self._by.role, act)
        return self._kept.may(act, self.case.wave)

    def _open_echo(self) -> EchoRecord:
        found = self._kept.echoes.of_wave(self.case.wave, self.case.ref)
        for echo in found:
            if echo.closed_at is None:
                return echo
        if found and found[-1].closed_at is not None:
            raise StateError(
                f"The staff echo of {self.case.name} was closed on {in_full(found[-1].closed_at)}: "
                f"s11chat echo compare {case_name(self.case)} tells what it came to, and echo open asks anew."
            )
        raise StateError(
            f"No staff echo of {self.case.name} is open; its manager opens one: "
            f"s11chat echo open {case_name(self.case)}"
        )

    def _line(self, echo: EchoRecord) -> EchoLine:
        return _line(self._kept, echo, self.case)


def echo_lines(kept: Kept, wave: str) -> tuple[EchoLine, ...]:
    """How the echoes of a wave stand, the last one of each case that had one."""
    kept.require(Act.SHOW_ECHO, wave)
    cases = {case.ref: case for case in kept.casebook.cases(wave)}
    last = {echo.ref: echo for echo in kept.echoes.of_wave(wave)}
    return tuple(_line(kept, echo, cases[ref]) for ref, echo in sorted(last.items()) if ref in cases)


def dialog_of(kept: Kept, echo: EchoRecord) -> Dialog:
    """The dialog as it was when the echo was opened. Raises TamperError where the kept text is another."""
    return pinned_dialog(echo.dialog_text, echo.dialog_digest, f"{echo.dialog_id}.yaml")


def code_ends(last: date) -> datetime:
    """When the shared code of an echo with this last day ends: at the midnight after it."""
    return datetime.combine(last + timedelta(days=1), time.min).astimezone()


def in_full(at: datetime | date) -> str:
    """A day as people write it: 3 November 2026."""
    day = at.astimezone().date() if isinstance(at, datetime) else at
    return f"{day.day} {day:%B %Y}"


def statements(dialog: Dialog) -> tuple[Question, ...]:
    """What staff agree or disagree with."""
    return tuple(question for question in questions(dialog).values() if bears_points(question))


def open_questions(dialog: Dialog) -> tuple[Question, ...]:
    """What staff answer in words of their own."""
    return tuple(question for question in questions(dialog).values() if question.kind is Kind.TEXT)


def _line(kept: Kept, echo: EchoRecord, case: CaseRecord) -> EchoLine:
    opens, closes = date.fromisoformat(echo.opens), date.fromisoformat(echo.closes)
    state = "closed" if echo.closed_at else "open" if opens <= kept.today <= closes else ""
    if echo.figures is not None:
        answered = Echo.from_json(echo.figures).answered
    else:  # steps as wide as the smallest group, so that the hour somebody answered does not show
        number = kept.echoes.answered(echo)
        answered = number - number % echo.minimum
    code, until = echo.closed_at is None and kept.echoes.has_code(echo), code_ends(closes)
    return EchoLine(
        case=case_name(case),
        organisation=case.name,
        state=state or ("to come" if kept.today < opens else "over"),
        opens=opens,
        closes=closes,
        minimum=echo.minimum,
        cap=echo.cap,
        answered=answered,
        code_until=until if code and until > kept.clock() else None,
        closed_at=echo.closed_at,
    )


def _figures(dialog: Dialog, answers: Sequence[Answers], minimum: int) -> dict[str, object]:
    """What may be told of the answers, without words that were redacted or look as if they named a child."""
    returns = [
        {
            question: answer
            for question, parts in given.items()
            if (answer := Answer.from_json(parts)).value != MARK and not private(str(answer.value or ""))
        }
        for given in answers
    ]
    return told(statements(dialog), open_questions(dialog), returns, minimum).json()


def _must_suit(dialog: Dialog, case: CaseRecord) -> None:
    if not statements(dialog):
        raise RefusedError(
            f"Nothing in {dialog.dialog} is answered in points, so nothing could be set beside."
        )
    if dialog.organisation(case.type) is None:
        raise RefusedError(
            f"{dialog.dialog} knows no type '{case.type}' of organisation, as {case.name} is: "
            "choose a dialog that does with --dialog."
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text[:40]}' is not a day: write it as 2026-09-01.") from None
