"""Silent members: rows that the database itself puts in beside those that are asked, millions in minutes."""

from collections.abc import Mapping

from pysqlite3 import dbapi2
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Connection

SLICE = 100_000
"""Members of one transaction."""
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)"
RANDOM = "lower(hex(randomblob({bytes})))"


def add(url: str, count: int) -> None:
    """Add so many members who never speak (SQLite only); each is like the first, with names of their own.

    They have a key, an answer in the ledger and its projection, all of which a turn looks through.
    """
    if not count:
        return
    engine = create_engine(url, module=dbapi2)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        connection.exec_driver_sql("PRAGMA cache_size=-1000000")
        for done in range(0, count, SLICE):
            _slice(connection, min(SLICE, count - done))
            connection.commit()
    engine.dispose()


def _slice(connection: Connection, count: int) -> None:
    first = _most(connection, "members") + 1
    line = _most(connection, "consent_entries") + 1
    fresh = f"n.id BETWEEN {first} AND {first + count - 1}"
    named = {
        "id": f"{first} - 1 + n.n",
        "pid": RANDOM.format(bytes=16),
        "person_key": RANDOM.format(bytes=32),
        "card_number": f"printf('S%07d', ({first} - 1 + n.n) % 10000000)",
    }
    _copy(connection, "members", named, "numbers n WHERE t.id = (SELECT min(id) FROM members)", count)
    stencil = "t.rowid = (SELECT min(rowid) FROM {table})"
    _copy(connection, "member_keys", {"member_pid": "n.pid"}, _from(stencil, "member_keys", fresh), count)
    answered = {
        "id": f"{line} + n.id - {first}",
        "member_pid": "n.pid",
        "record_id": RANDOM.format(bytes=16),
        "seal_hash": "NULL",
    }
    _copy(connection, "consent_entries", answered, _from(stencil, "consent_entries", fresh), count)
    present = {"member_id": "n.id", "entry_id": f"{line} + n.id - {first}"}
    _copy(connection, "consents", present, _from(stencil, "consents", fresh), count)


def _from(stencil: str, table: str, fresh: str) -> str:
    return f"members n WHERE {stencil.format(table=table)} AND {fresh}"


def _copy(connection: Connection, name: str, own: Mapping[str, str], source: str, count: int) -> None:
    """Copy one row of a table for each of the source, but for what is each one's own."""
    columns = [str(column["name"]) for column in inspect(connection).get_columns(name)]
    values = ", ".join(own.get(column, f"t.{column}") for column in columns)
    statement = f"INSERT INTO {name} ({', '.join(columns)}) {NUMBERS} SELECT {values} FROM {name} t, {source}"  # noqa: S608
    connection.execute(text(statement), {"count": count})


def _most(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar() or 0)  # noqa: S608
