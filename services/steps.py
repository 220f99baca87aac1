"""Steps: the named moments of a delivery at which a process may die and nothing may be lost or doubled."""

import enum
from collections.abc import Callable


class Step(enum.StrEnum):
    """What was done last; whoever is told of it may do as they like, even die."""

    PLANNING = "planning"
    """A slice of a plan is written, and not yet committed."""
    PLANNED = "planned"
    """A slice of a plan is committed."""
    CLAIMED = "claimed"
    """A sending is claimed; its intent is not yet committed."""
    INTENDED = "intended"
    """The intent is committed; the call has not begun."""
    SENT = "sent"
    """The call is over, answered or not; nothing of it is noted."""
    NOTING = "noting"
    """The outcome is written, and not yet committed."""
    NOTED = "noted"
    """The outcome is committed."""


OnStep = Callable[[Step], None]


def go_on(_step: Step) -> None:
    """Do nothing: in a shop nobody looks."""
