"""A database on SQLite that several writers share."""

from collections.abc import Iterator

import pytest

from models import base
from tests import folders
from tests.databases import SQLiteTemplate


@pytest.fixture(scope="session")
def empty() -> Iterator[SQLiteTemplate]:
    """Migrated once, copied for each test."""
    empty = SQLiteTemplate(folders.quick("shared"))
    yield empty
    empty.close()


@pytest.fixture
def url(empty: SQLiteTemplate) -> str:
    return empty.copy()


@pytest.fixture
def sessions(url: str) -> Iterator[base.Sessions]:
    sessions = base.writing(url)
    yield sessions
    sessions.engine.dispose()
