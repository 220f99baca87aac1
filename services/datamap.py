"""The data map: every column with its purpose, ground, time, recipients and lock. The trust page shows it."""

from collections.abc import Mapping

from services import (
    datamap_house,
    datamap_loyalty,
    datamap_partners,
    datamap_people,
    datamap_points,
    datamap_records,
)
from services.datamap_terms import Basis, Column, Crypto, Table

TABLES: tuple[Table, ...] = (
    *datamap_people.TABLES,
    *datamap_loyalty.TABLES,
    *datamap_partners.TABLES,
    *datamap_points.TABLES,
    *datamap_records.TABLES,
    *datamap_house.TABLES,
)
MAP: Mapping[str, Mapping[str, Column]] = {table.name: table.spelt_out() for table in TABLES}
OF_STAFF = frozenset({Basis.WORK, Basis.NOBODY})
"""Grounds of what is not kept of customers."""


def column(name: str) -> Column:
    """Give what is known of `table.column`; raise KeyError."""
    table, _, own = name.partition(".")
    return MAP[table][own]


def of_customers() -> list[Table]:
    """Give the tables that hold something of customers, in the order in which they are told."""
    return [table for table in TABLES if table.basis not in OF_STAFF]


def legible(columns: Mapping[str, Column]) -> list[Column]:
    """Give those that somebody who holds the files without the keys could read."""
    return [one for one in columns.values() if one.is_personal and one.crypto == Crypto.CLEAR]
