"""The counter: one screen for a phone. Card, then points for yen, points used, or a coupon."""

import secrets
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from sqlalchemy import select
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from admin import finding, pages, standing
from admin.counter_coupons import CodeForm
from admin.forms import Form
from admin.parts import Visit
from admin.reading import FIRST, NUMERIC, Reading, ReadingForm, read
from admin.roles import EVERYBODY, allowed
from models.members import Member
from models.points import PointsEntry
from services import codes, devices, exchanges, people, points, purchases, spend_codes, staff_limits, welcomes

A_NUMBER = InputRequired(__("数を入れてください。"))


class DeedForm(ReadingForm):
    """Something done for a card; the form's own id makes a repeated submit count once."""

    once = HiddenField(validators=[DataRequired(), Length(max=40)])

    def cause(self, member: Member) -> str:
        return f"counter:{member.id}:{self.once.data}"


class GiveForm(DeedForm):
    """Points for a purchase."""

    yen = IntegerField(__("お買い上げ金額（円）"), [A_NUMBER], render_kw=FIRST)


class SpendForm(DeedForm):
    """Points used as money."""

    points = IntegerField(__("お使いになるポイント"), [A_NUMBER], render_kw=NUMERIC)
    code = StringField(__("ポイントを使う番号（7桁）"), id="pay-code", render_kw=NUMERIC)


class UndoForm(Form):
    """Taking back one line of today."""

    entry = HiddenField(validators=[DataRequired()])
    reason = StringField(__("取り消す理由"), [DataRequired(__("理由を入れてください。")), Length(max=200)])


@allowed(*EVERYBODY, at_counter=True)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*EVERYBODY, at_counter=True)
def find(visit: Visit) -> ResponseReturnValue:
    form = ReadingForm()

    def look() -> ResponseReturnValue:
        found = read(visit, form.card.data)
        visit.note("member_seen", f"member:{found.member.id}")
        return _page(visit, found)

    return finding.attempt(visit, form, look, again=lambda: _page(visit, card_form=form))


@allowed(*EVERYBODY, at_counter=True)
def give(visit: Visit) -> ResponseReturnValue:
    form = GiveForm()

    def deed() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        is_repeated = _is_done(visit, form, member)
        entry = purchases.ring_up(
            visit.session, member, yen=form.yen.data, **_circumstances(visit, form, member)
        )
        staff_limits.check(visit.session, visit.staff.id, choices=visit.choices, now=visit.now)
        if entry is None:
            return _page(visit, member, said=_("今回のお買い上げには、ポイントがつきませんでした。"))
        if visit.device and not is_repeated:
            limit = visit.choices.device_daily_points
            devices.count(visit.session, visit.device, entry.amount, limit=limit, now=visit.now)
        visit.note("points_given", f"member:{member.id}", entry=entry.id)
        return _page(visit, member, said=_("%(amount)sポイントをつけました。", amount=f"{entry.amount:,}"))

    return pages.attempt(visit, form, deed, again=lambda: _page(visit, _known(visit, form), give=form))


@allowed(*EVERYBODY, at_counter=True)
def spend(visit: Visit) -> ResponseReturnValue:
    form = SpendForm()

    def deed() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        wanted = form.points.data
        _check_code(visit, form, member)
        welcomes.check_spend(visit.session, member, wanted, choices=visit.choices, now=visit.now)
        entry = points.spend(visit.session, member, points=wanted, **_circumstances(visit, form, member))
        visit.note("points_spent", f"member:{member.id}", entry=entry.id)
        used, yen = f"{-entry.amount:,}", f"{entry.yen or 0:,}"
        return _page(
            visit, member, said=_("%(used)sポイントを使いました（%(yen)s円分）。", used=used, yen=yen)
        )

    return finding.attempt(visit, form, deed, again=lambda: _page(visit, _known(visit, form), spend=form))


def _check_code(visit: Visit, form: SpendForm, member: Member) -> None:
    """Use up the code that pays; without one a card will do only where the shop says so."""
    code = (form.code.data or "").strip()
    if code:
        codes.check_tries(visit.session, finding.place(visit), now=visit.now)
        cause = form.cause(member)
        spend_codes.take(visit.session, visit.vault, member, code, cause=cause, now=visit.now)
    elif not visit.choices.spend_by_card:
        raise spend_codes.SpendCodeNeeded


@allowed(*EVERYBODY, at_counter=True)
def undo(visit: Visit) -> ResponseReturnValue:
    form = UndoForm()

    def deed() -> ResponseReturnValue:
        entry_id = int(form.entry.data) if form.entry.data.isdecimal() else 0
        entry = exchanges.undo(
            visit.session, entry_id, staff_id=visit.staff.id, reason=form.reason.data, now=visit.now
        )
        visit.note("points_undone", f"member:{entry.member_id}", entry=entry_id)
        return _page(visit, visit.session.get(Member, entry.member_id), said=_("取り消しました。"))

    return pages.attempt(visit, form, deed, again=lambda: _page(visit, _owner_of(visit, form), undo=form))


def _is_done(visit: Visit, form: DeedForm, member: Member) -> bool:
    """Tell whether this very tap has counted: a shared phone's day counts it once."""
    done = select(PointsEntry.id).where(PointsEntry.cause == form.cause(member))
    return visit.session.scalar(done) is not None


def _circumstances(visit: Visit, form: DeedForm, member: Member) -> dict[str, Any]:
    """Tell the ledger what surrounds a deed: which one, by which rules, when, where and by whom."""
    return {
        "cause": form.cause(member),
        "choices": visit.choices,
        "now": visit.now,
        "shop_id": visit.shop_id,
        "staff_id": visit.staff.id,
    }


def _known(visit: Visit, form: ReadingForm) -> Member | None:
    try:
        return people.by_card(visit.session, form.card.data or "")
    except people.CardUnknown:
        return None


def _owner_of(visit: Visit, form: UndoForm) -> Member | None:
    number = form.entry.data or ""
    entry = visit.session.get(PointsEntry, int(number)) if number.isdecimal() else None
    return visit.session.get(Member, entry.member_id) if entry else None


def _page(visit: Visit, found: Reading | Member | None = None, **further: object) -> str:
    """Draw the screen; each form gets an id of its own, good for one deed."""
    reading = Reading(found) if isinstance(found, Member) else found
    seen = standing.of(visit, reading.member) if reading else None
    fresh = {"card": seen.member.card_number, "once": secrets.token_hex(8)} if seen else {}
    code = {"once": secrets.token_hex(8), "code": reading.spend_code if reading else None}
    forms: dict[str, object] = {
        "card_form": ReadingForm(None),
        "give": GiveForm(None, data=fresh),
        "spend": SpendForm(None, data={**fresh, **code}),
        "code": CodeForm(None),
        "undo": UndoForm(None),
    }
    return pages.show("counter.html", visit, of=seen, **{**forms, **further})
