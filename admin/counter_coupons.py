"""Coupons at the counter: a code looked at, confirmed, and given back the same day."""

import secrets

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, Length, Optional

from admin import coupon_drawings, pages, speech
from admin.forms import Form
from admin.parts import Visit
from admin.reading import NUMERIC
from admin.roles import EVERYBODY, allowed
from models.coupon_uses import CouponUse
from services import coupon_reversals, coupon_uses
from services.coupon_uses import Checked, Till, Used
from services.errors import RuleError


class CodeForm(Form):
    """A coupon by the code which the customer shows, read out, typed or scanned."""

    code = StringField(
        __("クーポンの番号"),
        [DataRequired(__("番号を入れてください。")), Length(max=20)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class UseForm(CodeForm):
    """The coupon for this bill; the form's own id makes a repeated submit count once."""

    once = HiddenField(validators=[DataRequired(), Length(max=40)])
    yen = IntegerField(__("お会計（税込・円）"), [Optional()], render_kw=NUMERIC)


class UndoForm(Form):
    """A use of today, given back."""

    use = HiddenField(validators=[DataRequired()])
    reason = StringField(__("お戻しする理由"), [DataRequired(__("理由を入れてください。")), Length(max=200)])


@allowed(*EVERYBODY, at_counter=True)
def look(visit: Visit) -> ResponseReturnValue:
    """Tell what a code is good for. A form, not an address: a code must not stay in a browser's history."""
    form = CodeForm()

    def tell() -> ResponseReturnValue:
        checked = coupon_uses.check(visit.session, form.code.data, now=visit.now, **_till(visit))
        visit.note("coupon_seen", f"grant:{checked.held.grant.id}")
        return _page(visit, checked=checked)

    return pages.attempt(visit, form, tell, again=lambda: _page(visit, code=form))


@allowed(*EVERYBODY, at_counter=True)
def use(visit: Visit) -> ResponseReturnValue:
    form = UseForm()

    def confirm() -> ResponseReturnValue:
        cause = f"counter:{visit.staff.id}:{form.once.data}"
        done = coupon_uses.use(
            visit.session, form.code.data, cause=cause, now=visit.now, **_till(visit, form.yen.data)
        )
        visit.note("coupon_used", f"grant:{done.held.grant.id}", use=done.use.id)
        return _page(visit, used=done, said=_said(done))

    return pages.attempt(visit, form, confirm, again=lambda: _again(visit, form))


@allowed(*EVERYBODY, at_counter=True)
def undo(visit: Visit) -> ResponseReturnValue:
    form = UndoForm()

    def give_back() -> ResponseReturnValue:
        cause = _cause(visit, form)
        done = coupon_reversals.reverse(visit.session, cause, reason=form.reason.data, now=visit.now)
        visit.note("coupon_undone", f"grant:{done.held.grant.id}", use=done.use.id, reason=form.reason.data)
        return _page(visit, said=_("クーポンをお返ししました。"))

    return pages.attempt(
        visit, form, give_back, again=lambda: _page(visit, used=_used(visit, form), undo=form)
    )


def _till(visit: Visit, yen: int | None = None) -> Till:
    return {"yen": yen, "shop_id": visit.shop_id, "staff_id": visit.staff.id}


def _said(done: Used) -> str:
    title, off = done.held.coupon.title, done.use.off_yen
    if off is None:
        return _("「%(title)s」を使用済みにしました。", title=title)
    return _("「%(title)s」を使用済みにしました（%(yen)s円引き）。", title=title, yen=f"{off:,}")


def _again(visit: Visit, form: UseForm) -> str:
    """Keep the coupon on the screen where only the bill did not fit."""
    try:
        checked = coupon_uses.check(visit.session, form.code.data or "", now=visit.now)
    except RuleError:
        return _page(visit, code=form)
    return _page(visit, checked=checked, use=form)


def _cause(visit: Visit, form: UndoForm) -> str:
    found = _row(visit, form)
    return found.cause if found else ""


def _used(visit: Visit, form: UndoForm) -> Used | None:
    found = _row(visit, form)
    return coupon_uses.by_cause(visit.session, found.cause) if found else None


def _row(visit: Visit, form: UndoForm) -> CouponUse | None:
    number = form.use.data or ""
    return visit.session.get(CouponUse, int(number)) if number.isdecimal() and len(number) < 18 else None


def _page(visit: Visit, *, checked: Checked | None = None, **further: object) -> str:
    """Draw the screen; the form to confirm gets an id of its own, good for one use."""
    code = checked.held.grant.code if checked else ""
    forms: dict[str, object] = {
        "code": CodeForm(None),
        "use": UseForm(None, data={"code": code, "once": secrets.token_hex(8)}),
        "undo": UndoForm(None),
    }
    said = (
        coupon_drawings.conditions(visit, checked.held.coupon, language=speech.language()) if checked else []
    )
    return pages.show("counter-coupon.html", visit, checked=checked, conditions=said, **{**forms, **further})
