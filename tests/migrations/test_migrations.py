"""The road from an empty database to today's, and back."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from models import base
from tests.databases import ROOT, alembic, migrate

SCRIPTS = ScriptDirectory(ROOT / "migrations" / "environment", version_locations=[ROOT / "migrations"])


def tables(url: str) -> set[str]:
    engine = base.reading(url).engine
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_models_and_migrations_agree(database_url: str) -> None:
    command.check(alembic(database_url))


def test_the_road_can_be_walked_back_and_again(database_url: str) -> None:
    before = tables(database_url)

    migrate(database_url, "base", direction="downgrade")
    assert tables(database_url) == set()

    migrate(database_url)
    assert tables(database_url) == before


def test_migrations_stand_in_one_numbered_line() -> None:
    walked = [script.revision for script in SCRIPTS.walk_revisions()][::-1]

    assert walked == [f"{number:04d}" for number in range(1, len(walked) + 1)]
