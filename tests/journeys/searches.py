"""Searches all that the shop's processes write for people, while a story goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models import base
from models.keys import MemberKey
from tests.disks import database_files, walked
from tests.journeys.town import Town
from tests.scanner import Watch

KEY = "key"
HOUSE = "house"


class Search:
    """Database, its log, backups, temporary files and the processes' words, searched after each step."""

    def __init__(self, town: Town, config: pytest.Config) -> None:
        self._town, self._config, self._watch = town, config, Watch(self._places)
        self._watch.watch(HOUSE, town.email)

    def look_for(self, *names: str) -> None:
        """Look for people's LINE ids and names from now on."""
        ids = {one["name"]: one["id"] for one in self._town.ask("/sim/state")["people"]}
        for name in names:
            self._watch.watch(name, ids[name], name)

    def finds_nothing_of(self, *names: str) -> None:
        """Find nobody. The owner's address is kept, so a search that sees it does look."""
        assert self._watch.traces(HOUSE), "this search finds nothing at all"
        assert {name: found for name in names if (found := self._watch.traces(name))} == {}

    def look_for_the_key(self) -> None:
        """Look for the one member's own key from now on, as it lies in the database."""
        readings = base.reading(self._town.environment["DATABASE_URL"])
        with readings.begin() as session:
            self._watch.watch(KEY, session.scalars(select(MemberKey.wrapped)).one())
        readings.engine.dispose()
        assert self._watch.traces(KEY), "the key that is in use is nowhere"

    def finds_the_key_no_more(self) -> None:
        """After the erasure and the scrub of each minute; an older backup keeps it to the end of its time.

        PostgreSQL's own log does too, until it is used again (docs/keys.md).
        """
        url = self._town.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            sessions = base.writing(url)
            self._town.wait_until(sessions.scrub)
            sessions.engine.dispose()
            backups = self._town.directory / "backups"
            assert {file.parent for file in self._watch.traces(KEY)} <= {backups}

    def _places(self) -> Iterator[Path]:
        """The stand-in for LINE is not ours, and knows its people."""
        yield from database_files(self._town.environment["DATABASE_URL"], self._config)
        yield from (file for file in walked(self._town.directory) if file.name != "line.log")
