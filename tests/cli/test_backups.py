"""Backups: whole, for nobody else to read, without the key, and gone when their days are over."""

import gzip
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import parts
from cli import dumps
from models.inbox import InboxEvent
from models.keys import KeyringKey
from services import backups, inbox, settings, tombstones
from shelf import JOURNAL, Shelf
from tests.bot import letters
from tests.cli.keyring import PEOPLE, Run
from tests.cli.shelving import change, the_backup
from tests.clock import Clock
from tests.databases import KINDS

DATABASES = KINDS

DAY = timedelta(days=1)


def test_a_backup_is_for_nobody_else_and_holds_neither_key_nor_inbox(
    shop: parts.Parts, do: Run, members: list[int], file: Path, database_kind: str
) -> None:
    with shop.sessions.begin() as session:
        inbox.record(session, shop.vault(), [letters.message("ひみつ")], kinds={"message"}, now=shop.clock())
        row = session.scalars(select(InboxEvent)).one()
        sealed, day_key = (
            row.payload or b"",
            session.scalars(select(KeyringKey.wrapped).where(KeyringKey.name.startswith("inbox:"))).one(),
        )

    assert do("backup").exit_code == 0

    backup = the_backup(shop)
    content = backup.read_bytes() if database_kind == "sqlite" else gzip.decompress(backup.read_bytes())
    (master,) = parts.master_keys(shop.settings)
    for secret in (master, sealed, day_key):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert {path.name for path in backup.parent.iterdir()} == {backup.name, JOURNAL, f"{JOURNAL}.lock"}


def test_old_backups_go_when_their_days_are_over(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    with shop.sessions.begin() as session:
        settings.change(session, "backup_days", "3", now=clock())
    do("backup")
    first = the_backup(shop)
    mine = first.with_name("mine.db")
    mine.touch()
    clock.advance(3 * DAY - timedelta(seconds=1))
    do("backup")
    assert first.exists()

    clock.advance(seconds=1)
    assert shop.shelf.clear(days=3, now=clock()) == [first]

    assert mine.exists()


def test_the_journal_tells_each_thing_once_and_names_nobody(
    shop: parts.Parts, members: list[int], clock: Clock
) -> None:
    change(shop, members[0], lambda make, member: make.erase(member))

    assert shop.write_journal() > 0
    assert shop.write_journal() == 0

    kinds = [json.loads(line)["kind"] for line in shop.shelf.lines()]
    assert (kinds.count("erased"), kinds.count("withdrawn"), kinds[-1]) == (1, 1, "mark")
    written = shop.shelf.journal.read_text()
    assert not any(user_id in written for user_id in PEOPLE)
    assert stat.S_IMODE(shop.shelf.journal.stat().st_mode) == 0o600


def test_half_a_line_that_a_crash_left_is_written_again(shop: parts.Parts, members: list[int]) -> None:
    change(shop, members[0], lambda make, member: make.erase(member))
    shop.write_journal()
    whole_one = shop.shelf.journal.read_text()
    shop.shelf.journal.write_text(whole_one[:-20])

    shop.write_journal()

    told = [tombstones.read(line) for line in shop.shelf.lines()]
    assert None not in told
    assert {line["kind"] for line in told if line} == {"erased", "withdrawn", "mark"}


def test_what_the_journal_tells_of_goes_after_three_years(
    shop: parts.Parts, members: list[int], do: Run, clock: Clock
) -> None:
    change(shop, members[0], lambda make, member: make.erase(member))
    shop.write_journal()
    clock.advance(tombstones.KEPT + DAY)

    do("backup")

    assert [json.loads(line)["kind"] for line in shop.shelf.lines()] == ["mark"]
    assert shop.write_journal() == 0


def test_nobody_changes_the_marker_as_a_setting(shop: parts.Parts, do: Run, members: list[int]) -> None:
    assert do("settings", "set", backups.MARKER, "x").exit_code == 2
    assert do("settings", "get", backups.MARKER).exit_code == 2


def test_without_postgresqls_programs_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, shop: parts.Parts, do: Run, members: list[int], database_kind: str
) -> None:
    monkeypatch.setattr(dumps, "PROGRAMS", Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")

    done = do("backup")

    if database_kind == "sqlite":
        assert done.exit_code == 0
    else:
        assert (done.exit_code, "postgresql-client" in done.output) == (1, True)
    assert shop.shelf.folder.exists()


def test_a_copy_that_was_cut_short_goes_too(shop: parts.Parts, do: Run, members: list[int]) -> None:
    do("backup")
    left = shop.shelf.folder / ".goen-cut"
    left.mkdir()
    (left / "copy").write_bytes(b"everything")
    begun = left.stat().st_mtime

    shop.shelf.clear(days=30, now=datetime.fromtimestamp(begun, UTC) + DAY - timedelta(seconds=1))
    assert left.exists()

    shop.shelf.clear(days=30, now=datetime.fromtimestamp(begun, UTC) + DAY)
    assert not left.exists()


def test_a_journal_elsewhere_tells_all_also_after_a_restore(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path, clock: Clock
) -> None:
    elsewhere = tmp_path / "disk"
    elsewhere.mkdir()
    do("backup")
    first = the_backup(shop)
    change(
        shop, members[0], lambda make, _member: make.erase(make.member(line_user_id="Unew"))
    )  # who joined since
    do("backup", str(elsewhere))
    clock.advance(hours=1)
    do("restore", str(first), "--replace")
    change(shop, members[1], lambda make, member: make.erase(member))
    clock.advance(hours=1)

    do("backup", str(elsewhere))

    told = [tombstones.read(line) for line in Shelf(elsewhere).lines()]
    assert len([line for line in told if line and line["kind"] == "erased"]) == 2


def test_a_backup_is_not_put_beside_the_key(
    shop: parts.Parts, do: Run, members: list[int], file: Path
) -> None:
    done = do("backup", str(file.parent))

    assert (done.exit_code, "holds the key" in done.output) == (1, True)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
