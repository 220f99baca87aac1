"""New migrations: their number follows the highest, and each has a name."""

import sys
from pathlib import Path

import pytest

from tools import migration
from tools.speech import Failure


def test_a_migration_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["migration", " "])

    with pytest.raises(Failure, match='make migration name="add birthdays"'):
        migration.main()


def test_the_next_number_follows_the_highest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "ROOT", tmp_path)
    assert migration.next_number() == "0001"

    (tmp_path / "migrations").mkdir()
    for name in ("0001_first.py", "0009_ninth.py", "environment"):
        (tmp_path / "migrations" / name).touch()
    assert migration.next_number() == "0010"
