"""Machines far from the office, on which people work in bundles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.bootstrap import open_bundle
from s11chat.services.bundling import make
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.merging import Merged, merge
from s11chat.services.view import Admission
from tests.office import LEADS, PHRASE, PRACTICE, Clock, answer_on, code_for, say, settings_in

BEN = LEADS[PRACTICE]


class Machine:
    """Somebody's machine, far from the office, with a bundle and the code for it."""

    def __init__(self, folder: Path, file: Path, code: str, clock: Clock) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.file, self.code, self.clock = folder, file, code, clock

    @contextmanager
    def at_work(self) -> Iterator[tuple[Desk, Admission]]:
        """The bundle open, its holder let in; the file is written back at the end."""
        settings = replace(settings_in(self.folder), actor="somebody", named=False)
        with open_bundle(settings, self.file, self.code, clock=self.clock) as (desk, _, _):
            yield desk, desk.admit(self.code)

    def answers(self, *lines: str, until: str = "") -> None:
        """Says these lines, then whatever is still asked before `until`, where that is given."""
        with self.at_work() as (desk, by):
            sitting = desk.interview(by)
            say(sitting, *lines)
            if until:
                answer_on(sitting, until)
            sitting.leave()

    def signs(self, *sections: str) -> None:
        with self.at_work() as (desk, by):
            docket = desk.docket(by)
            if not docket.enrolled:
                docket.enrol(PHRASE)
            docket.review()
            docket.sign(sections or tuple(line.section for line in docket.sections()), PHRASE, by.name)
            docket.leave()

    def passes_on(self, to: Machine, name: str, part: str) -> None:
        """Asks somebody for a part and makes their bundle."""
        with self.at_work() as (desk, by):
            to.code = Delegating(desk.kept, by.case, by).give(part, name).code
            make(desk.kept, by.case, to.file, name, by)

    def takes_in(self, other: Machine) -> Merged:
        with self.at_work() as (desk, by):
            return merge(desk.kept, other.file, by=by)


def lead_with_bundle(desk: Desk, folder: Path, clock: Clock) -> Machine:
    """The lead of a practice with a bundle that the office made just now."""
    one = Machine(folder / "ben", folder / "ben.s11", code_for(desk, PRACTICE, Role.LEAD).code, clock)
    make(desk.kept, PRACTICE, one.file)
    return one


def machine(tmp_path: Path, name: str, clock: Clock) -> Machine:
    return Machine(tmp_path / name, tmp_path / f"{name}.s11", "", clock)


def standing(desk: Desk) -> dict[str, tuple[str, str]]:
    """Every answer as it stands in the office, with whose it is."""
    lines = desk.returned(PRACTICE).answers
    return {line.question: (line.said, line.by) for line in lines if line.answer is not None}
