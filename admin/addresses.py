"""What one way in to the admin pages is: how it is asked for, under which address and name, and its view."""

from collections.abc import Callable
from typing import Any, NamedTuple

GET, POST = "GET", "POST"


class Route(NamedTuple):
    """One way in."""

    method: str
    address: str
    name: str
    view: Callable[..., Any]
