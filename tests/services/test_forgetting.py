"""The inbox forgets who it was after a day, and everything after thirty."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.inbox import InboxEvent, InboxState
from services import forgetting, inbox
from services.vault import Vault
from tests.bot import letters
from tests.clock import NOW
from tests.makers import unlocked

A_DAY = timedelta(hours=24)


@pytest.fixture
def vault(session: Session) -> Vault:
    return unlocked(session)


def a_row(session: Session, vault: Vault, state: InboxState = InboxState.DONE) -> InboxEvent:
    event = letters.message("ポイント")
    inbox.record(session, vault, [event], kinds={"message"}, now=NOW)
    row = session.get_one(InboxEvent, event["webhookEventId"])
    row.state = state
    session.flush()
    return row


@pytest.mark.parametrize(
    ("open_state", "closed_state"),
    [
        (InboxState.WAITING, InboxState.POISONED),
        (InboxState.WORDED, InboxState.UNANSWERED),
        (InboxState.SAYING, InboxState.UNKNOWN),
        (InboxState.DONE, InboxState.DONE),
    ],
)
def test_after_a_day_nobody_can_say_who_it_was_nor_what(
    session: Session, vault: Vault, open_state: InboxState, closed_state: InboxState
) -> None:
    row = a_row(session, vault, open_state)
    session.execute(update(InboxEvent).values(reply=b"sealed"))

    assert forgetting.forget_people(session, now=NOW + A_DAY) == 1

    session.refresh(row)
    assert (row.person_key, row.payload, row.reply) == (None, None, None)
    assert row.state is closed_state


def test_before_a_day_is_over_nothing_is_forgotten(session: Session, vault: Vault) -> None:
    a_row(session, vault)

    assert forgetting.forget_people(session, now=NOW + A_DAY - timedelta(seconds=1)) == 0


def test_forgetting_goes_in_slices(session: Session, vault: Vault) -> None:
    for _ in range(5):
        a_row(session, vault)

    assert [forgetting.forget_people(session, now=NOW + A_DAY, limit=3) for _ in range(3)] == [3, 2, 0]
    month = NOW + timedelta(days=30)
    assert [forgetting.prune(session, now=month, limit=3) for _ in range(3)] == [3, 2, 0]
    assert session.scalar(select(func.count()).select_from(InboxEvent)) == 0


def test_rows_stay_for_thirty_days_so_that_redeliveries_are_known(session: Session, vault: Vault) -> None:
    a_row(session, vault)

    assert forgetting.prune(session, now=NOW + timedelta(days=30) - timedelta(seconds=1)) == 0
