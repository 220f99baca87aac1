"""Neighbours: whether any other process has the same database open."""

from contextlib import closing

import pysqlite3.dbapi2 as sound_sqlite
import sqlalchemy as sa

from models.base import Sessions

_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def are_there(sessions: Sessions) -> bool:
    """Tell whether somebody else has the database open; close your own connections first, for they count."""
    if sessions.engine.dialect.name == "sqlite":
        return _is_open_elsewhere(sessions)
    with sessions.begin() as session:
        return bool(session.scalar(_OTHERS))


def _is_open_elsewhere(sessions: Sessions) -> bool:
    """SQLite leaves its write-ahead log only for whoever has the file alone; it is taken up again at once.

    What cannot be read at all is damaged, and nobody works on it.
    """
    try:
        with closing(sessions.engine.raw_connection()) as connection:
            for mode in ("DELETE", "WAL"):
                connection.cursor().execute(f"PRAGMA journal_mode={mode}")
    except sound_sqlite.DatabaseError as error:
        return str(error.sqlite_errorname).startswith("SQLITE_BUSY")
    return False
