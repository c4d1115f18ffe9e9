"""Learns the points of `words/weight.txt` from our own labelled lines, so that anybody can make them anew.

    python -m tests.bench.weight              says how they do on lines left out
    python -m tests.bench.weight --write      learns from all lines and writes the file

Each labelled line is one choice among all that may be meant after its question. The points are those of a
conditional logit (McFadden, Conditional logit analysis of qualitative choice behavior, 1974) with a penalty on
large ones, found by L-BFGS (Byrd, Lu, Nocedal and Zhu 1995).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from s11chat.dialog.question import Question
from s11chat.language.clue import Clues, clues
from s11chat.language.longhand import written_out
from s11chat.language.normalise import utterance
from s11chat.language.reading import Act, Command
from s11chat.language.weight import ALWAYS, AMONG, NAMED, Meant, Points, headings, of_one, several, shares
from tests.language.judged import catalogue, files

_RARE = 2
"""A clue of fewer lines has no points."""
_SMALL = 0.06
"""Fewer points than this are left out of the file."""
_PENALTY = 1.0
_STEPS = 150
_FOLDS = 5


@dataclass(frozen=True)
class Line:
    """A labelled line and its clues."""

    source: str
    question: Question
    clues: Clues
    meant: Meant
    codes: tuple[str, ...] = ()
    """Those meant of a question that takes several."""


def lines(paths: Iterable[Path] | None = None) -> Iterator[Line]:
    """The labelled lines of the files, by default all of ours; those that more than one option answers are left out."""
    for path in files() if paths is None else paths:
        known = catalogue(path.stem)
        for text in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(text)
            question = known[entry["question"]]
            found = clues(written_out(utterance(str(entry["said"])), question), question)
            meant = _meant(entry, question)
            codes = tuple(map(str, entry.get("codes") or ())) if question.several else ()
            if meant in dict(headings(question)):
                yield Line(path.stem, question, found, meant, codes)


def _meant(entry: Mapping[str, object], question: Question) -> Meant:
    act = Act(str(entry["act"]))
    if act is Act.COMMAND:
        return Meant(act, command=Command(str(entry["command"])))
    if act is not Act.ANSWER or not of_one(question):
        return Meant(act)
    codes = entry.get("codes")
    return Meant(act, " ".join(map(str, codes)) if isinstance(codes, list) else "")


def learned(found: Sequence[Line]) -> Points:
    """The points of every clue that is not rare."""
    rows = [row for line in found for row in _choices(line)]
    counts = Counter(pair for row in rows for pair in set().union(*(pairs for _, pairs in row)))
    index = {pair: n for n, pair in enumerate(sorted(p for p, count in counts.items() if count >= _RARE))}
    places: list[int] = []
    ends, starts, chosen = [0], [], []
    for row in rows:
        starts.append(len(ends) - 1)
        for meant, pairs in row:
            places += [index[pair] for pair in pairs if pair in index]
            ends.append(len(places))
            chosen.append(float(meant))
    table = csr_matrix((np.ones(len(places)), places, ends), shape=(len(ends) - 1, len(index)))
    worth = _fitted(table, np.array(starts), np.array(chosen))
    points: dict[str, dict[str, float]] = {}
    for (heading, clue), n in index.items():
        if abs(worth[n]) >= _SMALL:
            points.setdefault(clue, {})[heading] = round(float(worth[n]), 2)
    return points


Row = list[tuple[bool, set[tuple[str, str]]]]
"""For all that may be chosen at once: whether it is, and its clues by heading."""


def _choices(line: Line) -> Iterator[Row]:
    """What is meant, among all that may be; and of several options, each or not."""
    talk, named = (*line.clues.talk, ALWAYS), line.clues.named
    row: Row = []
    for meant, under in headings(line.question):
        pairs = {(heading, clue) for heading in under for clue in talk}
        pairs |= {(NAMED, clue) for clue in named.get(meant.code, ()) if meant.code}
        row.append((meant == line.meant, pairs))
    yield row
    for code, under in several(line.question) if line.codes else ():
        pairs = {(heading, clue) for heading in under for clue in talk}
        pairs |= {(AMONG, clue) for clue in named.get(code, ())}
        yield [(code in line.codes, pairs), (code not in line.codes, set())]


def _fitted(table: csr_matrix, starts: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """The points with the least penalised loss; rows from one start to the next are one choice."""
    sizes = np.diff(np.r_[starts, table.shape[0]])
    group = np.repeat(np.arange(len(starts)), sizes)
    turned = table.T.tocsr()

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        sums = table @ points
        sums -= np.maximum.reduceat(sums, starts)[group]
        whole = np.add.reduceat(np.exp(sums), starts)
        share = np.exp(sums) / whole[group]
        lost = np.log(whole).sum() - (chosen * sums).sum() + _PENALTY / 2 * points @ points
        return float(lost), turned @ (share - chosen) + _PENALTY * points

    done = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(done.x)


def left_out(found: Sequence[Line]) -> Iterator[tuple[Line, Mapping[Meant, float]]]:
    """Every line with its shares by points learned from the files it is not in."""
    sources = sorted({line.source for line in found})
    for fold in range(_FOLDS):
        mine = set(sources[fold::_FOLDS])
        points = learned([line for line in found if line.source not in mine])
        for line in found:
            if line.source in mine:
                yield line, shares(line.clues, line.question, points)


def written(points: Points) -> Iterator[str]:
    """The lines of the file."""
    for heading in sorted({heading for worth in points.values() for heading in worth}):
        yield f"[{heading}]"
        yield from (
            f"{clue}\t{points[clue][heading]:g}" for clue in sorted(points) if heading in points[clue]
        )


def main(words: Sequence[str] | None = None) -> None:
    """Learns, tells and, if wanted, writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.weight")
    parser.add_argument("--write", action="store_true", help="write words/weight.txt")
    chosen = parser.parse_args(words)
    found = list(lines())
    if chosen.write:
        path = Path(str(resources("s11chat.language").joinpath("words", "weight.txt")))
        path.write_text("\n".join(written(learned(found))) + "\n", encoding="utf-8")
        return
    right = [max(each, key=each.__getitem__) == line.meant for line, each in left_out(found)]
    print(f"{len(right)} lines left out in turn: {sum(right) / len(right):.1%} by the points alone")


if __name__ == "__main__":
    main()
