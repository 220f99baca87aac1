"""Coupons: what is offered, and how often it was used."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, DateField, IntegerField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from admin import pages
from admin.forms import Form, MultipleChoices
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.coupons import Coupon
from services import japan, offers, shops
from services.offers import Offer


class CouponForm(Form):
    """A new offer."""

    title = StringField(__("クーポンの名前"), [DataRequired(__("名前を入れてください。"))])
    condition = StringField(__("ご利用の条件"))
    starts_on = DateField(__("使える最初の日"), [DataRequired(__("日付を入れてください。"))])
    ends_on = DateField(__("使える最後の日"), [DataRequired(__("日付を入れてください。"))])
    shop_ids = MultipleChoices(__("使える店舗"), coerce=int)
    stock = IntegerField(__("全部で何枚まで"), [Optional()])
    per_member = IntegerField(__("お一人何枚まで"), [InputRequired(__("枚数を入れてください。"))], default=1)

    only_told = BooleanField(__("お知らせが届いた方だけに配る"))

    def offer(self) -> Offer:
        return Offer(
            title=self.title.data,
            condition=self.condition.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            shop_ids=tuple(self.shop_ids.data),
            stock=self.stock.data,
            per_member=self.per_member.data,
            for_everyone=not self.only_told.data,
        )


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return pages.show("coupons.html", visit, offers=offers.all_of_them(visit.session))


@allowed(*MARKETING)
def compose(visit: Visit) -> ResponseReturnValue:
    return _page(visit, _with_shops(visit, CouponForm(None, data={"starts_on": japan.day(visit.now)})))


@allowed(*MARKETING)
def define(visit: Visit) -> ResponseReturnValue:
    form = _with_shops(visit, CouponForm())

    def keep() -> ResponseReturnValue:
        coupon = offers.define(visit.session, form.offer(), now=visit.now)
        visit.note("coupon_defined", f"coupon:{coupon.id}")
        return pages.done(_("クーポンを作りました。"), "admin.coupons")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form))


@allowed(*MARKETING)
def withdraw(visit: Visit) -> ResponseReturnValue:
    coupon = pages.found(visit.session.get(Coupon, request.form.get("coupon", 0, type=int)))
    offers.withdraw(visit.session, coupon)
    visit.note("coupon_withdrawn", f"coupon:{coupon.id}")
    return pages.done(
        _("新しく配るのをやめました。お持ちの方は期限までお使いいただけます。"), "admin.coupons"
    )


def _with_shops(visit: Visit, form: CouponForm) -> CouponForm:
    form.shop_ids.choices = [SelectChoice(shop.id, shop.name) for shop in shops.active(visit.session)]
    return form


def _page(visit: Visit, form: CouponForm) -> str:
    return pages.show("coupon-form.html", visit, form=form)
