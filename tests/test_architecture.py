"""The house stays as it is built: directions of import, what a start loads, sizes, docstrings, plain words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "s11chat"
FUNCTION, CLASS, MODULE = (40, 60), (250, 250), (250, 400)
"""Lines: the number aimed at, and the one that is kept to."""
SCREEN = ("textual", "rich")
SQL = ("sqlmodel", "sqlalchemy", "alembic")
HEAVY = (*SCREEN, *SQL, "pydantic", "yaml", "jinja2", "cryptography", "rapidfuzz")
CORE = (
    "analysis",
    "engine",
    "fieldwork",
    "assurance",
    "language",
    "knowledge",
    "dialog",
    "settings",
    "errors",
)


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "_shipped" not in parts and "versions" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `code` in an interpreter that has loaded nothing yet."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def loaded(code: str) -> set[str]:
    """The top-level modules that are loaded after `code` has run in a clean interpreter."""
    told = "\nimport sys; print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}))"
    done = run(code + told)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_contracts_of_imports_are_kept() -> None:
    done = run("from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_a_start_loads_nothing_heavy(argument: str) -> None:
    code = f"""
from s11chat.cli import main
try:
    main([{argument!r}])
except SystemExit as end:
    assert not end.code
"""
    assert loaded(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("room", CORE)
def test_the_core_loads_no_screen_and_no_sql(room: str) -> None:
    inside = [name for name in modules() if name == f"s11chat.{room}" or name.startswith(f"s11chat.{room}.")]
    assert inside
    code = "\n".join(f"import {name}" for name in inside)
    assert loaded(code).isdisjoint({*SCREEN, *SQL, "sqlite3"})


def test_plain_lines_load_no_screen() -> None:
    names = [name for name in modules() if name.startswith("s11chat.line")]
    assert loaded("\n".join(f"import {name}" for name in names)).isdisjoint({"textual"})


def test_the_full_screen_starts_before_the_store_is_loaded() -> None:
    assert loaded("import s11chat.tui.app").isdisjoint(SQL)


def test_nothing_happens_at_import() -> None:
    """Importing any module prints nothing and opens no file for writing, no socket and no process."""
    code = """
import importlib, sys
watched = {"open", "socket.connect", "subprocess.Popen", "os.mkdir", "os.remove", "sqlite3.connect"}
def watch(name, arguments):
    if name == "open" and (arguments[1] is None or set(arguments[1]).isdisjoint("wax+")):
        return
    if name in watched and "__pycache__" not in str(arguments[0]):
        print(name, arguments)
sys.dont_write_bytecode = True
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
    names = [name for name in modules() if "migration" not in name and not name.endswith("__main__")]
    done = run(code, *names)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_no_import_goes_round_in_a_circle() -> None:
    names = modules()
    graph = {name: set(_imported(tree(path), names)) - {name} for name, path in names.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def _imported(module: ast.Module, names: dict[str, Path]) -> Iterator[str]:
    """The modules of the package that are imported when the module is; not those for types alone."""
    for node in module.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module in names:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in names else node.module for name in inner)


def sizes() -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Every module, class and function with its lines and its limits."""
    for name, path in modules().items():
        yield name, len(path.read_text(encoding="utf-8").splitlines()), MODULE
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{name}.{node.name}", lines, CLASS if isinstance(node, ast.ClassDef) else FUNCTION


def test_nothing_grows_beyond_its_limit() -> None:
    found = list(sizes())
    aimed = sorted(
        (f"{name} {lines}" for name, lines, (soft, hard) in found if soft < lines <= hard), key=str
    )
    print(f"\nabove the size aimed at ({len(aimed)}):", *aimed, sep="\n  ")
    assert [
        f"{name}: {lines} lines, at most {hard}" for name, lines, (_, hard) in found if lines > hard
    ] == []


def test_every_module_says_why_it_is_there() -> None:
    bare = [name for name, path in modules().items() if not ast.get_docstring(tree(path))]
    assert bare == []


def test_names_of_modules_say_what_is_in_them() -> None:
    vague = {"util", "utils", "helper", "helpers", "manager", "handler", "data", "misc", "common"}
    assert [name for name in modules() if name.rpartition(".")[2] in vague] == []


def written() -> Iterator[Path]:
    """Every text file of the project."""
    yield from (
        path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yaml"} or path.name == "Makefile"
    )
    for folder in ("s11chat", "dialogs", "kb", "tests", ".github"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {
                ".py",
                ".md",
                ".yaml",
                ".yml",
                ".toml",
                ".txt",
                ".tcss",
                ".csv",
                ".j2",
                ".mako",
            }:
                yield path


def test_the_project_speaks_of_no_machine() -> None:
    """No absolute path of somebody's machine, no unfinished work, no error silenced without saying which."""
    folders = ["work", "tmp", "home", "root", "Users", "mnt"]
    places = re.compile(rf"(?<![\w.:/{{}}*])/(?:{'|'.join(folders)})(?:/|\b)")
    unfinished = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b|type: ig" r"nore(?!\[)|no" r"qa(?!:)")
    found = []
    for path in written():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if places.search(line) or unfinished.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_the_top_of_the_repository_holds_what_is_expected() -> None:
    built = {"dist", "build"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - built == {"s11chat", "dialogs", "kb", "tests"}
