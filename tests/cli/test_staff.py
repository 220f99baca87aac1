"""The operator's command for accounts: which passwords it takes."""

import pytest
from sqlalchemy import select

from models.staff import Staff
from services import passwords
from tests.cli.keyring import Run, opened, runner
from tests.clock import Clock
from tests.databases import Store


@pytest.fixture
def run(store: Store, clock: Clock) -> Run:
    """Run `staff add` on the test's database."""
    commands = runner(opened(store, clock))
    return lambda *more: commands.invoke(args=["staff", "add", "hanako@example.jp", *more])


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
