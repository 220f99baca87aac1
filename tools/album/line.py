"""The stand-in for LINE as the album uses it: who is there."""

import json
import urllib.request
from typing import Any


class Line:
    """The control interface of the stand-in."""

    def __init__(self, url: str) -> None:
        self.url = url

    def add(self, person: str) -> None:
        """Let there be a person of this name."""
        if person not in self._ids():
            self._call("POST", "/sim/people", {"name": person})

    def _ids(self) -> dict[str, str]:
        """Everybody's id by name."""
        people = self._call("GET", "/sim/state")["people"]
        return {person["name"]: person["id"] for person in people}

    def _call(self, method: str, path: str, body: object = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        head = {"content-type": "application/json"}
        wanted = urllib.request.Request(self.url + path, sent, head, method=method)  # noqa: S310 - our own
        with urllib.request.urlopen(wanted, timeout=10) as answer:  # noqa: S310 - our own
            return json.load(answer)
