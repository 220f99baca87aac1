"""Statistics: PostgreSQL finds rows the short way only once it has counted them."""

import sqlalchemy as sa

from models.base import Base, Sessions

MANY = 10_000
"""Rows put in at once after which it is not waited for: the database counts by itself, up to a minute later
and in its own time. A count looks at 30,000 rows of each table at most."""


def renew(sessions: Sessions, rows: int, *tables: type[Base]) -> bool:
    """Count tables into which so many rows were put; False: somebody else is at it, or it took too long.

    Until then PostgreSQL takes them for as small as they were. SQLite looks for ours by their indexes alone.
    """
    if rows < MANY or sessions.engine.dialect.name != "postgresql":
        return True
    names = ", ".join(table.__tablename__ for table in tables)
    try:
        with sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {names}")
    except sa.exc.DBAPIError:
        return False
    return True
