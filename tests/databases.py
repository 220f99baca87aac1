"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL."""

import io
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy.orm import Session

from models import base
from tests import folders, originals, postgres
from tests.brooms import Broom
from tests.makers import unlocked
from tests.statements import Memory

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("sqlite", "postgresql")
SERVER = pytest.StashKey[postgres.Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases", default=",".join(KINDS), help="which databases to run on, parted by commas"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Start one server for all workers of xdist, and tell each where it is."""
    if "postgresql" in node.config.getoption("databases"):
        node.workerinput["postgres"] = str(_server(node.config).directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()


def _server(config: pytest.Config) -> postgres.Server:
    if SERVER not in config.stash:
        config.stash[SERVER] = postgres.Server()
    return config.stash[SERVER]


class Template(Protocol):
    """One kind of database, migrated once, of which each test gets a copy."""

    clean: str
    """The address of a copy on which nothing is ever committed."""

    def copy(self, of: str | None = None) -> str:
        """Give the address of a copy of what migrations left, or of another copy that nobody has open."""

    def drop(self, url: str) -> None: ...

    def close(self) -> None: ...


def migrated_file() -> Path:
    """Give SQLite's database as migrations leave it; to be copied only."""
    file = originals.folder() / "migrated.db"
    with originals.first("sqlite") as is_missing:
        if is_missing:
            migrate(f"sqlite:///{file}")
    return file


class SQLiteTemplate:
    """A migrated file; a copy is a copied file."""

    def __init__(self, directory: Path) -> None:
        self._directory, self._numbers = directory, itertools.count()
        self._template = migrated_file()
        self.clean = self.copy()

    def copy(self, of: str | None = None) -> str:
        target = self._directory / f"copy-{next(self._numbers)}.db"
        shutil.copy(of.removeprefix("sqlite:///") if of else self._template, target)
        return f"sqlite:///{target}"

    def drop(self, url: str) -> None:
        for file in self._directory.glob(f"{Path(url.removeprefix('sqlite:///')).name}*"):
            file.unlink()

    def close(self) -> None:
        shutil.rmtree(self._directory, ignore_errors=True)


class PostgresTemplate:
    """A migrated database of this run's server; PostgreSQL copies its files."""

    def __init__(self, host: str, worker: str) -> None:
        self._host, self._worker, self._numbers = host, worker, itertools.count()
        # Two, as a copy need not wait until another has been dropped.
        self._admin, self._dropping = (
            psycopg.connect(f"host={host} user=postgres dbname=postgres", autocommit=True) for _ in range(2)
        )
        with originals.first("postgresql") as is_missing:
            if is_missing:
                self._admin.execute("CREATE DATABASE migrated")
                migrate(self._url("migrated"))
        self.clean = self.copy()

    def copy(self, of: str | None = None) -> str:
        name = f"{self._worker}_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        source = sql.Identifier(self._name(of) if of else "migrated")
        self._admin.execute(create.format(sql.Identifier(name), source))
        return self._url(name)

    def drop(self, url: str) -> None:
        name = sql.Identifier(self._name(url))
        self._dropping.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    @staticmethod
    def _name(url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    def close(self) -> None:
        self._admin.close()
        self._dropping.close()

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._host}"


def migrate(url: str, revision: str = "head", *, direction: str = "upgrade") -> None:
    """Walk the road of migrations; raises with Alembic's words when it fails."""
    getattr(command, direction)(alembic(url), revision)


def alembic(url: str) -> Config:
    """Give Alembic's own settings, for a database of ours."""
    settings = Config(toml_file=ROOT / "pyproject.toml", stdout=io.StringIO())
    settings.attributes["url"] = url
    return settings


@pytest.fixture(scope="session")
def templates() -> Iterator[dict[str, Template]]:
    """The templates made so far in this worker, by kind."""
    made: dict[str, Template] = {}
    yield made
    for template in made.values():
        template.close()


@pytest.fixture(scope="session")
def template(
    database_kind: str,
    templates: dict[str, Template],
    request: pytest.FixtureRequest,
    worker_id: str,
    statements: Memory,
) -> Template:
    if database_kind not in templates:
        templates[database_kind] = (
            SQLiteTemplate(folders.quick("sqlite"))
            if database_kind == "sqlite"
            else PostgresTemplate(postgres_directory(request.config), worker_id)
        )
        statements.learn(templates[database_kind].clean)
    return templates[database_kind]


def postgres_directory(config: pytest.Config) -> str:
    """Where this run's server listens: told by xdist's leader, else started here."""
    told: dict[str, str] = getattr(config, "workerinput", {})
    return told.get("postgres") or str(_server(config).directory)


@pytest.fixture
def database_url(template: Template, broom: Broom) -> Iterator[str]:
    """A migrated, empty database of the test's own; the test may commit and start processes on it."""
    url = template.copy()
    yield url
    broom.sweep(template.drop, url)


@dataclass(frozen=True)
class Store:
    """A database of the test's own, with the makers of sessions that the product uses."""

    url: str
    sessions: base.Sessions
    readings: base.Sessions


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url, base.writing(database_url), base.reading(database_url))
    yield store
    store.sessions.engine.dispose()
    store.readings.engine.dispose()


@pytest.fixture(scope="session")
def clean_sessions(template: Template) -> Iterator[base.Sessions]:
    """Nothing is in it but the house's keys, which nearly every test needs."""
    sessions = base.writing(template.clean)
    with sessions.begin() as session:
        unlocked(session)
    yield sessions
    sessions.engine.dispose()


@pytest.fixture
def session(clean_sessions: base.Sessions, request: pytest.FixtureRequest) -> Iterator[Session]:
    """One open writing session, whose work is undone when the test ends."""
    if "database_url" in request.fixturenames:
        pytest.fail("ask for `session` or for `store`, as they are two databases")
    with Session(clean_sessions.engine, expire_on_commit=False) as session:
        session.begin()
        yield session
        session.rollback()
