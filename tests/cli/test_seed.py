"""The operator's command for made-up members: who they are is told, twice the same are not made."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

import parts
from cli import seed
from models.members import Member
from services import people
from tests.cli.keyring import Run, opened, runner
from tests.clock import Clock
from tests.databases import Store
from tests.makers import unlocked


@pytest.fixture
def whole(store: Store, clock: Clock) -> parts.Parts:
    with store.sessions.begin() as session:
        unlocked(session)
    return opened(store, clock)


@pytest.fixture
def run(whole: parts.Parts, tmp_path: Path) -> Run:
    """Run `seed` on the test's database."""
    commands = runner(whole)
    return lambda *more: commands.invoke(args=["seed", "--out", str(tmp_path / "crowd.csv"), *more])


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
