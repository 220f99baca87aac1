"""Before a yes nothing on the disk says who wrote or what: promise 1, byte by byte."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from simulator import RunningLine
from tests.bot.edge import Edge, serving
from tests.bot.test_lanes import is_settled
from tests.databases import Store, postgres_directory

WORDS = "誰にも知られたくない話"


def files(store: Store, config: pytest.Config) -> Iterator[Path]:
    """Everything that the database keeps on the disk, its write-ahead log too."""
    url = make_url(store.url)
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        yield from path.parent.glob(f"{path.name}*")
    else:
        yield from (path for path in Path(postgres_directory(config)).rglob("*") if path.is_file())


def written_ways(secret: str) -> list[bytes]:
    raw = secret.encode()
    escaped = secret.encode("unicode_escape").lower()
    return [raw, escaped, *(secret.encode(f"utf-16-{end}") for end in ("le", "be")), *_in_base64(raw)]


def _in_base64(raw: bytes) -> list[bytes]:
    """The three ways in which bytes can stand inside a longer base64 text."""
    return [base64.b64encode(b" " * shift + raw)[4:-4] for shift in (1, 2, 3)]


def test_no_file_of_the_database_names_a_person_or_their_words(
    store: Store, line: RunningLine, request: pytest.FixtureRequest
) -> None:
    edge, stranger = Edge(store, line), line.add_person("知られたくない人")
    with serving(edge, lanes=2):
        event = stranger.follow()
        stranger.say(WORDS)
        line.wait_for_reply(stranger.id, 2)
        line.wait_until(lambda: is_settled(edge))

    assert event is not None
    found = [
        (path.name, secret)
        for path in files(store, request.config)
        for secret in (stranger.id, stranger.name, WORDS)
        if any(way in path.read_bytes() for way in written_ways(secret))
    ]
    assert found == []
    assert any(event["webhookEventId"].encode() in path.read_bytes() for path in files(store, request.config))
