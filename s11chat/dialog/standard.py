"""What the scoring of a dialog must keep: standards built from questions that are there and bear points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.proof import Found
from s11chat.dialog.question import Question, questions
from s11chat.dialog.scoring import DECLARED, Scoring, Standard
from s11chat.dialog.source import Path
from s11chat.dialog.suggest import nearest


def built_from(standard: Standard, asked: Mapping[str, Question]) -> tuple[Question, ...]:
    """The questions a standard is scored on; a grid stands for all its rows."""
    return tuple(question for item in standard.items for question in _meant(item, asked))


def scoring(dialog: Dialog) -> Found:
    """Standards named twice, items that cannot be scored, thresholds and rules that mean nothing."""
    if dialog.scoring is None:
        return
    asked = questions(dialog)
    names: set[str] = set()
    holding: dict[str, str] = {}
    for number, standard in enumerate(dialog.scoring.standards):
        path: Path = ("scoring", "standards", number)
        if standard.standard in names:
            yield (*path, "standard"), f"standard '{standard.standard}' is there twice: rename one"
        names.add(standard.standard)
        for at, item in enumerate(standard.items):
            place: Path = (*path, "items", at)
            found = _meant(item, asked)
            if not found:
                yield place, f"no question is called '{item}'{nearest(item, tuple(asked))}"
            for question in found:
                if first := holding.get(question.id):
                    yield place, f"'{question.id}' is built into standard '{first}' already: keep it in one"
                else:
                    holding[question.id] = standard.standard
                    yield from ((place, message) for message in _points(question))
    yield from _rules(dialog.scoring, asked)


def _meant(item: str, asked: Mapping[str, Question]) -> tuple[Question, ...]:
    if item in asked:
        return (asked[item],)
    return tuple(question for question in asked.values() if question.item == item and question.row)


def _points(question: Question) -> Iterator[str]:
    """What keeps a question from being scored."""
    if question.kind not in (Kind.SINGLE, Kind.YESNO):
        yield f"'{question.id}' is not answered with one option, and so bears no points: take it out here"
        return
    for option in question.options:
        if option.no_answer is None and option.score is None:
            yield f"option '{option.code}' of '{question.id}' has no score: write what it is worth"
        if option.no_answer is not None and option.score is not None:
            yield f"option '{option.code}' of '{question.id}' stands for no answer: take its score out"


def _rules(scoring: Scoring, asked: Mapping[str, Question]) -> Found:
    points = [
        option.score
        for standard in scoring.standards
        for question in built_from(standard, asked)
        for option in question.options
        if option.score is not None
    ]
    most = max(points, default=scoring.threshold)
    above = f"the threshold is above the most there is to score, {most:g}: lower it"
    if scoring.threshold > most:
        yield ("scoring", "threshold"), above
    own = scoring.rule()
    for name, rule in scoring.rules.items():
        place: Path = ("scoring", "rules", name)
        if name == DECLARED:
            yield place, f"'{DECLARED}' is the dialog's own rule: give this one another name"
        elif scoring.rule(name) == own:
            yield (
                place,
                f"rule '{name}' changes nothing of the dialog's own: change something, or take it out",
            )
        elif rule.threshold is not None and rule.threshold > most:
            yield (*place, "threshold"), above
