"""Evidence put on file, listed and changed in lines: one thing asked at a time, each said again where it will not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.assurance.evidence import CASE_DETAILS, SAME, Kind, Telling, in_full, looks_private
from s11chat.dialog.suggest import nearest
from s11chat.errors import S11chatError, UsageError
from s11chat.line.listing import evidence_lines, step_lines

if TYPE_CHECKING:
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine

LEAVE = "."
ASKED = {
    "kind": f"What is it? {', '.join(Kind)}.",
    "title": "Its title, as it stands on it:",
    "dated": "Its day, or month (Enter for none{same}):",
    "owner": "Who holds or looks after it? (Enter for nobody{same})",
    "review": "When is it to be reviewed next? (Enter for no day)",
    "place": "Where does it lie: a link, a shelf, a system? (Enter if it is the file alone)",
    "note": "A word on it? (Enter for none)",
}
NEEDED = ("kind", "title")
WORDS = {
    "add": "add one to this question",
    "all": "everything on file",
    "show": "one with its history: show 12",
    "amend": "tell one anew: amend 12 review May 2027; what is left out stays",
    "withdraw": "take one back, it stays in the history: withdraw 12 the wrong year",
    "reinstate": "have one stand again: reinstate 12",
}


@dataclass
class Exhibits:
    """Reads lines, asks the service, writes what comes back; holds no rule of its own."""

    work: Evidencing
    write: Callable[[str], None]
    lines: Iterator[str]

    def do(self, rest: str, item: str) -> EvidenceLine | None:
        """Carries out what follows the word for evidence, at the question of `item`, if any.

        Returns the record that was added or changed; None where nothing was.
        """
        name, _, more = rest.strip().partition(" ")
        match name.casefold():
            case "":
                self._list(item)
            case "all":
                self._list("")
            case "add":
                added = self._add(more.strip() or item)
                if added is None:
                    self.write("= Left; nothing was put on file.")
                return added
            case "show":
                self._show(_number(more)[0])
            case "amend":
                return self._amend(*_number(more))
            case "withdraw":
                return self._step(self.work.withdraw(*_number(more)), "Withdrawn")
            case "reinstate":
                return self._step(self.work.reinstate(*_number(more)), "It stands again")
            case _:
                raise UsageError(f"There is no '{name[:20]}' here{nearest(name, WORDS)}: {', '.join(WORDS)}.")
        return None

    def _list(self, item: str) -> None:
        lines = self.work.lines(item)
        for line in lines:
            self._write(evidence_lines(line))
        if not lines:
            self.write(f"Nothing is on file for {item}." if item else "Nothing is on file.")
        width = max(map(len, WORDS))
        for word, does in WORDS.items():
            self.write(f"  evidence {word:<{width}}  {does}")

    def _show(self, number: int) -> None:
        steps = self.work.history(number)
        self._write(evidence_lines(steps[-1]))
        self._write(step_lines(steps))

    def _add(self, covers: str) -> EvidenceLine | None:
        self.write(f"{CASE_DETAILS} Type {LEAVE} to leave it.")
        told, before = Telling(covers=covers), self.work.before()
        if covers:
            self.work.check(told)
        else:
            asked = self._asked("covers", "Which questions does it show something of? Their numbers:", told)
            if asked is None:
                return None
            told = asked
        file: Path | None = None
        for name, asks in ASKED.items():
            if name == "place":
                taken = self._file()
                if taken is None:
                    return None
                file = Path(taken).expanduser() if taken else None
            needed = name in NEEDED or (name == "place" and file is None)
            same = f", {SAME} for {before[name]}" if name in before else ""
            asked = self._asked(name, asks.format(same=same), told, needed=needed)
            if asked is None:
                return None
            told = asked
        return self._kept(told, file)

    def _asked(self, name: str, asks: str, told: Telling, *, needed: bool = True) -> Telling | None:
        """What was told, with one more thing that will do; None where it was left."""
        while True:
            self.write(asks)
            line = next(self.lines, None)
            if line is None or line.strip() == LEAVE:
                return None
            alone = replace(Telling(), **{name: line.strip()})
            try:
                self.work.check(alone, needed=needed)
            except S11chatError as error:
                self.write(f"! {error}")
                continue
            if day := self.work.understood(alone):
                self.write(f"  {day}.")
            if self._meant(looks_private(alone)):
                return replace(told, **{name: line.strip()})

    def _file(self) -> str | None:
        """The path of a file that will do, or an empty one; None where it was left."""
        while True:
            self.write("A file to be kept with it, by its path? (Enter for none)")
            line = next(self.lines, None)
            if line is None or line.strip() == LEAVE:
                return None
            if not line.strip():
                return ""
            try:
                self.work.check_file(Path(line.strip()).expanduser())
            except S11chatError as error:
                self.write(f"! {error}")
                continue
            return line.strip()

    def _meant(self, looks: str) -> bool:
        """Whether words are to be kept although they look private."""
        if not looks:
            return True
        self.write(f"! {looks} Type keep, or anything else to say it anew.")
        return next(self.lines, "").strip().casefold() == "keep"

    def _kept(self, told: Telling, file: Path | None) -> EvidenceLine | None:
        if file is not None and not self._meant(looks_private(Telling(), file)):
            return None
        line = self.work.add(told, file, sure=True)  # all of it was looked at as it was typed
        return self._step(line, f"On file as evidence {line.number} for {', '.join(line.covers)}")

    def _amend(self, number: int, rest: str) -> EvidenceLine | None:
        name, _, words = rest.partition(" ")
        names = ["file", *(one.name for one in fields(Telling))]
        if name not in names or not words.strip():
            raise UsageError(
                f"Say what is to be another: amend {number} review May 2027; it is one of {', '.join(names)}."
            )
        if name == "file":
            line = self.work.amend(number, Telling(), Path(words.strip()).expanduser())
        else:
            told = replace(Telling(), **{name: words.strip()})
            looks = looks_private(told)
            if looks:
                raise UsageError(looks)
            line = self.work.amend(number, told)
        return self._step(line, "Amended")

    def _step(self, line: EvidenceLine, said: str) -> EvidenceLine:
        self.write(f"= {said}: {line.told}.")
        if line.review and line.stands:
            self.write(f"  Next review {in_full(line.review)}.")
        if line.due and line.stands:
            self.write(f"  It {line.due}.")
        return line

    def _write(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.write(line)


def _number(words: str) -> tuple[int, str]:
    """The number of a record, and what follows it."""
    number, _, rest = words.strip().partition(" ")
    if not (number.isascii() and number.isdecimal()) or len(number) > 9:
        raise UsageError("Say which by its number in the list, such as 12.")
    return int(number), rest.strip()
