"""What the articles must keep as a whole: links that lead somewhere, and every question explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fnmatch import fnmatchcase
from types import MappingProxyType

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem
from s11chat.knowledge.article import SENTENCE, Article
from s11chat.knowledge.library import Library
from s11chat.knowledge.word import normal

LONGEST_SENTENCE = 35
"""Words; more cannot be followed when read aloud."""
CLOCK = timedelta(days=366)
"""A clock may run behind, so only a date further ahead than this is taken for a slip."""

Dialogs = Mapping[str, Mapping[str, Question]]
Places = Mapping[str, Mapping[str, int]]
"""By dialog, the line of each item and row in its file."""

_SECOND = re.compile(r"[.!?]\s+[A-Z]")
_MARKUP = re.compile(r"[*_`#\[\]]|^\s*- ", re.MULTILINE)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


def problems(
    library: Library, dialogs: Iterable[Dialog], today: date, places: Places = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Every fault of the articles in themselves, among each other and towards `dialogs`."""
    asked = {dialog.dialog: questions(dialog) for dialog in dialogs}
    articles = _readable(library)
    found = [
        *faults(library, today),
        *(problem for article in articles for problem in _explains(article, asked)),
        *_unexplained(library, {article.id: article for article in articles}, asked, places),
        *(_lost(articles, asked) if asked else ()),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.file, problem.line)))


def faults(library: Library, today: date) -> tuple[Problem, ...]:
    """Every fault of the articles that can be told without the dialogs."""
    found = [problem for read in library.manuscripts for problem in (*read.problems, *read.remarks)]
    for article in _readable(library):
        found += _own(article, today)
        found += _links(article, library.ids)
    found += _circles({a.id: a for a in _readable(library)})
    found += _claims(_readable(library))
    return tuple(sorted(found, key=lambda problem: (problem.file, problem.line)))


def past_review(library: Library, today: date) -> tuple[Problem, ...]:
    """A warning for each article whose day of review has gone by."""
    return tuple(
        _at(article, "review_by", f"was to be reviewed by {article.review_by}: check it and set a new date")
        for article in _readable(library)
        if article.review_by < today
    )


def _readable(library: Library) -> tuple[Article, ...]:
    return tuple(read.article for read in library.manuscripts if read.article)


def _at(article: Article, key: str, message: str) -> Problem:
    return Problem(article.file, article.line(key), message)


def _own(article: Article, today: date) -> Iterator[Problem]:
    length = len(article.sentence.split())
    if length > LONGEST_SENTENCE:
        message = f"'{SENTENCE}' has {length} words: say it in {LONGEST_SENTENCE} or fewer"
        yield _at(article, "sentence", message)
    if _SECOND.search(article.sentence):
        yield _at(article, "sentence", f"'{SENTENCE}' has more than one sentence: keep the first alone")
    if _MARKUP.search(article.sentence):
        yield _at(article, "sentence", f"'{SENTENCE}' is read aloud: take the signs of Markdown out")
    for source in article.sources:
        if not _YEAR.search(f"{source.publication} {source.part}"):
            message = f"source '{source.publication}' bears no year: say which edition is meant"
            yield _at(article, "sources", message)
    # Only the part that both give can be compared: 2005 may lie before or after 2005-04.
    shared = min(len(article.valid_from), len(article.valid_to or ""))
    if article.valid_to and article.valid_to[:shared] < article.valid_from[:shared]:
        yield _at(
            article, "valid_to", f"valid_to {article.valid_to} is before valid_from {article.valid_from}"
        )
    if article.review_by <= article.reviewed:
        yield _at(
            article, "review_by", f"review_by {article.review_by} is not after reviewed {article.reviewed}"
        )
    if article.reviewed > today + CLOCK:
        yield _at(
            article, "reviewed", f"reviewed {article.reviewed} is more than a year ahead: mend the date"
        )


def _links(article: Article, ids: frozenset[str]) -> Iterator[Problem]:
    for key, targets in (("see", article.see), ("part_of", (article.part_of,) if article.part_of else ())):
        for target in targets:
            if target == article.id:
                yield _at(article, key, f"{key} names the article itself: take '{target}' out")
            elif target not in ids:
                yield _at(article, key, f"{key}: no article is called '{target}'{nearest(target, ids)}")
    for key in ("see", "explains", "also", "asked"):
        for member in _twice(getattr(article, key)):
            yield _at(article, key, f"{key}: '{member}' is there twice: keep one")


