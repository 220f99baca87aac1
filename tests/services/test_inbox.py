"""The inbox keeps every event once, and hands them out oldest first for each person."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inbox import InboxEvent, InboxState
from services import inbox
from services.vault import Vault
from tests.bot import letters
from tests.bot.letters import SOMEBODY, later
from tests.clock import NOW
from tests.makers import unlocked

KINDS = {"message", "postback", "follow", "unfollow"}


@pytest.fixture
def vault(session: Session) -> Vault:
    return unlocked(session)


def record(session: Session, vault: Vault, events: Sequence[Any], **kwargs: Any) -> list[str]:
    return inbox.record(session, vault, events, kinds=KINDS, now=kwargs.get("now", NOW))


def rows(session: Session) -> list[InboxEvent]:
    return list(session.scalars(select(InboxEvent).order_by(InboxEvent.webhook_event_id)))


def test_a_new_event_is_kept_sealed_and_waits(session: Session, vault: Vault) -> None:
    event = letters.message("ポイント")

    new = record(session, vault, [event])

    (row,) = rows(session)
    assert new == [row.webhook_event_id]
    assert (row.state, row.kind, row.occurred_at) == (InboxState.WAITING, "message", NOW)
    assert row.person_key == vault.person_key(SOMEBODY)
    assert SOMEBODY.encode() not in (row.payload or b"")
    assert json.loads(inbox.payload(session, vault, row)) == event


def test_an_event_that_comes_again_is_kept_once(session: Session, vault: Vault) -> None:
    event = letters.message("ポイント")
    record(session, vault, [event])

    again = record(session, vault, [event | {"deliveryContext": {"isRedelivery": True}}, event])

    assert again == []
    assert len(rows(session)) == 1


def test_of_several_requests_each_learns_which_of_its_events_are_new(session: Session, vault: Vault) -> None:
    old, first, second = (letters.message("ポイント") for _ in range(3))
    record(session, vault, [old])

    kept = inbox.record_all(session, vault, [[old, first], [], ["odd", second]], kinds=KINDS, now=NOW)

    assert kept == [[first["webhookEventId"]], [], [second["webhookEventId"]]]
    assert len(rows(session)) == 3


def test_a_batch_of_many_is_kept_whole(session: Session, vault: Vault) -> None:
    events = [letters.message("こんにちは") for _ in range(inbox.SLICE * 2 + 1)]

    new = record(session, vault, events)

    assert len(new) == len(rows(session)) == len(events)


@pytest.mark.parametrize(
    "event",
    [
        letters.event("somethingNew"),
        letters.event("beacon"),
        letters.message("待機中", mode="standby"),
        letters.message("新しい様式", mode="somethingNew"),
        letters.message("同意前", user=None),
        letters.message("グループ", source={"type": "group", "groupId": "C1", "userId": SOMEBODY}),
        letters.message("部屋", source={"type": "room", "roomId": "R1", "userId": SOMEBODY}),
        letters.message("源なし", source=None),
        letters.message("検証", replyToken="0" * 32),
        letters.message("検証", replyToken="f" * 32),
        letters.event(["not", "a", "kind"]),  # type: ignore[arg-type]
    ],
    ids=lambda event: str(event["type"]),
)
def test_what_is_not_for_us_leaves_a_row_that_says_nothing_of_anybody(
    session: Session, vault: Vault, event: dict[str, Any]
) -> None:
    assert record(session, vault, [event]) == [event["webhookEventId"]]

    (row,) = rows(session)
    assert (row.state, row.payload, row.person_key) == (InboxState.IGNORED, None, None)
    assert next(inbox.claims(session, now=NOW), None) is None


@pytest.mark.parametrize(
    "odd",
    ["text", 7, None, [], {}, {"webhookEventId": 5}, {"webhookEventId": "x" * 65}, {"webhookEventId": "\0"}],
)
def test_one_odd_event_never_drops_its_neighbours(session: Session, vault: Vault, odd: object) -> None:
    first, last = letters.message("一"), letters.message("二")

    new = record(session, vault, [first, odd, last])

    assert new == [first["webhookEventId"], last["webhookEventId"]]


@pytest.mark.parametrize("odd", ["soon", None, 10**30, float("nan"), True, {}])
def test_a_time_that_cannot_be_read_is_now(session: Session, vault: Vault, odd: object) -> None:
    record(session, vault, [letters.message("時刻", timestamp=odd)])

    assert rows(session)[0].occurred_at == NOW


def test_half_a_character_is_kept_too(session: Session, vault: Vault) -> None:
    assert len(record(session, vault, [letters.message("\ud83d")])) == 1


def test_a_person_is_answered_in_the_order_in_which_things_happened(session: Session, vault: Vault) -> None:
    second, first = letters.message("二", at=later(2)), letters.message("一", at=later(1))
    record(session, vault, [second])
    record(session, vault, [first], now=later(3))

    claimed = next(inbox.claims(session, now=later(4)), None)

    assert claimed is not None
    assert claimed.webhook_event_id == first["webhookEventId"]


def test_whoever_came_first_is_served_first(session: Session, vault: Vault) -> None:
    record(session, vault, [letters.message("後", user="Ulater")], now=later(1))
    record(session, vault, [letters.message("先", user="Uearlier")], now=NOW)

    claimed = next(inbox.claims(session, now=later(2)), None)

    assert claimed is not None
    assert claimed.person_key == vault.person_key("Uearlier")


def test_a_failure_rests_and_later_events_of_the_person_wait_for_it(session: Session, vault: Vault) -> None:
    failing, after = letters.message("一", at=later(1)), letters.message("二", at=later(2))
    record(session, vault, [failing, after, letters.message("他", user="Uother", at=later(3))])

    assert inbox.stumbled(session, vault, failing["webhookEventId"], attempt=0, now=NOW) is None

    others = next(inbox.claims(session, now=NOW), None)
    assert others is not None
    assert others.person_key == vault.person_key("Uother")
    others.state = InboxState.DONE
    session.flush()
    again = next(inbox.claims(session, now=NOW + inbox.RETRIES[0]), None)
    assert again is not None
    assert again.webhook_event_id == failing["webhookEventId"]


def test_one_who_writes_a_hundred_times_keeps_nobody_waiting(session: Session, vault: Vault) -> None:
    many = [letters.message("一", at=later(number)) for number in range(inbox.CANDIDATES + 1)]
    record(session, vault, many)
    record(session, vault, [letters.message("他", user="Uother")], now=later(9))
    inbox.stumbled(session, vault, many[0]["webhookEventId"], attempt=0, now=later(9))

    claimed = next(inbox.claims(session, now=later(9)), None)

    assert claimed is not None
    assert claimed.person_key == vault.person_key("Uother")


def test_the_third_failure_gives_a_reference_within_ten_seconds(session: Session, vault: Vault) -> None:
    event_id = record(session, vault, [letters.message("一")])[0]

    *earlier, third = [
        inbox.stumbled(session, vault, event_id, attempt=attempt, now=NOW) for attempt in range(3)
    ]

    assert earlier == [None, None]
    assert third is not None
    assert third.reference == inbox.reference(vault, event_id)
    assert sum(inbox.RETRIES, timedelta()) < timedelta(seconds=10)


def test_a_failure_is_noted_once_however_many_took_the_event_meanwhile(
    session: Session, vault: Vault
) -> None:
    event_id = record(session, vault, [letters.message("一")])[0]

    for _ in range(3):
        assert inbox.stumbled(session, vault, event_id, attempt=0, now=NOW) is None

    assert session.get_one(InboxEvent, event_id).attempts == 1


def test_a_reference_is_four_signs_that_begin_with_a_letter(session: Session, vault: Vault) -> None:
    for number in range(200):
        reference = inbox.reference(vault, f"event{number}")

        assert len(reference) == 4
        assert reference[0] in inbox.LETTERS
        assert set(reference) <= set(inbox.SIGNS)


def test_what_is_dealt_with_does_not_stumble_any_more(session: Session, vault: Vault) -> None:
    event_id = record(session, vault, [letters.message("一")])[0]
    session.get_one(InboxEvent, event_id).state = InboxState.DONE

    assert inbox.stumbled(session, vault, event_id, attempt=0, now=NOW) is None
    assert inbox.stumbled(session, vault, "nobody", attempt=0, now=NOW) is None
    assert session.get_one(InboxEvent, event_id).attempts == 0


def test_what_was_said_lately_is_known_by_its_occasion(session: Session, vault: Vault) -> None:
    record(session, vault, [letters.message("一")])
    row = rows(session)[0]
    row.state, row.occasion = InboxState.DONE, "menu"
    session.flush()
    key = vault.person_key(SOMEBODY)

    assert inbox.last_said(session, key, "menu", since=NOW - timedelta(hours=6))
    assert not inbox.last_said(session, key, "menu", since=later(1))
    assert not inbox.last_said(session, key, "stopped", since=NOW)
    assert not inbox.last_said(session, vault.person_key("Uother"), "menu", since=NOW)


def test_a_wiped_payload_is_not_read(session: Session, vault: Vault) -> None:
    record(session, vault, [letters.event("beacon")])

    with pytest.raises(ValueError, match="wiped"):
        inbox.payload(session, vault, rows(session)[0])


def test_the_age_of_what_waits_is_known(session: Session, vault: Vault) -> None:
    assert inbox.waiting_since(session) is None

    record(session, vault, [letters.message("二")], now=later(5))
    record(session, vault, [letters.message("一")], now=later(1))

    assert inbox.waiting_since(session) == later(1)
