"""The answers in words to one question, as coders read them and reports count them."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.analysis.code_frame import CodeFrame
from s11chat.assurance.redaction import MARK
from s11chat.dialog.question import Question


@dataclass(frozen=True)
class Verbatim:
    """One answer in words."""

    ref: str
    return_id: str
    type: str
    group: str
    words: str
    revision: int
    codes: tuple[str, ...] = ()
    """What it counts under, in the order of the frame; none while it is not coded, or has changed since it was."""
    given: tuple[str, ...] = ()
    """Its codes as they were given, before any were merged."""
    stale: bool = False
    """Whether it was coded and has changed since."""
    by: str = ""
    """Who coded it."""
    settled: bool = False

    @property
    def readable(self) -> bool:
        """Whether its words are still there."""
        return self.words != MARK


@dataclass(frozen=True)
class OpenQuestion:
    """A question that is coded, with its answers by ref."""

    wave: str
    question: Question
    frame: CodeFrame
    verbatims: tuple[Verbatim, ...]
    answered: int
    """Returns that answered the question, in words or not."""

    @property
    def single(self) -> bool:
        """Whether an answer has one code at most: an option of a list of which one is chosen."""
        return bool(self.question.options) and not self.question.several

    @property
    def left(self) -> tuple[Verbatim, ...]:
        """Those still to be coded."""
        return tuple(one for one in self.verbatims if not one.codes and one.readable)

    @property
    def coded(self) -> int:
        """How many are coded."""
        return sum(bool(one.codes) for one in self.verbatims)
