"""What is said before a further purpose is agreed to: the profile, and the look at purchases."""

from collections.abc import Callable, Mapping

from models.consents import Purpose
from services.notice_words import Own, Template, bullets


def _profile_ja(own: Own) -> Template:
    return Template(
        title="お名前と誕生月について",
        required=(
            "お名前と誕生月を、お預かりしてもよろしいでしょうか。",
            "■お預かりするもの",
            "・お呼びするお名前（ご本名でなくてかまいません）",
            "・誕生月（年と日はうかがいません）",
            *bullets("・", own.items),
            "■使いみち",
            "このトークでごあいさつをお返しするときに使います。",
            *bullets("・", own.purposes),
            "第三者には提供いたしません。",
            "■保管の期間",
            "退会までです。「プロフィール」と送ると、いつでもお消しいただけます。",
            "お預けにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
        ),
        question="お名前と誕生月をお預けになりますか。",
        labels=("預ける", "預けない"),
    )


def _profile_en(own: Own) -> Template:
    return Template(
        title="About your name and birthday month",
        required=(
            "May we keep your name and the month of your birthday?",
            "■ What we keep",
            "- the name we may call you by (it need not be your real one)",
            "- the month of your birthday (we ask neither year nor day)",
            *bullets("- ", own.items),
            "■ What for",
            "To greet you when you greet us in this chat.",
            *bullets("- ", own.purposes),
            "We give nothing to third parties.",
            "■ For how long",
            "Until you leave. Send “profile” to have them erased at any time.",
            "If you would rather not, points and coupons work just the same.",
        ),
        question="Would you like us to keep them?",
        labels=("Keep them", "Do not keep them"),
    )


def _analysis_ja(own: Own) -> Template:
    return Template(
        title="お買い上げの内容について",
        required=(
            "お買い上げの内容をもとに、お客様に合ったご案内をお選びしてもよろしいでしょうか。",
            "■拝見するもの",
            "・ポイントとクーポンのご利用の記録",
            *bullets("・", own.items),
            "■使いみち",
            "ご案内の内容をお客様ごとに選ぶことです。ご案内の回数は増えません。",
            *bullets("・", own.purposes),
            "第三者には提供いたしません。",
            "■保管の期間",
            "新しくお預かりするものはございません。「停止」と送ると、この使いみちも止まります。",
            "お選びにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
        ),
        question="お買い上げの内容をご案内選びに使ってもよろしいですか。",
        labels=("使ってよい", "使わない"),
    )


def _analysis_en(own: Own) -> Template:
    return Template(
        title="About your purchases",
        required=(
            "May we look at your purchases to choose what we tell you about?",
            "■ What we look at",
            "- the record of your points and coupons",
            *bullets("- ", own.items),
            "■ What for",
            "To choose, for each customer, what fits. You will not hear from us more often.",
            *bullets("- ", own.purposes),
            "We give nothing to third parties.",
            "■ For how long",
            "Nothing new is kept. Send “stop”, and this stops too.",
            "If you would rather not, points and coupons work just the same.",
        ),
        question="May we use your purchases for this?",
        labels=("You may", "You may not"),
    )


TEMPLATES: Mapping[tuple[Purpose, str], Callable[[Own], Template]] = {
    (Purpose.PROFILE, "ja"): _profile_ja,
    (Purpose.PROFILE, "en"): _profile_en,
    (Purpose.ANALYSIS, "ja"): _analysis_ja,
    (Purpose.ANALYSIS, "en"): _analysis_en,
}
