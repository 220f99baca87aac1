"""Settings: LINE's credentials, quiet hours, caps and pace, rules of points."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice

from admin import choosing, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import settings


class MannersForm(Form):
    """How often, when and how fast the shop writes."""

    quiet_from = StringField(__("おやすみの始まり"))
    quiet_until = StringField(__("おやすみの終わり"))
    weekly_cap = IntegerField(__("お一人に7日間で送る上限（通）"))
    slow_until = StringField(__("お知らせの間をあける最後の日"))
    sleep_months = IntegerField(__("ご利用のない会員を消すまで（か月）"))
    pace_per_minute = IntegerField(__("1分あたりに送る人数"))
    allowed_names = StringField(__("言葉づかいで見のがす、商品などの名前"))
    staff_answer_chats = BooleanField(__("スタッフもトークに返信する"))


class PointsForm(Form):
    """How points are given and what they are worth."""

    welcome_points = IntegerField(__("会員登録のお礼（ポイント）"))
    point_yen = IntegerField(__("1ポイントを何円としてお使いいただくか"))
    points_months = IntegerField(__("ポイントの期限（か月）"))
    points_expiry = SelectField(
        __("期限の数えかた"),
        choices=[
            SelectChoice("fixed", __("付いた月から数える")),
            SelectChoice("rolling", __("お買い物やご利用のたびに、残りすべての期限を延ばす")),
        ],
    )
    return_days = IntegerField(__("お買い物のポイントが使えるようになるまで（日）"))
    return_debt = SelectField(
        __("返品のとき、すでに使われていたポイント"),
        choices=[
            SelectChoice("debt", __("次に付くポイントから差し引く")),
            SelectChoice("floor", __("差し引かない")),
            SelectChoice("staff", __("お店で一つずつ決める")),
        ],
    )
    grant_limit = IntegerField(__("手で贈るとき、一人で決めてよいポイント"))
    earn_notice_days = IntegerField(__("付きかたの不利な変更を決める期限（日前）"))


class LineForm(Form):
    """LINE's credentials: they go in and never come out again."""

    line_channel_id = StringField(__("チャネルID"))
    line_channel_secret = PasswordField(__("チャネルシークレット"))
    line_channel_access_token = PasswordField(__("チャネルアクセストークン（長期）"))


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def change_manners(visit: Visit) -> ResponseReturnValue:
    form = MannersForm()
    return _keep(visit, form, lambda: _page(visit, manners=form))


@allowed(Role.OWNER)
def change_points(visit: Visit) -> ResponseReturnValue:
    form = PointsForm()
    return _keep(visit, form, lambda: _page(visit, points=form))


@allowed(Role.OWNER)
def connect_line(visit: Visit) -> ResponseReturnValue:
    form = LineForm()

    def keep() -> ResponseReturnValue:
        given = [name for name in settings.SECRETS if form.text(name)]
        for name in given:
            settings.change_secret(visit.session, visit.vault, name, form.text(name), now=visit.now)
        visit.note("line_connected", "settings", names=given)
        return pages.done(_("LINEの接続情報を保存しました。30秒ほどで使われ始めます。"), "admin.settings")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, line=form))


def _keep(visit: Visit, form: Form, again: "pages.Again") -> ResponseReturnValue:
    return choosing.attempt(visit, form, said=_("設定を保存しました。"), on="admin.settings", again=again)


def _page(visit: Visit, **typed: Form) -> str:
    kept: dict[str, object] = {name: settings.as_text(value) for name, value in vars(visit.choices).items()}
    kept["staff_answer_chats"] = visit.choices.staff_answer_chats
    forms = {
        "manners": MannersForm(None, data=kept),
        "points": PointsForm(None, data=kept),
        "line": LineForm(None),
    }
    known = {
        name: settings.read_secret(visit.session, visit.vault, name) is not None for name in settings.SECRETS
    }
    return pages.show("settings.html", visit, **{**forms, **typed}, known=known)
