"""The partner door's table of contents: address, scope, what is taken and given. Start reading here."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, Response, request

from api import calls, docs, links, members, openapi, problems, purchases, shapes, shopify, shops
from api.calls import Parts, Route
from services import links as link_rules
from services import people, points
from services import purchases as purchase_rules

GET, POST = "GET", "POST"
PREFIX = "/api/v1"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NOBODY = (people.CardUnknown, link_rules.LinkUnknown)

ROUTES: tuple[Route, ...] = (
    Route(
        GET,
        "/shops",
        "shops",
        None,
        shops.show,
        shapes.Nothing,
        shapes.Shops,
        "店舗の番号を調べる",
        "Look up the numbers of the branches",
    ),
    Route(
        GET,
        "/members",
        "member",
        "members:read",
        members.show,
        shapes.Whose,
        shapes.Cardholder,
        "会員を確かめる",
        "Look up a member",
        refusals=NOBODY,
    ),
    Route(
        GET,
        "/balance",
        "balance",
        "points:read",
        members.balance,
        shapes.Whose,
        shapes.Balance,
        "ポイントの残高を見る",
        "See what a member has",
        refusals=NOBODY,
    ),
    Route(
        GET,
        "/entries",
        "entries",
        "points:read",
        members.lines,
        shapes.LinesAsked,
        shapes.Lines,
        "ポイントの動きを見る",
        "See the lines of a member's ledger",
        refusals=NOBODY,
    ),
    Route(
        POST,
        "/purchases",
        "purchase",
        "purchases:write",
        purchases.give,
        shapes.Purchase,
        shapes.Given,
        "お買い物にポイントを付ける",
        "Give the points of a purchase",
        status=201,
        refusals=(
            *NOBODY,
            purchase_rules.ShopUnknown,
            purchase_rules.ReceiptKnown,
            points.AmountRefused,
        ),
    ),
    Route(
        POST,
        "/links",
        "link",
        "links:write",
        links.begin,
        shapes.LinkRequest,
        shapes.LinkBegun,
        "お客様番号をLINEの会員とつなぎ始める",
        "Begin to link a customer number with the member in LINE",
        status=201,
        refusals=(link_rules.CustomerRefused,),
    ),
    Route(
        POST,
        "/links/end",
        "unlink",
        "links:write",
        links.end,
        shapes.LinkEnd,
        shapes.LinkEnded,
        "お客様番号のつながりを終える",
        "End the link of a customer number",
    ),
)


def blueprint(parts: Parts) -> Blueprint:
    """Give `/api/v1/`, with its description and its pages to read."""
    door = Blueprint("api", __name__, url_prefix=PREFIX, template_folder="templates")
    description = openapi.describe(ROUTES)
    for address, ways in _by_address(ROUTES).items():
        door.add_url_rule(address, address[1:].replace("/", "_"), _view(parts, ways), methods=METHODS)
    door.add_url_rule("/shopify", "shopify", lambda: shopify.hear(parts), methods=[POST])
    door.add_url_rule("/openapi.json", "openapi", lambda: openapi.answer(description))
    door.add_url_rule("/docs", "docs", lambda: docs.page(ROUTES))
    door.add_url_rule("/docs.css", "style", docs.style)
    door.add_url_rule("/<path:_rest>", "nothing", _nothing, methods=METHODS)
    return door


def _by_address(routes: Sequence[Route]) -> Mapping[str, Mapping[str, Route]]:
    found: dict[str, dict[str, Route]] = {}
    for route in routes:
        found.setdefault(route.address, {})[route.method] = route
    return found


def _view(parts: Parts, ways: Mapping[str, Route]) -> Callable[[], Response]:
    """Serve an address; a method that it does not know is refused in the words of this door."""

    def view() -> Response:
        route = ways.get("GET" if request.method == "HEAD" else request.method)
        if route is not None:
            return calls.serve(parts, route)
        response = problems.answer(problems.Problem(problems.METHOD))
        response.headers["Allow"] = ", ".join(sorted(ways))
        return response

    return view


def _nothing(_rest: str) -> Response:
    return problems.answer(problems.Problem(problems.NOT_FOUND))
