"""How well utterances are read: shares by act and by kind, and every line misread.

    python -m tests.bench.reading                                  our own labelled lines
    python -m tests.bench.reading LINES.jsonl --questions Q.json   lines of another set, with their questions
    ... --from 1 --to 200                                          only these lines of the file
    ... --misread                                                  every line misread, with the reason given

A line of another set has `id`, `question`, `utterance` and `expect` (act, codes, value, target, command).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from s11chat.dialog.question import Question
from s11chat.exchange.utterance import question_of
from tests.bench.figure import Figure, median, percentile
from tests.language.judged import Judged, Share, catalogue_of, files, judged, judged_file, shares


def figures() -> Iterator[Figure]:
    """Speed over our own labelled lines: processor time, so that other work on the machine does not count."""
    taken: list[float] = []
    found = _own(taken)
    yield Figure(
        f"reading one of {len(found)} labelled utterances",
        median(taken),
        "ms",
        "<= 2, p99 <= 5",
        percentile(taken, 0.99),
        note=str(_all(found)),
    )


def _own(taken: list[float]) -> list[Judged]:
    """Our own lines, judged twice: once so that word lists are loaded, once by the clock."""
    found = [each for path in files() for each in judged_file(path)]
    for path in files():
        lines = judged_file(path)
        while True:
            begun = time.thread_time()
            if next(lines, None) is None:
                break
            taken.append((time.thread_time() - begun) * 1000)
    return found


def _others(path: Path, questions: Path | None, first: int, last: int | None) -> Iterator[Judged]:
    """The lines `first` to `last` of another set; no other line is looked at."""
    known: dict[str, Question] = {}
    if questions is not None:
        raw = json.loads(questions.read_text(encoding="utf-8"))
        known |= catalogue_of(raw["questions"] if isinstance(raw, Mapping) else raw)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if last is not None and number > last:
                return
            if number >= first and line.strip():
                entry: dict[str, Any] = json.loads(line)
                question = question_of(entry["question"])
                yield judged(entry["utterance"], question, known, entry["expect"])


def _all(found: Sequence[Judged]) -> Share:
    return shares(found, lambda each: "all")["all"]


def report(found: Sequence[Judged], misread: bool) -> Iterator[str]:
    """The shares of all, by act and by kind of question, and the lines misread if wanted."""
    yield f"all: {_all(found)}"
    for title, by in (("act", lambda j: j.act), ("kind", lambda j: j.kind)):
        for name, share in shares(found, by).items():
            yield f"  {title} {name}: {share}"
    for each in found if misread else ():
        if not each.right:
            mark = "RECORDED " if each.recorded else ""
            read = each.reading
            yield f"{mark}{each.question}: {each.said} | {each.act} | {read.act} {read.codes} {read.because}"


def main(words: Sequence[str] | None = None) -> None:
    """Prints the report for our own lines or for a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading")
    parser.add_argument("file", nargs="?", type=Path, help="labelled lines of another set")
    parser.add_argument("--questions", type=Path, help="the questions a correction may be about")
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="first line read")
    parser.add_argument("--to", dest="last", type=int, default=None, metavar="N", help="last line read")
    parser.add_argument("--misread", action="store_true", help="list every line misread")
    chosen = parser.parse_args(words)
    if chosen.file is None:
        found = [each for path in files() for each in judged_file(path)]
    else:
        found = list(_others(chosen.file, chosen.questions, chosen.first, chosen.last))
    for line in report(found, chosen.misread):
        print(line)


if __name__ == "__main__":
    main()
