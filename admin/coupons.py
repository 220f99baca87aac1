"""Coupons: what is offered, and how often it was used."""

from dataclasses import asdict

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import coupon_drawings, coupon_forms, pages, speech
from admin.coupon_forms import CouponForm
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.coupons import Coupon
from services import japan, offers
from services.offer_caps import OfferOverCap

LANGUAGES = ("ja", "en")


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    language = speech.language()
    return pages.show(
        "coupons.html",
        visit,
        offers=offers.all_of_them(visit.session),
        given=coupon_forms.ways(),
        conditions=lambda coupon: coupon_drawings.conditions(visit, coupon, language=language),
    )


@allowed(*MARKETING)
def compose(visit: Visit) -> ResponseReturnValue:
    return page(visit, coupon_forms.form(visit))


@allowed(*MARKETING)
def preview(visit: Visit) -> ResponseReturnValue:
    """Draw what is being typed; nothing is kept."""
    return pages.show("coupon-seen.html", visit, **_seen(visit, coupon_forms.form(visit, typed=True)))


@allowed(*MARKETING)
def define(visit: Visit) -> ResponseReturnValue:
    form = coupon_forms.form(visit, typed=True)

    def keep() -> ResponseReturnValue:
        offer = form.offer(today=japan.day(visit.now))
        try:
            coupon = offers.define(visit.session, offer, now=visit.now)
        except OfferOverCap:
            form.is_over_cap = True
            raise
        over = [asdict(one) for one in offers.findings(offer)]
        why = {"over": over, "reason": offer.override} if over else {}
        visit.note("coupon_defined", f"coupon:{coupon.id}", **why)
        return pages.done(_("クーポンを作りました。"), "admin.coupons")

    return pages.attempt(visit, form, keep, again=lambda: page(visit, form))


@allowed(*MARKETING)
def withdraw(visit: Visit) -> ResponseReturnValue:
    coupon = pages.found(visit.session.get(Coupon, request.form.get("coupon", 0, type=int)))
    offers.withdraw(visit.session, coupon)
    visit.note("coupon_withdrawn", f"coupon:{coupon.id}")
    return pages.done(
        _("新しく配るのをやめました。お持ちの方は期限までお使いいただけます。"), "admin.coupons"
    )


def page(visit: Visit, form: CouponForm, **more: object) -> str:
    """Draw the form beside what members see."""
    return pages.show("coupon-form.html", visit, form=form, **more, **_seen(visit, form))


def _seen(visit: Visit, form: CouponForm) -> dict[str, object]:
    """Draw it in both languages, as soon as it has a name."""
    if not form.title.data:
        return {"seen": {}}
    offer = form.offer(today=japan.day(visit.now))
    drawn = {one: coupon_drawings.of_offer(visit, offer, language=one) for one in LANGUAGES}
    return {"seen": drawn}
