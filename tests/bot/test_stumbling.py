"""What fails is tried again, harms nobody else, and ends with an apology."""

import threading

import pytest

from models.inbox import InboxState
from services import inbox, replies
from simulator import RunningLine
from tests.bot import letters
from tests.bot.dealing import again, deal, record_three_people, spoken
from tests.bot.edge import Edge, text
from tests.bot.letters import later
from tests.clock import NOW, Clock
from tests.databases import Store


@pytest.fixture
def edge(store: Store, line: RunningLine, clock: Clock) -> Edge:
    return Edge(store, line, clock)


def test_an_unexpected_failure_is_tried_again_and_then_answered(edge: Edge, clock: Clock) -> None:
    edge.bot.stumbles["一"] = 2
    dealt = deal(edge, letters.message("一"))
    assert edge.row(dealt.event_id).state is InboxState.WAITING

    assert edge.dispatcher().deal_with() == []
    clock.advance(seconds=1)
    again(edge)
    clock.advance(seconds=4)
    dealt = again(edge)

    assert edge.bot.heard == ["一", "一", "一"]
    assert spoken(dealt) == ["はい、一"]


def test_after_three_failures_the_customer_gets_a_reference_number(edge: Edge, clock: Clock) -> None:
    edge.bot.stumbles["一"] = 3
    dealt = deal(edge, letters.message("一"))
    for _ in inbox.RETRIES:
        clock.advance(seconds=4)
        dealt = again(edge)

    row = edge.row(dealt.event_id)
    assert row.reference is not None
    assert row.payload is None
    assert spoken(dealt) == [f"受付番号 {row.reference}"]


def test_a_failure_is_not_noted_while_somebody_else_answers_the_event(edge: Edge) -> None:
    (event_id,) = edge.record([letters.message("一")])
    noted: list[object] = []

    def note(attempt: int) -> None:
        with edge.store.sessions.begin() as session:
            noted.append(inbox.stumbled(session, edge.vault, event_id, attempt=attempt, now=NOW))

    note(0)
    note(1)
    last = threading.Thread(target=note, args=(2,))
    with edge.store.sessions.begin() as session:
        taken = next(inbox.claims(session, now=later(9)), None)
        assert taken is not None
        last.start()
        last.join(0.3)
        replies.keep(session, edge.vault, taken, token="t", messages=[text("x")], occasion="echo", now=NOW)
    last.join()

    assert noted == [None, None, None]
    assert edge.row(event_id).state is InboxState.SAYING


def test_an_event_that_cannot_even_be_read_is_poisoned_without_words(edge: Edge, clock: Clock) -> None:
    edge.record([letters.message("一"), letters.message("二", user="Uother", at=later(1))])
    with edge.store.sessions.begin() as session:
        broken = next(inbox.claims(session, now=NOW), None)
        assert broken is not None
        broken.payload = b"not what it was"

    for _ in range(4):
        edge.dispatcher().deal_with()
        clock.advance(seconds=4)

    assert edge.row(broken.webhook_event_id).state is InboxState.POISONED
    assert edge.bot.heard == ["二"]


def test_where_one_of_several_fails_the_others_are_answered_all_the_same(edge: Edge, clock: Clock) -> None:
    record_three_people(edge, clock)
    edge.bot.stumbles["二"] = 99
    dispatcher = edge.dispatcher()

    with pytest.raises(RuntimeError, match="stumbled"):
        dispatcher.deal_with(3)
    assert edge.states() == ["waiting"] * 3
    one_by_one = [dealt for _ in range(3) for dealt in dispatcher.deal_with()]

    assert [spoken(one) for one in one_by_one] == [["はい、一"], [], ["はい、三"]]
    assert sorted(edge.states()) == ["saying", "saying", "waiting"]
