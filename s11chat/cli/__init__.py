"""The s11chat command: one parser, a module a noun, errors turned into one sentence and an exit code.

Only argparse is imported before a command is chosen; each command imports what it needs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from s11chat import __version__
from s11chat.cli.example import with_examples

DONE, REFUSED, USAGE, DATA, BUSY = range(5)
"""Exit codes: done; a rule, right or state says no; usage; a problem in data; busy or unreachable."""

NOUNS = (
    "demo",
    "wave",
    "frame",
    "person",
    "office",
    "access",
    "letters",
    "calls",
    "duplicates",
    "interview",
    "room",
    "rehearse",
    "delegate",
    "evidence",
    "docket",
    "echo",
    "actions",
    "moderate",
    "bundle",
    "returns",
    "coding",
    "quote",
    "report",
    "dialog",
    "kb",
    "read",
    "verify",
    "privacy",
    "backup",
    "db",
    "completion",
)
"""The modules of this package that add commands, in the order of the help."""

EXAMPLES = """\
examples:
  s11chat                                          the home screen
  s11chat demo --play                              the main job, played through unattended
  s11chat wave new audit-26 --dialog chscb-2011    a new wave
  s11chat frame import audit-26 organisations.csv  its organisations
  s11chat access issue audit-26/HH --role lead     a code for a lead, shown once
  s11chat interview audit-26/HH --plain            an interview in plain lines
  s11chat verify                                   check that nothing stored was altered

CASE is WAVE/REF. Exit codes: 0 done, 1 refused, 2 usage, 3 data problem, 4 busy or unreachable.
"""


_LISTED = frozenset({"duplicates"})
"""Nouns that list what there is where a wave follows them in place of a verb."""
_VALUED = frozenset({"--home", "--db", "--actor"})
_CODE = 22
"""Characters that an access code has at least."""
CODE_TYPED = (
    "An access code does not belong on a command line, where others on this machine see it and the shell remembers it: "
    "put it into S11CHAT_CODE, or type it when you are asked. Ask for a new one, for this one may be known by now."
)
_STREAMS = ("stdin", "stdout", "stderr")


class _Help(argparse.HelpFormatter):
    """Wraps what is said, and leaves examples on lines of their own."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith("example") else super()._fill_text(text, width, indent)


class _Parser(argparse.ArgumentParser):
    """Repeats what was typed only as far as it helps and does no harm."""

    def error(self, message: str) -> NoReturn:
        from s11chat.cli.desk import shown

        super().error(shown(message))


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; with `only`, no more of it than that noun."""
    top = _Parser(
        prog="s11chat",
        description="Section 11 safeguarding audits, held as a conversation.",
        epilog=EXAMPLES,
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"s11chat {__version__}")
    top.add_argument("--home", metavar="DIR", help="the data folder (or S11CHAT_HOME)")
    top.add_argument("--db", metavar="URL", help="the database (or S11CHAT_DB)")
    top.add_argument("--actor", metavar="NAME", help="who acts for the office (or S11CHAT_ACTOR)")
    top.set_defaults(run=_home)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for noun in NOUNS if only not in NOUNS else (only,):
        import_module(f"s11chat.cli.{noun}").add(commands)
    for command in commands.choices.values():
        with_examples(command, _Help)
    return top


def _home(arguments: argparse.Namespace) -> int:
    from s11chat.cli.desk import on_screen

    if not on_screen():
        print("The home screen needs a terminal. Try: s11chat --help", file=sys.stderr)
        return USAGE
    from s11chat.tui.app import run_home

    return run_home(arguments.settings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback ever reaches the person."""
    _open_what_is_closed()
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        print(f"s11chat {__version__}")
        return DONE
    if any(len(word) >= _CODE and _hidden(word) != word for word in words):
        print(CODE_TYPED, file=sys.stderr)
        return USAGE
    if any("://" in word for word in words):
        from s11chat.cli.hiding import hide_passwords

        hide_passwords(words)
    words = _general_first(words)
    noun = _noun(words)
    arguments = parser(noun).parse_args(_with_verb(words, noun))
    return _guarded(arguments)


