"""Day keys: the inbox is sealed with the key of the day, which is destroyed two days after it began."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.inbox import InboxEvent
from models.keys import KeyringKey
from scheduler import jobs
from services import ciphers, day_keys, forgetting, inbox, replies, vault
from services.day_keys import DayKeyGone, DayKeys
from services.masters import Masters
from tests.bot import letters
from tests.clock import NOW, Clock, in_japan
from tests.databases import Store
from tests.makers import MASTER_KEY, unlocked

HELD = Masters([MASTER_KEY])
DAY = timedelta(days=1)
LATE = in_japan(2026, 12, 1, 23, 59)


def names(session: Session) -> list[str]:
    kept = select(KeyringKey.name).where(KeyringKey.name.startswith(day_keys.PREFIX))
    return list(session.scalars(kept.order_by(KeyringKey.name)))


def test_each_day_in_japan_has_a_key_of_its_own(session: Session) -> None:
    keys = DayKeys(HELD)
    unlocked(session)

    first, same, next_day = (keys.made(session, at) for at in (NOW, LATE, LATE + timedelta(minutes=1)))

    assert first == same != next_day
    assert names(session) == ["inbox:2026-12-01", "inbox:2026-12-02"]


def test_a_key_is_remembered_only_when_it_is_surely_committed(session: Session) -> None:
    keys = DayKeys(HELD)
    unlocked(session)
    lost = session.begin_nested()
    undone = keys.made(session, NOW)
    lost.rollback()

    assert keys.made(session, NOW) != undone


def test_a_key_that_another_process_made_is_remembered_at_once(session: Session) -> None:
    unlocked(session)
    made, keys = DayKeys(HELD).made(session, NOW), DayKeys(HELD)
    assert keys.of(session, NOW) == made

    session.execute(delete(KeyringKey).where(KeyringKey.name == "inbox:2026-12-01"))

    assert keys.of(session, NOW) == made


def test_what_was_received_yesterday_is_still_read_and_answered(session: Session) -> None:
    opened, last_moment = unlocked(session), LATE + timedelta(seconds=50)
    event = letters.message("ポイント", at=last_moment)
    inbox.record(session, opened, [event], kinds={"message"}, now=last_moment)
    row = session.get_one(InboxEvent, event["webhookEventId"])
    other = vault.unlock(session, HELD)  # as another process that has seen nothing yet

    assert inbox.payload(session, other, row)
    soon = last_moment + timedelta(seconds=30)
    assert replies.keep(session, other, row, token="t", messages=[{"type": "text"}], occasion="x", now=soon)
    replies.put_back(session, row.webhook_event_id, now=soon)
    speech = replies.begin(session, opened, row.webhook_event_id, now=soon)
    assert speech is not None
    assert speech.token == "t"


def test_keys_live_for_two_days(session: Session) -> None:
    opened = unlocked(session)
    event = letters.message("ポイント", at=LATE)
    inbox.record(session, opened, [event], kinds={"message"}, now=LATE)
    row = session.get_one(InboxEvent, event["webhookEventId"])

    assert day_keys.destroy(session, now=in_japan(2026, 12, 2, 23, 59)) == 0
    assert day_keys.destroy(session, now=in_japan(2026, 12, 3, 0, 0)) == 1

    with pytest.raises(DayKeyGone):
        inbox.payload(session, vault.unlock(session, HELD), row)


def test_by_then_everything_it_sealed_was_wiped(session: Session) -> None:
    opened = unlocked(session)
    inbox.record(session, opened, [letters.message("ポイント")], kinds={"message"}, now=LATE)

    assert forgetting.forget_people(session, now=in_japan(2026, 12, 2, 23, 59)) == 1


def test_the_other_keys_of_the_house_stay(session: Session) -> None:
    unlocked(session)

    day_keys.destroy(session, now=NOW + 365 * DAY)

    assert set(session.scalars(select(KeyringKey.name))) == set(vault.NAMES)


def test_two_who_need_the_days_first_key_at_once_get_the_same(store: Store) -> None:
    with store.sessions.begin() as session:
        unlocked(session)
    start, got = threading.Barrier(4), []

    def seal() -> None:
        start.wait()
        with store.sessions.begin() as session:
            got.append(DayKeys(HELD).made(session, NOW))

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 4
    assert len(set(got)) == 1


def test_an_old_payload_in_the_databases_leftovers_opens_with_no_key_that_is_left(store: Store) -> None:
    with store.sessions.begin() as session:
        opened = unlocked(session)
        inbox.record(session, opened, [letters.message("ひみつ")], kinds={"message"}, now=LATE)
    with store.readings.begin() as session:
        row = session.scalars(select(InboxEvent)).one()
        leftover, event_id = row.payload or b"", row.webhook_event_id

    jobs.forget(store.sessions, Clock(in_japan(2026, 12, 3, 0, 0)))

    with store.readings.begin() as session:
        assert session.scalars(select(InboxEvent.payload)).all() == [None]
        rows = {row.name: row.wrapped for row in session.scalars(select(KeyringKey))}
    for name, wrapped in rows.items():
        key = HELD.unwrap(wrapped, day_keys.place(name))
        with pytest.raises(ciphers.Spoiled):
            ciphers.decrypt(key, leftover, f"inbox_events.payload|{event_id}")
