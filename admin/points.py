"""Points by hand: given with a reason, approved by a second person; what is to be done about returns."""

import secrets

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from admin import pages
from admin.forms import Form
from admin.members import NUMERIC, CardForm
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.members import Member
from models.point_grants import PointsGrant, PointsGrantState
from services import debts, grants, people

CHARGE, FORGIVE = "charge", "forgive"


class GrantForm(CardForm):
    """Points for somebody, why, and what to tell them."""

    points = IntegerField(__("贈るポイント"), [InputRequired(__("数を入れてください。"))], render_kw=NUMERIC)
    reason = StringField(
        __("わけ（お店の控え）"),
        [DataRequired(__("わけを入れてください。")), Length(max=grants.LONGEST_REASON)],
    )
    note = StringField(__("お客さまへの言葉"), [Length(max=grants.LONGEST_NOTE)])
    once = HiddenField(validators=[DataRequired(), Length(max=40)])


class DebtForm(Form):
    """What becomes of points that were spent before a return."""

    choice = RadioField(__("扱い"), [DataRequired(__("一つ選んでください。"))])
    reason = StringField(
        __("わけ（お店の控え）"),
        [DataRequired(__("わけを入れてください。")), Length(max=grants.LONGEST_REASON)],
    )

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.choice.choices = [
            SelectChoice(CHARGE, _("次に付くポイントから差し引く")),
            SelectChoice(FORGIVE, _("差し引かない")),
        ]


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*MARKETING)
def grant(visit: Visit) -> ResponseReturnValue:
    form = GrantForm()

    def give() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        made = grants.give(
            visit.session,
            visit.vault,
            member,
            points_given=form.points.data,
            reason=form.reason.data,
            note=form.note.data or "",
            cause=f"hand:{member.id}:{form.once.data}",
            by=visit.staff,
            choices=visit.choices,
            now=visit.now,
        )
        return _said(visit, made)

    return pages.attempt(visit, form, give, again=lambda: _page(visit, form=form))


def _said(visit: Visit, made: PointsGrant) -> ResponseReturnValue:
    if made.state == PointsGrantState.WAITING:
        visit.note("points_grant_asked", f"member:{made.member_id}", grant=made.id)
        return pages.done(_("もう一人の承認をお願いしました。承認されると付きます。"), "admin.points")
    visit.note("points_granted", f"member:{made.member_id}", grant=made.id)
    return pages.done(_("%(points)sポイントを贈りました。", points=f"{made.points:,}"), "admin.points")


@allowed(*MARKETING)
def approve(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = pages.found(visit.session.get(PointsGrant, number)), Form()

    def decide() -> ResponseReturnValue:
        grants.approve(
            visit.session, visit.vault, found, by=visit.staff, choices=visit.choices, now=visit.now
        )
        return _said(visit, found)

    return pages.attempt(visit, form, decide, again=lambda: _page(visit, refused=form))


@allowed(*MARKETING)
def decline(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = pages.found(visit.session.get(PointsGrant, number)), Form()

    def decide() -> ResponseReturnValue:
        grants.decline(visit.session, visit.vault, found, by=visit.staff, now=visit.now)
        visit.note("points_grant_declined", f"member:{found.member_id}", grant=found.id)
        return pages.done(_("贈らないことにしました。"), "admin.points")

    return pages.attempt(visit, form, decide, again=lambda: _page(visit, refused=form))


@allowed(*MARKETING)
def settle(visit: Visit, number: int) -> ResponseReturnValue:
    """Decide what becomes of points that were spent before a return."""
    form = DebtForm()

    def decide() -> ResponseReturnValue:
        by, now = visit.staff.id, visit.now
        if form.choice.data == FORGIVE:
            debt = debts.forgive(visit.session, number, staff_id=by, reason=form.reason.data, now=now)
            visit.note("points_debt_forgiven", f"member:{debt.member_id}", entry=number)
        else:
            debt = debts.charge(visit.session, number, staff_id=by, now=now)
            why = form.reason.data
            visit.note("points_debt_charged", f"member:{debt.member_id}", entry=number, reason=why)
        return pages.done(_("返品の扱いを決めました。"), "admin.points")

    return pages.attempt(visit, form, decide, again=lambda: _page(visit, debt=form, debt_of=number))


def _page(visit: Visit, **typed: object) -> str:
    """Draw the page; the card shows who waits for an answer, as the counter does."""
    fresh = {"once": secrets.token_hex(8)}
    asked = [(one, visit.session.get_one(Member, one.member_id)) for one in grants.waiting(visit.session)]
    owed = [(one, visit.session.get_one(Member, one.member_id)) for one in debts.waiting(visit.session)]
    may = {one.id: grants.may_answer(visit.vault, member, one, visit.staff) for one, member in asked}
    forms: dict[str, object] = {"form": GrantForm(None, data=fresh), "debt": DebtForm(None)}
    return pages.show("points.html", visit, asked=asked, owed=owed, may=may, **{**forms, **typed})
