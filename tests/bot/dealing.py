"""Events that are recorded, and dealt with."""

from bot.dispatcher import Dealt
from tests.bot import letters
from tests.bot.edge import Edge
from tests.clock import Clock


def spoken(dealt: Dealt) -> list[str]:
    """What is to be said for an event."""
    return [message["text"] for message in dealt.speech.messages] if dealt.speech else []


def deal(edge: Edge, *events: dict[str, object]) -> Dealt:
    """Record events and deal with the oldest."""
    edge.record(events)
    return again(edge)


def again(edge: Edge) -> Dealt:
    """Deal with what waits."""
    [dealt] = edge.dispatcher().deal_with()
    return dealt


def record_three_people(edge: Edge, clock: Clock) -> None:
    """Let three people write, one after the other."""
    for number, said in enumerate("一二三"):
        edge.record([letters.message(said, user=f"U{number}", at=clock())])
        clock.advance(seconds=1)
