"""An event that waited longer than its key lived: it ends, and says nothing."""

from models.inbox import InboxState
from services import day_keys, inbox
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge
from tests.clock import Clock
from tests.databases import Store
from tests.makers import unlocked


def test_an_event_that_outlived_its_days_key_ends_without_its_contents(
    store: Store, line: RunningLine, clock: Clock
) -> None:
    edge = Edge(store, line, clock)
    (event_id,) = edge.record([letters.message("一")])
    clock.advance(days=2)
    with store.sessions.begin() as session:
        day_keys.destroy(session, now=clock())
        edge.vault = unlocked(session)  # as a process that was started since

    for _ in range(len(inbox.RETRIES) + 1):
        edge.dispatcher().deal_with_one()
        clock.advance(seconds=4)

    row = edge.row(event_id)
    assert (row.state, row.payload, row.reply) == (InboxState.POISONED, None, None)
    assert edge.bot.heard == []
