"""Words are kept with their event, said once while LINE takes them, and never guessed about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.inbox import InboxEvent, InboxState
from services import inbox, replies
from services.vault import Vault
from tests.bot import letters
from tests.bot.letters import SOMEBODY, later
from tests.clock import NOW
from tests.makers import unlocked

WORDS = [{"type": "text", "text": "120ポイントございます。"}]


@pytest.fixture
def vault(session: Session) -> Vault:
    return unlocked(session)


@pytest.fixture
def row(session: Session, vault: Vault) -> InboxEvent:
    return a_row(session, vault)


def a_row(session: Session, vault: Vault, **fields: Any) -> InboxEvent:
    event = letters.message("ポイント", **fields)
    inbox.record(session, vault, [event], kinds={"message"}, now=NOW)
    return session.get_one(InboxEvent, event["webhookEventId"])


def keep(session: Session, vault: Vault, row: InboxEvent, **values: Any) -> replies.Speech | None:
    given: dict[str, Any] = {"token": "t", "messages": WORDS, "occasion": "balance", "now": NOW} | values
    return replies.keep(session, vault, row, **given)


def begin(session: Session, vault: Vault, row: InboxEvent, now: datetime = NOW) -> replies.Speech | None:
    speech = replies.begin(session, vault, row.webhook_event_id, now=now)
    session.refresh(row)
    return speech


def finish(
    session: Session,
    speech: replies.Speech | None,
    state: InboxState,
    *,
    now: datetime = NOW,
    request_id: str | None = None,
) -> None:
    assert speech is not None
    replies.finish(session, [replies.End(speech, state, request_id)], now=now)


def test_words_are_kept_sealed_and_the_payload_is_wiped(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    speech = keep(session, vault, row)

    assert speech == replies.Speech(row.webhook_event_id, "t", WORDS, [])
    assert (row.state, row.payload, row.occasion) == (InboxState.SAYING, None, "balance")
    assert "ポイント".encode() not in (row.reply or b"")


@pytest.mark.parametrize("silence", [{"messages": []}, {"token": None}])
def test_where_there_is_nothing_to_say_or_no_way_the_event_is_done(
    session: Session, vault: Vault, row: InboxEvent, silence: dict[str, Any]
) -> None:
    assert not keep(session, vault, row, **silence)

    assert (row.state, row.payload, row.reply) == (InboxState.DONE, None, None)


def test_the_intent_is_noted_with_the_words_and_nobody_else_begins(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    keep(session, vault, row)

    assert (row.state, row.said_at) == (InboxState.SAYING, NOW)
    assert begin(session, vault, row) is None


def test_after_fifty_seconds_it_stays_unanswered(session: Session, vault: Vault, row: InboxEvent) -> None:
    assert keep(session, vault, row, now=later(50)) is None

    assert (row.state, row.reply, row.payload) == (InboxState.UNANSWERED, None, None)


def test_what_line_did_not_take_is_not_begun_again_after_fifty_seconds(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    keep(session, vault, row)
    replies.put_back(session, row.webhook_event_id, now=later(47))

    assert begin(session, vault, row, later(50)) is None

    assert (row.state, row.reply) == (InboxState.UNANSWERED, None)


def test_a_redelivery_gives_no_new_life_twenty_minutes_after_the_event(
    session: Session, vault: Vault
) -> None:
    row = a_row(session, vault, at=NOW - timedelta(minutes=20))

    assert keep(session, vault, row) is None
    assert row.state is InboxState.UNANSWERED


@pytest.mark.parametrize("end", [InboxState.DONE, InboxState.UNKNOWN, InboxState.UNANSWERED])
def test_the_outcome_is_noted_and_the_words_wiped(
    session: Session, vault: Vault, row: InboxEvent, end: InboxState
) -> None:
    finish(session, keep(session, vault, row), end, request_id="r-1")
    session.refresh(row)

    assert (row.state, row.reply, row.request_id) == (end, None, "r-1")


def test_an_outcome_that_comes_after_the_row_was_closed_changes_nothing(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    speech = keep(session, vault, row)
    replies.give_up_lost(session, now=later(60))

    finish(session, speech, InboxState.DONE, now=later(61))
    session.refresh(row)

    assert row.state is InboxState.UNKNOWN


def test_a_call_whose_process_died_ends_unknown_and_is_never_said_again(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    keep(session, vault, row)

    assert replies.give_up_lost(session, now=later(59)) == 0
    assert replies.give_up_lost(session, now=later(60)) == 1

    session.refresh(row)
    assert (row.state, row.reply) == (InboxState.UNKNOWN, None)
    assert begin(session, vault, row) is None
    assert replies.left_behind(session, now=later(100)) is None


def test_what_line_certainly_did_not_take_is_said_a_little_later(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    speech = keep(session, vault, row)

    replies.put_back(session, row.webhook_event_id, now=later(5))

    assert replies.left_behind(session, now=later(6)) is None
    assert replies.left_behind(session, now=later(7)) == row.webhook_event_id
    assert begin(session, vault, row, later(7)) == speech
    assert begin(session, vault, row, later(7)) is None


def test_what_was_not_said_is_told_once(session: Session, vault: Vault, row: InboxEvent) -> None:
    keep(session, vault, row, occasion="stopped", now=later(55))
    assert replies.untold(session, vault.person_key(SOMEBODY)) == [row]
    following = a_row(session, vault)

    finish(session, keep(session, vault, following, late=[row]), InboxState.DONE, now=later(60))

    session.refresh(row)
    assert row.told_at == later(60)
    assert replies.untold(session, vault.person_key(SOMEBODY)) == []


def test_what_words_under_way_may_tell_is_not_told_by_others(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    keep(session, vault, row, occasion="stopped", now=later(55))
    following = a_row(session, vault)
    keep(session, vault, following, late=[row])

    assert replies.untold(session, vault.person_key(SOMEBODY)) == []
    replies.put_back(session, following.webhook_event_id, now=later(56))
    assert replies.untold(session, vault.person_key(SOMEBODY)) == []


def test_what_was_told_in_vain_is_told_again(session: Session, vault: Vault, row: InboxEvent) -> None:
    keep(session, vault, row, occasion="stopped", now=later(55))
    following = a_row(session, vault)
    finish(session, keep(session, vault, following, late=[row]), InboxState.UNANSWERED, now=later(60))

    untold = replies.untold(session, vault.person_key(SOMEBODY))
    assert {one.webhook_event_id for one in untold} == {row.webhook_event_id, following.webhook_event_id}
    assert len(untold) == 2


def test_an_event_with_a_reference_ends_poisoned_once_its_apology_is_said(
    session: Session, vault: Vault, row: InboxEvent
) -> None:
    row.reference = "A7K2"
    finish(session, keep(session, vault, row, occasion="failure"), InboxState.DONE)
    session.refresh(row)

    assert row.state is InboxState.POISONED
    assert replies.untold(session, vault.person_key(SOMEBODY)) == []
