"""`s11chat kb`: search, show, check and print the articles that explain standards and terms."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from s11chat.cli import handbook, helped

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog
    from s11chat.errors import Problem
    from s11chat.knowledge.article import Article
    from s11chat.settings import Settings

Commands = argparse._SubParsersAction


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "kb", help="articles that explain standards and terms: search, show, check, handbook"
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    search = verbs.add_parser("search", help="the articles that answer a question, best first")
    search.add_argument("words", nargs="*", metavar="WORD", help="the question, in any words")
    search.add_argument(
        "--jsonl", metavar="FILE", help='many questions, {"query": ...} a line; - is standard input'
    )
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    show = verbs.add_parser("show", help="an article at all three depths")
    show.add_argument(
        "name", nargs="+", metavar="ARTICLE", help="its id, or any name it goes by, such as CRB"
    )
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    check = verbs.add_parser("check", help="every fault of the articles, one a line; exit 3 if any")
    check.set_defaults(run=_check)
    handbook.add(verbs)
    helped.add(verbs)


def _search(arguments: argparse.Namespace) -> int:
    import json

    from s11chat.errors import UsageError
    from s11chat.knowledge.library import Library
    from s11chat.language.harmless import one_line

    library = Library(arguments.settings.kb)
    query = " ".join(arguments.words)
    if bool(query.strip()) == (arguments.jsonl is not None):
        raise UsageError("Give either words to search for or --jsonl FILE. Try: s11chat kb search CRB")
    if arguments.jsonl is not None:
        return _search_file(library, arguments.jsonl)
    found = library.search(query)
    if arguments.json:
        rows = [{"id": a.id, "title": a.title, "sentence": _flowing(a.sentence)} for a in found]
        print(json.dumps(rows))
    elif not found:
        print(f"No article answers '{one_line(query)}'. Try another word for it, or an abbreviation.")
    else:
        print("\n".join(f"{a.id:<28} {one_line(a.title)}\n    {_flowing(a.sentence)}" for a in found))
    return 0


def _search_file(library: Any, file: str) -> int:
    import json

    from s11chat.errors import Problem, SourceError
    from s11chat.language.harmless import one_line

    lines, problems = [], []
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        query = _query(line)
        if query is None:
            message = 'not a question: each line is {"query": "what is a CRB check"}'
            problems.append(Problem(one_line(file), number, message))
        else:
            topics = [article.id for article in library.search(query)]
            lines.append(json.dumps({"query": query, "topics": topics}))
    # A line that cannot be read loses none of the others.
    if lines:
        print("\n".join(lines))
    if problems:
        raise SourceError(problems)
    return 0


def _lines(file: str) -> list[str]:
    import sys
    from pathlib import Path

    from s11chat.errors import Problem, SourceError, UsageError
    from s11chat.language.harmless import one_line

    name = one_line(file)
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"'{name}' cannot be read: {error.strerror}.") from None
    try:
        return raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError([Problem(name, line, "not UTF-8: save the file as UTF-8 text")]) from None


def _query(line: str) -> str | None:
    import json

    try:
        query = json.loads(line)["query"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return query if isinstance(query, str) else None


def _show(arguments: argparse.Namespace) -> int:
    import json

    from s11chat.errors import UsageError
    from s11chat.knowledge.library import Library
    from s11chat.language.harmless import harmless, one_line

    library = Library(arguments.settings.kb)
    asked = one_line(" ".join(arguments.name))
    article = library.called(asked)
    if article is None:
        raise UsageError(
            f"There is no article '{asked[:60]}'{library.nearest(asked)}. Try: s11chat kb search WORDS"
        )
    if arguments.json:
        print(json.dumps(_record(article), indent=2))
    else:
        print("\n".join(harmless(line) for line in _page(article)))
    return 0


def _flowing(text: str) -> str:
    from s11chat.language.harmless import one_line

    return one_line(text)


def _page(article: Article) -> Iterator[str]:
    from s11chat.knowledge.article import DEPTHS

    yield article.title
    if article.also:
        yield f"Also: {', '.join(article.also)}"
    for depth, heading in DEPTHS.items():
        yield f"\n{heading}\n{getattr(article, depth)}"
    until = f" to {article.valid_to}" if article.valid_to else ""
    yield f"\nEdition: {article.edition} (from {article.valid_from}{until})"
    if article.changes:
        yield f"Changed since: {article.changes}"
    yield "Sources:"
    yield from (f"- {source.publication}: {source.part}" for source in article.sources)
    if article.part_of:
        yield f"Part of: {article.part_of}"
    if article.see:
        yield f"See also: {', '.join(article.see)}"
    if article.explains:
        yield f"Explains: {', '.join(article.explains)}"
    yield f"Reviewed {article.reviewed}; next by {article.review_by}."


def _record(article: Article) -> dict[str, Any]:
    from dataclasses import asdict

    record = asdict(article)
    del record["lines"]
    return {**record, "reviewed": str(article.reviewed), "review_by": str(article.review_by)}


def _check(arguments: argparse.Namespace) -> int:
    import sys
    from datetime import date

    from s11chat.knowledge.check import faults, past_review, problems
    from s11chat.knowledge.library import Library
    from s11chat.language.harmless import one_line

    library = Library(arguments.settings.kb)
    today = date.today()
    dialogs, places, broken = _dialogs(arguments.settings)
    # Links into a dialog that does not load cannot be told from dead ones, so they wait until it does.
    found = (*broken, *faults(library, today)) if broken else problems(library, dialogs, today, places)
    for problem in found:
        print(one_line(str(problem)))
    for warning in past_review(library, today):
        print(f"warning: {one_line(str(warning))}", file=sys.stderr)
    if found:
        print(f"{len(found)} to mend.", file=sys.stderr)
        return 3
    print(f"{len(library.ids)} articles check, and they explain every item of {len(dialogs)} dialogs.")
    return 0


def _dialogs(settings: Settings) -> tuple[list[Dialog], dict[str, Mapping[str, int]], list[Problem]]:
    """The dialogs that load, the lines of their questions, and the problems of those that do not."""
    from s11chat.dialog.load import load_dialog
    from s11chat.dialog.place import lines_of
    from s11chat.errors import DialogError

    loaded: list[Dialog] = []
    places: dict[str, Mapping[str, int]] = {}
    broken: list[Problem] = []
    for path in sorted(settings.dialogs.glob("*.yaml")):
        try:
            dialog = load_dialog(path)
        except DialogError as error:
            broken += error.problems
        else:
            loaded.append(dialog)
            places[dialog.dialog] = lines_of(dialog, path.read_text("utf-8-sig"))
    return loaded, places, broken
