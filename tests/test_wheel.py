"""The wheel holds the program, its dialogs and its articles, and works where there are no sources."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The s11chat command of an environment that holds nothing but the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-index",
        "--no-deps",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, text=True)
    _lend_dependencies(site)
    return environment / "bin" / "s11chat"


def _lend_dependencies(site: Path) -> None:
    """The libraries this test runs with, linked one by one, so that the sources of the project are not among them."""
    for package in Path(sysconfig.get_paths()["purelib"]).iterdir():
        ours = "s11chat" in package.name or package.suffix == ".pth"
        if not ours and not (site / package.name).exists():
            (site / package.name).symlink_to(package)


def _run(command: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": os.environ["PATH"], "HOME": str(command.parent), **environ}
    return subprocess.run(
        [str(command), *words], capture_output=True, text=True, cwd=command.parent, env=plain, check=False
    )


def test_the_installed_command_checks_its_dialogs_and_articles(installed: Path) -> None:
    dialogs = _run(installed, "dialog", "check")
    assert (dialogs.returncode, dialogs.stdout) == (0, "")
    assert "check" in dialogs.stderr
    articles = _run(installed, "kb", "check")
    assert articles.returncode == 0, articles.stdout


def test_it_runs_from_the_environment_and_not_from_the_sources(installed: Path) -> None:
    code = "import s11chat, s11chat.settings as s; print(s11chat.__file__, s.shipped('dialogs'))"
    python = installed.parent / "python"
    found = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, cwd=installed.parent, check=True
    )
    assert str(ROOT / "s11chat") not in found.stdout
    assert "_shipped" in found.stdout


def test_a_wave_can_be_made_with_it(installed: Path, tmp_path: Path) -> None:
    made = _run(installed, "wave", "new", "w", "--dialog", "chscb-2011", S11CHAT_HOME=str(tmp_path))
    assert made.returncode == 0, made.stderr
    listed = _run(installed, "wave", "list", "--json", S11CHAT_HOME=str(tmp_path))
    assert '"id": "w"' in listed.stdout


def test_a_dialog_can_be_written_and_printed_with_it(installed: Path, tmp_path: Path) -> None:
    """The starter and the templates are files inside the wheel."""
    draft = tmp_path / "my-audit.yaml"
    assert _run(installed, "dialog", "new", str(draft)).returncode == 0
    assert _run(installed, "dialog", "check", str(draft)).returncode == 0
    for form in ("html", "pdf"):
        file = tmp_path / f"my-audit.{form}"
        made = _run(installed, "dialog", "print", str(draft), f"--{form}", "--out", str(file))
        assert made.returncode == 0, made.stderr
        assert file.stat().st_size > 1000
