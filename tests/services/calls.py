"""What faces can ask of the services, found by looking: every function that is given the parts of the store, and every
object that holds them."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import s11chat
from s11chat import services

FACES = ("cli", "tui", "line", "bootstrap.py")
INNER = {
    "admitting.Door": "counts wrong tries for whoever asks at it",
    "attesting.Attesting": "handed out by an interview, and asks the table of rights itself: test_attesting",
    "beside.Beside": "what an interview and a docket are made of, which ask",
    "carding.Carding": "makes cards for the call room and the case file, which ask",
    "describing.Describing": "reads what somebody says of evidence; keeps nothing",
    "enrolling.Keyring": "of a docket, which asks",
    "example.answering.Respondent": "plays invented people in the example",
    "example.floor.Floor": "plays invented people in the example",
    "example.mailroom.Mailroom": "plays invented people in the example",
    "example.simulation.Simulation": "plays invented people in the example",
    "example.sittings.Sittings": "plays invented people in the example",
    "judging.Docket": "made by judging.docket, which asks",
    "outcome_entry.OutcomeEntry": "of the call room, which asks",
    "recording.Recording": "of an interview; asks for every kind of entry",
    "seeking.Seeking": "of the call room, which asks",
    "shift.Shift": "of the call room, which asks",
    "vetting.Vetting": "made by importing.check_returns, which asks",
    "surveying.Survey": "made by surveying.survey for lists that ask",
}
"""Objects that no face is handed, or whose maker asks; and why."""


def service_modules() -> Iterator[ModuleType]:
    """Every module of the services."""
    for found in pkgutil.walk_packages(services.__path__, "s11chat.services."):
        yield import_module(found.name)


def _imported() -> Iterator[tuple[str, str]]:
    root = Path(s11chat.__file__).parent
    files = [
        file for face in FACES for file in ((root / face).rglob("*.py") if "." not in face else [root / face])
    ]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("s11chat.services"):
                yield from ((str(node.module), alias.name) for alias in node.names)


def _given_the_store(made: object) -> bool:
    try:
        parameters = inspect.signature(made).parameters.values()  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return any(str(one.annotation) in ("Kept", "'Kept'") or one.annotation == "Kept" for one in parameters)


def functions() -> dict[str, object]:
    """The functions that faces import and that are given the store, by module and name."""
    imported = set(_imported())
    whole = {name for module, name in imported if module == "s11chat.services"}
    found: dict[str, object] = {}
    for module in service_modules():
        short = module.__name__.removeprefix("s11chat.services.")
        for name, made in vars(module).items():
            public = (module.__name__, name) in imported or short in whole
            own = getattr(made, "__module__", "") == module.__name__ and not name.startswith("_")
            if public and own and inspect.isfunction(made) and _given_the_store(made):
                found[f"{short}.{name}"] = made
    return found


def classes() -> dict[str, type]:
    """The objects that are given the store, by module and name; those of `INNER` left out."""
    found = {}
    for module in service_modules():
        short = module.__name__.removeprefix("s11chat.services.")
        for name, made in vars(module).items():
            own = getattr(made, "__module__", "") == module.__name__ and not name.startswith("_")
            if own and inspect.isclass(made) and _given_the_store(made.__init__):
                found[f"{short}.{name}"] = made
    return found
