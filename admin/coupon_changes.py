"""A coupon is changed: as long as nobody holds it in any way, afterwards never to a holder's disadvantage."""

from dataclasses import asdict
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import or_, select
from wtforms import HiddenField
from wtforms.validators import DataRequired

from admin import coupon_forms, coupons, pages
from admin.coupon_forms import CouponForm
from admin.coupon_refusals import listed, sentence
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.coupons import Coupon, CouponShop, OfferKind
from models.shops import Shop
from services import coupon_terms, japan, offer_changes, offers, tier_codes
from services.offer_caps import OfferOverCap
from services.offers import Offer


class ChangeForm(CouponForm):
    """An offer as it is, to be changed."""

    seen = HiddenField(validators=[DataRequired()])


@allowed(*MARKETING)
def edit(visit: Visit, number: int) -> ResponseReturnValue:
    coupon = _found(visit, number)
    return _page(visit, coupon, _form(visit, coupon))


@allowed(*MARKETING)
def change(visit: Visit, number: int) -> ResponseReturnValue:
    coupon = _found(visit, number)
    form = _form(visit, coupon, typed=True)

    def keep() -> ResponseReturnValue:
        offer = form.offer(today=japan.day(visit.now))
        try:
            made = offer_changes.change(
                visit.session, coupon, offer, seen=form.seen.data or "", now=visit.now
            )
        except OfferOverCap:
            form.is_over_cap = True
            raise
        over = [asdict(one) for one in offers.findings(offer)] if offer.override else []
        why = {"over": over, "reason": offer.override} if over else {}
        if made:
            visit.note("coupon_changed", f"coupon:{coupon.id}", changes=dict(made), **why)
        return pages.done(_("クーポンを直しました。"), "admin.coupons")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, coupon, form))


def _found(visit: Visit, number: int) -> Coupon:
    """Give an offer that can still be changed: one that is not over."""
    coupon = visit.session.get(Coupon, number)
    return pages.found(None if coupon is None or coupon.is_over(visit.now) else coupon)


def _page(visit: Visit, coupon: Coupon, form: ChangeForm) -> str:
    promised = offer_changes.is_promised(visit.session, coupon)
    return coupons.page(visit, form, coupon=coupon, is_promised=promised)


def _form(visit: Visit, coupon: Coupon, *, typed: bool = False) -> ChangeForm:
    """Make the form: as typed, or as the offer is. What it names already can be chosen, closed or gone."""
    offer = offer_changes.of(visit.session, coupon)
    made = ChangeForm() if typed else ChangeForm(None, data=_data(offer))
    mine = select(CouponShop.shop_id).where(CouponShop.coupon_id == coupon.id)
    branches = select(Shop).where(or_(Shop.is_active, Shop.id.in_(mine))).order_by(Shop.id)
    codes = [*offer.tiers, *(rank.code for rank in tier_codes.known(visit.session))]
    ranks = tier_codes.named(visit.session, codes)
    coupon_forms.choose(made, visit.session.scalars(branches).all(), ranks)
    return made


def _data(offer: Offer) -> dict[str, Any]:
    """Write an offer into the fields of the form."""
    amount_of = {
        OfferKind.YEN_OFF: "yen_off",
        OfferKind.PERCENT_OFF: "percent_off",
        OfferKind.MEMBER_PRICE: "member_price",
    }
    every_day = offer.weekdays == tuple(coupon_terms.WEEK)
    return {
        **vars(offer),
        "kind": offer.kind.value,
        "way": offer.way.value,
        "seen": offer_changes.mark(offer),
        "weekdays": [] if every_day else list(offer.weekdays),
        "blackouts": " ".join(day.isoformat() for day in offer.blackouts),
        "minimum_yen": offer.minimum_yen or None,
        "usual_yen": offer.grounds.usual_yen,
        "value_yen": offer.grounds.value_yen,
        **({amount_of[offer.kind]: offer.amount} if offer.kind in amount_of else {}),
    }


@sentence.register
def _promised(refusal: offer_changes.OfferPromised) -> str:
    names = [said for name, said in _fields().items() if name in refusal.names]
    return _(
        "お持ちの方やお知らせした方がいるため、次のところは、その方に不利なようには変えられません：%(names)s。"
        "変えるときは、配るのをやめて、新しいクーポンをお作りください。",
        names=listed(names),
    )


@sentence.register
def _over(_refusal: offer_changes.OfferOver) -> str:
    return _("このクーポンは終わっているため、直せません。新しいクーポンをお作りください。")


@sentence.register
def _changed(_refusal: offer_changes.OfferChanged) -> str:
    return _("開いているあいだに、別の方がこのクーポンを直しました。開き直して、もう一度お直しください。")


def _fields() -> dict[str, str]:
    return {
        "title": _("クーポンの名前"),
        "kind": _("クーポンの種類"),
        "amount": _("割引や会員価格の大きさ"),
        "minimum_yen": _("最低のお会計（税込・円）"),
        "starts_on": _("使える最初の日"),
        "ends_on": _("使える最後の日"),
        "weekdays": _("使える曜日"),
        "blackouts": _("使えない日"),
        "shop_ids": _("使える店舗"),
        "tiers": _("使える会員ランク"),
        "condition": _("ご利用の条件"),
        "way": _("配りかた"),
        "stock": _("全部で何枚まで（配った数より少なくできません）"),
        "per_day": _("お一人1日何枚まで"),
    }
