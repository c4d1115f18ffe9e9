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
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clue import Clues, clues
from s11chat.language.earlier import earlier_clues
from s11chat.language.longhand import written_out
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.reading import Act, Command
from s11chat.language.weight import (
    ALWAYS,
    AMONG,
    EARLIER,
    NAMED,
    NEW,
    Meant,
    Points,
    headings,
    several,
    shares,
)
from tests.language.judged import catalogue, files

_RARE = 2
"""A clue of fewer lines has no points."""
_SMALL = 0.08
"""Fewer points than this are left out of the file."""
_COMMON, _SHORT = 5, 2
"""A word is common from so many lines on, and is longer than this."""
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
    earlier: Clues | None = None
    """The clues for the question whose answer is changed, where it takes one option."""
    new: str = ""
    """The option it is changed to."""
    targets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The clues for every question whose answer may be changed, by id."""
    target: str = ""


def lines(paths: Iterable[Path] | None = None) -> Iterator[Line]:
    """The labelled lines of the files, by default all of ours; those that more than one option answers are left out."""
    for path in files() if paths is None else paths:
        known = catalogue(path.stem)
        for text in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(text)
            question = known[entry["question"]]
            said = utterance(str(entry["said"]))
            found = clues(written_out(said, question), question)
            meant = _meant(entry, question)
            codes = tuple(map(str, entry.get("codes") or ())) if question.several else ()
            if meant in dict(headings(question)):
                target = str(entry.get("target", ""))
                targets = earlier_clues(written_out(said, question), question, known) if target else {}
                earlier, new = _change(entry, said, known)
                yield Line(path.stem, question, found, meant, codes, earlier, new, targets, target)


def _change(
    entry: Mapping[str, Any], said: Utterance, known: Mapping[str, Question]
) -> tuple[Clues | None, str]:
    target = known.get(str(entry.get("target")))
    codes = list(entry.get("codes") or [])
    if target is None or target.several or len(codes) != 1 or target.kind not in (Kind.SINGLE, Kind.YESNO):
        return None, ""
    return clues(written_out(said, target), target), str(codes[0])


def _meant(entry: Mapping[str, object], question: Question) -> Meant:
    act = Act(str(entry["act"]))
    if act is Act.COMMAND:
        return Meant(act, command=Command(str(entry["command"])))
    codes = entry.get("codes")
    if act is not Act.ANSWER or question.several or not isinstance(codes, list):
        return Meant(act)
    return Meant(act, " ".join(map(str, codes)))


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
    if line.earlier:
        yield [
            (code == line.new, {(NEW, clue) for clue in each}) for code, each in line.earlier.named.items()
        ]
    if line.target in line.targets:
        yield [(key == line.target, {(EARLIER, clue) for clue in each}) for key, each in line.targets.items()]
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


def common() -> Iterator[str]:
    """The words most often said in our labelled lines, the most frequent first; without vowels they are known again."""
    counts: Counter[str] = Counter()
    for path in files():
        for text in path.read_text(encoding="utf-8").splitlines():
            counts.update({token.word for token in utterance(str(json.loads(text)["said"])).tokens})
    for word, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if (
            count >= _COMMON
            and len(word) > _SHORT
            and word.isalpha()
            and word.isascii()
            and set("aeiou") & set(word)
        ):
            yield word


def main(chosen_words: Sequence[str] | None = None) -> None:
    """Learns, tells and, if wanted, writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.weight")
    parser.add_argument("--write", action="store_true", help="write words/weight.txt")
    chosen = parser.parse_args(chosen_words)
    found = list(lines())
    if chosen.write:
        words = Path(str(resources("s11chat.language").joinpath("words")))
        words.joinpath("common.txt").write_text("\n".join(common()) + "\n", encoding="utf-8")
        words.joinpath("weight.txt").write_text("\n".join(written(learned(found))) + "\n", encoding="utf-8")
        return
    right = [max(each, key=each.__getitem__) == line.meant for line, each in left_out(found)]
    print(f"{len(right)} lines left out in turn: {sum(right) / len(right):.1%} by the points alone")


if __name__ == "__main__":
    main()
