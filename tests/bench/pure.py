"""Figures inside one process: engine, reading, search, store."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from s11chat.bootstrap import open_desk
from s11chat.dialog.load import load_dialog
from s11chat.dialog.question import questions
from s11chat.engine.intent import Reply
from s11chat.engine.respond import respond
from s11chat.knowledge.library import Library
from s11chat.language.read import read
from s11chat.language.reading import Context
from s11chat.settings import shipped
from tests.bench.example import half_answered, made_wave
from tests.bench.figure import Figure, median, percentile, timed

SAID = (
    "fully met",
    "2",
    "it is being rolled out across the service at the moment",
    "partly, nurses have it but the front desk does not",
    "not met",
    "what do you mean by supervision?",
    "somewhere between not met and partly",
    "no, sorry, fully, the policy was signed off in March",
)
LOOKED_UP = (
    "crb",
    "whistle blowing",
    "who sits on the board",
    "safegaurding training",
    "what counts as evidence",
)


def figures() -> Iterator[Figure]:
    """All of them."""
    yield _engine()
    yield _reading()
    yield _search()
    yield from _store()


def _engine() -> Figure:
    talk = half_answered(300)
    taken = timed(lambda: respond(talk, Reply("2")), 200)
    parsed = median(timed(lambda: json.loads(json.dumps({str(n): "fully_met" for n in range(300)})), 200))
    return Figure(
        "engine, one reply at 300 items",
        median(taken),
        "ms",
        "<= 3",
        percentile(taken, 0.99),
        "JSON of 300 answers",
        median(taken) / parsed,
    )


def _reading() -> Figure:
    question = questions(load_dialog(shipped("dialogs") / "chscb-2011.yaml"))["1.2"]
    context = Context(asked_on=date(2026, 11, 21))
    for said in SAID:
        read(said, question, context)
    taken = [time for said in SAID for time in timed(lambda said=said: read(said, question, context), 100)]  # type: ignore[misc]
    labels = [word for option in question.options for word in (option.say, *option.also)]
    naive = median(timed(lambda: [fuzz.WRatio(SAID[3], label) for label in labels], 200))
    return Figure(
        "reading an utterance",
        median(taken),
        "ms",
        "<= 2",
        percentile(taken, 0.99),
        "naive fuzzy match",
        median(taken) / naive,
    )


def _search() -> Figure:
    library = Library(shipped("kb"))
    library.search("warm up")
    taken = [time for query in LOOKED_UP for time in timed(lambda query=query: library.search(query), 50)]  # type: ignore[misc]
    return Figure("knowledge search", median(taken), "ms", "<= 5", percentile(taken, 0.99))


def _store() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(made_wave(Path(folder), 300))
        interview = desk.interview_as_interviewer("w/A1")
        taken = timed(lambda: interview.respond(Reply("2")), 250)
        desk.close()
    yield Figure(
        "one answer with its durable commit, no screen, 300 items",
        median(taken),
        "ms",
        "-",
        percentile(taken, 0.99),
    )
