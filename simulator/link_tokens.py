"""Link tokens: random, for one use, within ten minutes."""

from collections import OrderedDict

from simulator import ids, limits


class LinkTokens:
    """Which user each leads to, and until when."""

    def __init__(self) -> None:
        self._tokens: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def clear(self) -> None:
        self._tokens.clear()

    def issue(self, person_id: str, *, now: float) -> str:
        token = ids.opaque()
        self._tokens[token] = (person_id, now + limits.LINK_TOKEN_SECONDS)
        if len(self._tokens) > limits.KEPT_TOKENS:
            self._tokens.popitem(last=False)
        return token

    def use(self, token: str, *, now: float) -> str | None:
        """Spend the token; gives the person it leads to, None when it is over or was used."""
        person_id, good_until = self._tokens.pop(token, (None, 0.0))
        return person_id if now <= good_until else None
