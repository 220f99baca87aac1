"""A shop with a shelf for its backups, and the operator's commands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

import parts
from cli import dumps, present
from models.members import Member
from tests import postgres
from tests.brooms import Broom
from tests.cli.keyring import Run, runner
from tests.databases import Template
from tests.makers import Make


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, database_kind: str, request: pytest.FixtureRequest) -> None:
    """PostgreSQL's programs of the server that the tests run on, wherever it comes from."""
    if database_kind == "postgresql":
        binaries, _user = postgres.find_binaries()
        monkeypatch.setattr(dumps, "PROGRAMS", Path("/nowhere"))
        monkeypatch.setenv("PATH", str(binaries), prepend=":")


@pytest.fixture
def shop(whole: parts.Parts, tmp_path: Path, programs: None) -> parts.Parts:
    return replace(whole, settings=replace(whole.settings, backup_dir=tmp_path / "backups"))


@pytest.fixture
def do(shop: parts.Parts) -> Run:
    """Run a command as a process of its own would."""

    def invoke(*arguments: str) -> Result:
        fresh = parts.Parts(shop.settings, shop.sessions, shop.readings, shop.clock)
        return runner(fresh).invoke(args=list(arguments))

    return invoke


def the_backup(shop: parts.Parts) -> Path:
    return next(iter(shop.shelf.backups()))


def alive(shop: parts.Parts) -> list[int]:
    with shop.readings.begin() as session:
        return list(session.scalars(select(Member.id).order_by(Member.id)))


def change(shop: parts.Parts, member_id: int, deed: Callable[[Make, Member], object]) -> None:
    with shop.sessions.begin() as session:
        make = Make(session, shop.vault())
        deed(make, session.get_one(Member, member_id))


@pytest.fixture
def new_machine(shop: parts.Parts, template: Template, broom: Broom, tmp_path: Path) -> Iterator[parts.Parts]:
    """The same key, an empty database, and a shelf with nothing on it."""
    url = template.copy()
    given = replace(shop.settings, database_url=url, backup_dir=tmp_path / "new")
    yield (whole := replace(parts.build(given), clock=shop.clock))
    present.close(whole)
    broom.sweep(template.drop, url)
