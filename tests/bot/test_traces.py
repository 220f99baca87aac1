"""Before a yes nothing on the disk says who wrote or what: promise 1, byte by byte."""

import pytest

from simulator import RunningLine
from tests.bot.edge import Edge, serving
from tests.bot.test_lanes import is_settled
from tests.databases import Store
from tests.disks import content, database_files
from tests.scanner import forms

WORDS = "誰にも知られたくない話"


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
    kept = [(path.name, content(path)) for path in database_files(store.url, request.config)]
    found = [
        (name, secret)
        for secret in (stranger.id, stranger.name, WORDS)
        for name, held in kept
        if any(form in held for form in forms(secret))
    ]
    assert found == []
    assert any(event["webhookEventId"].encode() in held for _name, held in kept)
