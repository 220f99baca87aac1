"""Nothing takes the place of a shop on which a process still works: it would write into what is gone."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import parts
from cli import backups as copies
from cli import present
from models import base, neighbours
from tests.cli.keyring import Run, runner
from tests.cli.shelving import alive, the_backup
from tests.clock import Clock
from tests.databases import KINDS

DATABASES = KINDS
AT_REST = """
import sys
from sqlalchemy import text
from models import base
readings = base.reading(sys.argv[1])
with readings.begin() as session:
    session.execute(text("SELECT 1"))
print("at rest", flush=True)
sys.stdin.read()
"""
"""A process that has nothing to do just now, as a web process has between two customers."""
RUNS = "まだ動いています"


@contextmanager
def web_process(url: str) -> Iterator[None]:
    command = [sys.executable, "-c", AT_REST, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at rest\n"
        yield
        process.communicate("")


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(present, "A_MOMENT", 0.02)


def test_a_backup_waits_until_the_web_process_has_stopped(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    do("backup")
    backup = the_backup(shop)
    clock.advance(hours=1)

    with web_process(shop.settings.database_url):
        refused = do("restore", str(backup), "--replace")

    assert (refused.exit_code, RUNS in refused.output) == (1, True)
    assert "is still running" in refused.output
    assert list(shop.shelf.backups()) == [backup]
    assert alive(shop) == members
    assert do("restore", str(backup), "--replace").exit_code == 0


def test_nor_is_an_empty_database_filled_while_somebody_has_it_open(
    new_machine: parts.Parts, shop: parts.Parts, do: Run, members: list[int]
) -> None:
    do("backup")

    with web_process(new_machine.settings.database_url):
        assert neighbours.are_there(new_machine.sessions)
    present.refuse_neighbours(new_machine)


def test_who_comes_while_the_present_data_is_being_kept_is_noticed_too(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    do("backup")
    backup = the_backup(shop)
    clock.advance(hours=1)
    late = base.reading(shop.settings.database_url)
    copy = copies.copy

    def keep(everything: parts.Parts, target: Path) -> None:
        copy(everything, target)
        late.engine.connect().close()

    monkeypatch.setattr(copies, "copy", keep)
    refused = do("restore", str(backup), "--replace")

    assert (refused.exit_code, RUNS in refused.output) == (1, True)
    assert alive(shop) == members
    late.engine.dispose()
    parts.check(shop.settings)


def test_a_shop_comes_back_on_a_new_machine_in_a_file_that_nobody_else_reads(
    shop: parts.Parts, do: Run, members: list[int], new_machine: parts.Parts, database_kind: str
) -> None:
    do("backup")
    file = present.file_of(new_machine)
    if database_kind == "sqlite":
        file.unlink()

    done = runner(new_machine).invoke(args=["restore", str(the_backup(shop))])

    assert (done.exit_code, alive(new_machine)) == (0, members)
    if database_kind == "sqlite":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
