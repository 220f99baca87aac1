"""Rows that may be there already: each is written by one statement, so that two who write at once both do."""

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base

INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
"""The insert with ON CONFLICT of each database; their words are the same."""


def upsert(
    session: Session,
    table: type[Base],
    where: dict[str, Any],
    values: dict[str, Any],
    *,
    only_if: Callable[[Any], sa.ColumnElement[bool]] | None = None,
) -> None:
    """Write the row of this key, new or not, in one statement; an old one only under the condition.

    `only_if` is told the columns of what is written, and compares them with what is there.
    """
    written = _written(_dialect(session), table, tuple(where), tuple(values), only_if)
    session.execute(written, where | values)
    held = session.identity_map.get(session.identity_key(table, tuple(where.values())))
    if held is not None:
        session.expire(held)


@cache
def _written(
    dialect: str,
    table: type[Base],
    keys: tuple[str, ...],
    others: tuple[str, ...],
    only_if: Callable[[Any], sa.ColumnElement[bool]] | None,
) -> sa.Insert:
    """Write the statement once; rows are given beside it, as writing it takes longer than running it."""
    insert = INSERTS[dialect](table.__table__)
    new = {name: insert.excluded[name] for name in others}
    is_met = None if only_if is None else only_if(insert.excluded)
    statement: sa.Insert = insert.on_conflict_do_update(index_elements=keys, set_=new, where=is_met)
    return statement


def insert_new(
    session: Session, table: type[Base], values: list[dict[str, Any]], keys: list[str], *, give: str = ""
) -> list[Any]:
    """Insert the rows whose key (without keys: anything unique) is not there; give one column of those."""
    # Rows given beside the statement, not in it, so that it is compiled once and for all.
    return list(session.scalars(_inserted(_dialect(session), table, tuple(keys), give or keys[0]), values))


@cache
def _inserted(dialect: str, table: type[Base], keys: tuple[str, ...], give: str) -> Any:
    insert = INSERTS[dialect](table.__table__).on_conflict_do_nothing(index_elements=keys or None)
    return insert.returning(sa.inspect(table).columns[give])


def count_up(session: Session, table: type[Base], where: dict[str, Any], by: int) -> None:
    """Add to the row's `total`, which begins at nothing, in one statement."""
    session.execute(_counted(_dialect(session), table, tuple(where)), where | {"total": by})


@cache
def _counted(dialect: str, table: type[Base], keys: tuple[str, ...]) -> sa.Insert:
    insert = INSERTS[dialect](table.__table__)
    total = table.__table__.columns["total"] + insert.excluded["total"]
    statement: sa.Insert = insert.on_conflict_do_update(index_elements=keys, set_={"total": total})
    return statement


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
