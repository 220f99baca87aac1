"""The platform's clock, which tests may set ahead instead of waiting."""

import time


class Clock:
    def __init__(self) -> None:
        self.ahead = 0.0
        """Seconds added to the machine's time."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.ahead

    def now_ms(self) -> int:
        return int(self.now() * 1000)
