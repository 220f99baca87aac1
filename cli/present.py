"""What is there already, before a restore: replaced only when somebody said so, and kept first."""

import time
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from cli import backups as copies
from models import neighbours
from models.keys import KeyringKey
from parts import Parts
from services import runs

STILL = timedelta(minutes=2)
"""A scheduler gives a sign of life every fifteen seconds; after so long it has surely stopped."""
LOOKS, A_MOMENT = 20, 0.1
"""How often to look for others before saying no, and the seconds between: who ends just now is no reason."""


def clear_the_way(everything: Parts, *, is_replacing: bool) -> None:
    """Refuse to put anything in the place of a running shop; what is there is written down first."""
    if not _has_a_shop(everything):
        refuse_neighbours(everything)
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
    refuse_neighbours(everything)
    _keep(everything)


def refuse_neighbours(everything: Parts) -> None:
    """Let go of the database, and refuse to go on while another process has it open: it would write on."""
    for _look in range(LOOKS):
        if not _has_neighbours(everything):
            return
        time.sleep(A_MOMENT)
    raise click.ClickException(
        "Web など、このデータベースを使っているものがまだ動いています。すべて止めてからお試しください。 / "
        "The web process, or something else that uses this database, is still running. "
        "Stop it all and try again."
    )


def _has_neighbours(everything: Parts) -> bool:
    close(everything)
    if copies.is_sqlite(everything) and not file_of(everything).exists():
        return False  # looking would make it
    try:
        return neighbours.are_there(everything.sessions)
    finally:
        close(everything)


def _has_a_shop(everything: Parts) -> bool:
    """Tell whether keys were made here. A file that cannot be read may have been a shop, too."""
    if copies.is_sqlite(everything) and not file_of(everything).exists():
        return False  # looking would make it, for whoever runs this and not for the shop
    try:
        with everything.readings.begin() as session:
            is_made = inspect(session.connection()).has_table(KeyringKey.__tablename__)
            return is_made and session.scalar(select(KeyringKey.name).limit(1)) is not None
    except Exception:
        if not copies.is_sqlite(everything):
            raise  # the server does not answer, and would not load anything either
        return True


def _is_running(everything: Parts) -> bool:
    try:
        with everything.readings.begin() as session:
            last_beat = runs.last_beat(session)
    except DBAPIError:
        return False  # damaged, so that nothing runs on it
    return last_beat is not None and everything.clock() - last_beat < STILL


def _keep(everything: Parts) -> None:
    """Keep what is there as a backup that ends like any other, and what its journal does not know yet."""
    ending = "db" if copies.is_sqlite(everything) else "sql.gz"
    try:
        everything.write_journal()
        copies.copy(everything, everything.shelf.place(everything.clock(), ending))
    except Exception as error:
        if isinstance(error, OSError) or not copies.is_sqlite(everything):
            raise click.ClickException(_not_kept(error)) from error
        click.echo(_set_aside(everything))  # a damaged database is why somebody restores


def _not_kept(error: Exception) -> str:
    return (
        f"いまのデータを先に控えられないため、何も置き換えませんでした（{error}）。"
        "いまのデータがなくなってもよければ、空のデータベースを DATABASE_URL に指定してください。 / "
        f"What is there could not be kept first, so nothing was replaced ({error}). "
        "If you can do without it, name an empty database in DATABASE_URL."
    )


def _set_aside(everything: Parts) -> str:
    """Keep a damaged file, and what was written last beside it, for whoever can mend it."""
    close(everything)
    target = file_of(everything)
    for ending in ("-wal", ""):
        path = target.with_name(target.name + ending)
        if path.exists():
            path.replace(target.with_name(f"{target.name}.damaged{ending}"))
    damaged = f"{target}.damaged"
    return (
        f"いまのデータは傷んでいるので、{damaged} に移しました。要らなくなったら消してください。 / "
        f"What is there is damaged and was moved to {damaged}; delete it when you need it no more."
    )


def file_of(everything: Parts) -> Path:
    """Give the file of a SQLite database."""
    return Path(make_url(everything.settings.database_url).database or "")


def close(whole: Parts) -> None:
    """Let go of the database."""
    for sessions in (whole.readings, whole.sessions):
        sessions.engine.dispose()
