"""Scrubbing: what was deleted leaves the pages, on either database."""

from sqlalchemy import delete, text

from models.keys import MemberKey
from tests.databases import Store
from tests.makers import Make, unlocked


def test_what_was_deleted_is_cleared_away(store: Store, database_kind: str) -> None:
    with store.sessions.begin() as session:
        Make(session, unlocked(session)).member()
    with store.sessions.begin() as session:
        session.execute(delete(MemberKey))

    assert store.sessions.scrub()

    if database_kind == "postgresql":
        with store.readings.begin() as session:
            pages = session.scalar(text("SELECT pg_relation_size('member_keys')"))
        assert pages == 0  # the only row was in the only page, which went with it
