"""Moderation held in lines: each standard with what the organisation says, and the moderator's rating beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap as fold

from s11chat.assurance.moderation import How
from s11chat.errors import S11chatError
from s11chat.knowledge.library import Library
from s11chat.line.listing import WIDTH, wrapped
from s11chat.services.moderating import Moderation
from s11chat.services.moderationview import RatingMark, Sheet, StandardLine
from s11chat.store.moderation_record import ChallengeRecord

WORDS = {
    "2 only two sites": "your rating, by number or word, with the reason behind it",
    "next": "to the next standard; an empty line does it too",
    "back": "to the standard before",
    "go 2.1": "to this standard",
    "left": "to the next one that you have not rated",
    "why": "what the standard is about, from the articles",
    "undo": "take the last rating back",
    "done": "say that you are done with the return",
    "quit": "end; everything is saved",
}

NOTHING_RATED = "This dialog asks for no rating, so there is nothing to moderate."


def hold(
    work: Moderation, write: Callable[[str], None], lines: Iterable[str], library: Library | None = None
) -> None:
    """The whole sitting. The last line written says how many standards are rated."""
    talk = _Talk(work, write, iter(lines), library)
    try:
        talk.go()
    except KeyboardInterrupt:
        write("Stopped. Everything acknowledged is saved.")
    now = work.look()
    write(f"Rated {len(now.lines) - now.left} of {len(now.lines)}")


class _Talk:
    """Reads lines, asks the moderation, writes what comes back; holds no rule of its own."""

    def __init__(
        self, work: Moderation, write: Callable[[str], None], lines: Iterator[str], library: Library | None
    ) -> None:
        self._work, self._write, self._lines, self._library = work, write, lines, library
        self._at = next((n for n, line in enumerate(work.sheet.lines) if line.own is None), 0)

    def go(self) -> None:
        """Standard after standard, until the lines end or the person does."""
        for line in head(self._work.sheet):
            self._write(line)
        if not self._work.sheet.lines:
            self._write(NOTHING_RATED)
            return
        self._write("Type a rating, or help for the words that work here.")
        self._show()
        for line in self._lines:
            said = line.strip()
            if said.casefold() in ("quit", "q", "exit"):
                return
            try:
                self._take(said)
            except S11chatError as error:
                self._write(f"! {error}")

    @property
    def _here(self) -> StandardLine:
        return self._work.sheet.lines[self._at]

    def _take(self, said: str) -> None:
        name, _, rest = said.casefold().partition(" ")
        last = len(self._work.sheet.lines) - 1
        match name:
            case "" | "next":
                self._move(min(self._at + 1, last))
            case "back":
                self._move(max(self._at - 1, 0))
            case "left":
                unrated = [n for n, line in enumerate(self._work.sheet.lines) if line.own is None]
                self._move(next((n for n in unrated if n > self._at), unrated[0] if unrated else self._at))
            case "go":
                self._move(self._place(self._work.line(rest).question))
            case "why":
                self._explain()
            case "undo":
                line = self._work.undo()
                stands = f"{line.own.said} stands again" if line.own else "it is not rated"
                self._write(f"= {line.question}: taken back; {stands}.")
                self._move(self._place(line.question))
            case "done":
                self._done()
            case "help" | "?":
                for word, does in WORDS.items():
                    self._write(f"  {word:<18}{does}")
            case _:
                self._rate(said)

    def _place(self, question: str) -> int:
        return [line.question for line in self._work.sheet.lines].index(question)

    def _move(self, place: int) -> None:
        self._at = place
        self._show()

    def _rate(self, said: str) -> None:
        rating, reason = _parted(self._here, said)
        if not reason and self._work.reason_wanted(self._here.question, rating):
            self._write(
                f"Why? The organisation says {self._here.answer.said}. An empty line leaves it unrated."
            )
            reason = next(self._lines, "").strip()
            if not reason:
                self._write("= Not rated.")
                return
        line = self._work.rate(self._here.question, rating, reason)
        self._write(f"= {line.question}: {line.own.said if line.own else ''}.")
        if self._at + 1 < len(self._work.sheet.lines):
            self._move(self._at + 1)
        elif not self._work.sheet.left:
            self._write("Every standard is rated. Type done when you are.")

    def _done(self) -> None:
        found = self._work.finish()
        open_ = [one.name for one in found.works if one.step.value != "done"]
        self._write("= Done." if not open_ else f"= Done. {open_[0]} is not yet.")

    def _explain(self) -> None:
        held = [self._library.get(id_) for id_ in self._here.answer.articles] if self._library else []
        for article in (one for one in held if one is not None):
            self._write(f"? {article.title}")
            for line in (*article.sentence.splitlines(), *article.practice.splitlines()):
                self._write(line)
        if not any(held):
            self._write("There is no article about this standard.")

    def _show(self) -> None:
        place = (
            f"Standard {self._at + 1} of {len(self._work.sheet.lines)}. {self._here.answer.section_title}."
        )
        for line in ("", place, *standard_lines(self._here, self._work.name)):
            self._write(line)
        scale = "   ".join(f"{step.handle} {step.say}" for step in self._here.scale)
        self._write(f"  {scale}")


def _parted(line: StandardLine, said: str) -> tuple[str, str]:
    """A rating and the reason behind it; all of it is the rating where the scale has a step called so."""
    if said.casefold() in (name.casefold() for step in line.scale for name in (step.code, step.say)):
        return said, ""
    for step in line.scale:
        if said.casefold().startswith(f"{step.say.casefold()} "):
            return step.code, said[len(step.say) :].strip(" ,:;-")
    rating, _, reason = said.partition(" ")
    return rating, reason.strip()


def head(found: Sheet) -> Iterator[str]:
    """Whose return it is, and who moderates it."""
    above = found.header
    yield from fold(
        f"{above.organisation} ({above.type_name}), {above.case}: {found.state}, {found.status}.", WIDTH
    )
    names = " and ".join(f"{one.name} ({one.step})" for one in found.works) or "nobody"
    yield from fold(f"Moderated by {names}.", WIDTH)
    if found.released_at is not None:
        yield f"Released to the lead on {found.released_at.astimezone():%d %B %Y}."


def sheet_lines(found: Sheet) -> Iterator[str]:
    """Every rated standard with all its ratings."""
    yield from head(found)
    if not found.lines:
        yield NOTHING_RATED
    for line in found.lines:
        yield ""
        yield from standard_lines(line)


def standard_lines(line: StandardLine, viewer: str = "") -> Iterator[str]:
    """One standard: as asked, the organisation's rating and what goes with it, and every rating beside it."""
    yield from wrapped(line.question, line.answer.text)
    yield from wrapped("own rating", line.answer.said)
    for part in line.parts:
        if part.answer is not None:
            yield from wrapped(part.question.rpartition(".")[2], part.said)
    for one in line.answer.evidence:
        yield from wrapped("on file", f"{one.told}; {one.where}")
    for remark in line.answer.remarks:
        yield from wrapped("remark", remark)
    for mark in line.marks:
        yield from wrapped("agreed" if mark.agreed else "moderated", rating_words(mark, viewer))
    if line.how is How.DIFFER:
        yield from wrapped("", "The moderators differ; nothing is agreed yet.")
    if line.outdated:
        yield from wrapped("", "A moderator has changed their rating since it was agreed.")
    for note in line.challenges:
        yield from note_lines(note)


def rating_words(mark: RatingMark, viewer: str = "") -> str:
    """A rating in words, whose it is, why, and whether the answer has changed since."""
    by = "you" if viewer and mark.by == viewer else mark.by
    why = f": {mark.reason}" if mark.reason else ""
    stale = " (rated before the answer changed)" if mark.stale else ""
    return f"{mark.said}, {by}, {mark.at.astimezone():%d %B %Y}{stale}{why}"


def note_lines(note: ChallengeRecord) -> Iterator[str]:
    """A note of a peer with what became of it, or a lead's word."""
    if note.state == "reply":
        yield from wrapped("lead", f"{note.text} ({note.by_name}, {note.at.astimezone():%d %B %Y})")
        return
    when = f"{note.at.astimezone():%d %B %Y}"
    label = f"note {note.opened}"
    yield from wrapped(
        label, f"{note.text} ({note.peer}, {note.organisation}, {when}; {note.state}) on {note.item}"
    )
    if note.answer:
        yield from wrapped("", f"Answer: {note.answer} ({note.answered_by})")
    if note.closing:
        yield from wrapped("", f"Closed: {note.closing} ({note.closed_by})")
