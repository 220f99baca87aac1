"""The ground all tables stand on: column types, and what the two databases do differently."""

import enum
import select
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pysqlite3.dbapi2 as sound_sqlite
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, sessionmaker

from models import commits, scrubbing

SOUND_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database that several processes use (the WAL-reset race)."""
BUSY, AT_MOST_BUSY = 10_000, 50
"""Milliseconds for which a statement waits for others, and for which it does while others wait for it."""

BigKey = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite counts up only columns of the type INTEGER."""


class UnsoundSQLite(RuntimeError):
    """The SQLite library at hand can corrupt a database that several processes use."""


class Instant(sa.TypeDecorator[datetime]):
    """A point in time, aware, kept as UTC. SQLite forgets the zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table's parent; its names for constraints are the ones that Alembic and both databases use."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
    }


Change = sa.Update
"""A conditional update, before it says what it gives back."""
key = Annotated[int, mapped_column(BigKey, primary_key=True)]


def choice(kind: type[enum.StrEnum]) -> sa.Enum:
    """Give the column type of an enum: its values as text, held to them by a CHECK."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=kind.__name__.lower(),
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


class Sessions:
    """Makes sessions. `with sessions.begin() as session:` is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._make = sessionmaker(engine, expire_on_commit=False)
        # SQLite lets one write at a time and syncs the disk for each: writers take turns and share the sync.
        writes = not engine.get_execution_options().get("reads_only")
        is_shared = engine.dialect.name == "sqlite" and writes
        self._turns = commits.Turns(engine, self._make) if is_shared else None

    def begin(self) -> AbstractContextManager[Session]:
        return self._make.begin() if self._turns is None else self._turns.begin()

    def scrub(self) -> bool:
        """Take what was deleted off the disk too: SQLite's write-ahead log holds it until it is emptied.

        False: somebody is reading in it; the next try will do.
        """
        if self._turns is None:
            return scrubbing.vacuum(self.engine)
        with closing(self.engine.raw_connection()) as connection:
            _checkpoint(connection.cursor(), "PASSIVE")  # most of it, while the others write on
            with self._turns.alone():
                return _checkpoint(connection.cursor(), "TRUNCATE")


def writing(url: str) -> Sessions:
    """Make the sessions that write; on SQLite they begin IMMEDIATE, so that nobody double-spends."""
    return Sessions(_engine(url, reads_only=False))


def reading(url: str) -> Sessions:
    """Make the sessions that only read; the database itself refuses a write in them."""
    return Sessions(_engine(url, reads_only=True))


def _checkpoint(cursor: Any, mode: str) -> bool:
    """Empty the log into the database. All writers may be waiting, so a reader is not waited for."""
    cursor.execute(f"PRAGMA busy_timeout={AT_MOST_BUSY}")
    try:
        (is_busy, *_sizes) = cursor.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return not is_busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY}")


def _engine(url: str, *, reads_only: bool) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, reads_only=reads_only)
    read_only = " -c default_transaction_read_only=on" if reads_only else ""
    engine = sa.create_engine(
        url,
        pool_size=5,
        max_overflow=15,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": 5,
            # Compiling a statement anew each time (jit) takes longer than the longest of ours.
            "options": f"-c statement_timeout=15000 -c lock_timeout=5000 -c jit=off{read_only}",
        },
    )
    event.listen(engine, "checkout", _see_that_it_lives)
    return engine


def _see_that_it_lives(connection: Any, *_others: object) -> None:
    """Part with connections whose server has ended: it closed its end, or said that it would.

    To ask the server itself each time (`pool_pre_ping`) takes as long as one more statement.
    """
    looks = select.poll()
    looks.register(connection.fileno(), select.POLLIN)
    if looks.poll(0):
        raise sa.exc.InvalidatePoolError


def _sqlite(url: str, *, reads_only: bool) -> Engine:
    if sound_sqlite.sqlite_version_info < SOUND_SQLITE:
        raise UnsoundSQLite(sound_sqlite.sqlite_version)
    # SQLite makes the file, not the folder, and a fresh clone has no var/.
    Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, module=sound_sqlite, pool_size=8, max_overflow=24, connect_args={"timeout": 10}
    ).execution_options(reads_only=reads_only)
    begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not send a BEGIN of its own
        for pragma in _pragmas(reads_only=reads_only):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(*, reads_only: bool) -> list[str]:
    return [
        f"busy_timeout={BUSY}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "recursive_triggers=ON",  # else REPLACE would take away what may only be appended to
        "journal_size_limit=67108864",
        f"query_only={'ON' if reads_only else 'OFF'}",
    ]
