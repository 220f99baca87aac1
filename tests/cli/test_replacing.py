"""Before a restore: what is there is kept, or nothing takes its place, and every journal is heard."""

import errno
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import click
import pytest

import parts
from cli import backups as copies
from cli import dumps, present
from services import tombstones
from tests.cli.keyring import Run, runner
from tests.cli.shelving import alive, change, the_backup
from tests.cli.test_restores import stop
from tests.clock import Clock
from tests.databases import KINDS

DATABASES = KINDS


def test_what_cannot_be_kept_is_not_replaced(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    do("backup")
    clock.advance(hours=1)
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(copies, "copy", Mock(side_effect=full))

    done = do("restore", str(the_backup(shop)), "--replace")

    assert (done.exit_code, "何も置き換えませんでした" in done.output) == (1, True)
    assert alive(shop) == members
    parts.check(shop.settings)


def test_without_the_servers_programs_nothing_is_replaced(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    do("backup")
    backup = the_backup(shop)
    clock.advance(hours=1)
    change(shop, members[0], lambda make, member: make.erase(member))
    refused = click.ClickException("pg_dump: server version mismatch")
    monkeypatch.setattr(dumps, "dump", Mock(side_effect=refused))

    done = do("restore", str(backup), "--replace")

    is_server = shop.sessions.engine.dialect.name == "postgresql"
    assert ("server version mismatch" in done.output, done.exit_code) == (is_server, int(is_server))


def test_what_was_written_last_stays_beside_a_damaged_file(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "shop.db"
    file.write_bytes(b"dust" * 4096)
    real = present.close

    def close(whole: parts.Parts) -> None:
        real(whole)
        file.with_name("shop.db-wal").write_bytes(b"the last minute")  # it could not be taken into the file

    monkeypatch.setattr(present, "close", close)
    do("backup")
    broken = replace(shop.settings, database_url=f"sqlite:///{file}")
    runner(replace(parts.build(broken), clock=shop.clock)).invoke(
        args=["restore", str(the_backup(shop)), "--replace"]
    )

    assert (tmp_path / "shop.db.damaged").read_bytes() == b"dust" * 4096
    assert (tmp_path / "shop.db.damaged-wal").read_bytes() == b"the last minute"


def test_a_journal_of_any_name_and_one_that_is_just_begun_are_both_heard(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path, clock: Clock
) -> None:
    do("backup")
    clock.advance(hours=1)
    change(shop, members[0], lambda make, member: make.erase(member))
    shop.write_journal()
    named = tmp_path / "carried.jsonl"
    shop.shelf.journal.rename(named)

    change(shop, members[1], lambda make, member: make.erase(member))
    done = do("restore", str(the_backup(shop)), "--journal", str(named), "--replace")

    assert (done.exit_code, alive(shop)) == (0, [members[2]])


def test_a_restored_file_is_whose_it_was(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    do("backup")
    clock.advance(hours=1)
    if shop.sessions.engine.dialect.name == "postgresql":
        assert (
            do("restore", str(the_backup(shop)), "--replace").exit_code == 0
        )  # the server's files stay its own
        return
    file = present.file_of(shop)
    file.chmod(0o640)
    owned = Mock()
    monkeypatch.setattr(os, "chown", owned)

    assert do("restore", str(the_backup(shop)), "--replace").exit_code == 0

    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert owned.call_args.args[1:] == (file.parent.stat().st_uid, file.parent.stat().st_gid)


def test_a_journal_knows_enough_of_what_was_done_again_after_a_restore(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    for member_id in members:
        change(shop, member_id, lambda make, member: make.agree(member))
    do("backup")
    clock.advance(hours=1)
    change(shop, members[0], lambda make, member: make.erase(member))
    change(shop, members[1], stop)
    shop.write_journal()
    clock.advance(hours=1)
    do("restore", str(the_backup(shop)), "--replace")
    clock.advance(hours=1)
    do("backup")

    done = do("restore", str(list(shop.shelf.backups())[-1]), "--replace")

    assert (done.exit_code, alive(shop)) == (0, members[1:])


def test_what_went_from_the_journal_after_three_years_is_not_missed_in_it(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock, new_machine: parts.Parts
) -> None:
    change(shop, members[0], lambda make, member: make.erase(member))
    clock.advance(tombstones.KEPT + timedelta(days=1))
    do("backup")

    done = runner(new_machine).invoke(args=["restore", str(the_backup(shop))])

    assert (done.exit_code, alive(new_machine)) == (0, members[1:])
