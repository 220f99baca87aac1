"""Problems: every no of the partner door, by RFC 9457: a lasting type, a title in the asker's language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request

from services import coupons, idempotency, links, people, points, purchases
from services.api_keys import ApiKeyTooFast, ApiKeyUnknown
from services.errors import RuleError

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/docs#"
"""Where a type is explained; with the slug it is the type itself, the same on every server."""


class Kind(NamedTuple):
    """One kind of no: its lasting name, its status, its title."""

    slug: str
    status: int
    ja: str
    en: str

    @property
    def type(self) -> str:
        return TYPES + self.slug

    def title(self, language: str) -> str:
        return self.en if language == "en" else self.ja


class Problem(Exception):  # the field's own word
    """The partner system is told no."""

    def __init__(self, kind: Kind, *, seconds: int | None = None, **members: Any) -> None:
        super().__init__(kind.slug)
        self.kind, self.seconds, self.members = kind, seconds, members


UNREADABLE = Kind("body-unreadable", 400, "本文がJSONとして読めません。", "The body cannot be read as JSON.")
FIELDS = Kind(
    "fields-invalid", 400, "直していただきたい項目があります。", "Some fields have to be corrected."
)
NAMELESS = Kind(
    "idempotency-key-missing",
    400,
    "Idempotency-Key ヘッダー（1〜200文字）を付けてください。",
    "Please send an Idempotency-Key header of 1 to 200 characters.",
)
KEY = Kind("key-unknown", 401, "APIキーを確かめてください。", "Please check the API key.")
SCOPE = Kind("scope-missing", 403, "このAPIキーでは、それはできません。", "This API key does not allow that.")
NOT_FOUND = Kind("not-found", 404, "このアドレスには何もありません。", "There is nothing at this address.")
METHOD = Kind(
    "method-not-allowed",
    405,
    "このアドレスでは使えない方法です。",
    "This method is not used at this address.",
)
TOO_LARGE = Kind("body-too-large", 413, "本文が大きすぎます。", "The body is too large.")
TOO_FAST = Kind(
    "too-many-requests",
    429,
    "回数の上限です。Retry-After の秒数だけお待ちください。",
    "Too many requests; please wait for the seconds that Retry-After says.",
)
BROKEN = Kind(
    "failure",
    500,
    "処理できませんでした。何も変わっていません。同じ Idempotency-Key でもう一度お試しください。",
    "It failed and nothing has changed. Please try again with the same Idempotency-Key.",
)
REFUSED = Kind("refused", 409, "いまはお受けできません。", "This is not possible just now.")

KINDS: Mapping[type[RuleError], Kind] = {
    ApiKeyUnknown: KEY,
    ApiKeyTooFast: TOO_FAST,
    idempotency.RequestInProgress: Kind(
        "request-in-progress",
        409,
        "同じ依頼を処理しています。少しおいて、同じ Idempotency-Key でお試しください。",
        "The same request is being worked on. Please try again shortly with the same Idempotency-Key.",
    ),
    idempotency.NameReused: Kind(
        "idempotency-key-reused",
        422,
        "この Idempotency-Key は、別の内容で使われています。",
        "This Idempotency-Key was used for another request.",
    ),
    people.CardUnknown: Kind("member-unknown", 404, "この会員は見つかりません。", "There is no such member."),
    links.LinkUnknown: Kind(
        "link-unknown", 404, "この番号につながった会員はいません。", "No member is linked under this name."
    ),
    links.CustomerRefused: Kind(
        "customer-refused", 422, "お客様番号は1〜100文字です。", "A customer number has 1 to 100 characters."
    ),
    purchases.ShopUnknown: Kind(
        "shop-unknown", 422, "この番号の店舗はありません。", "There is no branch of this number."
    ),
    purchases.ReceiptKnown: Kind(
        "receipt-known",
        409,
        "このレシート番号は、別の金額か別の会員で使われています。",
        "This receipt number was used for another amount or another member.",
    ),
    points.AmountRefused: Kind(
        "amount-refused", 422, "この数はお受けできません。", "This amount cannot be taken."
    ),
    points.PointsTooFew: Kind("points-too-few", 409, "ポイントが足りません。", "There are too few points."),
    coupons.CouponUnknown: Kind(
        "coupon-unknown", 404, "このクーポンは見つかりません。", "There is no such coupon."
    ),
    coupons.CouponNotBegun: Kind(
        "coupon-not-begun", 409, "このクーポンは、まだ使えません。", "The coupon's first day has not come."
    ),
    coupons.CouponExpired: Kind(
        "coupon-expired", 409, "このクーポンは期限が過ぎています。", "The coupon's last day has passed."
    ),
    coupons.CouponAlreadyUsed: Kind(
        "coupon-already-used", 409, "このクーポンは使用済みです。", "The coupon was used before."
    ),
}
"""What each refusal of the rules is called out here."""

OF_EVERY_WRITE = (idempotency.RequestInProgress, idempotency.NameReused)
ALL: tuple[Kind, ...] = tuple(
    sorted(
        {
            *(UNREADABLE, FIELDS, NAMELESS, KEY, SCOPE, NOT_FOUND, METHOD),
            *(TOO_LARGE, TOO_FAST, BROKEN, REFUSED, *KINDS.values()),
        },
        key=lambda kind: (kind.status, kind.slug),
    )
)


def of(refusal: RuleError) -> Problem:
    """Say a rule's no; the numbers that it carries go along."""
    found = of_type(type(refusal))
    if isinstance(refusal, ApiKeyTooFast):
        return Problem(found, seconds=refusal.seconds)
    numbers = {name: value for name, value in vars(refusal).items() if type(value) is int}
    return Problem(found, **numbers)


def of_type(refusal: type[RuleError]) -> Kind:
    """Give what a refusal, or one of its kind, is called out here."""
    return next((KINDS[kind] for kind in refusal.__mro__ if kind in KINDS), REFUSED)


def content(problem: Problem, language: str) -> str:
    """Write the body."""
    kind = problem.kind
    body = {"type": kind.type, "title": kind.title(language), "status": kind.status, **problem.members}
    return json.dumps(body, ensure_ascii=False)


def answer(problem: Problem) -> Response:
    """Give the whole answer."""
    response = Response(content(problem, language()), problem.kind.status, content_type=MEDIA_TYPE)
    if problem.seconds is not None:
        response.headers["Retry-After"] = str(problem.seconds)
    if problem.kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def language() -> str:
    """Give the language that the asker would rather read; Japanese unless they say otherwise."""
    return request.accept_languages.best_match(("ja", "en")) or "ja"


def fields(found: Sequence[Mapping[str, Any]]) -> Problem:
    """Name each field that is not as it must be: `errors` of `{field, reason, detail}`."""
    return Problem(FIELDS, errors=list(found))
