"""Reply tokens: random, for one use, within a minute of a webhook's arrival."""

from collections import OrderedDict
from dataclasses import dataclass

from simulator import ids, limits
from simulator.answers import Refused


@dataclass(kw_only=True, slots=True)
class ReplyToken:
    person_id: str | None
    event_at: float
    good_until: float


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: OrderedDict[str, ReplyToken] = OrderedDict()

    def clear(self) -> None:
        self._tokens.clear()

    def issue(self, person_id: str | None, *, now: float) -> str:
        token = ids.opaque()
        self._tokens[token] = ReplyToken(
            person_id=person_id, event_at=now, good_until=now + limits.REPLY_TOKEN_SECONDS
        )
        if len(self._tokens) > limits.KEPT_TOKENS:
            self._tokens.popitem(last=False)
        return token

    def renew(self, token: str, *, now: float) -> None:
        """A (re)delivery gives another minute, unless used or 20 minutes after the event."""
        if kept := self._tokens.get(token):
            last = kept.event_at + limits.REPLY_TOKEN_LAST_SECONDS
            kept.good_until = min(now + limits.REPLY_TOKEN_SECONDS, last)

    def use(self, token: str, *, now: float) -> str | None:
        """Spend the token; gives the person it leads to."""
        kept = self._tokens.pop(token, None)
        if kept is None or now > kept.good_until:
            raise Refused(400, "Invalid reply token")
        return kept.person_id
