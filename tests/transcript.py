"""Golden transcripts: what was typed, what was printed, and what is stored afterwards, in one readable file.

    # What this shows.
    case: audit-11/GP1

    === delegate Nell Thimble
    (printed)
    > typed

    === stored
    1.1  r1 delegate  {"value":"fully_met"}  fully

A line that begins with "> " was typed; every other line of a sitting was printed. A sitting begins with "===",
the role (interviewer, delegate, lead: a conversation; docket: review and sign-off by the lead) and the name.
`pytest tests/test_transcripts.py --update-transcripts` writes the printed and stored lines anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.language.harmless import harmless
from s11chat.line.review import Review
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from tests.office import admitted

FOLDER = Path(__file__).parent / "transcripts"
TYPED = "> "
STORED = "=== stored"
_SITTING = re.compile(r"=== (interviewer|delegate|lead|docket) (.+)")
_DIGITS = re.compile(r"\b[0-9a-f]{32,128}\b")
_PLACES = {r"\e": "\x1b", r"\a": "\x07", r"\u202e": "\u202e"}
"""How characters that cannot be seen are written in a transcript."""

Hold = Callable[[Desk, str, "Sitting"], list[str]]
"""Holds one sitting at a case through some face; returns the lines as a transcript has them."""


@dataclass(frozen=True)
class Sitting:
    """Somebody at the keyboard."""

    role: str
    name: str
    lines: tuple[str, ...]
    """As they stand in the file."""

    @property
    def typed(self) -> tuple[str, ...]:
        """What was typed, line by line."""
        return tuple(_unseen(line.removeprefix(TYPED)) for line in self.lines if line.startswith(">"))


@dataclass(frozen=True)
class Transcript:
    """One file, read."""

    path: Path
    head: str
    """The comments and the case, as they stand."""
    case: str
    sittings: tuple[Sitting, ...]
    stored: tuple[str, ...]


def paths() -> list[Path]:
    """Every transcript, by name."""
    return sorted(FOLDER.glob("*.txt"))


def read(path: Path) -> Transcript:
    """A transcript from its file."""
    head, *blocks = re.split(r"^(?==== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sittings, stored_lines = [], ()
    for block in blocks:
        title, *lines = block.rstrip("\n").split("\n")
        found = _SITTING.fullmatch(title)
        if found:
            sittings.append(Sitting(found[1], found[2], tuple(lines)))
        else:
            assert title == STORED, f"{path.name}: '{title}' begins no sitting"
            stored_lines = tuple(lines)
    case = re.search(r"^case: (\S+)$", head, flags=re.MULTILINE)
    assert case, f"{path.name} names no case"
    return Transcript(path, head, case[1], tuple(sittings), stored_lines)


def typed_lines(path: Path) -> tuple[str, ...]:
    """Everything typed in a transcript, sitting after sitting."""
    return tuple(line for sitting in read(path).sittings for line in sitting.typed)


def stored(desk: Desk, case: str) -> list[str]:
    """The responses of a case as they stand, a line each, in the order of the dialog."""
    whole = desk.returned(case)
    current = desk.kept.responses.current(desk.kept.case(case).return_id)
    lines = []
    for answer in whole.answers:
        record = current.get(answer.question)
        if record is not None:
            value = json.dumps(dict(record.answer), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            lines.append(
                f"{answer.question}  r{record.revision} {record.role}  {value}  {record.words}".rstrip()
            )
        lines += [f"{answer.question}  remark  {remark}" for remark in answer.remarks]
        if answer.parked:
            lines.append(f"{answer.question}  parked  {', '.join(part for part in answer.parked if part)}")
    for remark in desk.kept.responses.remarks(desk.kept.case(case).return_id):
        if not remark.item:
            lines.append(f"({remark.on})  remark  {remark.text}")
    return [one for line in lines for one in _shown(line)] + [f"{whole.state}; {whole.status}"]


def played(desk: Desk, script: Transcript, hold: Hold) -> str:
    """The file as it should stand, after every sitting was held through a face."""
    parts = [script.head]
    for sitting in script.sittings:
        parts += [
            f"=== {sitting.role} {sitting.name}\n",
            *(f"{line}\n" for line in hold(desk, script.case, sitting)),
        ]
        parts.append("\n")
    parts += [f"{STORED}\n", *(f"{line}\n" for line in stored(desk, script.case))]
    return "".join(parts)


def hold_plain(desk: Desk, case: str, sitting: Sitting) -> list[str]:
    """A sitting held through the plain face."""
    lines: list[str] = []

    def write(line: str) -> None:
        lines.extend(_shown(harmless(line)))

    def type_() -> Iterator[str]:
        for line in sitting.typed:
            lines.append(f"{TYPED}{_seen(line)}".rstrip())
            yield line

    if sitting.role == "docket":
        admission = admitted(desk, case, Role.LEAD)
        Review(desk.docket(admission), write, lambda _: None).hold(type_())
        return lines
    interview = (
        desk.interview_as_interviewer(case)
        if sitting.role == "interviewer"
        else desk.interview(
            admitted(desk, case, Role(sitting.role), sitting.name if sitting.role == "delegate" else "")
        )
    )
    Talk(interview, write).hold(type_())
    return lines


def _shown(line: str) -> list[str]:
    """A printed line: its parts, without trailing blanks, hashes and keys told as such."""
    return [_DIGITS.sub("(digits)", part).rstrip() for part in line.split("\n")]


def _seen(line: str) -> str:
    for written, character in _PLACES.items():
        line = line.replace(character, written)
    return line


def _unseen(line: str) -> str:
    line = line.removeprefix(">").removeprefix(" ")
    for written, character in _PLACES.items():
        line = line.replace(written, character)
    return line
