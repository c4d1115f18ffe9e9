"""The words that stand for keys, the same in every face: `:back`, `:note late answer`, `?crb`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from s11chat.dialog.model import NoAnswer
from s11chat.dialog.suggest import nearest
from s11chat.engine.intent import (
    About,
    Back,
    Decline,
    Depth,
    Explain,
    Finish,
    Guide,
    HandOver,
    Intent,
    Park,
    Pause,
    Probe,
    Remark,
    Remind,
    Repeat,
    Revisit,
    Safeguard,
    Same,
    Stop,
    Undo,
    who_and_when,
)
from s11chat.errors import UsageError

_TILL = re.compile(r"^(?:until|till|for)\s+", re.IGNORECASE)
"""What may stand before the time of a pause."""


@dataclass(frozen=True)
class Word:
    """One colon word: what it does, how it is written, and the intent it makes of what follows."""

    name: str
    also: tuple[str, ...]
    usage: str
    does: str
    make: Callable[[str], Intent | str]


def _say(name: str) -> Callable[[str], Intent | str]:
    return lambda rest: f"{name} {rest}".strip()


WORDS = (
    Word("back", ("b",), ":back", "go to the question before, changing nothing", lambda _: Back()),
    Word("undo", ("u",), ":undo", "take the last answer back", lambda _: Undo()),
    Word("same", (), ":same", "give the answer shown from the last audit again", lambda _: Same()),
    Word(
        "repeat", ("again", "scale"), ":repeat", "hear the question and its answers again", lambda _: Repeat()
    ),
    Word("probe", (), ":probe", "a neutral probe to read out (interviewers)", lambda _: Probe()),
    Word(
        "go",
        ("g",),
        ":go 5.1",
        "go to a question; the talk comes back afterwards",
        lambda rest: Revisit(rest),
    ),
    Word(
        "why",
        ("explain", "help-me"),
        ":why",
        "explain this question in a sentence",
        lambda rest: Explain(rest),
    ),
    Word(
        "good",
        ("practice", "more"),
        ":good",
        "what good looks like, what counts as evidence",
        lambda rest: Explain(rest, Depth.PRACTICE),
    ),
    Word("law", (), ":law", "law and background", lambda rest: Explain(rest, Depth.LAW)),
    Word(
        "skip",
        ("later", "leave"),
        ":skip",
        "leave it for now; it is listed at the end",
        lambda rest: Decline(NoAnswer.NOT_ANSWERED, rest),
    ),
    Word("dk", ("dontknow",), ":dk", "don't know", lambda rest: Decline(NoAnswer.DONT_KNOW, rest)),
    Word(
        "na",
        ("n/a",),
        ":na reason",
        "does not apply, with the reason",
        lambda rest: Decline(NoAnswer.NOT_APPLICABLE, rest),
    ),
    Word("refuse", (), ":refuse", "would rather not answer", lambda rest: Decline(NoAnswer.REFUSED, rest)),
    Word(
        "park",
        (),
        ":park Jane in HR by Friday",
        "leave it until somebody has been asked",
        lambda rest: Park(*who_and_when(rest)),
    ),
    Word("ask", (), ":ask", "give whom you parked it for a code of their own", _say("ask")),
    Word(
        "note", ("n", "remark"), ":note words", "put a remark beside this question", lambda rest: Remark(rest)
    ),
    Word(
        "casenote",
        (),
        ":casenote words",
        "a remark about the case as a whole",
        lambda rest: Remark(rest, About.CASE),
    ),
    Word(
        "contactnote",
        (),
        ":contactnote words",
        "a remark about the contact",
        lambda rest: Remark(rest, About.CONTACT),
    ),
    Word(
        "pause",
        ("callback",),
        ":pause Tuesday 10:00",
        "break off and go on another time",
        lambda rest: Pause(_TILL.sub("", rest)),
    ),
    Word(
        "handover",
        ("hand-over",),
        ":handover name",
        "hand the whole return to somebody",
        lambda rest: HandOver(rest),
    ),
    Word(
        "finish",
        ("complete", "done"),
        ":finish",
        "complete it with the skipped questions left open",
        lambda _: Finish(),
    ),
    Word(
        "evidence",
        ("attach",),
        ":evidence",
        "attach a document that shows it; list, amend, withdraw",
        _say("evidence"),
    ),
    Word(
        "concern",
        ("safeguard",),
        ":concern",
        "somebody has disclosed a concern about a child",
        lambda _: Safeguard(),
    ),
    Word("help", ("h", "keys"), ":help", "these words", lambda _: Guide()),
    Word("review", ("r",), ":review", "all answers so far", _say("review")),
    Word("left", ("parked",), ":left", "what was skipped or parked", _say("left")),
    Word("remind", ("reminder",), ":remind", "a text for those for whom questions wait", lambda _: Remind()),
    Word(
        "contact",
        (),
        ":contact name, role",
        "somebody else answers from now on (interviewers)",
        _say("contact"),
    ),
    Word(
        "attest",
        ("readback",),
        ":attest",
        "that the answers were read back and confirmed, or not after all (interviewers)",
        _say("attest"),
    ),
    Word(
        "bundle",
        (),
        ":bundle",
        "a file to work without a network: make one, take one in (delegates, leads)",
        _say("bundle"),
    ),
    Word("codes", (), ":codes", "switch free reading off and on: numbers and labels only", _say("codes")),
    Word("quit", ("q", "stop", "exit"), ":quit", "end this sitting; everything is saved", lambda _: Stop()),
)
"""Every word, in the order in which help lists them. A text result is a wish to the face itself."""

_BY_NAME = {name: word for word in WORDS for name in (word.name, *word.also)}


def intent_of(line: str) -> Intent | str | None:
    """The intent of a line that starts with ":" or "?", a face's own command as text, else None.

    Raises UsageError for a colon word that does not exist.
    """
    text = line.strip()
    if text.startswith("?"):
        return Explain(text.lstrip("? ").strip())
    if not text.startswith(":") or len(text) == 1:
        return None
    name, *rest = text[1:].split(maxsplit=1) or [""]
    word = _BY_NAME.get(name.casefold())
    if word is None:
        raise UsageError(f"There is no :{name[:20]}{nearest(name[:20], _BY_NAME)}; :help lists the words.")
    return word.make(rest[0] if rest else "")
