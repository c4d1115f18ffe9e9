"""The office's lists over a wave as large as that of 2008, every return filled."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.dialog.question import questions
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.overseeing import oversee
from s11chat.settings import current, shipped
from s11chat.store.entry import Author, NewResponse
from s11chat.store.frame import NewCase
from s11chat.tui.boardword import VIEWS
from s11chat.tui.widgets.boardrows import rows_of
from tests.bench.figure import Figure, median, percentile, timed

CASES = 1_153
"""Returns of 2008."""
WAVE = "w"


def figures() -> Iterator[Figure]:
    """How long the list of the cases, the manager's screen and the list of the waves take."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            current(), home=Path(folder), database=f"sqlite:///{folder}/s11chat.db", actor="Ida"
        )
        desk = open_desk(settings)
        try:
            fill(desk)
            listed = timed(lambda: desk.cases(WAVE), 7)
            waves = timed(desk.waves, 7)
            seen = timed(lambda: oversee(desk.kept, WAVE), 7)
            shown = oversee(desk.kept, WAVE)
            drawn = timed(lambda: [rows_of(view, shown, 77) for view in VIEWS], 7)
        finally:
            desk.close()
    yield Figure(f"list of {CASES:,} filled cases", median(listed), "ms", "<= 300", percentile(listed, 0.99))
    yield Figure("the manager's screen of them, read", median(seen), "ms", "<= 500", percentile(seen, 0.99))
    yield Figure("its five views, drawn", median(drawn), "ms", "<= 300", percentile(drawn, 0.99))
    yield Figure("list of the waves over them", median(waves), "ms", "<= 300", percentile(waves, 0.99))


def fill(desk: Desk) -> None:
    """A wave of the instrument of 2008 in which every question of every return has an answer."""
    file = shipped("dialogs") / "dcsf-2008.yaml"
    kept = desk.kept
    new_wave(kept, WAVE, file)
    dialog = kept.dialog(kept.casebook.wave(WAVE))
    types = [kind.type for kind in dialog.organisations]
    cases = [
        NewCase(
            ref=f"R{n}", name=f"Body {n}", type=types[n % len(types)], lead_name=f"Lead {n}", lead_title=""
        )
        for n in range(CASES)
    ]
    answers = [
        NewResponse(question.id, {"value": question.options[0].code if question.options else "words"})
        for question in questions(dialog).values()
    ]
    answers = [
        replace(one, answer={"value": [one.answer["value"]]}) if one.item == "q5" else one for one in answers
    ]
    who = Author("bench", "Ida", "lead", "", "online")
    for return_id in kept.casebook.add_cases(WAVE, cases, "Ida", kept.clock()):
        kept.responses.record(return_id, who, kept.clock(), answers)
