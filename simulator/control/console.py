"""LINE's own console: what the shop sends from there goes past the bot."""

from simulator import days, ids, phones
from simulator.answers import Answer
from simulator.channel import Channel
from simulator.fields import one_of, record, text
from simulator.messages import check
from simulator.requests import Request
from simulator.tallies import OF_CONSOLE

_BODY = record({"text": text(most=5000)}, {"kind": one_of(*OF_CONSOLE)})


def send(channel: Channel, request: Request) -> Answer:
    """Send to every friend at once, whatever they answered: the console knows no consent."""
    body = request.json()
    check(body, _BODY)
    now = channel.clock.now()
    reached = [person for person in channel.people if person.friend and person.is_reached_at(now)]
    channel.quota.spend(len(reached))
    for person in reached:
        message = {"type": "text", "text": body["text"]}
        phones.receive(channel, person, [message], silent=False, request_id=ids.request_id(), via="console")
    kind = body.get("kind", OF_CONSOLE[0])
    channel.tallies.add_of_console(days.day_of(now), kind, len(reached))
    return Answer(body={"reached": len(reached)})
