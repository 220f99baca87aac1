"""The data map: no column without its place, and none that is not there."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from services import datamap
from services.datamap_terms import BASES, CRYPTO, KEPT, RECIPIENTS, Basis, Crypto, Kept, Recipient
from tests.house.sources import nothing
from tests.house.test_tables import known

SEALED = sa.LargeBinary


def strays(metadata: sa.MetaData, mapped: dict[str, set[str]]) -> Iterator[str]:
    """Columns that the map does not know, and columns that only the map knows."""
    there = {table.name: {column.name for column in table.columns} for table in metadata.sorted_tables}
    for name in there.keys() | mapped.keys():
        yield from (f"{name}.{one} is not mapped" for one in there.get(name, set()) - mapped.get(name, set()))
        yield from (f"{name}.{one} is not there" for one in mapped.get(name, set()) - there.get(name, set()))


def mapped() -> dict[str, set[str]]:
    return {table: set(columns) for table, columns in datamap.MAP.items()}


def test_every_column_is_in_the_data_map() -> None:
    nothing(strays(known(), mapped()))


def test_no_table_and_no_column_stands_there_twice() -> None:
    named = [
        f"{table.name}.{one}" for table in datamap.TABLES for line in table.columns for one in line.split()
    ]

    assert len(named) == len(set(named))


def test_a_column_too_few_and_one_too_many_are_noticed() -> None:
    metadata = sa.MetaData()
    sa.Table("visits", metadata, sa.Column("id", sa.Integer), sa.Column("face", sa.String))

    assert set(strays(metadata, {"visits": {"id", "mood"}})) == {
        "visits.face is not mapped",
        "visits.mood is not there",
    }


def test_exceptions_name_columns_that_are_there() -> None:
    for table in datamap.TABLES:
        named = {one for line in table.columns for one in line.split()}
        assert {*table.locked, *table.ends, *table.given} <= named, table.name


def test_everything_is_said_in_both_languages() -> None:
    for terms, kind in ((BASES, Basis), (KEPT, Kept), (CRYPTO, Crypto), (RECIPIENTS, Recipient)):
        assert set(terms) == set(kind)
    told = [term for table in datamap.TABLES for term in (table.purpose, *table.columns.values())]
    told += [term for terms in (BASES, KEPT, CRYPTO, RECIPIENTS) for term in terms.values()]

    assert all(term.of("ja") and term.of("en").isascii() for term in told)
    assert not any(term.of("ja").isascii() for term in told)


def test_what_is_sealed_is_told_as_sealed_and_nothing_else_is() -> None:
    """Ciphertext is kept as bytes, and nothing else of people is."""
    bytes_there = {
        (table.name, column.name)
        for table in known().sorted_tables
        for column in table.columns
        if isinstance(column.type, SEALED)
    }
    told = {
        (one.table, one.name)
        for columns in datamap.MAP.values()
        for one in columns.values()
        if one.crypto in (Crypto.MEMBER_KEY, Crypto.HOUSE_KEY)
    }

    assert bytes_there - told == {("settings", "sealed"), ("keyring", "wrapped"), ("photos", "content")}
    assert told <= bytes_there


def test_nobody_is_in_the_tables_that_say_so() -> None:
    """A table that refers to a member is never one of nobody's."""
    for table in known().sorted_tables:
        refers = {"member_id", "member_pid", "person_key"} & {column.name for column in table.columns}
        if refers:
            assert all(one.is_personal for one in datamap.MAP[table.name].values()), table.name


@pytest.mark.parametrize("name", ["members.line_user_id", "inbox_events.payload", "profiles.birth_month"])
def test_what_tells_who_somebody_is_cannot_be_read_without_the_keys(name: str) -> None:
    found = datamap.column(name)

    assert found not in datamap.legible(datamap.MAP[found.table])


def test_only_line_is_given_anything() -> None:
    given = {one.name for columns in datamap.MAP.values() for one in columns.values() if one.recipients}

    assert given == {"line_user_id", "reply", "letter"}


def test_the_tables_of_customers_are_told_and_those_of_staff_are_not() -> None:
    told = {table.name for table in datamap.of_customers()}

    assert {"members", "consent_entries", "inbox_events"} <= told
    assert not {"staff", "topics"} & told
