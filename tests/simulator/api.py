"""A caller of the Messaging API that sends exactly what a test wants."""

import json
from typing import Any

import urllib3
from urllib3.response import BaseHTTPResponse

from simulator import RunningLine

TEXT = {"type": "text", "text": "こんにちは"}


class Api:
    def __init__(self, line: RunningLine) -> None:
        self._line = line
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 5.0,
    ) -> BaseHTTPResponse:
        kind = "application/x-www-form-urlencoded" if path.startswith("/oauth2") else "application/json"
        bearer = f"Bearer {token or self._line.token}"
        sent = {"Authorization": bearer, "Content-Type": kind, **(headers or {})}
        sent |= {"X-Line-Retry-Key": key} if key else {}
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        return self._pool.request(method, self._line.url + path, body=raw, headers=sent, timeout=timeout)

    def push(self, to: str, *messages: Any, key: str | None = None, **more: Any) -> BaseHTTPResponse:
        body = {"to": to, "messages": list(messages) or [TEXT], **more}
        return self.call("POST", "/v2/bot/message/push", body, key=key)

    def multicast(self, *to: str, key: str | None = None, **more: Any) -> BaseHTTPResponse:
        body = {"to": list(to), "messages": [TEXT], **more}
        return self.call("POST", "/v2/bot/message/multicast", body, key=key)

    def reply(self, token: str, *messages: Any, key: str | None = None) -> BaseHTTPResponse:
        body = {"replyToken": token, "messages": list(messages) or [TEXT]}
        return self.call("POST", "/v2/bot/message/reply", body, key=key)

    def validate(self, *messages: Any) -> BaseHTTPResponse:
        return self.call("POST", "/v2/bot/message/validate/push", {"messages": list(messages)})

    def get(self, path: str) -> Any:
        return self.call("GET", path).json()


def faults_of(answer: BaseHTTPResponse) -> dict[str, str]:
    """Which property of a refused body was wrong, and how."""
    assert answer.status == 400, answer.data
    return {detail["property"]: detail["message"] for detail in answer.json()["details"]}
