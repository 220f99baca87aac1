"""Refusals: what each no of the rules is called at the partner door."""

from collections.abc import Mapping

from api import problems
from api.problems import Kind, Problem
from services import (
    codes,
    coupon_reversals,
    coupon_terms,
    coupon_uses,
    coupons,
    idempotency,
    links,
    lots,
    people,
    point_reservations,
    points,
    purchases,
    returns,
    spend_codes,
    welcomes,
)
from services.api_keys import ApiKeyTooFast, ApiKeyUnknown
from services.errors import RuleError

KINDS: Mapping[type[RuleError], Kind] = {
    ApiKeyUnknown: problems.KEY,
    ApiKeyTooFast: problems.TOO_FAST,
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
    lots.PointsTooFew: Kind("points-too-few", 409, "ポイントが足りません。", "There are too few points."),
    welcomes.WelcomeLocked: Kind(
        "welcome-locked",
        409,
        "入会のお礼のポイントは、初めてのお買い物のあとから使えます。",
        "The points for joining can be used after the first purchase.",
    ),
    spend_codes.SpendCodeNeeded: Kind(
        "spend-code-needed",
        403,
        "会員証だけでは払えません。トークの「ポイントを使う」で出る7桁の番号を code に入れてください。",
        "A card alone does not pay. Send the 7 digits of 'use points' in the talk as code.",
    ),
    codes.CodeUnknown: Kind(
        "code-unknown",
        404,
        "この番号は使えません。お客さまの画面のいまの番号を確かめてください。",
        "There is no such code. Please look at what the customer's screen shows now.",
    ),
    codes.CodeSpent: Kind("code-spent", 409, "この番号は使用済みです。", "This code was used before."),
    codes.CodeTooLate: Kind(
        "code-too-late",
        409,
        "この番号は時間が過ぎています。もう一度「ポイントを使う」を押していただいてください。",
        "The time of this code is over. Please let the customer ask for another.",
    ),
    codes.TooManyTries: Kind(
        "code-tries-over",
        409,
        "違う番号が続きました。15分ほどおいて、新しい Idempotency-Key でお試しください。",
        "Too many wrong codes. Please try again in 15 minutes with another Idempotency-Key.",
    ),
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
    coupons.CouponReserved: Kind(
        "coupon-reserved",
        409,
        "別のレジがこのクーポンを扱っています。",
        "Another till has this coupon just now.",
    ),
    coupon_terms.CouponNotToday: Kind(
        "coupon-not-today", 409, "今日の曜日には使えません。", "It holds on other days of the week."
    ),
    coupon_terms.CouponBlackedOut: Kind(
        "coupon-blacked-out", 409, "今日は使えない日です。", "It does not hold on this day."
    ),
    coupon_terms.CouponElsewhere: Kind(
        "coupon-elsewhere", 409, "この店舗では使えません。", "It holds at other branches."
    ),
    coupon_terms.CouponMinimum: Kind(
        "coupon-minimum", 409, "お会計が条件の金額に足りません。", "The bill is smaller than it asks for."
    ),
    coupon_terms.CouponForTier: Kind(
        "coupon-for-tier", 409, "この会員の方は対象ではありません。", "It is not for this member."
    ),
    coupon_terms.CouponDayLimit: Kind(
        "coupon-day-limit", 409, "今日はもう使われています。", "It was used as often as it may be today."
    ),
    coupon_uses.UseUnknown: Kind(
        "use-unknown", 404, "このお会計では使われていません。", "Nothing was used under this bill."
    ),
    coupon_uses.UseOver: Kind(
        "use-over", 409, "このお会計での扱いは終わっています。", "What was set aside is over by now."
    ),
    coupon_reversals.UseTooLate: Kind(
        "use-too-late", 409, "戻せるのは当日だけです。", "Only what was used today can be given back."
    ),
    point_reservations.ReservationUnknown: Kind(
        "reservation-unknown",
        404,
        "このお会計の取り置きはありません。",
        "Nothing was set aside for this bill.",
    ),
    point_reservations.ReservationDiffers: Kind(
        "reservation-differs",
        409,
        "このお会計の番号は、別の取り置きで使われています。",
        "The number of this bill was used for other points or another member.",
    ),
    point_reservations.ReservationOver: Kind(
        "reservation-over", 409, "この取り置きは終わっています。", "It was settled, or its time is over."
    ),
    returns.PurchaseUnknown: Kind(
        "purchase-unknown",
        404,
        "この番号のお会計は、ポイントの記録にありません。",
        "No points were given or used under this number.",
    ),
    returns.ReturnedAlready: Kind(
        "returned-already", 409, "すべて戻されています。", "All of it came back before."
    ),
}
"""What each refusal of the rules is called out here."""

OF_EVERY_WRITE = (idempotency.RequestInProgress, idempotency.NameReused)
ALL: tuple[Kind, ...] = tuple(
    sorted(
        {
            *(problems.UNREADABLE, problems.FIELDS, problems.NAMELESS, problems.KEY, problems.SCOPE),
            *(problems.NOT_FOUND, problems.METHOD, problems.TOO_LARGE, problems.TOO_FAST, problems.BROKEN),
            *(problems.REFUSED, *KINDS.values()),
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
    return next((KINDS[kind] for kind in refusal.__mro__ if kind in KINDS), problems.REFUSED)
