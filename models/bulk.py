"""Many rows at once: numbers given as columns, written in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models.base import Base


def insert(
    session: Session, table: type[Base], columns: Mapping[str, Sequence[int]], shared: Mapping[str, int]
) -> None:
    """Insert rows of numbers: each column's own, of one length, and what all of the rows share.

    PostgreSQL takes the columns as arrays; SQLite is as fast row by row.
    """
    bare = Base.metadata.tables[table.__tablename__]
    if session.get_bind().dialect.name == "postgresql":
        names = [*columns, *shared]
        session.execute(sa.insert(bare).from_select(names, _rows(bare, columns, shared)))
        return
    given = [
        dict(zip(columns, row, strict=True)) | dict(shared) for row in zip(*columns.values(), strict=True)
    ]
    session.execute(sa.insert(bare), given)


def _rows(table: sa.Table, columns: Mapping[str, Sequence[int]], shared: Mapping[str, int]) -> sa.Select[Any]:
    """Make a row of each place of the arrays."""
    arrays = [_array(name, values, table.c[name].type) for name, values in columns.items()]
    rows: Any = sa.func.unnest(*arrays).table_valued(*columns).render_derived()
    return sa.select(*rows.c, *(sa.literal(value, table.c[name].type) for name, value in shared.items()))


def _array(name: str, values: Sequence[int], kind: Any) -> sa.ColumnElement[Any]:
    """Write an array as PostgreSQL reads it; the driver would look at every number by itself."""
    written = "{" + ",".join(map(str, values)) + "}"
    return sa.cast(sa.bindparam(name, written, type_=sa.Text()), postgresql.ARRAY(kind))
