"""What the tables have in common: plural names, instants that say so, checked choices, looked-up keys."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

import models
from models import base
from tests.house.sources import nothing

Guard = Callable[[sa.Table], Iterator[str]]
INDEXED = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
SAME_IN_PLURAL = {"staff", "pace", "keyring"}


def known() -> sa.MetaData:
    """All tables, once every file of models/ has been read."""
    for module in pkgutil.iter_modules(models.__path__):
        importlib.import_module(f"models.{module.name}")
    return base.Base.metadata


def singular(table: sa.Table) -> Iterator[str]:
    last = table.name.rpartition("_")[2]
    if not last.endswith("s") and last not in SAME_IN_PLURAL:
        yield table.name


def unclear_instants(table: sa.Table) -> Iterator[str]:
    """Instants that end in neither _at nor _until, or forget their zone, and others that pretend."""
    for column in table.columns:
        name_fits = column.name.endswith(("_at", "_until"))
        is_instant, promises = isinstance(column.type, base.Instant), column.name.endswith("_at")
        if (
            (is_instant and not name_fits)
            or (promises and not is_instant)
            or isinstance(column.type, sa.DateTime)
        ):
            yield f"{table.name}.{column.name}"


def unchecked_choices(table: sa.Table) -> Iterator[str]:
    """Choices that the database would let be anything."""
    for column in table.columns:
        if isinstance(column.type, sa.Enum) and (
            column.type.native_enum or not column.type.create_constraint
        ):
            yield f"{table.name}.{column.name}"


def unindexed_keys(table: sa.Table) -> Iterator[str]:
    """Foreign keys by which nothing can be found without reading the whole table."""
    leading = {next(iter(index.columns)).name for index in table.indexes}
    leading |= {one.columns[0].name for one in table.constraints if isinstance(one, INDEXED) and one.columns}
    for column in table.columns:
        if column.foreign_keys and column.name not in leading:
            yield f"{table.name}.{column.name}"


def fractions(table: sa.Table) -> Iterator[str]:
    """Money and points are whole numbers; a float loses some on the way."""
    for column in table.columns:
        if isinstance(column.type, sa.Float | sa.Numeric):
            yield f"{table.name}.{column.name}"


GUARDS = (singular, unclear_instants, unchecked_choices, unindexed_keys, fractions)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_every_table_keeps_the_rule(guard: Guard) -> None:
    nothing([found for table in known().sorted_tables for found in guard(table)])


def test_all_tables_are_looked_at() -> None:
    assert len(known().tables) > 10


def test_a_table_that_breaks_every_rule_is_noticed() -> None:
    meta = sa.MetaData()
    sa.Table("parent", meta, sa.Column("id", sa.Integer, primary_key=True))
    bad = sa.Table(
        "child",
        meta,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.ForeignKey("parent.id")),
        sa.Column("state", sa.Enum("a", "b", native_enum=False)),
        sa.Column("born", base.Instant()),
        sa.Column("price", sa.Float),
    )

    found = [list(guard(bad)) for guard in GUARDS]

    assert found == [["child"], ["child.born"], ["child.state"], ["child.parent_id"], ["child.price"]]


def test_an_instant_without_its_zone_is_noticed() -> None:
    table = sa.Table(
        "visits", sa.MetaData(), sa.Column("left_at", sa.DateTime()), sa.Column("seen_at", sa.String)
    )

    assert list(unclear_instants(table)) == ["visits.left_at", "visits.seen_at"]


def test_a_key_that_is_found_by_its_index_is_left_alone() -> None:
    meta = sa.MetaData()
    sa.Table("parents", meta, sa.Column("id", sa.Integer, primary_key=True))
    table = sa.Table(
        "children",
        meta,
        sa.Column("parent_id", sa.ForeignKey("parents.id")),
        sa.Column("number", sa.Integer),
        sa.UniqueConstraint("parent_id", "number"),
    )

    assert list(unindexed_keys(table)) == []
