"""Where runs take place: one kind of database, with its people, of which each run gets a copy."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from tests import databases, folders, postgres

DURABLE = "synchronous_commit=on"
"""A crash of the server must keep what was committed; one of the machine is not tried."""


class Ground(Protocol):
    """A kind of database."""

    def copy(self) -> str:
        """Give the address of a fresh copy."""

    def drop(self, url: str) -> None: ...

    def restart(self, mode: str) -> None: ...

    def close(self) -> None: ...


class SQLiteGround:
    """A file; a copy is a copied file."""

    def __init__(self, settle: Callable[[str], None]) -> None:
        self._directory, self._numbers = folders.quick("crash"), itertools.count()
        self._template = self._directory / "template.db"
        shutil.copy(databases.migrated_file(), self._template)
        settle(f"sqlite:///{self._template}")

    def copy(self) -> str:
        target = self._directory / f"run-{next(self._numbers)}.db"
        shutil.copy(self._template, target)
        return f"sqlite:///{target}"

    def drop(self, url: str) -> None:
        for file in self._directory.glob(f"{Path(url.removeprefix('sqlite:///')).name}*"):
            file.unlink()

    def restart(self, mode: str) -> None:
        """There is no server; here processes die in the middle of a write."""

    def close(self) -> None:
        shutil.rmtree(self._directory, ignore_errors=True)


class PostgresGround:
    """A server of the campaign's own, which crashes with it; a copy is a copied database."""

    def __init__(self, settle: Callable[[str], None]) -> None:
        self._server, self._numbers = postgres.Server(DURABLE), itertools.count()
        try:
            self._ask("CREATE DATABASE {}", "template")
            databases.migrate(self._server.url("template"))
            settle(self._server.url("template"))
        except BaseException:
            self._server.stop()
            raise

    def copy(self) -> str:
        name = f"run_{next(self._numbers)}"
        self._ask("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, "template")
        return self._server.url(name)

    def drop(self, url: str) -> None:
        self._ask("DROP DATABASE {} WITH (FORCE)", url.partition("@/")[2].partition("?")[0])

    def restart(self, mode: str) -> None:
        self._server.restart(mode)

    def close(self) -> None:
        self._server.stop()

    def _ask(self, statement: str, *names: str) -> None:
        address = f"host={self._server.directory} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


GROUNDS: dict[str, Callable[[Callable[[str], None]], Ground]] = {
    "sqlite": SQLiteGround,
    "postgresql": PostgresGround,
}
