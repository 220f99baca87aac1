"""What a no sounds like about coupons: offers that cannot be, copies that cannot be given or used."""

from collections.abc import Sequence

from flask_babel import gettext as _

from admin import refusals, speech
from services import (
    coupon_reversals,
    coupon_screens,
    coupon_terms,
    coupon_uses,
    coupons,
    exchanges,
    offer_caps,
    offers,
)

sentence = refusals.sentence


@sentence.register
def _unknown(_refusal: coupons.CouponUnknown) -> str:
    return _("このクーポンは見つかりません。番号をご確認ください。")


@sentence.register
def _not_begun(refusal: coupons.CouponNotBegun) -> str:
    return _("このクーポンは%(day)sからお使いいただけます。", day=speech.day(refusal.starts_at))


@sentence.register
def _expired(_refusal: coupons.CouponExpired) -> str:
    return _("このクーポンは期限が過ぎています。")


@sentence.register
def _used(refusal: coupons.CouponAlreadyUsed) -> str:
    return _("このクーポンは、すでに使用済みです（%(moment)s）。", moment=speech.moment(refusal.used_at))


@sentence.register
def _reserved(refusal: coupons.CouponReserved) -> str:
    return _(
        "このクーポンは、ほかのレジでお会計の途中です（%(moment)sまで）。",
        moment=speech.moment(refusal.until),
    )


@sentence.register
def _not_shown(_refusal: coupon_screens.CouponNotShown) -> str:
    return _("クーポンの画面の時間が過ぎています。もう一度表示していただいてください。")


@sentence.register
def _at_counter(_refusal: coupon_screens.CouponAtCounter) -> str:
    return _("このクーポンは、レジの画面で番号を確かめてください。")


@sentence.register
def _sold_out(_refusal: coupons.CouponSoldOut) -> str:
    return _("このクーポンは、すべて配り終えています。")


@sentence.register
def _limit(_refusal: coupons.CouponLimit) -> str:
    return _("この方は、このクーポンを上限まで受け取られています。")


@sentence.register
def _not_today(refusal: coupon_terms.CouponNotToday) -> str:
    days = listed([weekdays()[day] for day in refusal.weekdays])
    return _("このクーポンは、今日はお使いいただけません。お使いいただけるのは%(days)sです。", days=days)


@sentence.register
def _blacked_out(_refusal: coupon_terms.CouponBlackedOut) -> str:
    return _("今日は、このクーポンをお使いいただけない日です。")


@sentence.register
def _elsewhere(refusal: coupon_terms.CouponElsewhere) -> str:
    return _(
        "このクーポンは、この店舗ではお使いいただけません。お使いいただけるのは%(shops)sです。",
        shops=listed(refusal.shops),
    )


@sentence.register
def _minimum(refusal: coupon_terms.CouponMinimum) -> str:
    return _(
        "このクーポンは、税込%(yen)s円以上のお会計でお使いいただけます。", yen=f"{refusal.minimum_yen:,}"
    )


@sentence.register
def _for_tier(refusal: coupon_terms.CouponForTier) -> str:
    ranks = listed([rank.name(speech.language()) for rank in refusal.ranks])
    return _("このクーポンは、%(ranks)sの会員の方のものです。", ranks=ranks)


@sentence.register
def _day_limit(refusal: coupon_terms.CouponDayLimit) -> str:
    return _(
        "この方は、今日の分（1日%(count)s枚まで）をお使いになりました。明日からまたお使いいただけます。",
        count=refusal.per_day,
    )


@sentence.register
def _use_unknown(_refusal: coupon_uses.UseUnknown) -> str:
    return _("このご利用は見つかりません。番号をご確認ください。")


@sentence.register
def _use_over(_refusal: coupon_uses.UseOver) -> str:
    return _("このお取り置きは、もう終わっています。クーポンの番号を入れ直してください。")


@sentence.register
def _too_late(_refusal: coupon_reversals.UseTooLate) -> str:
    return _("お戻しできるのは、当日のご利用だけです。")


@sentence.register
def _exchange(_refusal: exchanges.ExchangeGone | exchanges.ExchangeChanged) -> str:
    return _("この交換は、いまの内容では承れません。")


@sentence.register
def _exchange_used(_refusal: exchanges.ExchangeUsed) -> str:
    return _(
        "このポイントと交換されたクーポンが使われているため、取り消せません。先にクーポンのご利用をお戻しください。"
    )


@sentence.register
def _offer(refusal: offers.OfferRefused) -> str:
    return {**_of_every_kind(), **_of_its_kind()}[refusal.why]


def _of_every_kind() -> dict[str, str]:
    return {
        "title": _("クーポンの名前は1〜60文字、条件は120文字までで入れてください。"),
        "window": _("最終日は、開始日かそれより後の日にしてください。"),
        "past": _("最終日は、今日かそれより後の日にしてください。"),
        "stock": _("枚数は1以上にするか、空のままにしてください。"),
        "per_member": _("お一人の枚数は1〜100にしてください。"),
        "minimum": _("最低のお会計は0〜1,000,000円にしてください。"),
        "weekdays": _("使える曜日を、一つ以上選んでください。"),
        "blackouts": _("使えない日は、クーポンの期間の中から31日までにしてください。"),
        "per_day": _("1日の枚数は1〜100にするか、空のままにしてください。"),
        "override": _("理由は200文字までで入れてください。"),
    }


def _of_its_kind() -> dict[str, str]:
    return {
        "yen_off": _("割引の金額を、1〜1,000,000円で入れてください。"),
        "percent_off": _("割引の率を、1〜99%で入れてください。"),
        "member_price": _("会員価格を、1〜1,000,000円で入れてください。"),
        "value": _("お品の値段を、1〜1,000,000円で入れてください。"),
        "usual": _("通常価格は、会員価格より高い金額にしてください。"),
        "points": _("交換に必要なポイントを、1〜1,000,000で入れてください。"),
        "tiers": _("どのランクになった方に配るかを選んでください。"),
    }


@sentence.register
def _cap(refusal: offer_caps.OfferOverCap) -> str:
    over = " ".join(said_of(one) for one in refusal.over)
    return over + " " + _("内容を変えるか、それでも問題のない理由を下に入れてください（記録に残ります）。")


def said_of(over: offer_caps.Over) -> str:
    """Say what the law would have."""
    limit = f"{over.limit or 0:,}"
    return {
        "gift": _("景品表示法では、もれなく差し上げるお品はこのお会計なら%(limit)s円までです。", limit=limit),
        "draw": _("景品表示法では、抽選で差し上げるお品は一つ%(limit)s円までです。", limit=limit),
        "draw_total": _(
            "景品表示法では、抽選で差し上げるお品は全部で売上の見込みの2%%（%(limit)s円）までです。"
            "全部で何枚までかと、売上の見込みを入れてください。",
            limit=limit,
        ),
        "usual_price": _(
            "通常価格と並べるには、始まる日の前8週間のうち半分より長く（通算2週間以上）その価格で売り、"
            "最後の日から2週間たっていないことが要ります（景品表示法）。"
        ),
    }[over.rule]


def weekdays() -> dict[int, str]:
    days = (
        _("月曜日"),
        _("火曜日"),
        _("水曜日"),
        _("木曜日"),
        _("金曜日"),
        _("土曜日"),
        _("日曜日"),
    )
    return dict(enumerate(days))


def listed(parts: Sequence[str]) -> str:
    return (", " if speech.language() == "en" else "・").join(parts)