def _hidden(text: str) -> str:
    from s11chat.assurance.code import hidden

    return hidden(text)


def _open_what_is_closed() -> None:
    """A stream that was closed before the program began holds nothing, and takes what nobody will read.

    In their order, so that no file of ours gets a number that belongs to a stream.
    """
    for name in _STREAMS:
        if getattr(sys, name) is None:
            way = os.O_RDONLY if name == "stdin" else os.O_WRONLY
            nothing = os.fdopen(os.open(os.devnull, way), "r" if name == "stdin" else "w", encoding="utf-8")
            setattr(sys, name, nothing)


def _general_first(words: list[str]) -> list[str]:
    """The options of every command before the command, wherever they were typed."""
    first: list[str] = []
    then: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            then += [word, *left]
        elif word in _VALUED:
            first += [word, *(value for value in (next(left, None),) if value is not None)]
        elif word.partition("=")[0] in _VALUED:
            first.append(word)
        else:
            then.append(word)
    return [*first, *then]


def _noun(words: Sequence[str]) -> str | None:
    """The command among `words`, passing over the values of options: an actor may be called Read."""
    before = ["", *words]
    return next((w for w, b in zip(words, before, strict=False) if w in NOUNS and b not in _VALUED), None)


def _with_verb(words: list[str], noun: str | None) -> list[str]:
    """The words; after a noun that is followed by a wave where a verb belongs, `list` stands between them."""
    if noun not in _LISTED:
        return words
    before = ("", *words)
    place = 1 + next(n for n, word in enumerate(words) if word == noun and before[n] not in _VALUED)
    follows = words[place] if place < len(words) else "-"
    if follows.startswith("-") or follows in import_module(f"s11chat.cli.{noun}").VERBS:
        return words
    return [*words[:place], "list", *words[place:]]


def _guarded(arguments: argparse.Namespace) -> int:
    from s11chat import errors
    from s11chat.cli.personal import declaring
    from s11chat.settings import gather

    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal cannot show is written out, not fatal
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        arguments.settings = gather(os.environ, arguments.home, arguments.db, arguments.actor)
        with declaring(arguments):
            code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except errors.S11chatError as error:
        from s11chat.cli.desk import say

        say(str(error))
        return _exit_code(error)
    except KeyboardInterrupt:
        print("Stopped. Everything acknowledged is saved.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _let_go_of_output()
        return DONE
    except OSError as error:
        from s11chat.cli.desk import say

        _let_go_of_output()
        place = f" ({error.filename})" if error.filename else ""
        say(f"The system refused: {error.strerror or error}{place}.")
        return DATA
    except Exception as error:  # noqa: BLE001  # the last boundary: a person never meets a traceback
        print(_own_fault(error), file=sys.stderr)
        return DATA


def _let_go_of_output() -> None:
    """What could not be written is not tried again when the interpreter ends: that would hide the exit code."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _own_fault(error: Exception) -> str:
    """One sentence about a fault of the program, its details put where whoever mends it can find them.

    The file is new and its owner's alone: the folder is everybody's, and details may hold what was typed.
    """
    import traceback
    from tempfile import mkstemp

    try:
        handle, file = mkstemp(prefix="s11chat-fault-", suffix=".txt")
        kept = f" Please send {file} to whoever looks after s11chat."
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as opened:
            opened.writelines(map(_hidden, traceback.format_exception(error)))
    except OSError:
        kept = ""
    return f"This is a fault of the program, not yours ({type(error).__name__}). Everything acknowledged is saved.{kept}"


def _exit_code(error: Exception) -> int:
    from s11chat import errors

    match error:
        case errors.RefusedError():
            return REFUSED
        case errors.UsageError():
            return USAGE
        case errors.BusyError():
            return BUSY
        case _:
            return DATA
