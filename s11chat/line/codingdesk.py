"""Coding held in lines: an answer, the codes that may fit it, and what the coder says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap as fold

from s11chat.analysis.code_frame import FrameCode
from s11chat.errors import S11chatError
from s11chat.line.listing import WIDTH
from s11chat.report.base import wording
from s11chat.services.codingwalk import VIEWS, CodingWalk

WORDS = {
    "training; money": "codes or labels, or the first letters of one; several with ; between",
    "1": "the first code suggested, where codes are no numbers",
    "new LABEL": "a new code, given to this answer",
    "next": "leave it for later; an empty line does it too",
    "back": "to the answer before",
    "go REF": "to the answer of this case",
    "undo": "take the last coding back",
    "clear": "have this answer be coded under nothing",
    "codes": "the code frame",
    "find WORDS": "only answers with these words; find alone shows all again",
    "left, all, coded": "which answers are gone through",
    "quit": "end; everything is saved",
}


def hold(walk: CodingWalk, write: Callable[[str], None], lines: Iterable[str]) -> None:
    """The whole sitting. The last line written says how many answers are coded."""
    talk = _Talk(walk, write, iter(lines))
    try:
        talk.go()
    except KeyboardInterrupt:
        write("Stopped. Everything acknowledged is saved.")
    found = walk.desk.open
    write(f"Coded {found.coded} of {len(found.verbatims)}")


def code_line(one: FrameCode) -> str:
    """A code with its label and what it covers."""
    label = one.say if one.say != one.code else "(no label)"
    return f"{one.code}  {label}" + (f" ({one.covers})" if one.covers else "")


class _Talk:
    """Reads lines, asks the desk, writes what comes back; holds no rule of its own."""

    def __init__(self, walk: CodingWalk, write: Callable[[str], None], lines: Iterator[str]) -> None:
        self._walk, self._desk, self._write, self._lines = walk, walk.desk, write, lines
        self._over = False
        """Whether the last answer was coded, so that no code is meant for it any more."""

    def go(self) -> None:
        """Answer after answer, until the lines end or the person does."""
        found = self._desk.open
        self._tell(f"{found.question.id}: {wording(found.question)}")
        who = "the second coder's sample" if self._desk.second else "answers"
        self._write(f"{len(found.verbatims)} {who}, {len(found.left)} to code. Type codes, or help.")
        self._show()
        for line in self._lines:
            said = line.strip()
            if said.casefold() in ("quit", "q", "exit"):
                return
            try:
                self._take(said)
            except S11chatError as error:
                self._tell(f"! {error}")

    def _take(self, said: str) -> None:
        name, _, rest = said.partition(" ")
        match name.casefold():
            case "" | "next":
                self._move(1)
            case "back":
                self._move(-1)
            case "go":
                self._walk.go(rest)
                self._show()
            case "undo":
                one = self._desk.undo()
                self._walk.go(one.ref)
                self._write(f"= Taken back: {one.ref} is coded {'; '.join(one.codes) or 'under nothing'}.")
                self._show()
            case "new" if rest:
                self._put((self._desk.add(rest).code,))
            case "clear":
                here = self._walk.here
                if here is not None:
                    self._desk.take_back(here.ref)
                    self._show()
            case "codes":
                for code in self._desk.frame.offered:
                    self._tell(f"  {code_line(code)}")
            case "find":
                self._see(self._walk.view if rest else "left", rest)
            case "left" | "all" | "coded":
                self._see(name.casefold(), self._walk.words)
            case "help" | "?":
                for word, does in WORDS.items():
                    self._write(f"  {word:<18}{does}")
            case _:
                self._put(self._walk.meant(said))

    def _put(self, codes: Iterable[str]) -> None:
        here = self._walk.here
        if here is None or self._over:
            self._write("! There is no answer here to be coded: all goes through every one, quit ends.")
            return
        one = self._desk.put(here.ref, codes)
        self._write(f"= {one.ref}: {'; '.join(one.codes)}")
        if self._walk.go_on():
            self._show()
        else:
            self._over = True
            self._write("That was the last of these. all goes through every answer, quit ends.")

    def _see(self, view: str, words: str) -> None:
        assert view in VIEWS
        self._walk.see(view, words)
        self._write(f"{self._walk.count} answers ({view}{f', with {words}' if words else ''}).")
        self._show()

    def _move(self, step: int) -> None:
        if self._walk.move(step):
            self._show()
        else:
            self._write("There is no other answer that way.")

    def _show(self) -> None:
        one, self._over = self._walk.here, False
        if one is None:
            self._write("No answer is left here.")
            return
        self._write("")
        coded = (
            f", coded {'; '.join(one.codes)}"
            if one.codes
            else ", changed since it was coded"
            if one.stale
            else ""
        )
        self._write(f"{one.ref} ({one.type}), {self._walk.place} of {self._walk.count}{coded}")
        self._tell(f"  {one.words}")
        likely = self._desk.suggested(one) if not one.codes else ()
        for number, code in enumerate(likely, 1):
            self._tell(f"  {number}. {code_line(code)}")

    def _tell(self, text: str) -> None:
        indent = " " * (len(text) - len(text.lstrip()))
        for line in fold(text, WIDTH, subsequent_indent=indent):
            self._write(line)
