"""Budget: the plan with LINE and what it costs, the reserve for letters, and who looks before sending."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from admin import choosing, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import costs, quotas, settings

LINE_PLANS = [
    SelectChoice("", __("まだ選んでいません")),
    SelectChoice("communication", __("コミュニケーション（月0円・200通まで）")),
    SelectChoice("light", __("ライト（月5,000円・5,000通まで）")),
    SelectChoice("standard", __("スタンダード（月15,000円・30,000通まで、追加は1通3円以下）")),
    SelectChoice("other", __("そのほか（下の欄に入れる）")),
]


class BudgetForm(Form):
    """What sending costs, what is kept back, and whether two people see to it."""

    line_plan = SelectField(__("LINEの料金プラン"), choices=LINE_PLANS)
    plan_fee = IntegerField(__("月額（円、税抜）"), [Optional()])
    plan_free = IntegerField(__("プランに含まれる通数"), [Optional()])
    plan_price = StringField(__("追加1通の料金（円、税抜）"), render_kw={"inputmode": "decimal"})
    service_reserve = IntegerField(__("ご連絡のために取り置く通数"))
    approval_required = SelectField(
        __("送る前の、もう一人の承認"),
        choices=[
            SelectChoice("", __("送る方が二人以上なら求める")),
            SelectChoice("yes", __("いつも求める")),
            SelectChoice("no", __("求めない")),
        ],
    )


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit, _form(visit))


@allowed(Role.OWNER)
def change(visit: Visit) -> ResponseReturnValue:
    form = BudgetForm()
    return choosing.attempt(
        visit, form, said=_("設定を保存しました。"), on="admin.budget", again=lambda: _page(visit, form)
    )


def _form(visit: Visit) -> BudgetForm:
    names = ("line_plan", "plan_fee", "plan_free", "plan_price", "service_reserve", "approval_required")
    kept: dict[str, Any] = {name: settings.as_text(getattr(visit.choices, name)) for name in names}
    return BudgetForm(None, data=kept)


def _page(visit: Visit, form: BudgetForm) -> str:
    month = quotas.month(visit.session, now=visit.now)
    return pages.show("budget.html", visit, form=form, month=month, plan=costs.plan(visit.choices))
