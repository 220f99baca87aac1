"""Backups: the database copied while it runs, and deleted when its days are over."""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from cli import dumps
from cli.parts import parts
from cli.speech import Command
from models import backups as files
from models import base
from parts import Parts
from services import audit, backups, settings, tombstones
from shelf import Shelf, work


@click.command("backup", cls=Command)
@click.argument("place", required=False, type=click.Path(path_type=Path))
@with_appcontext
def backup(place: Path | None) -> None:
    """Copy the database into a folder (BACKUP_DIR unless you name another) or a new file."""
    everything = parts()
    shelf, target = _place(everything, place)
    _refuse_beside_the_key(everything, shelf.folder)
    if target.exists():
        raise click.ClickException(f"{target} はもうあります。 / {target} is there already.")
    shelf.make()
    copy(everything, target)
    everything.write_journal()
    shelf.learn(everything.shelf)
    with everything.sessions.begin() as session:
        days = settings.read(session).backup_days
        audit.write(session, "backup_taken", "backup:one", staff_id=None, now=everything.clock())
    over = shelf.clear(days=days, now=everything.clock())
    for book in (shelf, everything.shelf):
        with book.writing():
            book.rewrite(list(tombstones.young(book.lines(), now=everything.clock())))
    click.echo(
        f"{target} に控えました。{days}日で消します（いま{len(over)}件を消しました）。鍵は入っていません。 / "
        f"Copied to {target}, to be deleted after {days} days ({len(over)} older ones went now). "
        "The key is not in it."
    )


def _place(everything: Parts, place: Path | None) -> tuple[Shelf, Path]:
    ending = "db" if is_sqlite(everything) else "sql.gz"
    if place is None or place.is_dir():
        shelf = Shelf(place) if place else everything.shelf
        return shelf, shelf.place(everything.clock(), ending)
    return Shelf(place.parent), place


def _refuse_beside_the_key(everything: Parts, folder: Path) -> None:
    """Whoever carries the folder off must not have both."""
    given = everything.settings
    if not given.master_keys and folder.resolve() in given.master_key_file.resolve().parents:
        raise click.ClickException(
            f"{folder} には鍵があります。バックアップは別のフォルダーに置いてください。 / "
            f"{folder} holds the key; put the backup in another folder."
        )


def copy(everything: Parts, target: Path) -> None:
    """Write a copy that holds neither the inbox's contents nor the master key.

    Work in a folder of its own, so that a copy has its name only when it is whole.
    """
    with work(target.parent) as folder:
        fresh = folder / "copy"
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if is_sqlite(everything):
            _copy_file(everything, fresh)
        else:
            dumps.dump(everything.readings, everything.settings.database_url, fresh, now=everything.clock())
        fresh.replace(target)


def _copy_file(everything: Parts, fresh: Path) -> None:
    files.copy(everything.sessions, fresh)
    made = base.writing(f"sqlite:///{fresh}")
    try:
        with made.begin() as session:
            backups.prepare(session, now=everything.clock())
        made.scrub()
        refuse_damaged(made)
    finally:
        made.engine.dispose()


def refuse_damaged(sessions: base.Sessions) -> None:
    """Look at every page of a SQLite file."""
    if faults := files.faults(sessions):
        raise click.ClickException(f"データベースが傷んでいます。 / The database is damaged: {faults[0]}")


def is_sqlite(everything: Parts) -> bool:
    return everything.sessions.engine.dialect.name == "sqlite"
