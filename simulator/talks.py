"""What everybody sees in their talk with the bot, and the news of it for whoever listens."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from simulator import limits
from simulator.answers import Json

Side = Literal["bot", "person", "system"]


@dataclass(kw_only=True, slots=True)
class Entry:
    seq: int
    side: Side
    at: int
    """Milliseconds since 1970."""
    message: Json
    silent: bool = False
    request_id: str | None = None
    via: str | None = None
    """The endpoint that brought it: reply, push, multicast."""

    def as_json(self) -> Json:
        return {
            "seq": self.seq,
            "from": self.side,
            "at": self.at,
            "message": self.message,
            "silent": self.silent,
            "requestId": self.request_id,
            "via": self.via,
        }


@dataclass(kw_only=True, slots=True)
class News:
    """Something that a listening page should hear of."""

    seq: int
    kind: str
    person_id: str | None
    content: Any
    """An Entry, or what else there is to say as JSON."""


class Talks:
    def __init__(self) -> None:
        self._entries: dict[str, deque[Entry]] = {}
        self._news: deque[News] = deque(maxlen=limits.KEPT_NEWS)
        self.seq = 0
        """Number of the latest news; never goes back, not even by a reset."""

    def clear(self) -> None:
        self._entries.clear()

    def add(
        self,
        person_id: str,
        side: Side,
        message: Json,
        *,
        at: int,
        silent: bool = False,
        request_id: str | None = None,
        via: str | None = None,
    ) -> Entry:
        self.seq += 1
        entry = Entry(
            seq=self.seq, side=side, at=at, message=message, silent=silent, request_id=request_id, via=via
        )
        self._entries.setdefault(person_id, deque(maxlen=limits.KEPT_ENTRIES)).append(entry)
        self._news.append(News(seq=self.seq, kind="entry", person_id=person_id, content=entry))
        return entry

    def tell(self, kind: str, person_id: str | None, content: Json) -> None:
        self.seq += 1
        self._news.append(News(seq=self.seq, kind=kind, person_id=person_id, content=content))

    def of(self, person_id: str) -> list[Entry]:
        return list(self._entries.get(person_id, ()))

    def news_after(self, seq: int) -> list[News]:
        return list(reversed(list(self._newest_down_to(seq))))

    def has_forgotten(self, seq: int) -> bool:
        """Whether news right after this number are no longer kept."""
        return seq > self.seq or (bool(self._news) and self._news[0].seq > seq + 1)

    def _newest_down_to(self, seq: int) -> Iterator[News]:
        for news in reversed(self._news):
            if news.seq <= seq:
                return
            yield news
