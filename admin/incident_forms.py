"""The form of an incident's workbook: what happened when, the nine items, and what a person made sure of."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from admin import incident_words
from admin.forms import Form, MultipleChoices
from admin.parts import Visit
from models.incidents import Scope
from services import incidents, japan, staff
from services.incidents import Facts

MINUTES = {"format": ["%Y-%m-%dT%H:%M"]}
A_TIME = InputRequired(__("日時を入れてください。"))
AN_ITEM = [Length(max=incidents.LONGEST)]
ROWS = {"rows": 3}


class IncidentForm(Form):
    """One incident."""

    title = StringField(__("何があったか（題）"), [DataRequired(__("題を入れてください。"))])
    known_at = DateTimeLocalField(__("お店が知った日時"), [A_TIME], **MINUTES)
    began_at = DateTimeLocalField(__("起きた時間の始まり"), [A_TIME], **MINUTES)
    ended_at = DateTimeLocalField(__("起きた時間の終わり"), [A_TIME], **MINUTES)
    scope = RadioField(__("どなたの情報ですか"), default=Scope.SEEN.value)
    account = SelectField(__("どのスタッフのアカウントですか"), coerce=int, default=0)
    is_wrongful = BooleanField(__("不正な目的のおそれがある（侵入、持ち出し、盗難など）"))
    summary = TextAreaField(__("1 概要"), AN_ITEM, render_kw=ROWS)
    kinds = TextAreaField(__("2 個人データの項目"), AN_ITEM, render_kw=ROWS)
    people = TextAreaField(__("3 ご本人の数"), AN_ITEM, render_kw=ROWS)
    cause = TextAreaField(__("4 原因"), AN_ITEM, render_kw=ROWS)
    secondary = TextAreaField(__("5 二次被害やそのおそれ"), AN_ITEM, render_kw=ROWS)
    persons = TextAreaField(__("6 ご本人への対応"), AN_ITEM, render_kw=ROWS)
    publication = TextAreaField(__("7 公表"), AN_ITEM, render_kw=ROWS)
    prevention = TextAreaField(__("8 再発を防ぐために"), AN_ITEM, render_kw=ROWS)
    other = TextAreaField(__("9 その他"), AN_ITEM, render_kw=ROWS)
    ticks = MultipleChoices(__("人が確かめたこと"))

    def __init__(self, visit: Visit, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.scope.choices = [
            (Scope.SEEN.value, _("スタッフの画面や書き出しで見られた方")),
            (Scope.EVERYBODY.value, _("すべての会員（データベース・控え・機械をなくした、盗まれた）")),
        ]
        self.account.choices = [(0, _("どれとも限らない")), *staff.names(visit.session).items()]
        self.ticks.choices = [(tick.value, words) for tick, words in incident_words.ticks().items()]

    def facts(self, visit: Visit) -> Facts:
        """Give what happened; times are Japan's, and a minute that has begun counts to its end."""
        return Facts(
            title=self.title.data,
            began_at=_instant(self.began_at.data),
            ended_at=_instant(self.ended_at.data) + timedelta(seconds=59),
            known_at=min(_instant(self.known_at.data), visit.now),
            scope=Scope(self.scope.data),
            account_id=self.account.data or None,
            is_wrongful=self.is_wrongful.data,
        )

    def report(self) -> Mapping[str, str]:
        return {name: self[name].data or "" for name in incidents.ITEMS}


def _instant(local: datetime) -> datetime:
    return local.replace(tzinfo=japan.ZONE).astimezone(UTC)
