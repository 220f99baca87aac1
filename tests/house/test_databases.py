"""The databases for tests: migrated, apart from each other, and left clean."""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import base
from tests.databases import Store, Template, migrate

ADD_TOPIC = text("CREATE TABLE left_behind (number INTEGER)")


def test_a_test_has_a_migrated_database_of_its_own(store: Store) -> None:
    tables = inspect(store.sessions.engine).get_table_names()

    assert {"members", "consent_entries"} <= set(tables)
    assert "left_behind" not in tables
    with store.sessions.begin() as session:
        session.execute(ADD_TOPIC)


def test_nothing_of_the_test_before_is_left(store: Store) -> None:
    test_a_test_has_a_migrated_database_of_its_own(store)


def test_work_in_a_session_is_undone(session: Session) -> None:
    session.execute(ADD_TOPIC)

    assert session.execute(text("SELECT count(*) FROM left_behind")).scalar() == 0


def test_work_in_the_session_before_was_undone(session: Session) -> None:
    test_work_in_a_session_is_undone(session)


def test_databases_are_of_the_kind_asked_for(store: Store, database_kind: str) -> None:
    assert store.sessions.engine.dialect.name == database_kind


def test_a_dropped_copy_is_gone(template: Template) -> None:
    url = template.copy()
    template.drop(url)

    assert left_in(url) == []


def left_in(url: str) -> list[str]:
    """Name the tables of a database, if there is one; SQLite makes an empty one of what it does not find."""
    engine = base.writing(url).engine
    try:
        return inspect(engine).get_table_names()
    except OperationalError:
        return []
    finally:
        engine.dispose()


def test_a_database_may_be_made_where_no_folder_is_yet(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/var/deep/goen.db")

    assert (tmp_path / "var" / "deep" / "goen.db").exists()
