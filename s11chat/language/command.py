"""Recognises what is no answer at all: commands said in words, requests for a note, questions back, chat.

A free-text question takes almost anything as its answer, so there only what is plainly addressed to the
interviewer or the program counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from s11chat.language.instead import who_instead
from s11chat.language.lexicon import table
from s11chat.language.moment import when_said
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Command, Reading, command
from s11chat.language.waiting import goes_on

_ORDER = (
    "note",
    "undo",
    "help",
    "repeat",
    "callback",
    "delegate",
    "refuse",
    "quit",
    "skip",
    "back",
    "pause",
    "other",
)
_STOP = re.compile(r" ?[,.;:!?]")
_POLITE = re.compile(
    r"(?: (?:please|thanks|thank you|sorry|then|now|if i may|if that is ok|if you do not mind))+$"
)
_MACRO = re.compile(r"\{(\w+)\}")
_NAMED = re.compile(r"\(\?P<\w+>")
_WONDERS = frozenset(["what", "who", "whom", "whose", "which", "how", "why", "where"])
"""Words that make a short question of what ends in a question mark: "complaints about what?"."""
_CUED = 18
"""Longer talk is not looked through for cues alone."""
_SET = re.compile(r"\b(?:now|time|once|over) and again\b")
"""Words that open like others and belong together."""
_SENT_AWAY = frozenset(["undo", "callback", "quit"])
_REMARK = 14
"""In no more words than this a wish of these kinds counts in free text as well."""
_LONGEST = 60
"""Free text of more words than this is an answer, whatever else is in it."""


@dataclass(frozen=True)
class _Several:
    """Several patterns; one that is all of them tells fast where none fits."""

    each: tuple[re.Pattern[str], ...]
    all: re.Pattern[str]

    def match(self, text: str) -> re.Match[str] | None:
        return next((m for p in self.each if (m := p.match(text))), None) if self.all.match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        if not self.all.fullmatch(text):
            return None
        return next((m for p in self.each if (m := p.fullmatch(text))), None)


@dataclass(frozen=True)
class _Patterns:
    whole: _Several
    clause: _Several
    closed: _Several
    free: _Several
    weak: _Several
    opens: _Several


@cache
def _patterns() -> Mapping[str, _Patterns]:
    entries = table("command")
    return {
        name: _Patterns(
            *(
                _several(entries[name].get(key, []))
                for key in ("whole", "clause", "closed", "free", "weak", "opens")
            )
        )
        for name in _ORDER
    }


@cache
def _ask() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    entry = table("command")["ask"]
    return _compiled(entry["opens"]), _compiled(entry["always"])


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    macros: Mapping[str, str] = table("command")["macro"]
    return tuple(re.compile(_filled(pattern, macros)) for pattern in patterns)


def _several(patterns: list[str]) -> _Several:
    each = _compiled(patterns)
    return _Several(each, re.compile("|".join(f"(?:{_NAMED.sub('(?:', p.pattern)})" for p in each) or "(?!)"))


def _filled(pattern: str, macros: Mapping[str, str]) -> str:
    return _MACRO.sub(lambda m: macros.get(m.group(1), m.group()), pattern)


def read_command(said: Utterance, *, free: bool) -> Reading | None:
    """A command, a note or chat that is plainly that; `free` where the question takes free text."""
    found = _plain_command(said, free=free)
    return None if found and found.command is Command.PAUSE and goes_on(said) else found


def _plain_command(said: Utterance, *, free: bool) -> Reading | None:
    clauses = tuple(_clauses(said))
    brief_talk = len(said.tokens) <= _REMARK
    if free and len(said.tokens) > _LONGEST:
        return None
    whole = _POLITE.sub(
        "", _STOP.sub("", said.plain if _SET.search(said.plain) else _bare(said.plain)).strip()
    )
    opening = _bare(said.plain)
    for name, patterns in _patterns().items():
        if match := patterns.opens.match(opening):
            return _reading(name, said, opening, match)
    for name, patterns in _patterns().items():
        if match := patterns.whole.fullmatch(whole):
            return _reading(name, said, whole, match)
        brief = name in _SENT_AWAY and brief_talk
        for clause in clauses:
            match = patterns.clause.match(clause)
            if not match and (not free or brief):
                match = patterns.closed.match(clause)
            if match or (free and patterns.free.fullmatch(clause)):
                handed = _handed(said, clauses) if name == "skip" and brief_talk else None
                return handed or _reading(name, said, clause, match)
    return None


def _handed(said: Utterance, clauses: Sequence[str]) -> Reading | None:
    """Who is to answer, where leaving a question is said with it: "park it, I'll have to ask Trudi"."""
    delegate = _patterns()["delegate"]
    for clause in clauses:
        if match := delegate.clause.match(clause) or delegate.closed.match(clause):
            return _reading("delegate", said, clause, match)
    return None


def read_weak_command(said: Utterance) -> Reading | None:
    """A command or a question that only counts where no answer is said: told by a cue anywhere."""
    found = _cued_command(said)
    return None if found and found.command is Command.PAUSE and goes_on(said) else found


def _cued_command(said: Utterance) -> Reading | None:
    for name, patterns in _patterns().items():
        for clause in _clauses(said):
            if match := patterns.weak.match(clause):
                return _reading(name, said, clause, match)
    if len(said.tokens) > _CUED:
        return None
    if any(pattern.match(clause) for pattern in _inverted() for clause in islice(_clauses(said), 1)):
        return _asked(said, said.plain)
    cued = [name for name, patterns in _cues().items() if any(p.search(said.plain) for p in patterns)]
    return _reading(cued[0], said, said.plain, None) if len(cued) == 1 else None


@cache
def _cues() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return {name: _compiled(patterns) for name, patterns in table("cue")["anywhere"].items()}


@cache
def _inverted() -> tuple[re.Pattern[str], ...]:
    return _compiled(table("cue")["question"])


def read_question(said: Utterance, *, free: bool) -> Reading | None:
    """A question back, to be answered from what is known about the field."""
    opens, always = _ask()
    clauses = tuple(_clauses(said))
    if free and not said.asks and len(said.tokens) > 15:
        return None
    for clause in clauses:
        if any(pattern.match(clause) for pattern in always):
            return _asked(said, clause)
    if said.asks and any(
        pattern.match(clause) for pattern in opens for clause in clauses if not _TAG.fullmatch(clause)
    ):
        return _asked(said, clauses[-1])
    if said.asks and len(said.tokens) < 8 and not _WONDERS.isdisjoint(said.words):
        return _asked(said, said.plain)
    return None


_TAG = re.compile(r"(?:would|will|could|can|do|are|shall) (?:you|we)")
"""What turns a request into a question by its form alone."""


def _asked(said: Utterance, clause: str) -> Reading:
    return Reading(Act.ASK_KB, value=said.said, because=f'a question back: "{clause[:80]}"', confidence=0.9)


def _clauses(said: Utterance) -> Iterator[str]:
    """The clauses of what is said, from their first words that mean something."""
    for clause in re.split(r"(?:^| )[,.;:!?](?= |$)", said.plain):
        bare = _bare(clause.strip())
        if bare:
            yield _POLITE.sub("", bare)
        for joint in re.finditer(r" (?:and|but|so|because) ", clause):
            if rest := clause[joint.end() :].strip():
                yield _bare(rest)


@cache
def _openers() -> re.Pattern[str]:
    words = sorted({*table("person")["opener"], *table("person")["prefix"]}, key=len, reverse=True)
    return re.compile(
        r"^(?:(?:"
        + "|".join(re.escape(word) for word in words if word != "please")
        + r")(?: [,.!:])?(?: |$))+"
    )


def _bare(clause: str) -> str:
    bare = _openers().sub("", clause).strip()
    return bare or clause


def _reading(name: str, said: Utterance, words: str, match: re.Match[str] | None) -> Reading:
    because = f'{name}: "{words[:80]}"'
    if name == "note":
        return Reading(Act.NOTE, value=said.said, because=because, confidence=0.9)
    if name == "other":
        return Reading(Act.OTHER, because=because, confidence=0.7)
    which = Command(name)
    value = None
    if which is Command.CALLBACK:
        value = when_said(said)
    elif which is Command.DELEGATE:
        value = who_instead(said, match)
    return command(which, because, value)
