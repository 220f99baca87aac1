"""The shop: who it is to its customers, and its branches."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired

from admin import choosing, door, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.shops import CouponWay, Shop
from models.staff import Role
from services import settings, shops


class ShopForm(Form):
    """What customers may know of the shop."""

    shop_name = StringField(__("お店の名前"), [DataRequired(__("お店の名前を入れてください。"))])
    company = StringField(__("会社または事業者の名前"))
    representative = StringField(__("代表者"))
    contact = StringField(__("お問い合わせ先（電話やメール）"))
    contact_hours = StringField(__("お問い合わせの受付時間"))
    shop_hours = TextAreaField(__("営業時間"))
    address = StringField(__("住所"))
    address_on_request = BooleanField(__("住所は、ご請求があったときにお答えする（ご自宅で営むお店など）"))
    data_location = StringField(__("情報を置いている場所"))
    safety_measures = TextAreaField(__("安全のためにしていること（お約束のページに載ります）"))
    greeting = TextAreaField(__("はじめのごあいさつに添える言葉"))
    greeting_en = TextAreaField(__("同じ言葉の英語"))


class BranchForm(Form):
    """One branch."""

    name = StringField(__("店舗の名前"), [DataRequired(__("店舗の名前を入れてください。"))])
    address = StringField(__("住所"))
    phone = StringField(__("電話"))
    hours = StringField(__("営業時間"))
    coupon_way = RadioField(__("クーポンの使いかた"), default=CouponWay.CUSTOMER_PHONE.value)

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.coupon_way.choices = list(coupon_ways().items())


def coupon_ways() -> dict[str, str]:
    return {
        CouponWay.CUSTOMER_PHONE.value: _("お客さまの画面で、店員が押す"),
        CouponWay.COUNTER.value: _("レジの画面で、番号を確かめる"),
    }


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def change(visit: Visit) -> ResponseReturnValue:
    form = ShopForm()
    said = _("お店の情報を保存しました。")
    return choosing.attempt(visit, form, said=said, on="admin.shop", again=lambda: _page(visit, form=form))


@allowed(Role.OWNER)
def open_branch(visit: Visit) -> ResponseReturnValue:
    form = BranchForm()

    def keep() -> ResponseReturnValue:
        branch = shops.add(
            visit.session,
            name=form.name.data,
            address=form.address.data or "",
            phone=form.phone.data or "",
            hours=form.hours.data or "",
            coupon_way=CouponWay(form.coupon_way.data),
            now=visit.now,
        )
        visit.note("branch_opened", f"shop:{branch.id}")
        return pages.done(_("店舗を追加しました。"), "admin.shop")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, branch=form))


@allowed(Role.OWNER)
def close_branch(visit: Visit) -> ResponseReturnValue:
    branch = pages.found(visit.session.get(Shop, request.form.get("shop", 0, type=int)))
    shops.close(visit.session, branch)
    visit.note("branch_closed", f"shop:{branch.id}")
    return pages.done(_("店舗を閉じました。"), "admin.shop")


@allowed(Role.OWNER)
def choose_coupon_way(visit: Visit) -> ResponseReturnValue:
    branch = pages.found(visit.session.get(Shop, request.form.get("shop", 0, type=int)))
    way = pages.found(request.form.get("way", type=CouponWay))
    shops.use_coupons(visit.session, branch, way)
    visit.note("coupon_way_chosen", f"shop:{branch.id}", way=way.value)
    return pages.done(_("クーポンの使いかたを変えました。"), "admin.shop")


def is_sample() -> bool:
    """Tell whether this is the sample shop, for whichever page is being drawn."""
    return door.is_open() and settings.read(door.session()).is_sample


def _page(visit: Visit, *, form: ShopForm | None = None, branch: BranchForm | None = None) -> str:
    return pages.show(
        "shop.html",
        visit,
        form=form or ShopForm(None, obj=visit.choices),
        branch=branch or BranchForm(None),
        branches=shops.active(visit.session),
        coupon_ways=coupon_ways(),
    )
