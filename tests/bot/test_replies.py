"""The way out: intent first, then the words over real HTTP, then the outcome."""

from collections.abc import Sequence

import pytest

from bot.answers import Answer, Kind
from bot.bodies import Json
from models.inbox import InboxState
from services.replies import Speech
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge, transactions
from tests.clock import Clock
from tests.databases import Store


@pytest.fixture
def edge(store: Store, line: RunningLine, clock: Clock) -> Edge:
    return Edge(store, line, clock)


class Watching:
    """Says nothing, and looks at the row while the call would be under way."""

    def __init__(self, edge: Edge, answer: Answer) -> None:
        self.edge, self.answer, self.seen = edge, answer, list[str]()

    def reply(self, token: str, messages: Sequence[Json]) -> Answer:
        self.seen += self.edge.states()
        with self.edge.store.sessions.begin():  # nobody holds a transaction open meanwhile
            return self.answer


def worded(edge: Edge, said: str = "おはよう", **fields: object) -> Speech:
    """Words that are to be said, whose intent is committed."""
    edge.record([letters.message(said, at=edge.clock(), **fields)])
    [dealt] = edge.dispatcher().deal_with()
    assert dealt.speech is not None
    return dealt.speech


def a_word_from(line: RunningLine, edge: Edge, said: str = "おはよう") -> Speech:
    """The same for an event whose reply token LINE really gave."""
    with_token = line.people("花子").say(said)
    return worded(edge, said, replyToken=with_token["replyToken"])


def test_the_words_reach_the_person_and_are_wiped(edge: Edge, line: RunningLine) -> None:
    speech = a_word_from(line, edge)

    edge.replies().say(speech)

    row = edge.row(speech.event_id)
    assert line.people("花子").received() == [{"type": "text", "text": "はい、おはよう"}]
    assert (row.state, row.reply) == (InboxState.DONE, None)
    assert row.request_id == line.calls[-1].request_id


def test_the_intent_is_committed_before_the_call_and_no_transaction_is_open(edge: Edge) -> None:
    speech = worded(edge)
    voice = Watching(edge, Answer(Kind.ACCEPTED, "200"))

    edge.replies(voice).say(speech)

    assert voice.seen == ["saying"]


def test_words_under_way_are_said_by_nobody_else(edge: Edge, line: RunningLine, clock: Clock) -> None:
    a_word_from(line, edge)
    clock.advance(seconds=30)

    assert not edge.replies().sweep()
    assert line.calls == []


def test_the_ends_of_several_calls_are_noted_together(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    said, refused = worded(edge), worded(edge, "こんばんは")
    begun = transactions(edge, monkeypatch)

    accepted, busy = Answer(Kind.ACCEPTED, "200", request_id="r-1"), Answer(Kind.RATE, "429")
    edge.replies()._note_all([(said, accepted), (refused, busy)])

    assert begun == [1]
    assert (edge.row(said.event_id).state, edge.row(said.event_id).request_id) == (InboxState.DONE, "r-1")
    assert edge.row(refused.event_id).state is InboxState.WORDED


def test_a_lost_answer_is_unknown_and_never_repeated(edge: Edge, line: RunningLine, clock: Clock) -> None:
    speech = a_word_from(line, edge)
    line.fail("reply", "lost", times=1)

    edge.replies().say(speech)
    clock.advance(seconds=30)

    assert edge.row(speech.event_id).state is InboxState.UNKNOWN
    assert not edge.replies().sweep()
    assert len(line.people("花子").received()) == 1
    assert {call.endpoint for call in line.calls} == {"reply"}


def test_a_dead_token_leaves_it_unanswered(edge: Edge) -> None:
    speech = worded(edge, replyToken="neverissued")

    edge.replies().say(speech)

    assert edge.row(speech.event_id).state is InboxState.UNANSWERED
    assert edge.row(speech.event_id).request_id


def test_what_line_was_too_busy_for_is_said_a_little_later(
    edge: Edge, line: RunningLine, clock: Clock
) -> None:
    speech = a_word_from(line, edge)
    line.fail("reply", "429_rate", times=1)

    edge.replies().say(speech)
    assert edge.row(speech.event_id).state is InboxState.WORDED
    clock.advance(seconds=2)

    assert edge.replies().sweep()
    assert edge.row(speech.event_id).state is InboxState.DONE
    assert len(line.people("花子").received()) == 1
    assert not edge.replies().sweep()


def test_words_whose_process_died_during_the_call_end_unknown(edge: Edge, clock: Clock) -> None:
    class Dying:
        def reply(self, token: str, messages: Sequence[Json]) -> Answer:
            raise KeyboardInterrupt

    speech = worded(edge)
    with pytest.raises(KeyboardInterrupt):
        edge.replies(Dying()).say(speech)
    assert edge.row(speech.event_id).state is InboxState.SAYING
    clock.advance(seconds=61)

    assert not edge.replies().sweep()

    assert edge.row(speech.event_id).state is InboxState.UNKNOWN


def test_words_that_line_does_not_take_are_said_no_more(
    edge: Edge, line: RunningLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge.bot, "echo", lambda _turn: [{"type": "nonsense"}])
    speech = a_word_from(line, edge)

    edge.replies().say(speech)

    assert edge.row(speech.event_id).state is InboxState.UNANSWERED
    assert [call.status for call in line.calls] == [400]
