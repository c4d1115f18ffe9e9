"""A long dialog made for measuring, and a wave of it in a database of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.dialog.load import read_dialog
from s11chat.dialog.model import Audience, Dialog
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.services.fielding import new_wave
from s11chat.settings import Settings, current
from s11chat.store.frame import NewCase

MARK = "Zq{:04}"
"""A word that stands in one question and no other."""


def dialog_text(questions: int) -> str:
    """A dialog of single questions; every tenth from the second on depends on one before it."""
    lines = [
        "dialog: bench",
        "version: 1.0.0",
        "title: A long dialog",
        "guidance: {edition: none, valid_from: '2026-01'}",
        "sources: [{publication: none, part: none}]",
        "organisations: [{type: A, say: Any, lead: Head}]",
        "scales:",
        "  met: [{code: not_met, say: Not met}, {code: partly_met, say: Partly met}, {code: fully_met, say: Fully met}]",
        "sections:",
    ]
    for number in range(questions):
        if number % 30 == 0:
            lines += [f"  - section: s{number}", f"    title: Part {number // 30 + 1}", "    items:"]
        when = f", when: {{i{number - 1}: {{answered: true}}}}" if number % 10 == 1 else ""
        mark = MARK.format(number)
        lines.append(
            f"      - {{item: i{number}, kind: single, scale: met, kb: [evidence]{when}, "
            f"say: 'How far is arrangement {mark} in place in your organisation at present?'}}"
        )
    return "\n".join(lines)


def long_dialog(questions: int) -> Dialog:
    """The dialog itself."""
    return read_dialog(dialog_text(questions), "bench.yaml")


def half_answered(questions: int) -> Conversation:
    """A conversation in the middle of a long dialog."""
    answers = {f"i{number}": Answer("fully_met") for number in range(questions // 2)}
    facts = {"organisation.type": "A", "mode": "online", "role": "lead"}
    return Conversation(long_dialog(questions), Audience.LEAD, facts, date(2026, 11, 21), answers=answers)


def made_wave(folder: Path, questions: int) -> Settings:
    """A database in `folder` with the wave `w` of the long dialog and the case `w/A1`."""
    settings = replace(
        current(), home=folder, database=f"sqlite:///{folder / 's11chat.db'}", actor="Ida", dialogs=folder
    )
    file = folder / "bench.yaml"
    file.write_text(dialog_text(questions), encoding="utf-8")
    desk = open_desk(settings)
    try:
        new_wave(desk.kept, "w", file)
        case = NewCase(
            ref="A1", name="Great Teapot Agency", type="A", lead_name="Ada Teapot", lead_title="Head"
        )
        desk.kept.casebook.add_cases("w", [case], "Ida", desk.kept.clock())
    finally:
        desk.close()
    return settings
