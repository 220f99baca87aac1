"""What a notice says, in each language, as templates: `services.notices` fills them in."""

from dataclasses import dataclass
from datetime import time

from services.settings import Choices


@dataclass(frozen=True)
class Words:
    """The words of one purpose: title, body, question and labels."""

    title: str
    body: str
    question: str
    labels: tuple[str, ...]


def membership(choices: Choices, trust_url: str | None, language: str) -> Words:
    """Say what a member entrusts to the shop."""
    return _membership_en(choices, trust_url) if language == "en" else _membership_ja(choices, trust_url)


def announcements(choices: Choices, language: str) -> Words:
    """Say what would be sent, how often, when, and how it stops."""
    return _announcements_en(choices) if language == "en" else _announcements_ja(choices)


def _membership_ja(choices: Choices, trust_url: str | None) -> Words:
    body = [
        "このトークで、ポイントとクーポンをお使いいただけます。登録は無料です。",
        "",
        "■お預かりするもの",
        "・LINEがお客様ごとに付けている番号（検索用のLINE IDとは別のものです）",
        "・ポイント、クーポン、お手続きの記録",
        "■使いみち",
        "会員サービスのご提供と、お問い合わせへの対応です。第三者には提供いたしません。",
        "■保管の期間",
        "退会までです。退会後に残すのは、お名前も番号も含まない同意の記録だけで、最後の配信から3年で消去いたします。",
        "",
        "登録だけでは、お知らせはお送りしません。「退会」と送ると、いつでもおやめいただけます。",
        *_line("運営：", choices.company),
        *_line("連絡先：", choices.contact),
        *_line("くわしくは：", trust_url),
        "English: send “English”.",
    ]
    question = ["会員登録をなさいますか。", "登録なさらなくても、お店はこれまでどおりご利用いただけます。"]
    if choices.minimum_age:
        question.append(f"{choices.minimum_age}歳未満の方は、保護者の方とご相談のうえでお選びください。")
    return Words("会員登録のご案内", "\n".join(body), "\n".join(question), ("登録する", "登録しない"))


def _membership_en(choices: Choices, trust_url: str | None) -> Words:
    body = [
        "In this chat you can use points and coupons. Membership is free.",
        "",
        "■ What we keep",
        "- the number that LINE gives to each customer (not the LINE ID used for searching)",
        "- your points, coupons and requests",
        "■ What for",
        "To serve you as a member and to answer your questions. We give nothing to third parties.",
        "■ For how long",
        "Until you leave. After that only the record of your consent stays, without name or number, "
        "and is erased 3 years after the last message.",
        "",
        "Becoming a member does not mean receiving announcements. Send “leave” to leave at any time.",
        *_line("Operated by: ", choices.company),
        *_line("Contact: ", choices.contact),
        *_line("More: ", trust_url),
        "日本語をご希望のときは「日本語」とお送りください。",
    ]
    question = ["Would you like to become a member?", "Without it, you can use our shop just as before."]
    if choices.minimum_age:
        question.append(f"If you are under {choices.minimum_age}, please decide together with your guardian.")
    return Words("About membership", "\n".join(body), "\n".join(question), ("Join", "Do not join"))


def _announcements_ja(choices: Choices) -> Words:
    body = [
        "新商品や催しのお知らせを、このトークにお送りしてもよろしいでしょうか。",
        f"・{_how_often_ja(choices.weekly_cap)}{_when_ja(choices.quiet_until, choices.quiet_from)}",
        "・ポイントの期限のご連絡（月に1回まで）も含みます。",
        "・「停止」と送ると、すぐに止まります。",
        "お受け取りにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
    ]
    labels = ("受け取る", "期限の連絡だけ", "受け取らない")
    return Words("お知らせについて", "\n".join(body), "お知らせをお受け取りになりますか。", labels)


def _announcements_en(choices: Choices) -> Words:
    body = [
        "May we send you announcements of new things and events in this chat?",
        f"- {_how_often_en(choices.weekly_cap)} {_when_en(choices.quiet_until, choices.quiet_from)}",
        "- They include word of points about to expire (once a month at most).",
        "- Send “stop”, and they stop at once.",
        "If you would rather not, points and coupons work just the same.",
    ]
    labels = ("Receive", "Expiry notices only", "Do not receive")
    return Words("About announcements", "\n".join(body), "Would you like to receive announcements?", labels)


def _line(label: str, value: str | None) -> list[str]:
    return [f"{label}{value}"] if value else []


def _how_often_ja(weekly_cap: int) -> str:
    return f"多くても週に{weekly_cap}回、" if weekly_cap else "回数の上限は決めておりません。"


def _how_often_en(weekly_cap: int) -> str:
    if not weekly_cap:
        return "There is no set limit to how many; they come"
    return "Once a week at most," if weekly_cap == 1 else f"{weekly_cap} times a week at most,"


def _when_ja(start: time, end: time) -> str:
    if start == end:
        return "時間帯は決めておりません。"
    return f"{_hour_ja(start)}から{_hour_ja(end)}のあいだです。"


def _when_en(start: time, end: time) -> str:
    if start == end:
        return "at any time of day."
    return f"between {start:%H:%M} and {end:%H:%M} Japan time."


def _hour_ja(moment: time) -> str:
    return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"
