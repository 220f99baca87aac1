"""What a no sounds like to staff where points, ranks and old balances are concerned."""

from flask_babel import gettext as _

from admin import refusals
from services import claim_imports, claims, staff_limits, tier_plans, welcomes

sentence = refusals.sentence


@sentence.register
def _plan(refusal: tier_plans.PlanRefused) -> str:
    return {
        "code": _("記号は、英小文字で始まる24文字までの目印を、ランクごとに別にしてください。"),
        "name": _("ランクの名前を、日本語と英語で入れてください。"),
        "text": _("名前や特典の言葉が長すぎます。"),
        "threshold": _("「ここから」は、1から1億までの数にしてください。"),
        "order": _("下のランクから順に、「ここから」を大きく、ポイントの割合は下げずに並べてください。"),
        "rate": _("ポイントの割合は、100から1000までにしてください。"),
        "window": _("期間は1から36か月、猶予は0から366日にしてください。"),
        "many": _("ランクは6つまでです。"),
    }[refusal.why]


@sentence.register
def _claim(refusal: claims.ClaimRefused) -> str:
    return {
        "card": _("前のカードの番号を、40文字までで入れてください。"),
        "points": _("ポイントは、1から1,000万までの数にしてください。"),
        "taken": _("このカードには、別のポイント数で番号を出してあります。"),
        "done": _("このカードの残高は、すでに引き換えられています。"),
    }[refusal.why]


@sentence.register
def _file(refusal: claim_imports.FileRefused) -> str:
    return {
        "empty": _("行がありません。1行に「番号,ポイント」を入れてください。"),
        "encoding": _("文字を読み取れません。UTF-8かシフトJISのCSVにしてください。"),
        "many": _("一度に取り込めるのは1,000行までです。分けてください。"),
    }[refusal.why]


@sentence.register
def _claim_unknown(_refusal: claims.ClaimUnknown) -> str:
    return _("この引換の番号は見つかりません。")


@sentence.register
def _claim_used(_refusal: claims.ClaimUsed) -> str:
    return _("この引換の番号は、すでに使われています。")


@sentence.register
def _claim_late(_refusal: claims.ClaimTooLate) -> str:
    return _("この引換の番号は、期限が過ぎています。")


@sentence.register
def _claim_rests(_refusal: claims.ClaimRests) -> str:
    return _("番号の違いが続いたため、しばらくお休みしています。")


@sentence.register
def _daily(refusal: staff_limits.DailyLimitReached) -> str:
    return _(
        "お一人が1日につけられるのは%(limit)sポイントまでで、今回の分を入れると%(given)sポイントになります。"
        "オーナーにご相談ください。",
        limit=f"{refusal.limit:,}",
        given=f"{refusal.given:,}",
    )


@sentence.register
def _locked(refusal: welcomes.WelcomeLocked) -> str:
    return _(
        "入会のお礼の%(locked)sポイントは、初めてのお買い物のあとからお使いいただけます。"
        "いまお使いいただけるのは%(free)sポイントまでです。",
        locked=f"{refusal.locked:,}",
        free=f"{refusal.free:,}",
    )
