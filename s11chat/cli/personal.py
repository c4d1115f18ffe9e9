"""Which commands hand out what is held of people, so that every one of them says so in a line.

A command is in one of two tables. In `HOLDS` it has the tables of the database, or single columns, that it prints or writes;
what those hold of people is said by the classification in the store. In `NOTHING` it has the reason why it says nothing. Whoever adds a
command puts it into one of them; a test fails until that is done.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

from s11chat.services.report_entry import HOLDS as HELD_IN_REPORTS

if TYPE_CHECKING:
    from s11chat.services.desk import Desk

_PEOPLE = "person"
_RETURN = "response remark query signature evidence action action_update"
_PLAN = "action action_update response"
_MODERATION = "moderator moderation challenge response"
_EVERYTHING = "*"
HOLDS = {
    "wave status": "person.name",
    "frame check": _PEOPLE,
    "frame export": _PEOPLE,
    "person list": _PEOPLE,
    "person show": _PEOPLE,
    "office list": _PEOPLE,
    "letters due": _PEOPLE,
    "letters preview": _PEOPLE,
    "letters write": _PEOPLE,
    "letters log": "mailing",
    "calls list": "queue",
    "calls show": "call appointment person message",
    "calls appointments": "appointment person",
    "calls messages": "message",
    "duplicates list": "person.name person.title",
    "duplicates show": "person response",
    "delegate list": "delegation",
    "evidence list": "evidence",
    "evidence show": "evidence",
    "evidence export": "evidence",
    "docket": _RETURN,
    "echo compare": "echo_figure",
    "echo report": "echo_figure",
    "actions list": _PLAN,
    "actions show": _PLAN,
    "actions report": _PLAN,
    "actions export": _PLAN,
    "moderate list": "moderator",
    "moderate show": f"{_MODERATION} remark evidence",
    "moderate notes": "challenge",
    "moderate pack": f"{_MODERATION} remark evidence",
    "bundle make": f"{_RETURN} {_PEOPLE} park delegation fact",
    "returns show": _RETURN,
    "returns certificate": _RETURN,
    "returns export": "response",
    "coding next": "response",
    "coding export": "response",
    **{f"report {name}": tables for name, tables in HELD_IN_REPORTS.items()},
    "report check": "settlement.by_name",
    "quote list": "response fact",
    "report release": "settlement.by_name",
    "kb used": "help_use",
    "verify": "redaction wave_redaction",
    "privacy report": "access_log.by_name",
    "privacy log": "access_log",
    "backup": _EVERYTHING,
    "db copy": _EVERYTHING,
}
"""The tables of which a command hands something out."""
_CHANGES = "it changes something, and repeats of people what was typed"
_FIGURES = "figures, of organisations alone"
_SCRIPTS = "it reads scripts and articles, and nothing of a wave"
_TALK = "somebody works in it, at their own return or in the office"
_SEALED = "a file of somebody's own, whom it names"
NOTHING = {
    **dict.fromkeys(("wave new", "wave plan", "wave close", "wave reopen", "frame import"), _CHANGES),
    **dict.fromkeys(("person add", "person change", "office add", "office remove"), _CHANGES),
    **dict.fromkeys(("access issue", "access revoke", "letters send", "letters bounced"), _CHANGES),
    **dict.fromkeys(("calls appointment", "calls assign", "calls again", "calls message"), _CHANGES),
    **dict.fromkeys((f"duplicates {verb}" for verb in ("decide", "distinct", "accept", "undo")), _CHANGES),
    **dict.fromkeys(("delegate give", "delegate recall", "returns reopen"), _CHANGES),
    **dict.fromkeys(("returns import", "returns undo-import", "report waive", "report unwaive"), _CHANGES),
    **dict.fromkeys((f"evidence {verb}" for verb in ("add", "amend", "withdraw", "reinstate")), _CHANGES),
    **dict.fromkeys(("echo open", "echo code", "echo extend", "echo close"), _CHANGES),
    **dict.fromkeys(
        (f"actions {verb}" for verb in ("add", "change", "remove", "update", "undo", "chase")), _CHANGES
    ),
    **dict.fromkeys(
        (f"moderate {verb}" for verb in ("assign", "rate", "done", "agree", "release")), _CHANGES
    ),
    **dict.fromkeys(("privacy redact", "privacy purge", "privacy sweep", "db upgrade", "db roles"), _CHANGES),
    **dict.fromkeys(("interview", "room", "rehearse", "echo answer", "demo", "bundle open"), _TALK),
    "coding desk": _TALK,
    "report desk": _TALK,
    "coding status": _FIGURES,
    **dict.fromkeys((f"quote {verb}" for verb in ("check", "choose", "approve", "drop")), _CHANGES),
    **dict.fromkeys((f"coding {verb}" for verb in ("frame", "set", "import", "sample")), _CHANGES),
    **dict.fromkeys(("wave list", "evidence missing", "echo status"), _FIGURES),
    **dict.fromkeys(
        (
            f"report {name}"
            for name in (
                *("response", "weighting", "reliability", "rates", "delegates", "timings"),
                *("agreement", "status", "test", "topline", "tables", "compliance", "trend"),
                "benchmark",
            )
        ),
        _FIGURES,
    ),
    **dict.fromkeys(("bundle merge", "bundle verify", "bundle inspect"), _SEALED),
    **dict.fromkeys(("read", "completion"), _SCRIPTS),
    **dict.fromkeys(
        (
            f"dialog {verb}"
            for verb in (
                *("list", "new", "check", "schema", "diff", "show", "trend", "export", "import", "print"),
                "score",
            )
        ),
        _SCRIPTS,
    ),
    **dict.fromkeys((f"kb {verb}" for verb in ("search", "show", "check", "handbook")), _SCRIPTS),
}
"""The commands that say nothing, and why."""
_ABOUT = ("case", "target", "wave")
"""The arguments that say what a command is about."""


_FILES = frozenset({"report release", "letters write", "evidence export", "bundle make", "backup", "db copy"})
"""The commands that write files whose names they are not given as `--out`."""


class Watched:
    """Standard output, and whether anything was written to it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.written = stream, False

    def write(self, text: str) -> int:
        """Writes as the stream does."""
        self.written = self.written or bool(text)
        return self.stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def declaring(arguments: argparse.Namespace) -> Iterator[None]:
    """Says in the end what of people was in what the command within handed out, where it handed out anything."""
    watched = Watched(sys.stdout)
    sys.stdout = cast(TextIO, watched)
    try:
        yield
    finally:
        sys.stdout = watched.stream
    watched.stream.flush()  # whoever reads it may have gone; then there is nobody to tell
    to_file = any(getattr(arguments, one, None) for one in ("out", "certificate", "piped"))
    said = getattr(arguments, "personal", "")
    if said and (watched.written or to_file or arguments.called in _FILES):
        from s11chat.cli.desk import say

        say(said)


def personal(desk: Desk, arguments: argparse.Namespace) -> str:
    """What of people is in what a command hands out, in a sentence; empty where it is nothing."""
    from s11chat.services.declaring import EVERYTHING, declared

    tables = HOLDS.get(getattr(arguments, "called", ""), "")
    if not tables or getattr(arguments, "unnamed", False):
        return ""
    if tables == _EVERYTHING:
        return declared(desk.kept, EVERYTHING, getattr(arguments, "wave", None) or "")
    given = [str(getattr(arguments, one)) for one in _ABOUT if getattr(arguments, one, None)]
    named = next((one for one in given if "/" in one), given[-1] if given else "")
    wave, _, ref = named.partition("/")
    if not ref and len(given) > 1:  # a wave, and a case of it by its ref
        ref = given[0]
    return declared(desk.kept, tables.split(), wave, ref)
