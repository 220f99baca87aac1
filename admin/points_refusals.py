"""What a no sounds like about points: given by hand, returned, set aside, and how they are earned."""

from flask_babel import gettext as _

from admin import refusals, speech
from services import debts, earn_rules, earn_terms, grants, point_reservations, returns

sentence = refusals.sentence


@sentence.register
def _grant(refusal: grants.GrantRefused) -> str:
    return {
        "reason": _("お店の控えに残すわけを、1〜200文字で入れてください。"),
        "note": _("お客さまへの言葉は、60文字までで入れてください。"),
        "own": _("ご自身の会員証には贈れません。"),
        "alone": _(
            "このポイント数には、もう一人の承認が要ります。承認できる方が、ほかに登録されていません。"
        ),
    }[refusal.why]


@sentence.register
def _grant_over(_refusal: grants.GrantOver) -> str:
    return _("すでに決まったか、あなたには承認できないものです。いまの様子をご確認ください。")


@sentence.register
def _decided(_refusal: debts.DebtDecided) -> str:
    return _("この返品の扱いは、すでに決まっています。")


@sentence.register
def _terms(refusal: earn_terms.TermsRefused) -> str:
    return {
        "base": _("基本は、1〜1,000ポイントを、1〜100,000円ごとに、で入れてください。"),
        "percent": _("倍率は、0から10,000までの%で入れてください。"),
        "campaign": _("期間の最終日は、初日かそれより後の日にしてください。"),
        "cap": _("上限は、0から1,000,000までの数にするか、空のままにしてください。"),
        "many": _("一つの欄に入れられるのは、100までです。"),
        "name": _("名前は1〜40文字で入れてください。"),
        "line": _("一行に一つずつ、「名前 = 数」の形で入れてください。"),
        "shop": _("その名前の店舗は見つかりません。「お店」のページの名前と同じにしてください。"),
        "weekday": _("曜日は、月・火・水・木・金・土・日のどれかで入れてください。"),
    }[refusal.why]


@sentence.register
def _early(refusal: earn_rules.RuleTooEarly) -> str:
    return _(
        "会員の方に不利になるところがあるため、%(day)sより前には始められません。始まる日を選び直してください。",
        day=speech.day(refusal.earliest),
    )


@sentence.register
def _first(_refusal: earn_rules.FirstRuleOver) -> str:
    return _("ポイントの付きかたは、もう版で決めています。「ポイントの付きかた」のページで変えてください。")


@sentence.register
def _past(_refusal: earn_rules.RulePast) -> str:
    return _("始まる日は、今日かそれより後の日にしてください。さかのぼって変えることはできません。")


@sentence.register
def _purchase(_refusal: returns.PurchaseUnknown) -> str:
    return _("このお会計は見つかりません。番号をご確認ください。")


@sentence.register
def _returned(_refusal: returns.ReturnedAlready) -> str:
    return _("このお会計は、すべて返品または取り消しが済んでいます。")


@sentence.register
def _reservation(_refusal: point_reservations.ReservationUnknown) -> str:
    return _("この取り置きは見つかりません。")


@sentence.register
def _differs(_refusal: point_reservations.ReservationDiffers) -> str:
    return _("同じ番号で、別のポイントがすでに取り置かれています。")


@sentence.register
def _reservation_over(refusal: point_reservations.ReservationOver) -> str:
    return {
        "confirmed": _("この取り置きは、すでに使われています。"),
        "cancelled": _("この取り置きは、取りやめになっています。"),
        "lapsed": _("この取り置きは、15分が過ぎたため終わっています。"),
    }[refusal.state.value]
