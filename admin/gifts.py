"""A coupon that staff give a member by hand, with the reason."""

import secrets

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from admin import pages, standing
from admin.members import CardForm
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.coupons import Coupon
from models.members import Member
from services import coupons, offers, people


class GiftForm(CardForm):
    """Which coupon, and why; the form's own id makes a repeated submit count once."""

    once = HiddenField(validators=[DataRequired(), Length(max=40)])
    coupon = SelectField(__("お渡しするクーポン"), coerce=int)
    reason = StringField(__("お渡しする理由"), [DataRequired(__("理由を入れてください。")), Length(max=200)])


@allowed(*MARKETING)
def give(visit: Visit) -> ResponseReturnValue:
    form = _with_offers(visit, GiftForm())

    def hand_over() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        coupon = pages.found(visit.session.get(Coupon, form.coupon.data))
        cause = f"staff:{member.id}:{form.once.data}"
        copy = coupons.grant(visit.session, coupon, member, now=visit.now, cause=cause)
        visit.note(
            "coupon_given", f"member:{member.id}", coupon=coupon.id, grant=copy.id, reason=form.reason.data
        )
        return _page(visit, member, said=_("「%(title)s」をお渡ししました。", title=coupon.title))

    return pages.attempt(visit, form, hand_over, again=lambda: _page(visit, _known(visit, form), gift=form))


def fresh(visit: Visit, card: str) -> GiftForm | None:
    """Make the form for this member, good for one gift; none where there is nothing, or nobody, to give."""
    if not give.admits(visit.staff):
        return None
    form = _with_offers(visit, GiftForm(None, data={"card": card, "once": secrets.token_hex(8)}))
    return form if form.coupon.choices else None


def _with_offers(visit: Visit, form: GiftForm) -> GiftForm:
    offered = offers.given_by_hand(visit.session, now=visit.now)
    form.coupon.choices = [SelectChoice(coupon.id, coupon.title) for coupon in offered]
    return form


def _known(visit: Visit, form: GiftForm) -> Member | None:
    try:
        return people.by_card(visit.session, form.card.data or "")
    except people.CardUnknown:
        return None


def _page(visit: Visit, member: Member | None, **further: object) -> str:
    of = standing.of(visit, member) if member else None
    return pages.show("members.html", visit, form=CardForm(None), of=of, **further)
