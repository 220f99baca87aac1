"""A shop whose master key is a file, and the operator's commands for it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

import config
import parts
from cli import commands
from models.members import Member
from services import people, vault
from services.masters import Masters
from tests.clock import Clock
from tests.databases import Store
from tests.makers import MASTER_KEY, Make

Run = Callable[..., Result]
PEOPLE = [f"U{number:032x}" for number in range(3)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.key"


@pytest.fixture
def whole(store: Store, clock: Clock, file: Path) -> parts.Parts:
    return parts.Parts(given(store, file), store.sessions, store.readings, clock)


def given(store: Store, file: Path) -> config.Settings:
    """Give what the operator has decided, with the master key in this file."""
    return config.parse(
        {
            "DATABASE_URL": store.url,
            "SECRET_KEY": "s" * 32,
            "MASTER_KEY_FILE": str(file),
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
    )


def opened(store: Store, clock: Clock) -> parts.Parts:
    """Give the parts of a process that has read its master key from no file."""
    settings = replace(given(store, Path("none")), master_keys=(MASTER_KEY,))
    return parts.Parts(settings, store.sessions, store.readings, clock)


@pytest.fixture
def run(whole: parts.Parts) -> Run:
    """Run `keys …` on the test's database, each time as a process of its own would."""

    def invoke(*arguments: str, typed: str = "") -> Result:
        fresh = parts.Parts(whole.settings, whole.sessions, whole.readings, whole.clock)
        return runner(fresh).invoke(args=["keys", *arguments], input=typed)

    return invoke


@pytest.fixture
def members(run: Run, whole: parts.Parts) -> list[int]:
    """Some people, under the first key."""
    assert run("init").exit_code == 0
    with whole.sessions.begin() as session:
        make = Make(session, whole.vault())
        return [make.member(line_user_id=user_id).id for user_id in PEOPLE]


def runner(whole: parts.Parts) -> FlaskCliRunner:
    """Give what runs commands, without the pages and the webhook that they do not need."""
    app = Flask("goen")
    app.extensions["goen"] = whole
    commands.attach(app)
    return app.test_cli_runner()


def held(file: Path) -> tuple[bytes, ...]:
    return config.keys(file.read_text())


def readable(whole: parts.Parts, keys: tuple[bytes, ...]) -> list[str]:
    """Read everybody's LINE id with these master keys and no others."""
    with whole.readings.begin() as session:
        opened = vault.unlock(session, Masters(keys))
        everybody = session.scalars(select(Member).order_by(Member.id))
        return [people.user_id_of(session, opened, member) for member in everybody]
