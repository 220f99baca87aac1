"""Choices around points: letters about expiry, limits for staff, the welcome gift, notice of new ranks."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, IntegerField

from admin import choosing, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import settings

SWITCHES = ("welcome_from_purchase", "gift_mark")


class LoyaltyForm(Form):
    """What goes with points beside their own rules."""

    expiry_letter_from = IntegerField(__("期限のご連絡を書く最少のポイント"))
    staff_daily_points = IntegerField(__("スタッフ一人が1日につけられるポイント"))
    tier_notice_days = IntegerField(__("ランクの決まりを変えるときの予告（日）"))
    welcome_from_purchase = BooleanField(__("入会のお礼は、初めてのお買い物のあとから使えるようにする"))
    gift_mark = BooleanField(__("入会のお礼を一人一度にする（退会から12か月、印を残す）"))


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    kept: dict[str, object] = {
        name: settings.as_text(value) for name, value in vars(visit.choices).items() if name not in SWITCHES
    }
    kept |= {name: getattr(visit.choices, name) for name in SWITCHES}
    return _page(visit, LoyaltyForm(None, data=kept))


@allowed(Role.OWNER)
def change(visit: Visit) -> ResponseReturnValue:
    form = LoyaltyForm()
    said = _("設定を保存しました。")
    return choosing.attempt(visit, form, said=said, on="admin.loyalty", again=lambda: _page(visit, form))


def _page(visit: Visit, form: LoyaltyForm) -> str:
    return pages.show("loyalty.html", visit, form=form)
