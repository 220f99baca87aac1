"""What a coupon looks like to a member, before anybody holds it."""

from admin.parts import Visit
from bot.wording import Words, exchanges
from bot.wording import coupons as wording
from models.coupons import Coupon, OfferWay
from models.shops import Shop
from services import coupon_terms, japan, offers
from services.offers import Offer

EXAMPLE = "K7M2QX4R"
"""A code of nobody."""


def of_offer(visit: Visit, offer: Offer, *, language: str) -> Words:
    """Draw the list in which members find this one: of coupons, or of what can be had for points."""
    found = (visit.session.get(Shop, number) for number in offer.shop_ids)
    named = [shop.name for shop in found if shop is not None]
    terms = offers.terms(visit.session, offer, today=japan.day(visit.now))
    shown = wording.Held(EXAMPLE, offer.title, offer.ends_on, named, offer.condition, terms)
    if offer.way == OfferWay.EXCHANGE:
        return exchanges.listed([exchanges.Offer(0, shown, offer.points or 0, 0)], language=language)
    return wording.wallet([shown], language=language)


def conditions(visit: Visit, coupon: Coupon, *, language: str) -> list[str]:
    """Say a coupon's conditions, a line each, as members read them."""
    terms = coupon_terms.of(visit.session, coupon, today=japan.day(visit.now))
    last_day = japan.last_day(coupon.ends_at)
    held = wording.Held("", coupon.title, last_day, [], coupon.condition, terms)
    return wording.conditions(held, language)
