"""Dumps: a PostgreSQL database as one compressed file of SQL, by PostgreSQL's own programs."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from models import base
from models.keys import KeyringKey
from services import backups
from services.backups import MARKER

PROGRAMS = Path("/usr/lib/postgresql")
MISSING = (
    "{name} が見つかりません。PostgreSQL のクライアント（apt-get install postgresql-client など、"
    "サーバーと同じか新しい版）を入れてください。 / "
    "{name} was not found; install PostgreSQL's client programs "
    "(apt-get install postgresql-client or the like), of the server's version or a newer one."
)
COPIED = """
-- A copy carries no contents of the inbox and no key to them, and nothing starts on it before it caught up.
{keys}
INSERT INTO public.settings (name, value, changed_at) VALUES ('{marker}', '"{at}"', '{at}')
ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;
"""


def dump(readings: base.Sessions, url: str, file: Path, *, now: datetime) -> None:
    """Write the database, as it is at one moment, into a file that holds nothing of the inbox's contents.

    PostgreSQL's program leaves out whole tables only, so the keys that stay are written by us.
    """
    command = [program("pg_dump"), "--clean", "--if-exists", "--no-owner", "--no-privileges"]
    command += [
        "--exclude-table-data=inbox_events",
        "--exclude-table-data=keyring",
        "--dbname",
        _address(url),
    ]
    with gzip.open(file, "wb") as target, readings.begin() as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        command.append(f"--snapshot={session.scalar(select(func.pg_export_snapshot()))}")
        keys = "\n".join(_inserts(backups.keys(session)))
        with _running(command, url, stdout=subprocess.PIPE) as process, _pipe(process.stdout) as source:
            shutil.copyfileobj(source, target)
        target.write(COPIED.format(keys=keys, marker=MARKER, at=now.isoformat()).encode())


def _inserts(keys: Iterable[KeyringKey]) -> Iterator[str]:
    for key in keys:
        values = f"'{key.name}', '\\x{key.wrapped.hex()}', '{key.created_at.isoformat()}'"
        yield f"INSERT INTO public.keyring (name, wrapped, created_at) VALUES ({values});"  # noqa: S608  # our own names and hex


def is_whole(file: Path) -> bool:
    """Tell whether the file is a dump of ours, from its first byte to its last."""
    try:
        with gzip.open(file, "rb") as source:
            tail = b""
            while piece := source.read(1 << 20):
                tail = (tail + piece)[-4096:]
    except (OSError, EOFError):
        return False
    return MARKER.encode() in tail


def load(url: str, file: Path) -> None:
    """Put the dump in the place of what the database holds, all of it or nothing, and count the rows."""
    command = [program("psql"), "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    command += ["--output", os.devnull, "--dbname", _address(url), "--file", "-", "--command", "ANALYZE"]
    with (
        gzip.open(file, "rb") as source,
        _running(command, url, stdin=subprocess.PIPE) as process,
        suppress(BrokenPipeError),  # it says itself why it went
        _pipe(process.stdin) as target,
    ):
        shutil.copyfileobj(source, target)


def program(name: str) -> str:
    """Find one of PostgreSQL's programs; say what to install where there is none."""
    own = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(own[-1]) if own else shutil.which(name)
    if found is None:
        raise click.ClickException(MISSING.format(name=name))
    return found


@contextmanager
def _running(
    command: list[str], url: str, *, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run it, and say what it said when it fails."""
    password = make_url(url).password
    environment = {"PGPASSWORD": str(password)} if password else {}
    process = subprocess.Popen(  # noqa: S603  # our own words and the operator's own address
        command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        with _pipe(process.stderr) as complaints:
            said = complaints.read().decode(errors="replace")
        process.wait()
    if process.returncode:
        raise click.ClickException(f"{Path(command[0]).name}: {said.strip()[-2000:]}")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "it was asked for"
    return pipe


def _address(url: str) -> str:
    """Write the address for PostgreSQL's programs, without the password: others see a process's arguments."""
    plain = make_url(url).set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)
