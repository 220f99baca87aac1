"""The stand-in for LINE as the album uses it: who is there, what their talk holds, and what it refuses."""

import json
import urllib.parse
import urllib.request
from typing import Any


class Line:
    """The control interface of the stand-in."""

    def __init__(self, url: str) -> None:
        self.url, self.slip = url, ""
        """Where it is, and the code on the slip that the shop handed out last."""

    def add(self, person: str) -> None:
        """Let there be a person of this name."""
        if person not in self._ids():
            self._call("POST", "/sim/people", {"name": person})

    def talk(self, person: str) -> str:
        """Give all that is on this person's screen, as it was sent."""
        shown = self._call("GET", f"/sim/people/{urllib.parse.quote(self._ids()[person])}/talk")
        return json.dumps(shown["entries"], ensure_ascii=False)

    def post(self, person: str, what: str) -> None:
        """Let this person send a `sticker` or an `image`."""
        self._call("POST", f"/sim/people/{urllib.parse.quote(self._ids()[person])}/{what}", {})

    def refuse_replies(self, *, is_refusing: bool) -> None:
        """Answer every reply with “too many”, or take them again."""
        rules = [{"endpoint": "reply", "kind": "429_rate"}] if is_refusing else []
        self._call("PUT", "/sim/faults", {"faults": rules})

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
