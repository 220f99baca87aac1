"""The operator's command for accounts: which passwords it takes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

import app
import config
import parts
from models.staff import Staff
from services import passwords
from tests.clock import Clock
from tests.databases import Store

Run = Callable[..., Result]


@pytest.fixture
def run(store: Store, clock: Clock, tmp_path: Path) -> Run:
    """Run `staff add` on the test's database."""
    given = config.parse(
        {
            "DATABASE_URL": store.url,
            "SECRET_KEY": "s" * 32,
            "MASTER_KEY_FILE": str(tmp_path / "none"),
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
    )
    runner = app.create_app(parts.Parts(given, store.sessions, store.readings, clock)).test_cli_runner()
    return lambda *more: runner.invoke(args=["staff", "add", "hanako@example.jp", *more])


def accounts(store: Store) -> list[Staff]:
    with store.readings.begin() as session:
        return list(session.scalars(select(Staff)))


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "hanako-2026-11"])
def test_a_password_that_would_be_guessed_is_refused(run: Run, store: Store, password: str) -> None:
    done = run("--password", password)

    assert done.exit_code == 2
    assert "12文字以上" in done.output
    assert accounts(store) == []


def test_a_password_that_was_made_up_is_printed_and_fits(run: Run, store: Store) -> None:
    done = run()

    email, word = done.output.split()
    (person,) = accounts(store)
    assert email == person.email == "hanako@example.jp"
    assert passwords.fits(person.password, word)


def test_a_good_password_is_taken_and_not_repeated(run: Run, store: Store) -> None:
    done = run("--password", "umbrella under rain")

    assert done.output.strip() == "hanako@example.jp"
    assert passwords.fits(accounts(store)[0].password, "umbrella under rain")
