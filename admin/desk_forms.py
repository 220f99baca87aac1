"""The forms at the desk for personal data."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from admin import desk_words
from admin.forms import Form, MultipleChoices
from admin.members import NUMERIC
from models.requests import RequestState, RequestWay
from services import requests

NUMBER = {"autocomplete": "off", "inputmode": "numeric", "maxlength": 12}


class MemberForm(Form):
    """Who it is about."""

    member = StringField(__("会員番号（8桁）、またはお客さまが読み上げる番号（6桁）"), render_kw=NUMBER)


class RequestForm(MemberForm):
    """A request that came by telephone, letter or at the counter."""

    kind = RadioField(__("何のご請求ですか"), [DataRequired(__("一つ選んでください。"))])
    way = SelectField(__("どのように届きましたか"))
    details = TextAreaField(__("お話の内容"), [Length(max=requests.LONGEST_DETAILS)], render_kw={"rows": 4})

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.kind.choices = list(desk_words.kinds().items())
        own = (RequestWay.PHONE, RequestWay.MAIL, RequestWay.COUNTER)
        self.way.choices = [(way.value, desk_words.ways()[way]) for way in own]


class IdentityForm(Form):
    """How it was made sure who asks, and why it is done."""

    how = SelectField(__("ご本人の確かめ方"))
    note = StringField(__("補足"), [Length(max=100)])
    reason = TextAreaField(
        __("理由"),
        [DataRequired(__("理由を入れてください。")), Length(max=requests.LONGEST_REASON)],
        render_kw={"rows": 3},
    )

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.how.choices = [("", _("選んでください")), *_means().items()]

    @property
    def identity(self) -> str:
        """Give it as the record keeps it; nothing where it could not be made sure."""
        means, note = _means().get(self.how.data, ""), (self.note.data or "").strip()
        return f"{means}（{note}）" if means and note else means


class CloseForm(IdentityForm):
    """The answer: done, or refused with the reason."""

    state = RadioField(__("結果"), [DataRequired(__("一つ選んでください。"))])

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.state.choices = [
            (RequestState.DONE.value, _("対応しました")),
            (RequestState.REFUSED.value, _("お断りします")),
        ]


class StopForm(IdentityForm):
    """What is no longer to be used, and for what."""

    purposes = MultipleChoices(__("止める使いみち"), [DataRequired(__("一つ以上選んでください。"))])


class EraseForm(IdentityForm):
    """Erasing somebody, who was told first what is lost."""

    told = BooleanField(
        __("失われるものをご本人にお伝えし、それでも消してほしいと確かめました"),
        [DataRequired(__("先に、失われるものをお伝えください。"))],
    )


class AnswersForm(Form):
    """What somebody without a code tells of two purchases, and the card they have now."""

    card = StringField(
        __("新しい会員番号（8桁）"), [DataRequired(__("会員番号を入れてください。"))], render_kw=NUMERIC
    )
    day1 = DateField(__("1つめのお取引の日"), [InputRequired(__("日を入れてください。"))])
    yen1 = IntegerField(
        __("1つめの金額（円）"), [InputRequired(__("金額を入れてください。"))], render_kw=NUMERIC
    )
    day2 = DateField(__("2つめのお取引の日"), [InputRequired(__("日を入れてください。"))])
    yen2 = IntegerField(
        __("2つめの金額（円）"), [InputRequired(__("金額を入れてください。"))], render_kw=NUMERIC
    )
    reason = StringField(__("引き継ぐ理由"), [DataRequired(__("理由を入れてください。")), Length(max=200)])


def _means() -> dict[str, str]:
    return {
        "chat": _("ご本人のLINEのトークから届いた"),
        "code": _("トークに出した6桁の番号を読み上げていただいた"),
        "card": _("会員証の画面を見せていただいた"),
        "document": _("本人確認書類を拝見した（番号は控えない）"),
        "purchases": _("最近のお取引2件が合った"),
        "proxy": _("代理の方の委任状と本人確認書類を拝見した"),
    }
