"""Channel access tokens: the long-lived one where given, else a stateless one, renewed every ten minutes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import urllib3
from sqlalchemy.exc import SQLAlchemyError

from bot.answers import Answer, Kind, LineError
from bot.credentials import Credentials
from services.vault import Spoiled

RENEW_AT = 2 / 3
"""Part of its life: ten of the 15 minutes of a stateless token (LINE: docs on channel access tokens)."""
CONNECT, READ = 3.05, 10.0
"""Seconds that LINE is given for whatever nobody is waiting for."""
TIMEOUT = urllib3.Timeout(connect=CONNECT, read=READ)
NO_CREDENTIALS = Answer(Kind.TROUBLE, "no credentials")
NO_ANSWER = Answer(Kind.TROUBLE, "no token: no answer")


@dataclass(frozen=True)
class _Kept:
    credentials: Credentials
    token: str = field(repr=False)
    renew_at: float
    dies_at: float


class Tokens:
    """Gives the token for the next call; threads that need a new one at the same time fetch it once."""

    def __init__(
        self, credentials: Callable[[], Credentials], *, api_base: str, clock: Callable[[], float]
    ) -> None:
        self._credentials, self._clock, self._lock = credentials, clock, threading.Lock()
        self._address = f"{api_base}/oauth2/v3/token"
        self._pool = urllib3.PoolManager(retries=False)
        self._kept: _Kept | None = None
        self._failure: LineError | None = None

    def current(self) -> str:
        """Give a token that is good as far as we know; raise LineError when there is none to be had."""
        credentials = self._given()
        if credentials.access_token:
            return credentials.access_token
        kept = self._living(credentials)
        if kept is None:
            return self._first(credentials)
        if self._clock() >= kept.renew_at:
            self._renew(kept)
        return (self._kept or kept).token

    def refused(self, token: str) -> bool:
        """LINE refused this token: drop it, and tell whether another one is worth a try."""
        if self._given().access_token == token:
            return False
        with self._lock:
            if self._kept is not None and self._kept.token == token:
                self._kept = None
        return True

    def _given(self) -> Credentials:
        """Read them; where that fails nothing was sent for certain, and whoever calls must know."""
        try:
            return self._credentials()
        except (SQLAlchemyError, Spoiled):
            raise LineError(NO_CREDENTIALS) from None

    def _living(self, credentials: Credentials) -> _Kept | None:
        kept = self._kept
        is_ours = kept is not None and kept.credentials == credentials and self._clock() < kept.dies_at
        return kept if is_ours else None

    def _first(self, credentials: Credentials) -> str:
        """Whoever waited for a try that failed takes its answer: one by one they would wait for minutes."""
        known = self._failure
        with self._lock:
            kept = self._living(credentials)
            if kept is None and self._failure is not None and self._failure is not known:
                raise LineError(self._failure.answer)
            self._kept = kept or self._fetched(credentials)
            return self._kept.token

    def _renew(self, kept: _Kept) -> None:
        """One thread fetches the next; the others, and this one if LINE is silent, go on with the old."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._kept = self._fetched(kept.credentials)
        except LineError:
            return
        finally:
            self._lock.release()

    def _fetched(self, credentials: Credentials) -> _Kept:
        """Ask for a new one, and remember a failure for those who wait meanwhile."""
        try:
            return self._issued(credentials)
        except LineError as failure:
            self._failure = failure
            raise

    def _issued(self, credentials: Credentials) -> _Kept:
        if not (credentials.channel_id and credentials.channel_secret):
            raise LineError(NO_CREDENTIALS)
        answer = self._asked(credentials)
        if answer.status != 200:
            raise LineError(_refusal(answer.status))
        return _read(answer, credentials, self._clock())

    def _asked(self, credentials: Credentials) -> urllib3.BaseHTTPResponse:
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials.channel_id or "",
            "client_secret": credentials.channel_secret or "",
        }
        try:
            return self._pool.request(
                "POST", self._address, fields=form, encode_multipart=False, timeout=TIMEOUT
            )
        except urllib3.exceptions.HTTPError:
            raise LineError(NO_ANSWER) from None


def _read(answer: urllib3.BaseHTTPResponse, credentials: Credentials, now: float) -> _Kept:
    try:
        issued = answer.json()
        life = float(issued["expires_in"])
        return _Kept(credentials, str(issued["access_token"]), now + life * RENEW_AT, now + life)
    except (ValueError, KeyError, TypeError):
        raise LineError(NO_ANSWER) from None


def _refusal(status: int | None) -> Answer:
    """Nothing was sent, whatever the status; a busy LINE is asked again later, wrong credentials are ours."""
    return Answer(Kind.RATE if status == 429 else Kind.TROUBLE, f"no token: {status}", status)
