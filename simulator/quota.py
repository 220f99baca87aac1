"""The monthly limit of messages that are not replies."""

from dataclasses import dataclass

from simulator.answers import Json, Refused


@dataclass
class Quota:
    limit: int | None = None
    """None: the account has no limit set."""
    used: int = 0
    """Recipients reached, however many messages each got at once."""

    def spend(self, recipients: int) -> None:
        """Count these recipients, or refuse all of them."""
        if self.limit is not None and self.used + recipients > self.limit:
            raise exceeded()
        self.used += recipients

    def as_line_tells(self) -> Json:
        return {"type": "none"} if self.limit is None else {"type": "limited", "value": self.limit}

    def as_json(self) -> Json:
        return {"limit": self.limit, "used": self.used}


def exceeded() -> Refused:
    return Refused(429, "You have reached your monthly limit.")
