"""Delivers events to the bot, signed and in order, again when it did not answer 2xx within two seconds."""

import heapq
import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import urllib3

from simulator import deliveries, events, limits
from simulator.answers import Json
from simulator.clocks import Clock
from simulator.deliveries import Delivery
from simulator.reply_tokens import ReplyTokens
from simulator.settings import Settings
from simulator.signatures import sign

_SWAP_SECONDS = 0.3


@dataclass(order=True)
class _Parcel:
    due: float
    number: int
    happened: list[Json] = field(compare=False)
    attempt: int = field(default=0, compare=False)


class Webhooks:
    def __init__(
        self,
        *,
        lock: threading.RLock,
        settings: Settings,
        tokens: ReplyTokens,
        clock: Clock,
        secret: str,
        destination: str,
    ) -> None:
        self._wake = threading.Condition(lock)
        self._settings, self._tokens, self._clock = settings, tokens, clock
        self._secret, self._destination = secret, destination
        self._parcels: list[_Parcel] = []
        self._numbers = itertools.count()
        self._under_way = self._sent = 0
        self._stopped = False
        self._pool = urllib3.PoolManager(maxsize=4, retries=False)
        self.deliveries: deque[Delivery] = deque(maxlen=limits.KEPT_DELIVERIES)
        self._worker = threading.Thread(target=self._work, name="simulator-webhooks", daemon=True)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        with self._wake:
            self._stopped = True
            self._wake.notify_all()
        self._worker.join(timeout=1)
        self._pool.clear()

    def clear(self) -> None:
        """Forget what waits and what was delivered."""
        with self._wake:
            self._parcels.clear()
            self._sent = 0
            self.deliveries.clear()
            self._wake.notify_all()

    def send(self, *happened: Json) -> None:
        """Bring these events to the bot in one request, soon."""
        with self._wake:
            if not self._settings.webhook:
                return
            wait = _SWAP_SECONDS if self._settings.reorder and self._sent % 2 == 0 else 0.0
            self._sent += 1
            for _ in range(2 if self._settings.duplicates else 1):
                self._put(list(happened), wait=wait)

    def is_idle(self) -> bool:
        return not self._parcels and not self._under_way

    def wait_until_idle(self, timeout: float) -> bool:
        with self._wake:
            return self._wake.wait_for(self.is_idle, timeout=timeout)

    def post(
        self,
        happened: Sequence[Json],
        *,
        address: str | None = None,
        body: bytes | None = None,
        signature: str | None = None,
    ) -> Delivery:
        """Deliver at once, in the caller's thread, whatever the address, body and signature are."""
        whole = self._body(list(happened)) if body is None else body
        self._renew(happened)
        return self._post(happened, whole, address=address, signature=signature)

    def _put(self, happened: list[Json], *, wait: float, attempt: int = 0) -> None:
        parcel = _Parcel(time.monotonic() + wait, next(self._numbers), happened, attempt)
        heapq.heappush(self._parcels, parcel)
        self._wake.notify_all()

    def _work(self) -> None:
        while parcel := self._next():
            self._renew(parcel.happened)
            delivery = self._post(parcel.happened, self._body(parcel.happened), attempt=parcel.attempt)
            self._finish(parcel, delivery)

    def _next(self) -> _Parcel | None:
        with self._wake:
            while not self._stopped:
                wait = self._parcels[0].due - time.monotonic() if self._parcels else None
                if wait is not None and wait <= 0:
                    self._under_way += 1
                    return heapq.heappop(self._parcels)
                self._wake.wait(wait)
        return None

    def _finish(self, parcel: _Parcel, delivery: Delivery) -> None:
        with self._wake:
            self._under_way -= 1
            more = self._settings.redelivery and parcel.attempt < self._settings.redelivery_times
            if delivery.error and more:
                again = [events.redelivered(one) for one in parcel.happened]
                wait = self._settings.redelivery_interval * 2**parcel.attempt
                self._put(again, wait=wait, attempt=parcel.attempt + 1)
            self._wake.notify_all()

    def _post(
        self,
        happened: Sequence[Json],
        body: bytes,
        *,
        attempt: int = 0,
        address: str | None = None,
        signature: str | None = None,
    ) -> Delivery:
        started = time.monotonic()
        status = self._request(address or self._settings.webhook or "", body, signature)
        delivery = Delivery(
            at=self._clock.now_ms(),
            status=status if isinstance(status, int) else None,
            error=deliveries.reason(status),
            took_ms=int((time.monotonic() - started) * 1000),
            attempt=attempt,
            happened=happened,
        )
        with self._wake:
            self.deliveries.append(delivery)
        return delivery

    def _renew(self, happened: Sequence[Json]) -> None:
        with self._wake:
            for one in happened:
                self._tokens.renew(str(one.get("replyToken")), now=self._clock.now())

    def _body(self, happened: list[Json]) -> bytes:
        whole = {"destination": self._destination, "events": happened}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def _request(self, address: str, body: bytes, signature: str | None) -> int | str:
        """The status that came back, or why none did."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(body, secret=self._secret) if signature is None else signature,
        }
        if not address:
            return "could_not_connect"
        timeout = urllib3.Timeout(total=self._settings.webhook_timeout or 0.001)
        try:
            return self._pool.request(
                "POST", address, body=body, headers=headers, timeout=timeout, redirect=False
            ).status
        except urllib3.exceptions.NewConnectionError:
            return "could_not_connect"  # Named first, because the library counts it among the timeouts.
        except urllib3.exceptions.TimeoutError:
            return "request_timeout"
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return "could_not_connect"
