"""The libraries under us that have bitten others: the real urllib3, and a SQLite that is sound."""

from importlib import metadata

import sqlalchemy
import urllib3

from models import base
from tests.databases import Store

IMPOSTORS = {"urllib3-future", "niquests"}
"""Installing them replaces urllib3 in silence, and LINE's SDK gets slow and strange."""


def impostors(installed: set[str]) -> set[str]:
    return {name.lower().replace("_", "-") for name in installed} & IMPOSTORS


def test_urllib3_is_the_real_one() -> None:
    installed = {distribution.metadata["Name"] for distribution in metadata.distributions()}

    assert impostors(installed) == set()
    assert vars(urllib3)["__version__"] == metadata.version("urllib3")


def test_an_impostor_is_noticed() -> None:
    assert impostors({"urllib3", "urllib3_future"}) == {"urllib3-future"}


def test_the_database_library_is_sound(store: Store, database_kind: str) -> None:
    with store.sessions.begin() as session:
        asked = "SELECT sqlite_version()" if database_kind == "sqlite" else "SHOW server_version_num"
        version = str(session.scalar(sqlalchemy.text(asked)))

    least = base.SOUND_SQLITE if database_kind == "sqlite" else (140_000,)
    assert tuple(int(part) for part in version.split(".")) >= least
    assert base.SOUND_SQLITE >= (3, 51, 3)
