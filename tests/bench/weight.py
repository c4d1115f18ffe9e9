"""Learns the points of `words/weight.toml` from our own labelled lines, so that anybody can make them anew.

    python -m tests.bench.weight              learns them and says how they do on lines left out
    python -m tests.bench.weight --write      and writes the file

Every labelled line that names an option is an example of each option it names: meant, or not meant. The points
are those of a logistic regression with a penalty on large ones (Hosmer, Lemeshow and Sturdivant, Applied
Logistic Regression, 2013), found by gradient steps of their own length for each mark (Adam, Kingma and Ba 2015).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

from s11chat.dialog.question import Question
from s11chat.language.barring import barred
from s11chat.language.evidence import REASONS, evidence
from s11chat.language.likely import share, weighed_scope
from s11chat.language.longhand import written_out
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.read import by_rules
from s11chat.language.reading import Act, Context
from tests.language.judged import ASKED_ON, catalogue, files

_RARE = 8
"""A mark of fewer examples has no points."""
_SMALL = 0.2
"""Fewer points than this are left out of the file."""
_STEPS, _STRIDE, _LATE = 120, 0.1, 0.03
_FADE, _SPREAD = 0.9, 0.99
_PENALTY, _WORD_PENALTY = 1.0, 4.0
"""Words have less to say than marks unless many lines agree."""
_DOUBTED = 3.0
"""What an example weighs where the rules doubt: of those the points decide."""
_FOLDS = 5
_LEAST = 0.45
"""The share from which on an option is taken: 1 in 2 of all, and far more of those that no rule bars."""


@dataclass(frozen=True)
class Line:
    """A labelled line, and the doubt the rules end in; empty where it is none that may be weighed."""

    said: Utterance
    question: Question
    codes: tuple[str, ...]
    """What is meant; empty where it is no answer."""
    doubt: str


@dataclass(frozen=True)
class Example:
    """An option named in a line."""

    line: int
    marks: frozenset[str]
    meant: bool
    weight: float
    open: bool
    """Whether the rules doubt and nothing bars it, so that its points decide."""


def lines() -> Iterator[Line]:
    """Our own labelled lines, as the rules alone read them."""
    for path in files():
        known = catalogue(path.stem)
        for text in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(text)
            said, question = utterance(str(entry["said"])), known[entry["question"]]
            reading = by_rules(said, question, Context(ASKED_ON, known))
            reason = REASONS.get(reading.because.partition(":")[0], "") if reading.act is Act.CLARIFY else ""
            codes = tuple(entry.get("codes") or ()) if entry["act"] == Act.ANSWER else ()
            yield Line(written_out(said, question), question, codes, reason)


def examples(labelled: Iterable[Line]) -> Iterator[Example]:
    """Every option named in a labelled line for a question with one answer."""
    for number, line in enumerate(labelled):
        scope = weighed_scope(line.said, line.question)
        if scope is None:
            continue
        for each in evidence(scope, line.question):
            free = line.doubt != "" and not barred(scope, line.question, each, line.doubt)
            weight = _DOUBTED if line.doubt else 1.0
            yield Example(number, each.marks, line.codes == (each.code,), weight, free)


def learned(found: Sequence[Example]) -> Mapping[str, float]:
    """The points of every mark that is not rare, and of what holds always."""
    counts = Counter(mark for each in found for mark in each.marks)
    names = [*sorted(mark for mark in counts if counts[mark] >= _RARE), "always"]
    index = {name: place for place, name in enumerate(names)}
    rows = [
        (
            [index[m] for m in sorted(each.marks) if m in index] + [index["always"]],
            float(each.meant),
            each.weight,
        )
        for each in found
    ]
    penalty = [_WORD_PENALTY if name.startswith('"') else _PENALTY for name in names[:-1]] + [0.0]
    return dict(zip(names, _descended(rows, penalty), strict=True))


def _descended(rows: Sequence[tuple[list[int], float, float]], penalty: Sequence[float]) -> list[float]:
    """The points with the least penalised loss, after a fixed number of steps."""
    size, total = len(penalty), sum(weight for _, _, weight in rows)
    points, mean, spread = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, _STEPS + 1):
        slope = [penalty[k] * points[k] for k in range(size)]
        for marks, meant, weight in rows:
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(points[k] for k in marks))))) - meant
            for k in marks:
                slope[k] += off * weight
        stride = _STRIDE if step < 0.6 * _STEPS else _LATE
        for k in range(size):
            here = slope[k] / total
            mean[k] = _FADE * mean[k] + (1 - _FADE) * here
            spread[k] = _SPREAD * spread[k] + (1 - _SPREAD) * here * here
            even = math.sqrt(spread[k] / (1 - _SPREAD**step)) + 1e-9
            points[k] -= stride * mean[k] / (1 - _FADE**step) / even
    return points


def left_out(found: Sequence[Example]) -> tuple[int, int, int]:
    """Over lines none of which was learned from: doubts open to weighing, taken rightly, taken wrongly."""
    taken: list[bool] = []
    doubts: set[int] = set()
    for fold in range(_FOLDS):
        points = learned([each for each in found if each.line % _FOLDS != fold])
        best: dict[int, tuple[float, bool]] = {}
        for each in found:
            if each.open and each.line % _FOLDS == fold:
                here = (share(each.marks, points), each.meant)
                best[each.line] = max(best.get(each.line, here), here)
        doubts |= set(best)
        taken += [meant for sure, meant in best.values() if sure >= _LEAST]
    return len(doubts), sum(taken), len(taken) - sum(taken)


def written(points: Mapping[str, float]) -> Iterator[str]:
    """The lines of the file."""
    yield "# Points of the marks of evidence.py, learned from labelled lines: python -m tests.bench.weight --write"
    yield "# More than 0 speaks for the option, less against it; the logistic function of their sum is its share."
    yield f"least = {_LEAST}"
    yield ""
    yield "[points]"
    for name, value in sorted(points.items(), key=lambda item: item[0]):
        if abs(value) >= _SMALL or name == "always":
            yield f"'{name}' = {value:.2f}"


def main(words: Sequence[str] | None = None) -> None:
    """Learns, tells and, if wanted, writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.weight")
    parser.add_argument("--write", action="store_true", help="write words/weight.toml")
    chosen = parser.parse_args(words)
    found = list(examples(lines()))
    doubts, right, wrong = left_out(found)
    print(
        f"{len(found)} examples; of {doubts} doubts open to weighing {right} taken rightly, {wrong} wrongly"
    )
    text = "\n".join(written(learned(found))) + "\n"
    if chosen.write:
        path = Path(str(resources("s11chat.language").joinpath("words", "weight.toml")))
        path.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
