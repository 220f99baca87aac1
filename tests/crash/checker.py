"""The checker: judges a run from LINE's log and the database's rows; imports nothing of the product."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from tests.crash.evidence import Evidence, Row

JAPAN = timezone(timedelta(hours=9))
WEEK = 7 * 24 * 3600.0
ENDED = {"accepted", "unknown", "failed", "cancelled", "expired"}
OVER = {"sent", "cancelled", "expired"}
FORBIDDEN = {"broadcast", "narrowcast"}


def read(log: Path, export: Path) -> Evidence:
    """Read the two files that a run leaves."""
    return Evidence(json.loads(log.read_text()), json.loads(export.read_text()))


def complaints(evidence: Evidence) -> list[str]:
    """Everything that must not have happened, in words that begin with the rule's name."""
    return [f"{check.__name__}: {what}" for check in CHECKS for what in check(evidence)]


def twice(evidence: Evidence) -> Iterator[str]:
    """At most one accepted message for each person and announcement or letter."""
    reached = Counter((one, call["wordsHash"]) for call in evidence.accepted for one in call["ids"])
    yield from (f"{one} got {words} {count} times" for (one, words), count in reached.items() if count > 1)


def unplanned(evidence: Evidence) -> Iterator[str]:
    """Nobody is named in a call who is not in the plan, or never agreed."""
    planned = {(row["announcement_id"], row["member_id"]) for row in evidence.export["deliveries"]}
    for call in evidence.calls:
        announcement = evidence.announcement_of.get(call["wordsHash"])
        for one in call["ids"]:
            member = evidence.people.get(one)
            if member is None or not member["agreed"]:
                yield f"{one} never agreed"
            elif announcement is None and evidence.letter_to.get(call["wordsHash"]) != member["member_id"]:
                yield f"{one} got a letter that is not theirs"
            elif announcement is not None and (announcement["id"], member["member_id"]) not in planned:
                yield f"{one} is in no plan of {announcement['id']}"
    yield from (f"a {call['endpoint']}" for call in evidence.log if call["endpoint"] in FORBIDDEN)


def lost(evidence: Evidence) -> Iterator[str]:
    """All that was planned has come to an end, and the figures add up."""
    for one in evidence.export["announcements"]:
        rows = [row for row in evidence.export["deliveries"] if row["announcement_id"] == one["id"]]
        if one["state"] not in OVER:
            yield f"announcement {one['id']} is {one['state']}"
        if len(rows) != one["planned"] or len({row["member_id"] for row in rows}) != len(rows):
            yield f"announcement {one['id']} planned {one['planned']} people and has {len(rows)}"
    for sending in evidence.export["sendings"]:
        rows = evidence.rows_of[sending["id"]]
        carried = sum(row["dropped"] is None for row in rows)
        if sending["state"] not in ENDED:
            yield f"sending {sending['id']} is {sending['state']}"
        if (sending["recipients"], sending["carried"]) != (len(rows), carried):
            yield f"sending {sending['id']} says it carries others than it does"


def untrue(evidence: Evidence) -> Iterator[str]:
    """What is noted as accepted was, by those who are noted; what is noted otherwise was not."""
    taken = {call["retryKey"]: call for call in evidence.accepted}
    yield from (
        f"accepted under {key}, which was given up" for key in taken.keys() - evidence.sendings.keys()
    )
    for key, sending in evidence.sendings.items():
        rows = evidence.rows_of[sending["id"]]
        kept = {evidence.user_ids[row["member_id"]] for row in rows if row["dropped"] is None}
        if sending["state"] == "accepted" and key not in taken:
            yield f"sending {sending['id']} is noted as accepted, and was not"
        if key in taken and sending["state"] not in {"accepted", "unknown"}:
            yield f"sending {sending['id']} is noted as {sending['state']}, and was accepted"
        if key in taken and set(taken[key]["ids"]) != kept:
            yield f"sending {sending['id']} reached others than are noted"


def after_stop(evidence: Evidence) -> Iterator[str]:
    """No call names somebody whose stop was committed more than one call timeout before it began."""
    left = defaultdict(list)
    for line in evidence.journal("left"):
        left[evidence.user_ids[line["member"]]].append(line)
    for call in evidence.calls:
        looked = evidence.last_look(call)
        for one in call["ids"]:
            for line in left[one]:
                late = looked - evidence.world(line["real"])
                is_over = line["how"] == "pause" and max(evidence.moments(call)) >= line["until"]
                if late > evidence.export["rules"]["call_timeout"] and not is_over:
                    yield f"{one} was called {late:.1f} s after {line['how']}"


