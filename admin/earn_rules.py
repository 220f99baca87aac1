"""Earn rules: the versions past and coming, a new one, and a purchase tried on paper."""

from fractions import Fraction

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import earn_forms, pages, points_refusals, repeats
from admin.earn_forms import EarnForm
from admin.parts import Visit
from admin.roles import allowed
from models.shops import Shop
from models.staff import Role
from services import earn_rules, earn_terms, earnings, japan, shops, staff
from services.earn_terms import Terms, TermsRefused
from services.earnings import Kind, Step


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def publish(visit: Visit) -> ResponseReturnValue:
    branches = shops.active(visit.session)
    form = EarnForm().offer(branches)

    def keep() -> ResponseReturnValue:
        made = earn_rules.publish(
            visit.session,
            form.terms(branches),
            begins_on=form.begins_on.data,
            staff_id=visit.staff.id,
            choices=visit.choices,
            now=visit.now,
        )
        visit.note("earn_rule_published", f"earn_rule:{made.id}", is_worse=made.is_worse)
        return pages.done(_("新しい付きかたを決めました。"), "admin.earn_rules")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form))


@allowed(Role.OWNER)
def attempt(visit: Visit) -> ResponseReturnValue:
    """Give what a purchase would give by what is typed, line by line; nothing is kept."""
    branches = shops.active(visit.session)
    form = EarnForm().offer(branches)
    if not form.validate():
        return pages.show("earn-try.html", visit, wrong=_("上の欄に、数を入れてください。"))
    try:
        terms, purchase = form.terms(branches), form.purchase(japan.day(visit.now))
        earn_terms.check(terms)
    except TermsRefused as refusal:
        return pages.show("earn-try.html", visit, wrong=points_refusals.sentence(refusal))
    explained = earnings.explain(terms, purchase)
    steps = [(label(step, branches), sum_of(step)) for step in explained.steps]
    shop = next((one.name for one in branches if one.id == purchase.shop_id), None)
    return pages.show(
        "earn-try.html", visit, purchase=purchase, shop=shop, points=explained.points, steps=steps
    )


def label(step: Step, branches: list[Shop]) -> str:
    """Say what one step of the calculation does."""
    values = {"name": step.name, "percent": f"{step.percent:,}", "yen": f"{step.yen:,}"}
    if step.kind == Kind.SHOP:
        values["name"] = next((one.name for one in branches if str(one.id) == step.name), step.name)
    if step.kind == Kind.WEEKDAY:
        values["name"] = repeats.weekdays()[int(step.name)]
    return _words(step.kind, values)


def _words(kind: Kind, values: dict[str, str]) -> str:
    return {
        Kind.BASE: _("基本（%(yen)s円）", **values),
        Kind.GROUP: _("商品グループ「%(name)s」（%(yen)s円）を%(percent)s%%で加える", **values),
        Kind.TIER: _("会員ランク「%(name)s」：%(percent)s%%", **values),
        Kind.SHOP: _("店舗「%(name)s」：%(percent)s%%", **values),
        Kind.CAMPAIGN: _("期間：%(percent)s%%", **values),
        Kind.WEEKDAY: _("%(name)s：%(percent)s%%", **values),
        Kind.ROUNDED: _(
            "端数を整える（%(name)s）", **{**values, "name": roundings().get(values["name"], "")}
        ),
        Kind.CAPPED: _("1回のお買い物の上限", **values),
    }[kind]


def roundings() -> dict[str, str]:
    return {"down": _("切り捨て"), "nearest": _("四捨五入"), "up": _("切り上げ")}


def sum_of(step: Step) -> str:
    """Write the points after a step, with what there is of a part of one."""
    return written(step.points)


def written(points: Fraction) -> str:
    whole = f"{float(points):,.3f}"
    return whole.rstrip("0").rstrip(".")


def _page(visit: Visit, form: EarnForm | None = None) -> str:
    branches = shops.active(visit.session)
    present = earn_rules.in_force(visit.session, choices=visit.choices, now=visit.now)
    if form is None:
        form = EarnForm(None, data=earn_forms.written(present, branches)).offer(branches)
    versions = [
        (rule, _said(earn_terms.read(rule.terms), branches)) for rule in earn_rules.versions(visit.session)
    ]
    names = staff.names(visit.session)
    said = _said(present, branches)
    return pages.show(
        "earn-rules.html", visit, form=form, versions=versions, names=names, present=said, now=visit.now
    )


def _said(terms: Terms, branches: list[Shop]) -> list[str]:
    """Say the terms in a few lines."""
    fields = earn_forms.written(terms, branches)
    base = _("%(yen)s円ごとに%(points)sポイント", yen=f"{terms.per_yen:,}", points=f"{terms.points:,}")
    lines = [f"{base}（{roundings()[terms.rounding]}）"]
    several = ("tiers", "shops", "groups", "weekdays", "campaigns")
    lines += [f"{titles()[name]}: {fields[name].replace(chr(10), ', ')}" for name in several if fields[name]]
    caps = {name: fields[name] for name in ("per_purchase", "per_day", "per_month")}
    return lines + [f"{titles()[name]}: {cap:,}" for name, cap in caps.items() if cap is not None]


def titles() -> dict[str, str]:
    return {
        "tiers": _("会員ランクの倍率（%）"),
        "shops": _("店舗の倍率（%）"),
        "groups": _("商品グループの倍率（%）"),
        "weekdays": _("曜日の倍率（%）"),
        "campaigns": _("期間の倍率（%）"),
        "per_purchase": _("1回のお買い物の上限"),
        "per_day": _("お一人が1日に付く上限"),
        "per_month": _("お一人がひと月に付く上限"),
    }
