"""Backups of SQLite: a copy that is whole, taken while others write, and a look for damage."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sound_sqlite

from models.base import Sessions


def copy(sessions: Sessions, file: Path) -> None:
    """Copy the whole database into a file, as it is at one moment, while others write on."""
    with closing(sessions.engine.raw_connection()) as source, closing(sound_sqlite.connect(file)) as target:
        raw: Any = source.driver_connection
        raw.backup(target)


def faults(sessions: Sessions) -> list[str]:
    """Let the database look for damage in all that it holds; nothing found is an empty list."""
    with closing(sessions.engine.raw_connection()) as connection:
        found = [row[0] for row in connection.cursor().execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found
