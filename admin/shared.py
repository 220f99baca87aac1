"""A shop's shared phone: made one by a code, opened by a clerk's four digits, shut by a tap or by itself."""

from typing import Any

from flask import (
    Response,
    after_this_request,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as __
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import DataRequired

from admin import door, throttle
from admin.forms import Form
from admin.parts import Parts
from admin.place_refusals import sentence
from models.devices import Device
from models.staff import Staff
from services import audit, codes, devices, pins, settings
from services.errors import RuleError

A_YEAR = 400 * 24 * 3600
"""Seconds: the longest that browsers keep a cookie."""
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": pins.DIGITS, "pattern": "[0-9]*"}


class CodeForm(Form):
    """The one-time code that the owner reads out."""

    code = StringField(
        __("端末の登録コード"),
        [DataRequired(__("コードを入れてください。"))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


class PinForm(Form):
    """Who it is, and the four digits."""

    person = RadioField(__("お名前"), [DataRequired(__("お名前を選んでください。"))], coerce=int)
    pin = PasswordField(__("暗証番号（4桁）"), [DataRequired(__("4桁を入れてください。"))], render_kw=DIGITS)

    def __init__(self, people: list[Staff], *args: object) -> None:
        super().__init__(*args)
        self.person.choices = [(person.id, person.name) for person in people]


def device() -> Device | None:
    """Give the device that asks, if it is one."""
    token = request.cookies.get(_cookie())
    return devices.find(door.session(), token) if token else None


def show() -> ResponseReturnValue:
    """Ask for the code on a phone that is none of ours yet, else for a name and its digits."""
    known = device()
    if known is None:
        return _page(code=CodeForm(None))
    if devices.clerk(door.session(), known, now=door.now()):
        return redirect(url_for("admin.counter"), 303)
    return _page(known, pin=PinForm(pins.clerks(door.session()), None))


def enrol() -> ResponseReturnValue:
    """Make this phone a device; wrong codes from one address are counted."""
    form = CodeForm()
    if not form.validate():
        return _page(code=form), 422
    place = throttle.name(_parts(), "address", throttle.asker(_parts()))
    try:
        codes.check_tries(door.session(), place, now=door.now())
        with _parts().sessions.begin() as writing:
            made, token = devices.claim(writing, _parts().vault(), form.code.data, now=door.now())
            _note(writing, "device_enrolled", made, None)
    except RuleError as refusal:
        form.refusal = sentence(refusal)
        if isinstance(refusal, devices.DeviceCodeWrong):
            with _parts().sessions.begin() as writing:
                codes.note_miss(writing, place, now=door.now())
        return _page(code=form), 422
    _keep(token)
    return redirect(url_for("admin.shared_phone"), 303)


def unlock() -> ResponseReturnValue:
    """Open the device for a clerk: a try is counted, then checked with no transaction open, then noted."""
    known = device()
    if known is None:
        return redirect(url_for("admin.shared_phone"), 303)
    form = PinForm(pins.clerks(door.session()))
    if form.validate():
        try:
            _open(known, form)
        except RuleError as refusal:
            form.refusal = sentence(refusal)
        else:
            return redirect(url_for("admin.counter"), 303)
    return _page(known, pin=form), 422


def _open(known: Device, form: PinForm) -> None:
    parts, staff_id = _parts(), int(form.person.data)
    with parts.sessions.begin() as writing:
        pin = pins.begin_try(writing, staff_id, now=door.now())
    person = door.session().get_one(Staff, staff_id)
    if not pins.fits(parts.vault(), person, pin, form.pin.data):
        raise pins.PinWrong(pins.TRIES - pin.misses % pins.TRIES if pin.misses % pins.TRIES else 0)
    with parts.sessions.begin() as writing:
        pins.note_success(writing, staff_id)
        mine = writing.get_one(Device, known.id)
        minutes = settings.read(writing).device_minutes
        devices.open_for(writing, mine, person, minutes=minutes, now=door.now())
        _note(writing, "device_opened", mine, staff_id)


def lock() -> ResponseReturnValue:
    known = device()
    if known is not None:
        devices.shut(door.session(), known)
    return redirect(url_for("admin.shared_phone"), 303)


def _keep(token: str) -> None:
    @after_this_request
    def keep(response: Response) -> Response:
        secure = _parts().settings.is_production
        response.set_cookie(_cookie(), token, A_YEAR, path="/", httponly=True, samesite="Lax", secure=secure)
        return response


def _cookie() -> str:
    return "__Host-goen-device" if _parts().settings.is_production else "goen-device"


def _parts() -> Parts:
    parts: Parts = current_app.extensions["goen_admin"]
    return parts


def _note(session: Any, action: str, known: Device, staff_id: int | None) -> None:
    audit.write(session, action, f"device:{known.id}", staff_id=staff_id, now=door.now())


def _page(known: Device | None = None, **forms: Form) -> str:
    return render_template("admin/shared-phone.html", device=known, **forms)
