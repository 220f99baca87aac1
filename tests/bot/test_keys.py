"""Where a key is gone or wrong nothing is said, and nobody is taken for nobody."""

from sqlalchemy import select

from models.inbox import InboxState
from models.keys import MemberKey
from models.sendings import SendingState
from services import day_keys, inbox
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge
from tests.bot.posting import Post
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
        edge.dispatcher().deal_with()
        clock.advance(seconds=4)

    row = edge.row(event_id)
    assert (row.state, row.payload, row.reply) == (InboxState.POISONED, None, None)
    assert edge.bot.heard == []


def test_under_a_wrong_master_key_everything_waits_and_nobody_is_left_out(post: Post) -> None:
    post.people("一郎", "二郎")
    with post.store.sessions.begin() as session:
        key = session.scalars(select(MemberKey)).all()[0]
        key.wrapped = b"else" + key.wrapped[4:]
    post.announce()

    post.deliver()

    assert post.line.calls == []
    assert [(sending.state, sending.answer) for sending in post.sendings()] == [
        (SendingState.WAITING, "wrong master key")
    ]
    assert post.report().dropped == 0
