"""The counter's devices, clerks' four digits, and what holds at the counter: the owner's page."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from admin import choosing, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from admin.shared import DIGITS
from models.devices import Device
from models.staff import Role, Staff
from services import devices, pins, settings, shops, staff

PIN = {**DIGITS, "autocomplete": "new-password"}


class DeviceForm(Form):
    """One more shared phone."""

    name = StringField(__("端末の名前"), [DataRequired(__("名前を入れてください。"))])
    shop = SelectField(__("店舗"), coerce=int, default=0)

    def __init__(self, visit: Visit, *args: object) -> None:
        super().__init__(*args)
        branches = [SelectChoice(shop.id, shop.name) for shop in shops.active(visit.session)]
        self.shop.choices = [SelectChoice(0, _("決めない")), *branches]


class ClerkForm(Form):
    """A clerk without a mail address."""

    clerk_name = StringField(__("名前"), [DataRequired(__("名前を入れてください。"))])
    clerk_pin = PasswordField(__("暗証番号（4桁）"), render_kw=PIN)


class PinForm(Form):
    """New digits for somebody who works here."""

    person = SelectField(__("どなたの"), coerce=int)
    new_pin = PasswordField(__("新しい暗証番号（4桁）"), render_kw=PIN)

    def __init__(self, visit: Visit, *args: object) -> None:
        super().__init__(*args)
        people = [person for person in staff.everybody(visit.session) if person.active]
        self.person.choices = [SelectChoice(person.id, person.name) for person in people]


class CounterForm(Form):
    """What holds at the counter."""

    card_code = SelectField(
        __("会員証に出すコード"),
        choices=[
            SelectChoice("code128", __("QRコードとバーコード（CODE128）")),
            SelectChoice("jan13", __("QRコードとバーコード（JAN 13桁）")),
            SelectChoice("qr", __("QRコードだけ")),
        ],
    )
    card_prefix = StringField(__("JAN 13桁のはじめの4桁"))
    spend_by_card = BooleanField(__("会員証だけで、ポイントを使えるようにする"))
    device_daily_points = IntegerField(__("1台の端末で、1日につけられるポイントの上限"))
    device_minutes = IntegerField(__("何分さわらないと、端末を閉じるか"))


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def issue(visit: Visit) -> ResponseReturnValue:
    """Show the code once; it is never shown again."""
    form = DeviceForm(visit)

    def make() -> ResponseReturnValue:
        shop_id, me = form.shop.data or None, visit.staff.id
        made, code = devices.issue(
            visit.session, visit.vault, name=form.name.data, shop_id=shop_id, staff_id=me, now=visit.now
        )
        visit.note("device_issued", f"device:{made.id}")
        return _page(visit, code=code, made=made)

    return pages.attempt(visit, form, make, again=lambda: _page(visit, device=form))


@allowed(Role.OWNER)
def revoke(visit: Visit) -> ResponseReturnValue:
    device = pages.found(visit.session.get(Device, request.form.get("device", 0, type=int)))
    devices.revoke(visit.session, device, now=visit.now)
    visit.note("device_revoked", f"device:{device.id}")
    return pages.done(_("端末を止めました。もうレジは開けません。"), "admin.devices")


@allowed(Role.OWNER)
def add_clerk(visit: Visit) -> ResponseReturnValue:
    form = ClerkForm()

    def keep() -> ResponseReturnValue:
        name, pin = form.clerk_name.data, form.clerk_pin.data or ""
        person = pins.add_clerk(visit.session, visit.vault, name=name, pin=pin, now=visit.now)
        visit.note("staff_added", f"staff:{person.id}", role=person.role.value, may_send=False)
        return pages.done(_("店頭の方を追加しました。"), "admin.devices")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, clerk=form))


@allowed(Role.OWNER)
def set_pin(visit: Visit) -> ResponseReturnValue:
    form = PinForm(visit)

    def keep() -> ResponseReturnValue:
        person = pages.found(visit.session.get(Staff, form.person.data))
        pins.change(visit.session, visit.vault, person, form.new_pin.data or "", now=visit.now)
        visit.note("pin_changed", f"staff:{person.id}")
        return pages.done(_("暗証番号を変えました。"), "admin.devices")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, pin=form))


@allowed(Role.OWNER)
def change(visit: Visit) -> ResponseReturnValue:
    form, said = CounterForm(), _("レジの決まりを保存しました。")
    return choosing.attempt(
        visit, form, said=said, on="admin.devices", again=lambda: _page(visit, counter=form)
    )


def _page(visit: Visit, **given: object) -> str:
    kept: dict[str, object] = {name: settings.as_text(value) for name, value in vars(visit.choices).items()}
    kept["spend_by_card"] = visit.choices.spend_by_card
    forms = {
        "device": DeviceForm(visit, None),
        "clerk": ClerkForm(None),
        "pin": PinForm(visit, None),
        "counter": CounterForm(None, data=kept),
    }
    names = {shop.id: shop.name for shop in shops.active(visit.session)}
    known = {"devices": devices.present(visit.session), "clerks": pins.clerks(visit.session), "shops": names}
    return pages.show("devices.html", visit, **{**forms, **known, **given})
