"""Restores: a backup put back without bringing back anybody who was erased, or a consent withdrawn since."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from flask.cli import with_appcontext
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from cli import backups as copies
from cli import dumps
from cli.parts import parts
from cli.speech import Command
from models.keys import KeyringKey
from parts import Parts, build, masters
from services import audit, backups, runs, settings, tombstones, vault
from services.tombstones import Line
from shelf import JOURNAL, Shelf

ROOT = Path(__file__).resolve().parent.parent
STILL = timedelta(minutes=2)
"""A scheduler gives a sign of life every fifteen seconds; after so long it has surely stopped."""
SLICE = 500
NO_JOURNAL = (
    f"記録（{JOURNAL}）がバックアップの隣にありません。--journal で場所を教えてください。"
    "記録がないと、消去された方がよみがえってしまいます。 / "
    f"There is no journal ({JOURNAL}) beside the backup; name it with --journal. "
    "Without it people who were erased would come back."
)


@click.command("restore", cls=Command)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--journal",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="消去と取り消しの記録 / The journal.",
)
@click.option(
    "--replace", "is_replacing", is_flag=True, help="いまのデータを置き換える / Replace what is there."
)
@with_appcontext
def restore(file: Path | None, journal: Path | None, is_replacing: bool) -> None:  # noqa: FBT001
    """Put a backup back, and do again the erasures and withdrawals since. Without FILE: only the latter."""
    everything = parts()
    if file is None:
        redone = _catch_up(everything, _journals(everything, journal, everything.shelf.folder))
    else:
        told = _journals(everything, journal, file.parent)
        _clear_the_way(everything, is_replacing=is_replacing)
        redone = (_put_file if copies.is_sqlite(everything) else _load)(everything, file, told)
    click.echo(
        f"戻しました。そのあとの消去と取り消しを{redone}件、あらためて行いました。 / "
        f"Restored; {redone} erasures and withdrawals since then were done again."
    )


def _journals(everything: Parts, named: Path | None, folder: Path) -> list[Shelf]:
    """Find the journals that tell what happened since: the one beside the backup, and the shop's own."""
    places = [named.parent if named else folder, everything.shelf.folder]
    found = [Shelf(place) for place in dict.fromkeys(places) if (place / JOURNAL).exists()]
    if not found:
        raise click.ClickException(NO_JOURNAL)
    return found


def _clear_the_way(everything: Parts, *, is_replacing: bool) -> None:
    """Refuse to put anything in the place of a running shop; what is there is written down first."""
    if not _has_a_shop(everything):
        return
    if not is_replacing:
        raise click.ClickException(
            "このデータベースには、もうお店のデータがあります。置き換えるなら --replace を付けてください。 / "
            "This database holds a shop already; say --replace to put the backup in its place."
        )
    if _is_running(everything):
        raise click.ClickException(
            "スケジューラーが動いています。Web とスケジューラーを止め、2分待ってからお試しください。 / "
            "A scheduler is running. Stop it and the web process, and try again after two minutes."
        )
    _keep(everything)


def _has_a_shop(everything: Parts) -> bool:
    try:
        with everything.readings.begin() as session:
            return session.scalar(select(KeyringKey.name).limit(1)) is not None
    except (OperationalError, ProgrammingError):
        return False  # there are no tables yet
    except Exception:  # noqa: BLE001  # damaged, so that something was there
        return True


def _is_running(everything: Parts) -> bool:
    try:
        with everything.readings.begin() as session:
            last_beat = runs.last_beat(session)
    except Exception:  # noqa: BLE001  # damaged, so that nothing runs on it
        return False
    return last_beat is not None and everything.clock() - last_beat < STILL


def _keep(everything: Parts) -> None:
    """Keep what is there as a backup that ends like any other, and what its journal does not know yet."""
    everything.shelf.make()
    ending = "db" if copies.is_sqlite(everything) else "sql.gz"
    try:
        everything.write_journal()
        copies.copy(everything, everything.shelf.place(everything.clock(), ending))
    except Exception:  # noqa: BLE001  # a damaged database is why somebody restores
        click.echo(_set_aside(everything))


