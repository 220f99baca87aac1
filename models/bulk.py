"""Many rows at once: given as columns, written in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models.base import Base


def insert(session: Session, table: type[Base], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows whose columns are of one length. PostgreSQL takes arrays; SQLite is fast row by row."""
    bare = Base.metadata.tables[table.__tablename__]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.insert(bare).from_select(list(columns), _rows(bare, columns)))
        return
    given = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    session.execute(sa.insert(bare), given)


def _rows(table: sa.Table, columns: Mapping[str, Sequence[Any]]) -> sa.Select[Any]:
    """Make a row of each place of the arrays."""
    arrays = [
        sa.bindparam(name, list(values), type_=postgresql.ARRAY(table.c[name].type))
        for name, values in columns.items()
    ]
    rows: Any = sa.func.unnest(*arrays).table_valued(*columns).render_derived()
    return sa.select(rows)
