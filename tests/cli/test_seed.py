"""The operator's command for made-up members: who they are is told, twice the same are not made."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

import app
import config
import parts
from cli import seed
from models.members import Member
from services import people
from tests.clock import Clock
from tests.databases import Store
from tests.makers import MASTER_KEY, unlocked

Run = Callable[..., Result]


@pytest.fixture
def whole(store: Store, clock: Clock, tmp_path: Path) -> parts.Parts:
    with store.sessions.begin() as session:
        unlocked(session)
    given = config.parse(
        {
            "DATABASE_URL": store.url,
            "SECRET_KEY": "s" * 32,
            "MASTER_KEY_FILE": str(tmp_path / "none"),
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
    )
    return parts.Parts(replace(given, master_keys=(MASTER_KEY,)), store.sessions, store.readings, clock)


@pytest.fixture
def run(whole: parts.Parts, tmp_path: Path) -> Run:
    """Run `seed` on the test's database."""
    runner = app.create_app(whole).test_cli_runner()
    return lambda *more: runner.invoke(args=["seed", "--out", str(tmp_path / "crowd.csv"), *more])


def test_everybody_in_the_list_is_a_member(
    run: Run, whole: parts.Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed, "SLICE", 20)

    done = run("--members", "50", "--consenting", "0.6")

    assert done.exit_code == 0, done.output
    assert "50人を" in done.output
    with (tmp_path / "crowd.csv").open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    assert list(told[0]) == ["line_user_id", "consenting", "blocked", "paused"]
    with whole.readings.begin() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 50
        assert all(people.meet(session, whole.vault(), one["line_user_id"]).member for one in told)


def test_the_same_seed_twice_is_refused_with_a_sentence(run: Run) -> None:
    assert run("--members", "3").exit_code == 0

    again = run("--members", "3")

    assert again.exit_code == 1
    assert "choose another --seed" in again.output


def test_a_shop_in_earnest_gets_no_made_up_members(run: Run, whole: parts.Parts) -> None:
    whole.settings = replace(whole.settings, public_url="https://goen.example.jp")

    done = run("--members", "3")

    assert done.exit_code == 1
    assert "not for a shop in earnest" in done.output
    with whole.readings.begin() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 0
