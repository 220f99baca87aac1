"""When a rule says no: every refusal a customer can meet, in kind words."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.wording import (
    Words,
    claims,
    coupon_refusals,
    coupons,
    exchanges,
    points,
    profiles,
    topics,
    transfers,
)
from bot.wording.languages import Language, Say
from bot.wording.messages import text
from bot.wording.shop import reach
from services import claims as claim_rules
from services import codes as code_rules
from services import coupon_screens as screen_rules
from services import coupon_terms as term_rules
from services import coupons as coupon_rules
from services import exchanges as exchange_rules
from services import japan
from services import points as point_rules
from services import profiles as profile_rules
from services import topics as topic_rules
from services import transfers as transfer_rules
from services import welcomes as welcome_rules
from services.errors import RuleError
from services.settings import Shopfront

NOT_POSSIBLE = Say(
    ja="申し訳ございません。こちらは、ただいまお受けできません。\nくわしくは {contact} へお尋ねください。",
    en="We are sorry: this is not possible just now.\nPlease ask us at {contact}.",
)

Wording = Callable[[Any, Shopfront, Language], Words]


def words_for(refusal: RuleError, shop: Shopfront, *, language: Language) -> Words:
    """Say no kindly; a refusal that only staff can meet is named in their own pages."""
    if worded := REFUSALS.get(type(refusal)):
        return worded(refusal, shop, language)
    return [text(NOT_POSSIBLE(language, contact=reach(shop, language)))]


def _not_begun(refusal: coupon_rules.CouponNotBegun, _shop: Shopfront, language: Language) -> Words:
    return coupons.not_begun(first_day=japan.day(refusal.starts_at), language=language)


def _expired(refusal: coupon_rules.CouponExpired, _shop: Shopfront, language: Language) -> Words:
    return coupons.expired(last_day=japan.last_day(refusal.ends_at), language=language)


def _too_few(refusal: point_rules.PointsTooFew, _shop: Shopfront, language: Language) -> Words:
    return points.too_few(balance=refusal.balance, language=language)


def _gift_waits(refusal: welcome_rules.WelcomeLocked, _shop: Shopfront, language: Language) -> Words:
    return points.gift_waits(waiting=refusal.locked, free=refusal.free, language=language)


def _no_code(_refusal: RuleError, shop: Shopfront, language: Language) -> Words:
    return transfers.unknown(shop, language=language)


def _claim_too_late(refusal: claim_rules.ClaimTooLate, _shop: Shopfront, language: Language) -> Words:
    return claims.too_late(last_day=japan.last_day(refusal.expires_at), language=language)


def _not_moved(refusal: transfer_rules.TransferRefused, shop: Shopfront, language: Language) -> Words:
    return transfers.same(language=language) if refusal.why == "same" else _no_code(refusal, shop, language)


REFUSALS: Mapping[type[RuleError], Wording] = {
    claim_rules.ClaimUnknown: lambda _no, _shop, language: claims.unknown(language=language),
    claim_rules.ClaimUsed: lambda _no, shop, language: claims.used(shop, language=language),
    claim_rules.ClaimTooLate: _claim_too_late,
    claim_rules.ClaimRests: lambda _no, shop, language: claims.rests(shop, language=language),
    code_rules.CodeMistyped: lambda _no, _shop, language: transfers.mistyped(language=language),
    code_rules.CodeSpent: _no_code,
    code_rules.CodeTooLate: _no_code,
    code_rules.CodeUnknown: _no_code,
    transfer_rules.TransferRefused: _not_moved,
    coupon_rules.CouponUnknown: lambda _no, _shop, language: coupons.unknown(language=language),
    coupon_rules.CouponNotBegun: _not_begun,
    coupon_rules.CouponExpired: _expired,
    coupon_rules.CouponAlreadyUsed: lambda _no, shop, language: coupons.already_used(shop, language=language),
    coupon_rules.CouponReserved: lambda no, _shop, language: coupon_refusals.reserved(
        until=no.until, language=language
    ),
    screen_rules.CouponNotShown: lambda _no, _shop, language: coupons.time_over(language=language),
    screen_rules.CouponAtCounter: lambda _no, _shop, language: coupon_refusals.at_counter(language=language),
    term_rules.CouponNotToday: lambda no, _shop, language: coupon_refusals.not_today(
        weekdays=no.weekdays, language=language
    ),
    term_rules.CouponBlackedOut: lambda no, _shop, language: coupon_refusals.blacked_out(
        day=no.day, language=language
    ),
    term_rules.CouponElsewhere: lambda no, _shop, language: coupon_refusals.elsewhere(
        places=no.shops, language=language
    ),
    term_rules.CouponMinimum: lambda no, _shop, language: coupon_refusals.minimum(
        yen=no.minimum_yen, language=language
    ),
    term_rules.CouponForTier: lambda no, _shop, language: coupon_refusals.for_ranks(
        ranks=no.ranks, language=language
    ),
    term_rules.CouponDayLimit: lambda no, _shop, language: coupon_refusals.day_limit(
        count=no.per_day, language=language
    ),
    exchange_rules.ExchangeGone: lambda _no, _shop, language: exchanges.gone(language=language),
    exchange_rules.ExchangeChanged: lambda _no, _shop, language: exchanges.changed(language=language),
    coupon_rules.CouponSoldOut: lambda _no, _shop, language: coupons.sold_out(language=language),
    coupon_rules.CouponLimit: lambda _no, _shop, language: coupons.enough(language=language),
    point_rules.PointsTooFew: _too_few,
    welcome_rules.WelcomeLocked: _gift_waits,
    profile_rules.NameRefused: lambda no, _shop, language: profiles.name_refused(
        limit=no.limit, language=language
    ),
    profile_rules.ProfileNotAllowed: lambda _no, _shop, language: profiles.about(language=language),
    topic_rules.TopicUnknown: lambda _no, _shop, language: topics.gone(language=language),
}
