"""The form of an offer; fields that belong to another kind are left aside."""

import re
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from admin import speech
from admin.coupon_refusals import weekdays
from admin.forms import Form, MultipleChoices
from admin.members import NUMERIC
from admin.parts import Visit
from models.coupons import OfferKind, OfferWay
from models.shops import Shop
from services import coupon_terms, japan, shops, tier_codes
from services.offer_caps import Grounds
from services.offers import Offer

PARTED = re.compile(r"[\s,、，]+")
UNTITLED = "…"


class CouponForm(Form):
    """A new offer."""

    title = StringField(__("クーポンの名前"), [DataRequired(__("名前を入れてください。"))])
    kind = RadioField(__("クーポンの種類"), default=OfferKind.RIGHT.value)
    yen_off = IntegerField(__("割引の金額（円）"), [Optional()], render_kw=NUMERIC)
    percent_off = IntegerField(__("割引の率（%）"), [Optional()], render_kw=NUMERIC)
    member_price = IntegerField(__("会員価格（税込・円）"), [Optional()], render_kw=NUMERIC)
    usual_yen = IntegerField(__("通常価格（税込・円）"), [Optional()], render_kw=NUMERIC)
    usual_from = DateField(__("通常価格で売り始めた日"), [Optional()])
    usual_until = DateField(__("通常価格で売った最後の日"), [Optional()])
    value_yen = IntegerField(__("お品の値段（税込・円）"), [Optional()], render_kw=NUMERIC)
    is_drawn = BooleanField(__("抽選で当たった方に差し上げる"))
    expected_yen = IntegerField(__("抽選の期間の売上の見込み（円）"), [Optional()], render_kw=NUMERIC)
    minimum_yen = IntegerField(__("最低のお会計（税込・円）"), [Optional()], render_kw=NUMERIC)
    condition = StringField(__("ご利用の条件"))
    starts_on = DateField(__("使える最初の日"), [DataRequired(__("日付を入れてください。"))])
    ends_on = DateField(__("使える最後の日"), [DataRequired(__("日付を入れてください。"))])
    weekdays = MultipleChoices(__("使える曜日"), coerce=int)
    blackouts = TextAreaField(__("使えない日"), render_kw={"rows": 2})
    shop_ids = MultipleChoices(__("使える店舗"), coerce=int)
    tiers = MultipleChoices(__("使える会員ランク"))
    way = RadioField(__("配りかた"), default=OfferWay.EVERYONE.value)
    points = IntegerField(__("交換に必要なポイント"), [Optional()], render_kw=NUMERIC)
    stock = IntegerField(__("全部で何枚まで"), [Optional()], render_kw=NUMERIC)
    per_member = IntegerField(
        __("お一人何枚まで"), [InputRequired(__("枚数を入れてください。"))], default=1, render_kw=NUMERIC
    )
    per_day = IntegerField(__("お一人1日何枚まで"), [Optional()], render_kw=NUMERIC)
    override = TextAreaField(__("上限を超えても問題のない理由"), render_kw={"rows": 2})
    is_over_cap = False

    def validate_blackouts(self, field: TextAreaField) -> None:
        """Say at once which word is no day."""
        for word in _words(field.data):
            if _day(word) is None:
                raise ValidationError(_("「%(word)s」は 2026-12-31 の形で入れてください。", word=word[:20]))

    def offer(self, *, today: date) -> Offer:
        """Give what was filled in; while it is being typed, what is missing is made up."""
        kind = OfferKind(self.kind.data or OfferKind.RIGHT)
        way = OfferWay(self.way.data or OfferWay.EVERYONE)
        chosen = tuple(self.weekdays.data or ())
        begins = self.starts_on.data or today
        days = (_day(word) for word in _words(self.blackouts.data))
        return Offer(
            title=self.title.data or UNTITLED,
            condition=self.condition.data or "",
            starts_on=begins,
            ends_on=self.ends_on.data or begins,
            shop_ids=tuple(self.shop_ids.data or ()),
            stock=self.stock.data,
            per_member=self.per_member.data or 0,
            way=way,
            kind=kind,
            amount=self._amount(kind),
            minimum_yen=self.minimum_yen.data or 0,
            weekdays=chosen or tuple(coupon_terms.WEEK),
            blackouts=tuple(day for day in days if day is not None),
            per_day=self.per_day.data,
            tiers=tuple(self.tiers.data or ()),
            points=self.points.data,
            grounds=self._grounds(kind),
            override=(self.override.data or "").strip(),
        )

    def _amount(self, kind: OfferKind) -> int | None:
        fields = {
            OfferKind.YEN_OFF: self.yen_off,
            OfferKind.PERCENT_OFF: self.percent_off,
            OfferKind.MEMBER_PRICE: self.member_price,
        }
        return fields[kind].data if kind in fields else None

    def _grounds(self, kind: OfferKind) -> Grounds:
        if kind == OfferKind.MEMBER_PRICE:
            usual = {"usual_from": self.usual_from.data, "usual_until": self.usual_until.data}
            return Grounds(usual_yen=self.usual_yen.data, **usual)
        if kind == OfferKind.GIFT:
            drawn = {"is_drawn": bool(self.is_drawn.data), "expected_yen": self.expected_yen.data}
            return Grounds(value_yen=self.value_yen.data, **drawn)
        return Grounds()


def form(visit: Visit, *, typed: bool = False) -> CouponForm:
    """Make the form: as typed, or empty."""
    made = CouponForm() if typed else CouponForm(None, data={"starts_on": japan.day(visit.now)})
    choose(made, shops.active(visit.session), tier_codes.known(visit.session))
    return made


def choose(made: CouponForm, branches: Sequence[Shop], ranks: Sequence[tier_codes.Rank]) -> None:
    """Put what can be chosen into the form."""
    made.kind.choices = list(kinds().items())
    made.way.choices = [(way, said) for way, said in ways().items() if way != OfferWay.TIER or ranks]
    made.weekdays.choices = [SelectChoice(day, name) for day, name in weekdays().items()]
    made.shop_ids.choices = [SelectChoice(shop.id, shop.name) for shop in branches]
    made.tiers.choices = [SelectChoice(rank.code, rank.name(speech.language())) for rank in ranks]


def kinds() -> dict[str, str]:
    return {
        OfferKind.RIGHT.value: _("ご案内・特典（名前に書いたとおり）"),
        OfferKind.YEN_OFF.value: _("金額の割引"),
        OfferKind.PERCENT_OFF.value: _("率の割引"),
        OfferKind.MEMBER_PRICE.value: _("会員価格"),
        OfferKind.GIFT.value: _("プレゼント"),
    }


def ways() -> dict[str, str]:
    return {
        OfferWay.EVERYONE.value: _("会員の方はどなたも、トークの「クーポン」で受け取れる"),
        OfferWay.TOLD.value: _("お知らせが届いた方、スタッフがお渡しした方だけに配る"),
        OfferWay.WELCOME.value: _("ご入会のお礼に配る"),
        OfferWay.EXCHANGE.value: _("ポイントと交換する"),
        OfferWay.TIER.value: _("会員ランクが上がった方に配る"),
    }


def _words(text: str | None) -> list[str]:
    return [word for word in PARTED.split(text or "") if word]


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
