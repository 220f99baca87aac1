"""Restores: nobody who was erased comes back, and no consent that was withdrawn."""

import gzip
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

import parts
from api.health import head
from cli import restores
from models.consents import Consent, Purpose
from models.members import Member
from services import backups, consent, key_sheets, people, runs
from shelf import JOURNAL
from tests.cli.keyring import PEOPLE, Run, held, readable, runner
from tests.cli.shelving import alive, change, the_backup
from tests.clock import NOW, Clock
from tests.databases import KINDS, migrate
from tests.makers import Make

DATABASES = KINDS


def stop(make: Make, member: Member) -> None:
    at = NOW + timedelta(hours=1)
    evidence = make.evidence(at)
    consent.withdraw(make.session, member, purposes=consent.UNASKED, reason="stop", evidence=evidence, now=at)


def agreed(shop: parts.Parts) -> list[int]:
    """Who may be written to."""
    announcements = (Consent.is_given, Consent.purpose == Purpose.ANNOUNCEMENTS)
    with shop.readings.begin() as session:
        return list(session.scalars(select(Consent.member_id).where(*announcements)))


def test_a_restored_backup_brings_back_neither_the_erased_nor_a_withdrawn_consent(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    gone, stopped, kept = members
    for member_id in (stopped, kept):
        change(shop, member_id, lambda make, member: make.agree(member))
    do("backup")
    clock.advance(hours=1)
    change(shop, gone, lambda make, member: make.erase(member))
    change(shop, stopped, stop)
    change(shop, kept, lambda make, member: setattr(member, "language", "en"))
    shop.write_journal()
    clock.advance(hours=1)

    done = do("restore", str(the_backup(shop)), "--replace")

    assert (done.exit_code, "3件" in done.output) == (0, True)
    assert (alive(shop), agreed(shop)) == ([stopped, kept], [kept])
    parts.check(shop.settings)
    with shop.readings.begin() as session:
        member = session.get_one(Member, kept)
        assert member.language == "ja"  # it is the backup that was put back
        assert people.user_id_of(session, shop.vault(), member) == PEOPLE[2]
    assert "0件" in do("restore").output


def test_what_was_erased_after_a_restore_is_written_down_too(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    do("backup")
    backup = the_backup(shop)
    clock.advance(hours=1)
    change(shop, members[0], lambda make, member: make.erase(member))
    shop.write_journal()
    do("restore", str(backup), "--replace")
    clock.advance(hours=1)
    change(shop, members[1], lambda make, member: make.erase(member))
    shop.write_journal()

    clock.advance(hours=1)
    assert do("restore", str(backup), "--replace").exit_code == 0

    assert alive(shop) == [members[2]]


def test_nothing_starts_on_a_copy_that_has_not_caught_up(
    shop: parts.Parts, members: list[int], do: Run
) -> None:
    do("backup")
    with shop.sessions.begin() as session:
        backups.mark(session, now=shop.clock())

    with pytest.raises(parts.RestoreUnfinished):
        parts.check(shop.settings)
    assert do("restore").exit_code == 0
    parts.check(shop.settings)


def test_without_its_journal_a_backup_is_not_put_back(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path
) -> None:
    do("backup")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    backup = Path(shutil.copy(the_backup(shop), elsewhere))
    shop.shelf.journal.unlink()

    done = do("restore", str(backup), "--replace")

    assert (done.exit_code, JOURNAL in done.output) == (1, True)
    assert alive(shop) == members


@pytest.mark.parametrize("deed", [stop, lambda make, member: make.erase(member)], ids=["stopped", "erased"])
def test_a_journal_that_knows_less_than_the_backup_is_refused_and_a_newer_one_taken(
    shop: parts.Parts,
    do: Run,
    members: list[int],
    new_machine: parts.Parts,
    clock: Clock,
    tmp_path: Path,
    deed: Callable[[Make, Member], object],
) -> None:
    change(shop, members[0], lambda make, member: make.agree(member))
    do("backup")
    older = Path(shutil.copy(shop.shelf.journal, tmp_path / "older.jsonl"))
    clock.advance(hours=2)
    change(shop, members[0], deed)
    do("backup")
    backup = list(shop.shelf.backups())[-1]
    newer = Path(shutil.copy(shop.shelf.journal, tmp_path / "newer.jsonl"))
    shop.shelf.journal.unlink()

    refused = runner(new_machine).invoke(args=["restore", str(backup), "--journal", str(older)])

    assert (refused.exit_code, "より古いもの" in refused.output) == (1, True)
    assert "older than the backup" in refused.output
    assert not new_machine.shelf.journal.exists()
    if shop.sessions.engine.dialect.name == "postgresql":
        with pytest.raises(parts.RestoreUnfinished):
            parts.check(new_machine.settings)
    done = runner(new_machine).invoke(args=["restore", str(backup), "--journal", str(newer), "--replace"])
    assert (done.exit_code, agreed(new_machine)) == (0, [])
    parts.check(new_machine.settings)


@pytest.mark.parametrize("still", ["there", "running"])
def test_a_shop_is_replaced_only_when_it_stands_still_and_somebody_said_so(
    shop: parts.Parts, do: Run, members: list[int], still: str
) -> None:
    do("backup")
    with shop.sessions.begin() as session:
        runs.beat(session, now=shop.clock())

    done = do("restore", str(the_backup(shop)), *(["--replace"] if still == "running" else []))

    assert done.exit_code == 1
    assert ("--replace" in done.output) == (still == "there")
    assert alive(shop) == members


def test_what_is_no_whole_backup_is_refused(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path, clock: Clock
) -> None:
    do("backup")
    backup = the_backup(shop)
    cut = backup.with_name(f"cut-{backup.name}")
    cut.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    other = backup.with_name("other.db")
    other.write_bytes(gzip.compress(b"SELECT 1;"))
    clock.advance(hours=1)

    for file in (cut, other):
        done = do("restore", str(file), "--replace")
        assert done.exit_code != 0
        assert alive(shop) == members
    parts.check(shop.settings)


def test_a_backup_from_before_an_update_gets_the_tables_of_today(shop: parts.Parts) -> None:
    migrate(shop.settings.database_url, "-1", direction="downgrade")

    restores.migrate(shop)

    with shop.readings.begin() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == head()


def test_a_damaged_database_does_not_stand_in_the_way(
    shop: parts.Parts, do: Run, members: list[int], database_kind: str
) -> None:
    do("backup")
    if database_kind == "sqlite":
        file = Path(shop.settings.database_url.removeprefix("sqlite:///"))
        shop.sessions.scrub()
        file.write_bytes(b"dust" * 4096)
        for sessions in (shop.sessions, shop.readings):
            sessions.engine.dispose()
    else:
        with shop.sessions.begin() as session:
            session.execute(text("DROP TABLE job_runs"))

    done = do("restore", str(the_backup(shop)), "--replace")

    assert (done.exit_code, "傷んで" in done.output) == (0, database_kind == "sqlite")
    assert alive(shop) == members


def test_a_backup_under_an_older_key_needs_its_sheet_and_then_opens(
    shop: parts.Parts, do: Run, run: Run, members: list[int], file: Path, clock: Clock
) -> None:
    sheet = key_sheets.lines(held(file)[0])
    do("backup")
    backup = the_backup(shop)
    run("rotate")
    clock.advance(hours=1)

    refused = do("restore", str(backup), "--replace")
    assert (refused.exit_code, "この鍵では" in refused.output) == (2, True)
    run("restore", typed="\n".join(sheet))
    # Where a server keeps the data it is loaded by now, and only has to catch up.
    again = do("restore") if shop.sessions.engine.dialect.name == "postgresql" else None
    done = again or do("restore", str(backup), "--replace")

    assert (done.exit_code, run("rotate").exit_code, len(held(file))) == (0, 0, 1)
    assert readable(shop, held(file)) == PEOPLE
