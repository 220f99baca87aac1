"""Endpoints that tell, from the day after, what became of messages, and how many friends there are."""

from datetime import date, timedelta

from simulator import days, limits
from simulator.answers import Answer, Json, Refused
from simulator.channel import Channel
from simulator.fields import matching
from simulator.messages import UNIT
from simulator.requests import Request
from simulator.tallies import NAMES

_BEGAN = date(2018, 3, 31)
"""LINE counts messages from this day on."""


def statistics(channel: Channel, request: Request) -> Answer:
    """What people did with the messages of one unit; what happens today is told tomorrow."""
    name = request.query.get("customAggregationUnit", "")
    _must_be_unit(name)
    first, last = days.asked(request.query, "from"), days.asked(request.query, "to")
    if not timedelta() <= last - first <= timedelta(days=limits.STATISTICS_DAYS):
        raise Refused(400, "The value for the 'to' parameter is invalid")
    yesterday = _today(channel) - timedelta(days=1)
    return Answer(body=channel.units.statistics(name, first, min(last, yesterday)))


def units(channel: Channel, _request: Request) -> Answer:
    return Answer(body={"numOfCustomAggregationUnits": len(channel.units.of_month(_today(channel)))})


def unit_names(channel: Channel, request: Request) -> Answer:
    """The names used this month; the token of the next page is the name that it begins after."""
    names = channel.units.of_month(_today(channel))
    most = _number(request.query.get("limit", "100"))
    after = request.query.get("start", "")
    rest = [name for name in names if name > after]
    more: Json = {"next": rest[most - 1]} if len(rest) > most else {}
    return Answer(body={"customAggregationUnits": rest[:most], **more})


def sent(channel: Channel, request: Request) -> Answer:
    """How many messages of one kind went out on a day."""
    day = days.asked(request.query, "date")
    status = _status(channel, day)
    count = channel.tallies.of(day).get(NAMES[request.path.rpartition("/")[2]], 0)
    if status == "ready" and count < limits.SHOWN_FROM:
        status = "unavailable_for_privacy"
    return Answer(body={"status": status, **({"success": count} if status == "ready" else {})})


def deliveries(channel: Channel, request: Request) -> Answer:
    """How many went out on a day in each way, the console's among them."""
    day = days.asked(request.query, "date")
    status = _status(channel, day)
    return Answer(body={"status": status, **(channel.tallies.of(day) if status == "ready" else {})})


def followers(channel: Channel, request: Request) -> Answer:
    """How many friends there were; as they are now, for whichever past day is asked."""
    status = _status(channel, days.asked(request.query, "date"))
    if status != "ready":
        return Answer(body={"status": status})
    ever = [person for person in channel.people if person.friend]
    blocks = sum(person.blocked for person in ever)
    counts = {"followers": len(ever), "targetedReaches": len(ever) - blocks, "blocks": blocks}
    return Answer(body={"status": status, **counts})


def _status(channel: Channel, day: date) -> str:
    if day >= _today(channel):
        return "unready"
    return "ready" if day >= _BEGAN else "out_of_service"


def _today(channel: Channel) -> date:
    return days.day_of(channel.clock.now())


def _must_be_unit(name: str) -> None:
    details: list[dict[str, str]] = []
    matching(UNIT, "Invalid")(name, "customAggregationUnit", details)
    if details:
        raise Refused(400, "The value for the 'customAggregationUnit' parameter is invalid")


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= limits.UNITS_A_PAGE):
        raise Refused(400, "The value for the 'limit' parameter is invalid")
    return int(written)
