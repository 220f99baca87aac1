"""The bot's side of a talk, for tests of the page that shows it."""

from simulator import RunningLine, phones
from tests.lineview.samples import Json


def say(line: RunningLine, name: str, *messages: Json, silent: bool = False) -> None:
    """The bot's messages appear on this person's phone."""
    channel = line.simulator.channel
    with channel.lock:
        person = channel.people.find(name)
        phones.receive(channel, person, messages, silent=silent, request_id="made-up", via="push")


def start_loading(line: RunningLine, name: str) -> None:
    channel = line.simulator.channel
    with channel.lock:
        phones.start_loading(channel, channel.people.find(name), 20)


def written_by(line: RunningLine, name: str) -> list[Json]:
    """What this person has sent so far."""
    channel = line.simulator.channel
    with channel.lock:
        entries = channel.talks.of(channel.people.find(name).id)
        return [entry.message for entry in entries if entry.side == "person"]
