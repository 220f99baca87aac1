"""What was said to a person of late."""

from datetime import datetime, timedelta

import pytest

from models.inbox import InboxEvent, InboxState
from services import talk
from tests.clock import NOW
from tests.makers import Make

LONG_AGO = NOW - timedelta(hours=1)


def said(make: Make, occasion: str | None, at: datetime, *, person_key: str = "hanako") -> None:
    event = InboxEvent(
        webhook_event_id=f"01SAID{make.evidence().webhook_event_id}",
        person_key=person_key,
        kind="message",
        state=InboxState.DONE,
        occasion=occasion,
        occurred_at=at,
        received_at=at,
    )
    make.session.add(event)
    make.session.flush()


def test_the_last_thing_said_is_found_and_silence_is_nothing_said(make: Make) -> None:
    said(make, "menu", NOW - timedelta(minutes=3))
    said(make, "asked", NOW - timedelta(minutes=2))
    said(make, None, NOW - timedelta(minutes=1))
    said(make, "stopped", NOW, person_key="taro")

    assert talk.last_occasion(make.session, "hanako", since=LONG_AGO) == "asked"


@pytest.mark.parametrize("person_key", ["hanako", "jiro"])
def test_what_was_said_too_long_ago_or_to_nobody_is_not_found(make: Make, person_key: str) -> None:
    said(make, "asked", LONG_AGO - timedelta(seconds=1))

    assert talk.last_occasion(make.session, person_key, since=LONG_AGO) is None
    assert talk.times(make.session, person_key, "asked", since=LONG_AGO) == 0


def test_only_the_same_thing_said_to_the_same_person_counts(make: Make) -> None:
    for occasion, person_key in (
        ("asked", "hanako"),
        ("asked", "hanako"),
        ("menu", "hanako"),
        ("asked", "taro"),
    ):
        said(make, occasion, NOW, person_key=person_key)

    assert talk.times(make.session, "hanako", "asked", since=LONG_AGO) == 2
