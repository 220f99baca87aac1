"""The wire: the only file that sends messages to the Messaging API."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import structlog
import urllib3

from bot import bodies, link_tokens, verdicts
from bot.answers import Answer, Kind, LineError
from bot.bodies import Json, check, load, multicast_body, multicast_body_of, prepared, push_body
from bot.credentials import Credentials
from bot.tokens import CONNECT, READ, Tokens

if TYPE_CHECKING:
    from bot.questions import Questions

__all__ = [
    "Wire",
    "check",
    "load",
    "multicast_body",
    "multicast_body_of",
    "prepared",
    "push_body",
]

TIMEOUT = (CONNECT, READ)
"""Connect and read, seconds."""
LONGEST_CALL = 3 * sum(TIMEOUT)
"""Seconds that a push or multicast lasts at most once it began: a 429 is followed by two questions."""
REPLY_TIMEOUT = (2.0, 5.0)
"""Connect and read, seconds: somebody is waiting for the words."""

TOO_LATE = Answer(Kind.TROUBLE, "too late")
"""Nothing was sent: its claim was about to run out."""

log = structlog.get_logger("line")


def _always() -> bool:
    return True


@dataclass(frozen=True)
class _Call:
    name: str
    body: bytes
    timeout: tuple[float, float]
    headers: dict[str, str] = field(default_factory=dict)
    may_begin: Callable[[], bool] = _always


class Wire:
    """One client for a process and all its threads; made after the fork, for sockets must not be shared."""

    def __init__(
        self,
        credentials: Callable[[], Credentials],
        *,
        api_base: str,
        data_base: str,
        clock: Callable[[], float] = time.monotonic,
        connections: int = 32,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self._timeout = timeout
        self._tokens = Tokens(credentials, api_base=api_base, clock=clock)
        self._base, self._data_base, self._connections = api_base, data_base, connections
        self._clock = clock
        self._pool = urllib3.PoolManager(maxsize=connections, retries=False)

    @cached_property
    def questions(self) -> "Questions":
        """What can be asked of LINE, through its SDK; loading that takes a second, so only who asks pays."""
        from bot.questions import Questions  # noqa: PLC0415

        return Questions(
            self._tokens, api_base=self._base, data_base=self._data_base, connections=self._connections
        )

    def link_token(self, user_id: str) -> str:
        """Ask for the token with which a web shop sends this user back to us; raise LineError."""
        return link_tokens.fetch(self._pool, self._tokens, self._base, user_id)

    def reply(self, token: str, messages: Sequence[Json]) -> Answer:
        """Answer an event. An unknown answer must never be followed by another try: replies have no key."""
        try:
            body = bodies.reply_body(token, messages)
        except ValueError as fault:
            return Answer(Kind.REJECTED, "bad message", reason=type(fault).__name__)
        return self._answered(_Call("reply", body, REPLY_TIMEOUT))

    def push(self, body: bytes, *, retry_key: str, may_begin: Callable[[], bool] = _always) -> Answer:
        """Send to one person; the body comes from `push_body`. `may_begin` is asked before every try."""
        return self._send(_Call("push", body, self._timeout, _key(retry_key), may_begin), recipients=1)

    def multicast(
        self, body: bytes, *, retry_key: str, recipients: int, may_begin: Callable[[], bool] = _always
    ) -> Answer:
        """Send to up to 500; the body comes from `multicast_body`. `recipients` tells quota from rate."""
        return self._send(
            _Call("multicast", body, self._timeout, _key(retry_key), may_begin), recipients=recipients
        )

    def _send(self, call: _Call, *, recipients: int) -> Answer:
        answer = self._answered(call)
        if answer.status == 429 and self._is_used_up(answer, recipients):
            return replace(answer, kind=Kind.QUOTA, word="429 quota")
        return answer

    def _is_used_up(self, answer: Answer, recipients: int) -> bool:
        """Tell the two 429s apart: by the quota endpoints, whose count lags, and by LINE's words."""
        if verdicts.says_month_is_over(answer):
            return True
        try:
            left = self.questions.quota().left
        except LineError:
            return False
        return left is not None and left < recipients

    def _answered(self, call: _Call) -> Answer:
        begun = self._clock()
        try:
            answer = self._with_good_token(call)
        except LineError as error:
            answer = error.answer
        took = round((self._clock() - begun) * 1000)
        log.info("called", call=call.name, answer=answer.word, request_id=answer.request_id, ms=took)
        return answer

    def _with_good_token(self, call: _Call) -> Answer:
        token = self._tokens.current()
        answer = self._post(call, token)
        if answer.status == 401 and self._tokens.refused(token):
            return self._post(call, self._tokens.current())
        return answer

    def _post(self, call: _Call, token: str) -> Answer:
        if not call.may_begin():
            return TOO_LATE
        ours = {"authorization": f"Bearer {token}", "content-type": "application/json", "user-agent": "goen"}
        try:
            response = self._pool.request(
                "POST",
                f"{self._base}/v2/bot/message/{call.name}",
                body=call.body,
                headers={**ours, **call.headers},
                timeout=urllib3.Timeout(connect=call.timeout[0], read=call.timeout[1]),
            )
        except urllib3.exceptions.TimeoutError:
            return Answer(Kind.UNKNOWN, "timeout")
        except urllib3.exceptions.HTTPError:
            return Answer(Kind.UNKNOWN, "no answer")
        return verdicts.judge(response.status, response.headers, response.data, is_to_one=call.name == "push")


def _key(retry_key: str) -> dict[str, str]:
    return {"x-line-retry-key": retry_key}
