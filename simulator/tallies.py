"""How many messages went out on each day, by the way in which they did."""

from collections import Counter
from datetime import date

OF_CONSOLE = ("broadcast", "targeting")
"""What the shop sends from LINE's own console: to all friends, or to some."""
NAMES = {
    "push": "apiPush",
    "multicast": "apiMulticast",
    "broadcast": "apiBroadcast",
    "narrowcast": "apiNarrowcast",
    "reply": "apiReply",
}
"""What the insight of a day calls each of the API's ways."""


class Tallies:
    """Counted by recipient, as the plan is."""

    def __init__(self) -> None:
        self._sent: Counter[tuple[date, str]] = Counter()

    def add(self, day: date, way: str, recipients: int) -> None:
        """Count a call of the API, by its endpoint, or a sending of the console, by its own name."""
        self._sent[day, NAMES.get(way, way)] += recipients

    def add_of_console(self, day: date, kind: str, recipients: int) -> None:
        self._sent[day, kind] += recipients

    def of(self, day: date) -> dict[str, int]:
        """Everything of a day that is not nought."""
        return {way: count for (when, way), count in self._sent.items() if when == day and count}
