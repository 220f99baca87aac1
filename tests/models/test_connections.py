"""A connection whose server has gone is parted with before anything is asked of it."""

from sqlalchemy import text

from tests.databases import Store

DATABASES = ("postgresql",)
"""SQLite has no server."""


def test_connections_that_the_server_ended_are_replaced_unnoticed(store: Store) -> None:
    with store.sessions.begin() as one, store.sessions.begin() as other:
        ended = [session.scalar(text("SELECT pg_backend_pid()")) for session in (one, other)]
    with store.readings.begin() as third:
        third.execute(
            text("SELECT pg_terminate_backend(pid, 5000) FROM unnest(:pids) AS pid"), {"pids": ended}
        )

    with store.sessions.begin() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) not in ended
