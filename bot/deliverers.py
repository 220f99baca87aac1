"""Threads that deliver: one looks for what is due four times a second, the others make the calls."""

from bot import line
from bot.crews import Crew
from bot.delivery import Delivery
from models import commits
from services import sendings

LOOK_EVERY = 0.25
"""Seconds between two looks into the database."""
THREADS = 32
"""As many calls may be under way at once: 195 a second that LINE answers within 150 ms, say."""
LONGEST_CALL = sendings.BEGIN_WITHIN.total_seconds() + line.LONGEST_CALL + commits.PATIENCE
"""Seconds until the call under way has surely ended: until it began, LINE answered, and that is noted."""


class Deliverers:
    """Start it once per process; stop it and the calls under way are the last."""

    def __init__(self, delivery: Delivery, *, look_every: float = LOOK_EVERY) -> None:
        self._delivery = delivery
        self._crew = Crew("deliverer", work=self._deliver, look=self._look, look_every=look_every)

    def start(self, count: int = THREADS) -> None:
        """Run this many threads that call, and one that looks."""
        self._crew.start(count)

    def stop(self, timeout: float = LONGEST_CALL) -> None:
        """Let every thread finish its call, and end."""
        self._crew.stop(timeout)

    def _look(self) -> None:
        if self._delivery.is_anything_due():
            self._crew.nudge()

    def _deliver(self) -> None:
        """Go on while there is something to call; each claim wakes another thread to look for the next."""
        while not self._crew.is_stopping and self._delivery.deliver_one(on_claim=self._crew.nudge):
            pass