def _set_aside(everything: Parts) -> str:
    """Keep a damaged file for whoever can mend it; where a server keeps the data, its pages are its own."""
    if not copies.is_sqlite(everything):
        return "いまのデータは傷んでいて控えられません。 / What is there is damaged and could not be kept."
    _close(everything)
    target = _file(everything)
    damaged = target.replace(target.with_name(f"{target.name}.damaged"))
    return (
        f"いまのデータは傷んでいるので、{damaged} に移しました。要らなくなったら消してください。 / "
        f"What is there is damaged and was moved to {damaged}; delete it when you need it no more."
    )


def _file(everything: Parts) -> Path:
    return Path(make_url(everything.settings.database_url).database or "")


def _put_file(everything: Parts, file: Path, journals: list[Shelf]) -> int:
    """Let a copy of the backup catch up, and only then put it in the database's place."""
    target = _file(everything)
    with tempfile.TemporaryDirectory(prefix=".goen-", dir=target.parent) as folder:
        fresh = Path(folder) / "copy"
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(file, fresh)
        there = replace(everything.settings, database_url=f"sqlite:///{fresh}")
        copy = replace(build(there), clock=everything.clock)
        try:
            _refuse_what_is_no_backup(copy, file)
            copies.refuse_damaged(copy.sessions)
            migrate(copy)
            redone = _catch_up(copy, journals)
            copy.sessions.scrub()
        finally:
            _close(copy)
        _close(everything)
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        fresh.replace(target)
    return redone


def _close(whole: Parts) -> None:
    for sessions in (whole.readings, whole.sessions):
        sessions.engine.dispose()


def _refuse_what_is_no_backup(whole: Parts, file: Path) -> None:
    try:
        with whole.readings.begin() as session:
            is_backup = backups.taken_at(session) is not None
    except Exception:  # noqa: BLE001  # whatever is wrong with it, it is none of ours
        is_backup = False
    if not is_backup:
        _say_what_it_is_not(file)


def _say_what_it_is_not(file: Path) -> None:
    raise click.ClickException(
        f"{file} は Goen のバックアップではないか、途中で切れています。 / "
        f"{file} is no backup of Goen's, or it was cut short."
    )


def _load(everything: Parts, file: Path, journals: list[Shelf]) -> int:
    """Load the dump, which carries the mark that keeps everything from starting, and let it catch up."""
    if not dumps.is_whole(file):
        _say_what_it_is_not(file)
    _close(everything)
    dumps.load(everything.settings.database_url, file)
    migrate(everything)
    return _catch_up(everything, journals)


def migrate(whole: Parts) -> None:
    """An older backup may have older tables."""
    with whole.readings.begin() as session:
        version = session.scalar(text("SELECT version_num FROM alembic_version"))
    if version == max(path.name[:4] for path in (ROOT / "migrations").glob("[0-9]*.py")):
        return
    settings_there = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings_there.attributes["url"] = whole.settings.database_url
    command.upgrade(settings_there, "head")


def _catch_up(whole: Parts, journals: list[Shelf]) -> int:
    """Do again what happened since the backup, and only then let anything start on it."""
    with whole.readings.begin() as session:
        vault.unlock(session, masters(whole.settings))
    redone = sum(_redo(whole, lines) for journal in journals for lines in _slices(journal))
    with whole.readings.begin() as session:
        mark = tombstones.present_mark(session)
    _join(whole.shelf, journals, mark)
    with whole.sessions.begin() as session:
        backups.has_caught_up(session)
        audit.write(session, "backup_restored", "backup:one", staff_id=None, now=whole.clock(), redone=redone)
    return redone


def _slices(journal: Shelf) -> Iterator[list[Line]]:
    told = (line for line in map(tombstones.read, journal.lines()) if line and line["kind"] != "mark")
    while lines := list(itertools.islice(told, SLICE)):
        yield lines


def _redo(whole: Parts, lines: Sequence[Line]) -> int:
    with whole.readings.begin() as session:
        undone = tombstones.undone(session, lines)
        days = settings.read(session).backup_days
    redone = 0
    for line in undone:
        with whole.sessions.begin() as session:
            redone += tombstones.redo(session, line, backup_days=days, now=whole.clock())
    return redone


def _join(own: Shelf, journals: list[Shelf], mark: str) -> None:
    """Let the shop's own journal know it all, and go on from where the restored database stands."""
    with own.writing():
        for other in journals:
            if other.folder.resolve() != own.folder.resolve():
                own.append(list(other.lines()))
        own.append([mark])
