"""`s11chat read`: how utterances are read, a line each."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from s11chat.cli.desk import Commands


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser("read", help="readings of utterances, one JSON a line")
    command.add_argument(
        "--jsonl", type=Path, required=True, metavar="FILE", help="lines with id, question, utterance"
    )
    command.add_argument(
        "--questions", type=Path, metavar="FILE", help="the questions corrections may be about"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.errors import Problem, SourceError
    from s11chat.exchange.sheet import text_of
    from s11chat.exchange.utterance import readings
    from s11chat.knowledge.library import Library

    catalogue = None
    if arguments.questions:
        try:
            catalogue = json.loads(text_of(arguments.questions))
        except json.JSONDecodeError as error:
            raise SourceError([Problem(arguments.questions.name, error.lineno, "not valid JSON")]) from None
    library = Library(arguments.settings.kb)

    def topics(words: str) -> list[str]:
        return [article.id for article in library.search(words)]

    for line in readings(text_of(arguments.jsonl).splitlines(), catalogue, topics):
        print(line)
    return 0