def forgotten_stop(evidence: Evidence) -> Iterator[str]:
    """What was committed has not been lost, whatever crashed."""
    members = {row["id"] for row in evidence.export["members"]}
    given = {
        row["member_id"]
        for row in evidence.export["consents"]
        if row["is_given"] and row["purpose"] == "announcements"
    }
    for line in evidence.journal("left"):
        if line["how"] in {"stop", "block"} and line["member"] in given:
            yield f"the {line['how']} of member {line['member']} was lost"
        if line["how"] == "erase" and line["member"] in members:
            yield f"member {line['member']} was erased, and is there"


def in_quiet_hours(evidence: Evidence) -> Iterator[str]:
    """No call begins in hours of quiet, or outside those that a member chose."""
    quiet_from, quiet_until = evidence.export["rules"]["quiet"]
    for call in evidence.calls:
        hours = [
            datetime.fromtimestamp(moment, UTC).astimezone(JAPAN).hour for moment in evidence.moments(call)
        ]
        if all(hour >= quiet_from or hour < quiet_until for hour in hours):
            yield f"a call at {hours[-1]} o'clock"
        for one in call["ids"]:
            own = evidence.people.get(one, {}).get("hours")
            if own is not None and not any(own[0] <= hour < own[1] for hour in hours):
                yield f"{one} was called at {hours[-1]} o'clock"


def too_late(evidence: Evidence) -> Iterator[str]:
    """Nothing is attempted after its last moment."""
    for call in evidence.calls:
        said = evidence.announcement_of.get(call["wordsHash"]) or evidence.sendings.get(call["retryKey"])
        if said is not None and min(evidence.moments(call)) > said["valid_until"]:
            yield f"a call {call['began'] / 1000 - said['valid_until']:.1f} s after its last moment"


def over_cap(evidence: Evidence) -> Iterator[str]:
    """Nobody gets more in a rolling week than the shop and the words that they agreed to allow."""
    shop = evidence.export["rules"]["weekly_cap"]
    told: dict[str, list[Told]] = defaultdict(list)
    for call in evidence.accepted:
        for one in call["ids"]:
            told[one].append(_told(evidence, call))
    for one, messages in told.items():
        promised = evidence.people[one]["cap"] if one in evidence.people else 0
        for mine in messages:
            caps = [cap for cap in (shop, 0 if mine.is_letter else promised) if cap]
            count = 1 + sum(_counts_for(other, mine) for other in messages if other is not mine)
            if count > min(caps, default=count):
                yield f"{one} got {count} in a week, of {min(caps)}"


class Told(NamedTuple):
    """One message that somebody got, and when it was first attempted; the clock that said so may be wrong."""

    is_letter: bool
    first: float
    key: str
    earliest: float
    latest: float


def _told(evidence: Evidence, call: Row) -> Told:
    """As noted before the call, or as LINE saw it, whose clock is right."""
    began, wrong = call["began"] / 1000, evidence.export["rules"]["skew"]
    noted = evidence.sendings.get(call["retryKey"], {}).get("first_attempt_at") or began
    first, earliest, latest = (min(noted + by, began) for by in (0, -wrong, wrong))
    return Told(call["wordsHash"] in evidence.letter_to, first, str(call["retryKey"]), earliest, latest)


def _counts_for(other: Told, mine: Told) -> bool:
    """It came before, within a week. Where clocks leave that open, letters came last, which may be more."""
    if other.latest <= mine.earliest or mine.latest <= other.earliest:
        is_before = other.latest <= mine.earliest
    else:
        is_before = other < mine
    return is_before and mine.first - WEEK < other.first


def two_bodies(evidence: Evidence) -> Iterator[str]:
    """One retry key stands for one body."""
    bodies = defaultdict(set)
    for call in evidence.calls:
        bodies[call["retryKey"]].add(call["bodyHash"])
    yield from (f"{key} came with {len(said)} bodies" for key, said in bodies.items() if len(said) > 1)
    yield from ("a call without a retry key" for call in evidence.calls if call["retryKey"] is None)


def new_key(evidence: Evidence) -> Iterator[str]:
    """What may have been accepted never comes under another key."""
    open_under: dict[tuple[str, str], set[str]] = defaultdict(set)
    for call in evidence.calls:
        for one in call["ids"]:
            message = (one, call["wordsHash"])
            if open_under[message] - {call["retryKey"]}:
                yield f"{one} was called under another key after an open call"
            if call["accepted"] or call["status"] is None or call["status"] >= 500:
                open_under[message].add(call["retryKey"])


CHECKS: tuple[Callable[[Evidence], Iterator[str]], ...] = (
    twice,
    unplanned,
    lost,
    untrue,
    after_stop,
    forgotten_stop,
    in_quiet_hours,
    too_late,
    over_cap,
    two_bodies,
    new_key,
)
