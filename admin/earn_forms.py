"""The form of a version of the earn rules: one name and one number a line, read and written."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from admin.forms import Form
from admin.members import NUMERIC
from models.shops import Shop
from services.earn_terms import Campaign, Rounding, Terms, TermsRefused
from services.earnings import Purchase

LINE = re.compile(r"(?P<name>.+?)\s*[=:]\s*(?P<number>\d{1,9})\s*%?")
WEEKDAYS = {sign: place for place, sign in enumerate("月火水木金土日")}
WEEKDAYS |= {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:〜|~|\s)\s*(\d{4}-\d{2}-\d{2})")
ROWS = {"rows": 3}
A_NUMBER = InputRequired(__("数を入れてください。"))


class EarnForm(Form):
    """How purchases give points, from when, and a purchase to try it on."""

    points = IntegerField(__("付くポイント"), [A_NUMBER], render_kw=NUMERIC)
    per_yen = IntegerField(__("何円ごとに"), [A_NUMBER], render_kw=NUMERIC)
    rounding = SelectField(__("端数"))
    tiers = TextAreaField(__("会員ランクの倍率（%）"), render_kw=ROWS)
    shops = TextAreaField(__("店舗の倍率（%）"), render_kw=ROWS)
    groups = TextAreaField(__("商品グループの倍率（%）"), render_kw=ROWS)
    weekdays = TextAreaField(__("曜日の倍率（%）"), render_kw=ROWS)
    campaigns = TextAreaField(__("期間の倍率（%）"), render_kw=ROWS)
    per_purchase = IntegerField(__("1回のお買い物の上限"), [Optional()], render_kw=NUMERIC)
    per_day = IntegerField(__("お一人が1日に付く上限"), [Optional()], render_kw=NUMERIC)
    per_month = IntegerField(__("お一人がひと月に付く上限"), [Optional()], render_kw=NUMERIC)
    begins_on = DateField(__("始まる日"), [Optional()])
    try_yen = IntegerField(__("金額（円）"), [Optional()], default=3280, render_kw=NUMERIC)
    try_day = DateField(__("日付"), [Optional()])
    try_tier = StringField(__("会員ランク"))
    try_shop = SelectField(__("店舗"), coerce=int, default=0)
    try_lines = TextAreaField(__("商品グループごとの金額"), render_kw={"rows": 2})

    def offer(self, shops: list[Shop]) -> "EarnForm":
        """Fill in what can be chosen."""
        self.rounding.choices = [
            SelectChoice(Rounding.DOWN.value, _("切り捨て")),
            SelectChoice(Rounding.NEAREST.value, _("四捨五入")),
            SelectChoice(Rounding.UP.value, _("切り上げ")),
        ]
        self.try_shop.choices = [
            SelectChoice(0, _("選ばない")),
            *(SelectChoice(shop.id, shop.name) for shop in shops),
        ]
        return self

    def terms(self, shops: list[Shop]) -> Terms:
        """Read the terms; raise TermsRefused."""
        named = {shop.name: shop.id for shop in shops}
        return Terms(
            self.points.data,
            self.per_yen.data,
            Rounding(self.rounding.data),
            read(self.tiers.data),
            {_known(named, name, "shop"): percent for name, percent in read(self.shops.data).items()},
            read(self.groups.data),
            {_weekday(name): percent for name, percent in read(self.weekdays.data).items()},
            tuple(_campaign(name, percent) for name, percent in _lines(self.campaigns.data)),
            self.per_purchase.data,
            self.per_day.data,
            self.per_month.data,
        )

    def purchase(self, today: date) -> Purchase:
        """Read the purchase to try; raise TermsRefused."""
        lines, yen = read(self.try_lines.data), self.try_yen.data or 0
        tier = (self.try_tier.data or "").strip() or None
        day, shop = self.try_day.data or today, self.try_shop.data or None
        return Purchase(max(yen, sum(lines.values())), day, tier, shop, lines)


def read(typed: str | None) -> dict[str, int]:
    """Read one name and its number a line; raise TermsRefused."""
    return dict(_lines(typed))


def _lines(typed: str | None) -> Iterator[tuple[str, int]]:
    for line in unicodedata.normalize("NFKC", typed or "").splitlines():
        if line.strip():
            found = LINE.fullmatch(line.strip())
            if found is None:
                raise TermsRefused("line")
            yield found["name"].strip(), int(found["number"])


def _known(named: Mapping[str, int], name: str, why: str) -> int:
    places = {unicodedata.normalize("NFKC", known): number for known, number in named.items()}
    if name not in places:
        raise TermsRefused(why)
    return places[name]


def _weekday(name: str) -> int:
    sign = name[:3].lower() if name.isascii() else name[:1]
    return _known(WEEKDAYS, sign, "weekday")


def _campaign(period: str, percent: int) -> Campaign:
    found = PERIOD.fullmatch(period)
    if found is None:
        raise TermsRefused("campaign")
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        raise TermsRefused("campaign") from None
    return Campaign(first, last, percent)


def written(terms: Terms, shops: list[Shop]) -> dict[str, Any]:
    """Write the terms as the form's fields."""
    names = {shop.id: shop.name for shop in shops}
    by_shop = {names[number]: percent for number, percent in terms.shops.items() if number in names}
    by_day = {"月火水木金土日"[place]: percent for place, percent in terms.weekdays.items()}
    periods = {f"{one.first} 〜 {one.last}": one.percent for one in terms.campaigns}
    texts = {
        "tiers": terms.tiers,
        "shops": by_shop,
        "groups": terms.groups,
        "weekdays": by_day,
        "campaigns": periods,
    }
    plain = ("points", "per_yen", "rounding", "per_purchase", "per_day", "per_month")
    fields: dict[str, Any] = {name: getattr(terms, name) for name in plain}
    return fields | {name: _text(pairs) for name, pairs in texts.items()}


def _text(pairs: Mapping[Any, int]) -> str:
    return "\n".join(f"{name} = {number}" for name, number in pairs.items())
