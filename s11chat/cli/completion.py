"""`s11chat completion`: a script that lets a shell complete commands, verbs and options."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from s11chat.cli.desk import Commands

SHELLS = ("bash", "zsh")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "completion",
        help="a script that completes commands in your shell",
        description="Prints a script. For bash, put this line in ~/.bashrc: source <(s11chat completion bash). "
        "For zsh, put the same with zsh in ~/.zshrc.",
    )
    command.add_argument("shell", choices=SHELLS)
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.cli import parser

    if arguments.shell == "zsh":
        print("autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit")
    print("_s11chat() {")
    print('  local word="${COMP_WORDS[COMP_CWORD]}" words=() one')
    print('  for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do [[ $one == -* ]] || words+=("$one"); done')
    print('  case "${words[*]}" in')
    for path, offered in sorted(_offered(parser()), reverse=True):
        pattern = f'"{path}"|"{path} "*' if path else '""'
        print(f'    {pattern}) COMPREPLY=($(compgen -W "{offered}" -- "$word"));;')
    print("  esac\n}\ncomplete -o default -F _s11chat s11chat")
    return 0


def _offered(command: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, str]]:
    """Every command with the words and options that may follow it."""
    words: list[str] = []
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                words.append(name)
                yield from _offered(below, f"{path} {name}".strip())
        else:
            words += [one for one in action.option_strings if one.startswith("--")]
            words += [str(choice) for choice in action.choices or ()]
    yield path, " ".join(words)
