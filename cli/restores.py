"""Restores: a backup put back without bringing back anybody who was erased, or a consent withdrawn since."""

import itertools
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import text

from cli import backups as copies
from cli import dumps, present
from cli.parts import parts
from cli.speech import Command
from parts import Parts, build, masters
from services import audit, backups, links, settings, tombstones, vault
from services.tombstones import Line
from shelf import JOURNAL, Shelf, clear_work, work

ROOT = Path(__file__).resolve().parent.parent
SLICE = 500
NO_JOURNAL = (
    f"記録（{JOURNAL}）がバックアップの隣にありません。--journal で場所を教えてください。"
    "記録がないと、消去された方がよみがえってしまいます。 / "
    f"There is no journal ({JOURNAL}) beside the backup; name it with --journal. "
    "Without it people who were erased would come back."
)
OLDER_JOURNAL = (
    "この記録は、バックアップより古いものです。バックアップに残っている消去や取り消しが、記録にありません。"
    "いちばん新しい記録を --journal で示すか、この記録と一緒に控えたバックアップをお使いください。 / "
    "This journal is older than the backup: "
    "it lacks erasures or withdrawals that the backup itself knows of. "
    "Name the newest journal with --journal, or use a backup that was kept together with this one."
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
        _journals(everything, journal, file.parent)  # without one, nothing is touched
        present.clear_the_way(everything, is_replacing=is_replacing)
        told = _journals(everything, journal, file.parent)  # what is there may just have begun its own
        redone = (_put_file if copies.is_sqlite(everything) else _load)(everything, file, told)
    click.echo(
        f"戻しました。そのあとの消去と取り消し、止めた鍵を{redone}件、あらためて行いました。 / "
        f"Restored; {redone} erasures, withdrawals and revoked keys since then were done again."
    )
    _tell_of_links(everything)


def _tell_of_links(everything: Parts) -> None:
    """The journal knows nothing of links that ended since: the web shop has to end them once more."""
    with everything.readings.begin() as session:
        linked = links.count(session)
    if linked:
        click.echo(
            f"ネットショップとのつながり（{linked}件）は、バックアップのときのままです。"
            "そのあとに外された方のものも戻っています。"
            "ネットショップから、その方のお客様番号を POST /api/v1/links/end で外してください。 / "
            f"Links with the web shop ({linked}) are as they were when the backup was made, those that "
            "ended since among them. Please let the web shop end these by POST /api/v1/links/end."
        )


def _journals(everything: Parts, named: Path | None, folder: Path) -> list[Shelf]:
    """Find the journals that tell what happened since: the one beside the backup, and the shop's own."""
    beside = Shelf(named.parent, named) if named else Shelf(folder)
    known = {one.journal.resolve(): one for one in (beside, everything.shelf)}
    found = [one for one in known.values() if one.journal.exists()]
    if not found:
        raise click.ClickException(NO_JOURNAL)
    return found


def _put_file(everything: Parts, file: Path, journals: list[Shelf]) -> int:
    """Let a copy of the backup catch up, and only then put it in the database's place."""
    target = present.file_of(everything)
    clear_work(target.parent)
    with work(target.parent) as folder:
        fresh = folder / "copy"
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
            present.close(copy)
        present.refuse_neighbours(everything)  # who came while the copy was made
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        _give_to_its_owner(fresh, target)
        fresh.replace(target)
    return redone


def _give_to_its_owner(fresh: Path, target: Path) -> None:
    """Whoever restores as root must not leave a file that the shop's own processes cannot open."""
    before = (target if target.exists() else target.parent).stat()
    with suppress(PermissionError):
        os.chown(fresh, before.st_uid, before.st_gid)
    if target.exists():
        fresh.chmod(stat.S_IMODE(before.st_mode))


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
    present.refuse_neighbours(everything)
    dumps.load(everything.settings.database_url, file)
    migrate(everything)
    return _catch_up(everything, journals)


def migrate(whole: Parts) -> None:
    """An older backup may have older tables."""
    with whole.readings.begin() as session:
        version = session.scalar(text("SELECT version_num FROM alembic_version"))
    if version == max(path.name[:4] for path in (ROOT / "migrations").glob("[0-9]*.py")):
        return
    # Read here, as only a restore needs them, and every process that begins would take a tenth longer.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    settings_there = Config(toml_file=str(ROOT / "pyproject.toml"))
    settings_there.attributes["url"] = whole.settings.database_url
    command.upgrade(settings_there, "head")


def _catch_up(whole: Parts, journals: list[Shelf]) -> int:
    """Do again what happened since the backup, and only then let anything start on it."""
    with whole.readings.begin() as session:
        vault.unlock(session, masters(whole.settings))
    _refuse_an_older_journal(whole, journals)
    redone = sum(_redo(whole, lines) for journal in journals for lines in _slices(journal))
    with whole.readings.begin() as session:
        mark = tombstones.present_mark(session)
    _join(whole.shelf, journals, mark)
    with whole.sessions.begin() as session:
        backups.has_caught_up(session)
        audit.write(session, "backup_restored", "backup:one", staff_id=None, now=whole.clock(), redone=redone)
    return redone


def _refuse_an_older_journal(whole: Parts, journals: list[Shelf]) -> None:
    """Whoever kept an old journal beside a new backup would lack what happened after both, too."""
    told = (tombstones.read(line) for journal in journals for line in journal.lines())
    with whole.readings.begin() as session:
        if backups.taken_at(session) is not None and tombstones.is_ahead(
            session, filter(None, told), now=whole.clock()
        ):
            raise click.ClickException(OLDER_JOURNAL)


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
    for other in journals:
        own.learn(other)
    with own.writing():
        own.append([mark])
