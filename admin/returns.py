"""Returns: what was bought earlier comes back, and its points with it, on any day, as a whole or in part."""

import secrets

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, Length, Optional

from admin import pages
from admin.members import NUMERIC, CardForm
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed
from models.members import Member
from models.point_returns import PointsReturn
from models.points import EntryKind, PointsEntry
from services import histories, people, returns


class ReturnForm(CardForm):
    """One line that comes back; without an amount it is all that is left of it."""

    entry = IntegerField(validators=[DataRequired()])
    amount = IntegerField(__("返品の分"), [Optional()], render_kw=NUMERIC)
    reason = StringField(__("返品のわけ"), [DataRequired(__("わけを入れてください。")), Length(max=200)])
    once = HiddenField(validators=[DataRequired(), Length(max=40)])


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*EVERYBODY)
def find(visit: Visit) -> ResponseReturnValue:
    form = CardForm()

    def look() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        visit.note("member_seen", f"member:{member.id}")
        return _page(visit, member)

    return pages.attempt(visit, form, look, again=lambda: _page(visit, card_form=form))


@allowed(*EVERYBODY)
def take(visit: Visit) -> ResponseReturnValue:
    form = ReturnForm()

    def deed() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        entry = visit.session.get(PointsEntry, form.entry.data)
        if entry is None or entry.member_id != member.id:
            raise returns.PurchaseUnknown
        made = _take(visit, form, entry)
        visit.note("points_returned", f"member:{member.id}", entry=entry.id, returned=made.id)
        return _page(visit, member, said=_said(entry, made))

    return pages.attempt(visit, form, deed, again=lambda: _page(visit, _known(visit, form), form=form))


def _take(visit: Visit, form: ReturnForm, entry: PointsEntry) -> PointsReturn:
    """Take back what a purchase gave, or give back what paid."""
    cause, session = f"desk:{entry.id}:{form.once.data}", visit.session
    shop_id, staff_id, reason = visit.staff.shop_id, visit.staff.id, form.reason.data
    if entry.kind == EntryKind.PURCHASE:
        return returns.take_back(
            session,
            entry.cause,
            cause=cause,
            choices=visit.choices,
            now=visit.now,
            yen=form.amount.data,
            shop_id=shop_id,
            staff_id=staff_id,
            reason=reason,
        )
    return returns.give_back(
        session,
        entry.cause,
        cause=cause,
        now=visit.now,
        points=form.amount.data,
        shop_id=shop_id,
        staff_id=staff_id,
        reason=reason,
    )


def _said(entry: PointsEntry, made: PointsReturn) -> str:
    points = f"{made.due:,}"
    if entry.kind == EntryKind.PURCHASE:
        return _("返品を承りました。この分のポイントは%(points)sポイントです。", points=points)
    return _("お使いになった%(points)sポイントをお返ししました。", points=points)


def _known(visit: Visit, form: CardForm) -> Member | None:
    try:
        return people.by_card(visit.session, form.card.data or "")
    except people.CardUnknown:
        return None


def _page(visit: Visit, member: Member | None = None, **further: object) -> str:
    """Draw the page; each form gets an id of its own, good for one return."""
    lines = histories.returnable(visit.session, member) if member else []
    forms: dict[str, object] = {"card_form": CardForm(None), "form": ReturnForm(None)}
    ids = {one.entry.id: secrets.token_hex(8) for one in lines}
    return pages.show("returns.html", visit, member=member, lines=lines, once=ids, **{**forms, **further})
