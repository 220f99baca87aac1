"""Ranks: what there are, how many hold each, and a new version written, tried on paper, and kept."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import FieldList, FormField, IntegerField, SelectField, StringField
from wtforms import Form as Part
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from admin import pages, speech
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.staff import Role
from models.tiers import TierBasis
from services import tier_counts, tier_plans
from services.tier_plans import Plan, Rank

A_NUMBER = InputRequired(__("数を入れてください。"))
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
MOST = tier_plans.MOST


class RankPart(Part):  # type: ignore[misc]  # WTForms ships no types
    """One rank; one without sign and names is none."""

    code = StringField(__("記号"), [Length(max=24)], render_kw={"autocomplete": "off"})
    name_ja = StringField(__("名前（日本語）"), [Length(max=20)])
    name_en = StringField(__("名前（英語）"), [Length(max=30)])
    threshold = IntegerField(__("ここから（円またはポイント）"), [Optional()], render_kw=NUMERIC)
    rate = IntegerField(__("お買い物のポイント（%）"), [Optional()], render_kw=NUMERIC)
    benefits_ja = StringField(__("特典（日本語）"), [Length(max=200)])
    benefits_en = StringField(__("特典（英語）"), [Length(max=200)])
    price_ja = StringField(__("会員価格（日本語）"), [Length(max=60)])
    price_en = StringField(__("会員価格（英語）"), [Length(max=60)])

    @property
    def is_empty(self) -> bool:
        return not any((self.code.data, self.name_ja.data, self.name_en.data, self.threshold.data))

    def rank(self) -> Rank:
        words = ("code", "name_ja", "name_en", *tier_plans.TEXTS)
        texts = {name: (self[name].data or "").strip() for name in words}
        return Rank(**texts, threshold=self.threshold.data or 0, rate=self.rate.data or 100)


class PlanForm(Form):
    """One version of the rules."""

    basis = SelectField(
        __("何で決めますか"),
        choices=[
            SelectChoice("yen", __("お買い上げの金額")),
            SelectChoice("points", __("お買い物で付いたポイント")),
        ],
    )
    months = IntegerField(__("直近の何か月で数えるか"), [A_NUMBER], render_kw=NUMERIC)
    grace_days = IntegerField(__("足りなくなってからの猶予（日）"), [A_NUMBER], render_kw=NUMERIC)
    ranks = FieldList(FormField(RankPart), min_entries=MOST, max_entries=MOST)
    amount = IntegerField(__("ためしの金額またはポイント"), [Optional()], render_kw=NUMERIC)

    def plan(self) -> Plan:
        filled = [part.form.rank() for part in self.ranks if not part.form.is_empty]
        return Plan(TierBasis(self.basis.data), self.months.data, self.grace_days.data, tuple(filled))


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit, _form(visit))


@allowed(Role.OWNER)
def define(visit: Visit) -> ResponseReturnValue:
    form = PlanForm()

    def keep() -> ResponseReturnValue:
        plan = tier_plans.define(
            visit.session, form.plan(), choices=visit.choices, staff_id=visit.staff.id, now=visit.now
        )
        visit.note("tiers_defined", f"tier_plan:{plan.id}")
        if plan.starts_at <= visit.now:
            return pages.done(_("ランクの決まりを変えました。いまから使われます。"), "admin.tiers")
        said = _("ランクの決まりを変えました。%(day)sから使われます。", day=speech.day(plan.starts_at))
        return pages.done(said, "admin.tiers")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form))


@allowed(*MARKETING)
def attempt(visit: Visit) -> ResponseReturnValue:
    """Give the fragment that shows what the typed version would do; nothing is kept."""
    form = PlanForm()

    def look() -> ResponseReturnValue:
        plan = form.plan()
        tier_plans.check(plan)
        return pages.show("tiers-tried.html", visit, form=form, **_tried(visit, plan, form.amount.data))

    again = pages.attempt(visit, form, look, again=lambda: pages.show("tiers-tried.html", visit, form=form))
    # A fragment is swapped in only where it comes as it should.
    return again[0] if isinstance(again, tuple) else again


def _tried(visit: Visit, plan: Plan, amount: int | None) -> dict[str, Any]:
    present = tier_plans.in_force(visit.session, now=visit.now)
    losses = tier_plans.losses(tier_plans.read(visit.session, present), plan) if present else []
    return {
        "plan": plan,
        "losses": [signs()[sign] for sign in losses],
        "starts_at": tier_plans.starts(visit.session, plan, choices=visit.choices, now=visit.now),
        "counted": tier_counts.on_paper(visit.session, plan, now=visit.now),
        "amount": amount,
        "reached": plan.reached(amount) if amount is not None else None,
    }


def signs() -> dict[str, str]:
    """Say in which way somebody may lose by a new version."""
    return {
        "basis": _("数えるものが変わる"),
        "window": _("数える期間が短くなる"),
        "grace": _("猶予が短くなる"),
        "gone": _("なくなるランクがある"),
        "threshold": _("届きにくくなるランクがある"),
        "rate": _("同じお買い物でも、付くポイントの割合が下がることがある"),
        "order": _("ランクの順が変わる"),
        "text": _("特典や会員価格の言葉が、なくなるか変わる"),
    }


def _form(visit: Visit) -> PlanForm:
    """Begin with the newest version, whether it is in force yet or not; else with something usual."""
    newest = tier_plans.coming(visit.session, now=visit.now) or tier_plans.in_force(
        visit.session, now=visit.now
    )
    if newest is None:
        return PlanForm(None, data={"basis": "yen", "months": 12, "grace_days": 30})
    plan = tier_plans.read(visit.session, newest)
    ranks = [vars(rank) for rank in plan.ranks]
    kept = {"basis": plan.basis.value, "months": plan.months, "grace_days": plan.grace_days, "ranks": ranks}
    return PlanForm(None, data=kept)


def _page(visit: Visit, form: PlanForm) -> str:
    present = tier_plans.in_force(visit.session, now=visit.now)
    coming = tier_plans.coming(visit.session, now=visit.now)
    return pages.show(
        "tiers.html",
        visit,
        form=form,
        present=present,
        ranks=tier_plans.ranks(visit.session, present) if present else [],
        coming=coming,
        coming_ranks=tier_plans.ranks(visit.session, coming) if coming else [],
        held=tier_counts.held(visit.session),
        may_define=visit.staff.role == Role.OWNER,
    )
