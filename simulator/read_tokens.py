"""Tokens with which the bot marks a person's message, and all before it, as read."""

from collections import OrderedDict

from simulator import ids, limits


class ReadTokens:
    def __init__(self) -> None:
        self._people: OrderedDict[str, str] = OrderedDict()

    def clear(self) -> None:
        self._people.clear()

    def issue(self, person_id: str) -> str:
        token = ids.opaque()
        self._people[token] = person_id
        if len(self._people) > limits.KEPT_TOKENS:
            self._people.popitem(last=False)
        return token

    def whose(self, token: str) -> str | None:
        return self._people.get(token)
