"""What can be asked of LINE about our channel: everything that is not a message goes through its SDK."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pydantic.v1
import urllib3
from linebot.v3 import insight
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    SetWebhookEndpointRequest,
    TestWebhookEndpointRequest,
    ValidateMessageRequest,
)

from bot import verdicts
from bot.answers import Answer, Kind, LineError
from bot.bodies import Json
from bot.tokens import CONNECT, READ, Tokens

TIMEOUT = (CONNECT, READ)
"""Connect and read, seconds; the SDK has none of its own."""


@dataclass(frozen=True)
class Quota:
    """The month's messages: the limit (None: there is none) and how many LINE counted, approximately."""

    limit: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


@dataclass(frozen=True)
class BotInfo:
    """The Official Account behind the credentials."""

    user_id: str
    basic_id: str
    name: str
    chat_mode: str
    """`chat`: staff can answer in LINE's own console; `bot`: they cannot."""
    mark_as_read_mode: str


@dataclass(frozen=True)
class Endpoint:
    url: str
    is_active: bool


@dataclass(frozen=True)
class EndpointTest:
    """What LINE saw when it called our webhook."""

    is_reached: bool
    status: int
    reason: str


class Questions:
    """Asks; each question raises LineError when LINE says no or does not answer."""

    def __init__(self, tokens: Tokens, *, api_base: str, data_base: str, connections: int) -> None:
        self._tokens = tokens
        self._configurations = [_configuration(base, connections) for base in (api_base, data_base)]
        self._api = MessagingApi(ApiClient(self._configurations[0]))
        self._statistics = insight.Insight(insight.ApiClient(self._configurations[0]))
        self._blobs = MessagingApiBlob(ApiClient(self._configurations[1]))

    def ask(self, question: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        """Ask with a good token and a timeout; a refused token is renewed once."""
        token = self._tokens.current()
        try:
            return self._asked(token, question, *arguments, **more)
        except LineError as error:
            if error.answer.status != 401 or not self._tokens.refused(token):
                raise
        return self._asked(self._tokens.current(), question, *arguments, **more)

    @property
    def menus(self) -> MessagingApi:
        """The SDK itself, for rich menus and the like: `wire.ask(wire.menus.create_rich_menu, request)`."""
        return self._api

    @property
    def statistics(self) -> insight.Insight:
        """The SDK of what LINE counts: `questions.ask(questions.statistics.get_number_of_followers, …)`."""
        return self._statistics

    def quota(self) -> Quota:
        limit = self.ask(self._api.get_message_quota)
        used = self.ask(self._api.get_message_quota_consumption)
        return Quota(limit.value if limit.type == "limited" else None, int(used.total_usage))

    def bot_info(self) -> BotInfo:
        info = self.ask(self._api.get_bot_info)
        modes = str(info.chat_mode), str(info.mark_as_read_mode)
        return BotInfo(info.user_id, info.basic_id, info.display_name, *modes)

    def is_token_good(self) -> bool:
        try:
            self.bot_info()
        except LineError:
            return False
        return True

    def validate(self, kind: str, messages: Sequence[Json]) -> list[str]:
        """Ask LINE what is wrong with messages for `reply`, `push` or `multicast`; nothing wrong: []."""
        question = getattr(self._api, f"validate_{kind}")
        try:
            self.ask(question, ValidateMessageRequest.from_dict({"messages": list(messages)}))
        except LineError as error:
            if error.answer.status != 400:
                raise
            return [error.answer.reason or error.answer.word]
        return []

    def profile_name(self, user_id: str) -> str | None:
        """Give the name that a friend shows; None when LINE does not know or tell."""
        profile = self._unless_missing(self._api.get_profile, user_id)
        return None if profile is None else str(profile.display_name)

    def webhook_endpoint(self) -> Endpoint | None:
        found = self._unless_missing(self._api.get_webhook_endpoint)
        return None if found is None else Endpoint(str(found.endpoint), bool(found.active))

    def set_webhook_endpoint(self, url: str) -> None:
        self.ask(self._api.set_webhook_endpoint, SetWebhookEndpointRequest(endpoint=url))

    def test_webhook(self) -> EndpointTest:
        seen = self.ask(self._api.test_webhook_endpoint, TestWebhookEndpointRequest())
        return EndpointTest(bool(seen.success), int(seen.status_code), str(seen.reason))

    def upload_menu_image(self, rich_menu_id: str, image: bytes, *, content_type: str) -> None:
        headers = {"Content-Type": content_type}
        self.ask(self._blobs.set_rich_menu_image, rich_menu_id, image, _headers=headers)

    def _unless_missing(self, question: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return self.ask(question, *arguments)
        except LineError as error:
            if error.answer.status != 404:
                raise
            return None

    def _asked(self, token: str, question: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        for configuration in self._configurations:
            configuration.access_token = token
        try:
            return question(*arguments, _request_timeout=TIMEOUT, **more)
        except (ApiException, insight.ApiException) as refusal:
            raise LineError(_refusal(refusal)) from None
        except urllib3.exceptions.HTTPError:
            raise LineError(Answer(Kind.UNKNOWN, "no answer")) from None
        except pydantic.v1.ValidationError:
            raise LineError(Answer(Kind.UNKNOWN, "unreadable")) from None


def _refusal(refusal: ApiException | insight.ApiException) -> Answer:
    headers = {name.lower(): value for name, value in (refusal.headers or {}).items()}
    return verdicts.judge(int(refusal.status or 0), headers, str(refusal.body or "").encode())


def _configuration(base: str, connections: int) -> Configuration:
    configuration = Configuration(host=base, access_token="")  # the token is set at each question
    configuration.retries = urllib3.Retry(total=0, redirect=0)
    configuration.connection_pool_maxsize = connections
    return configuration
