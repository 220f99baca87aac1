"""A database on SQLite that several writers share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import base
from tests.databases import migrate


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    migrate(url)
    return url


@pytest.fixture
def sessions(url: str) -> Iterator[base.Sessions]:
    sessions = base.writing(url)
    yield sessions
    sessions.engine.dispose()
