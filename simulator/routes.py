"""The table of contents of the Messaging API: which address is served by which function."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.endpoints import accounts, chats, hooks, insights, messages, richmenus
from simulator.requests import Request

Serve = Callable[[Channel, Request], Answer]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    name: str
    """What rate limits, faults and the log call it."""
    serve: Serve
    is_open: bool = False
    """Needs no bearer."""
    waits: bool = False
    """Calls somebody else, so it must not hold the lock."""


_MESSAGE = "/v2/bot/message"
_INSIGHT = "/v2/bot/insight"
_HOOK = "/v2/bot/channel/webhook"
_MENU = "/v2/bot/richmenu"
_USER_MENU = "/v2/bot/user/{userId}/richmenu"

API = (
    Route("POST", f"{_MESSAGE}/reply", "reply", messages.reply),
    Route("POST", f"{_MESSAGE}/push", "push", messages.push),
    Route("POST", f"{_MESSAGE}/multicast", "multicast", messages.multicast),
    Route("POST", f"{_MESSAGE}/broadcast", "broadcast", messages.broadcast),
    Route("POST", f"{_MESSAGE}/narrowcast", "narrowcast", messages.narrowcast),
    *(
        Route("POST", f"{_MESSAGE}/validate/{kind}", f"validate/{kind}", messages.validate)
        for kind in ("reply", "push", "multicast", "broadcast", "narrowcast")
    ),
    Route("GET", f"{_MESSAGE}/quota", "quota", accounts.quota),
    Route("GET", f"{_MESSAGE}/quota/consumption", "quota/consumption", accounts.consumption),
    *(
        Route("GET", f"{_MESSAGE}/delivery/{kind}", f"delivery/{kind}", insights.sent)
        for kind in ("reply", "push", "multicast", "broadcast")
    ),
    Route("GET", f"{_MESSAGE}/aggregation/info", "aggregation/info", insights.units),
    Route("GET", f"{_MESSAGE}/aggregation/list", "aggregation/list", insights.unit_names),
    Route("GET", f"{_INSIGHT}/message/event/aggregation", "insight/unit", insights.statistics),
    Route("GET", f"{_INSIGHT}/message/delivery", "insight/delivery", insights.deliveries),
    Route("GET", f"{_INSIGHT}/followers", "insight/followers", insights.followers),
    Route("GET", f"{_MESSAGE}/{{messageId}}/content", "content", accounts.content),
    Route("POST", "/oauth2/v3/token", "token", accounts.issue_token, is_open=True),
    Route("GET", "/v2/bot/info", "info", accounts.info),
    Route("GET", "/v2/bot/profile/{userId}", "profile", accounts.profile),
    Route("POST", "/v2/bot/user/{userId}/linkToken", "linkToken", accounts.link_token),
    Route("POST", "/v2/bot/chat/loading/start", "loading", chats.start_loading),
    Route("POST", "/v2/bot/chat/markAsRead", "markAsRead", chats.mark_as_read),
    Route("GET", f"{_HOOK}/endpoint", "webhook/endpoint", hooks.get),
    Route("PUT", f"{_HOOK}/endpoint", "webhook/endpoint/set", hooks.put),
    Route("POST", f"{_HOOK}/test", "webhook/test", hooks.test, waits=True),
    Route("POST", _MENU, "richmenu/create", richmenus.create),
    Route("POST", f"{_MENU}/validate", "richmenu/validate", richmenus.validate),
    Route("GET", f"{_MENU}/list", "richmenu/list", richmenus.list_all),
    Route("POST", f"{_MENU}/bulk/link", "richmenu/bulk/link", richmenus.link_many),
    Route("POST", f"{_MENU}/bulk/unlink", "richmenu/bulk/unlink", richmenus.unlink_many),
    Route("GET", f"{_MENU}/{{richMenuId}}", "richmenu/get", richmenus.get),
    Route("DELETE", f"{_MENU}/{{richMenuId}}", "richmenu/delete", richmenus.delete),
    Route("GET", f"{_MENU}/{{richMenuId}}/content", "richmenu/content/get", richmenus.get_picture),
    Route("POST", f"{_MENU}/{{richMenuId}}/content", "richmenu/content", richmenus.put_picture),
    Route("GET", "/v2/bot/user/all/richmenu", "richmenu/default/get", richmenus.get_default),
    Route("DELETE", "/v2/bot/user/all/richmenu", "richmenu/default/cancel", richmenus.cancel_default),
    Route("POST", "/v2/bot/user/all/richmenu/{richMenuId}", "richmenu/default", richmenus.set_default),
    Route("GET", _USER_MENU, "richmenu/user/get", richmenus.get_of_user),
    Route("DELETE", _USER_MENU, "richmenu/user/unlink", richmenus.unlink),
    Route("POST", f"{_USER_MENU}/{{richMenuId}}", "richmenu/user/link", richmenus.link),
)


def _not_found(_channel: Channel, _request: Request) -> Answer:
    raise Refused(404, "Not found")


UNKNOWN = Route("*", "*", "unknown", _not_found)
"""An address of the API's kind that is none: kept in the log, so that a wrong path is noticed."""


class Routes:
    """Finds the route of a request; earlier routes win."""

    def __init__(self, routes: Iterable[Route]) -> None:
        every = tuple(routes)
        self._plain = {(route.method, route.template): route for route in every if "{" not in route.template}
        self._shaped = [(_pattern(route.template), route) for route in every if "{" in route.template]

    def find(self, request: Request) -> Route | None:
        """The route of this request, whose placeholders are then filled in."""
        if plain := self._plain.get((request.method, request.path)):
            return plain
        for pattern, route in self._shaped:
            if route.method == request.method and (found := pattern.fullmatch(request.path)):
                request.params = found.groupdict()
                return route
        return None


def _pattern(template: str) -> re.Pattern[str]:
    """Placeholders match one step of the path; a {file} may lie in folders."""
    steps = re.sub(r"\\{file\\}", r"(?P<file>.+)", re.escape(template))
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", steps))
