"""The partner door: every address of the table of contents, its description, and the page to read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from flask import Blueprint, Response, request

from api import calls, docs, openapi, problems, shopify
from api.calls import Parts, Route
from api.contents import ROUTES
from api.turns import Turns

PREFIX = "/api/v1"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def blueprint(parts: Parts) -> Blueprint:
    """Give `/api/v1/`, with its description and its pages to read."""
    door = Blueprint("api", __name__, url_prefix=PREFIX, template_folder="templates")
    turns = Turns(parts.sessions, parts.clock)
    for address, ways in _by_address(ROUTES).items():
        door.add_url_rule(address, address[1:].replace("/", "_"), _view(parts, turns, ways), methods=METHODS)
    door.add_url_rule("/shopify", "shopify", lambda: shopify.hear(parts), methods=["POST"])
    door.add_url_rule("/openapi.json", "openapi", lambda: openapi.answer(_description()))
    door.add_url_rule("/docs", "docs", lambda: docs.page(ROUTES))
    door.add_url_rule("/docs.css", "style", docs.style)
    door.add_url_rule("/<path:_rest>", "nothing", _nothing, methods=METHODS)
    return door


@cache
def _description() -> str:
    """Written when somebody asks for it first: a process that only serves tills need not wait for it."""
    return openapi.describe(ROUTES)


def _by_address(routes: Sequence[Route]) -> Mapping[str, Mapping[str, Route]]:
    found: dict[str, dict[str, Route]] = {}
    for route in routes:
        found.setdefault(route.address, {})[route.method] = route
    return found


def _view(parts: Parts, turns: Turns, ways: Mapping[str, Route]) -> Callable[[], Response]:
    """Serve an address; a method that it does not know is refused in the words of this door."""

    def view() -> Response:
        route = ways.get("GET" if request.method == "HEAD" else request.method)
        if route is not None:
            return calls.serve(parts, turns, route)
        response = problems.answer(problems.Problem(problems.METHOD))
        response.headers["Allow"] = ", ".join(sorted(ways))
        return response

    return view


def _nothing(_rest: str) -> Response:
    return problems.answer(problems.Problem(problems.NOT_FOUND))