def _claims(articles: Sequence[Article]) -> Iterator[Problem]:
    """Names that two articles go by, neither of them the broader one of the other."""
    claimed: dict[str, Article] = {}
    for article in articles:
        for key in ("also", "asked"):
            for name in getattr(article, key):
                first = claimed.setdefault(normal(name), article)
                if first is not article and article.id != first.part_of and first.id != article.part_of:
                    yield _at(article, key, f"{key}: '{name}' also leads to '{first.id}': keep it in one")


def _lost(articles: Sequence[Article], asked: Dialogs) -> Iterator[Problem]:
    """Articles that neither a question nor another article leads to."""
    led = {id_ for questions in asked.values() for question in questions.values() for id_ in question.kb}
    for article in articles:
        led |= {*article.see, article.part_of or ""}
    for article in articles:
        if article.id not in led and not article.explains:
            message = f"nothing leads to '{article.id}': name it under see of an article it belongs with"
            yield _at(article, "id", message)


def _twice(members: Sequence[str]) -> Iterator[str]:
    return (member for at, member in enumerate(members) if member in members[:at])


def _circles(articles: Mapping[str, Article]) -> Iterator[Problem]:
    for article in articles.values():
        seen, above = {article.id}, articles.get(article.part_of or "")
        while above is not None and above.id not in seen:
            seen.add(above.id)
            above = articles.get(above.part_of or "")
        if above is article and article.part_of != article.id:
            message = (
                f"part_of goes round in a circle through '{article.part_of}': one of them is the broadest"
            )
            yield _at(article, "part_of", message)


def _explains(article: Article, dialogs: Dialogs) -> Iterator[Problem]:
    """Links to questions that are not there, or that do not name the article in turn."""
    for link in article.explains:
        dialog, _, item = link.partition("/")
        if not item:
            message = f"explains: '{link}' is not a dialog and an item, such as chscb-2011/1.1"
        elif dialog not in dialogs:
            message = f"explains: no dialog is called '{dialog}'{nearest(dialog, tuple(dialogs))}"
        elif not _meant(item, dialogs[dialog]):
            message = f"explains: '{dialog}' has no item '{item}'{nearest(item, tuple(dialogs[dialog]))}"
        elif not any(article.id in question.kb for question in _meant(item, dialogs[dialog])):
            message = (
                f"explains '{link}', which does not name '{article.id}' under kb: "
                "add it there, or take the link out here"
            )
        else:
            continue
        yield _at(article, "explains", message)


def _meant(item: str, asked: Mapping[str, Question]) -> tuple[Question, ...]:
    """The question called `item`, or the questions of the items called so."""
    if item in asked:
        return (asked[item],)
    return tuple(question for question in asked.values() if fnmatchcase(question.item, item))


def _unexplained(
    library: Library, articles: Mapping[str, Article], dialogs: Dialogs, places: Places
) -> Iterator[Problem]:
    """Questions without an article, and first articles that do not say that they explain the question."""
    for dialog, asked in dialogs.items():
        file, lines = f"{dialog}.yaml", places.get(dialog, {})
        for question in asked.values():
            line = lines.get(question.id, lines.get(question.item, 1))
            for id_ in question.kb:
                if id_ not in library.ids:
                    near = nearest(id_, library.ids)
                    yield Problem(file, line, f"'{question.id}': no article is called '{id_}'{near}")
            if question.kind is Kind.STATEMENT or question.part:
                continue
            if not question.kb:
                yield Problem(file, line, f"'{question.id}' has no article: name at least one under kb")
            elif question.kb[0] in articles:
                yield from _unclaimed(articles[question.kb[0]], dialog, question)


def _unclaimed(article: Article, dialog: str, question: Question) -> Iterator[Problem]:
    if not article.written_for(dialog, question.id, question.item):
        message = (
            f"'{dialog}/{question.id}' names '{article.id}' first under kb: "
            "add it to explains, or name the article that explains it first"
        )
        yield _at(article, "explains", message)
