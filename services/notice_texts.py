"""What a notice says, in each language, as templates: `services.notices` fills them in."""

from collections.abc import Iterable
from datetime import time

from models.consents import Purpose
from services import further_texts
from services.notice_words import NOBODY, Own, Template, Words, bullets, line
from services.settings import Choices

GIFT_JA = (
    "ただし、入会のお礼をお一人に一度とするための印（番号から作り、元に戻せないもの）だけは、"
    "退会から12か月残します。"
)
GIFT_EN = (
    "Only a mark that the welcome gift was given, made of your number and not to be turned back, "
    "stays for 12 months after you leave, so that it is given once."
)


def write(
    purpose: Purpose, choices: Choices, trust_url: str | None, language: str, own: Own | None = None
) -> Words:
    """Write the words of one purpose, or raise KeyError where it has none."""
    return template(purpose, choices, trust_url, language, own or NOBODY).fill(own or NOBODY)


def template(
    purpose: Purpose, choices: Choices, trust_url: str | None, language: str, own: Own = NOBODY
) -> Template:
    """Give what every version says, with what the shop may say differently; raise KeyError as `write`."""
    if purpose == Purpose.MEMBERSHIP:
        return (_membership_en if language == "en" else _membership_ja)(choices, trust_url, own)
    if purpose == Purpose.ANNOUNCEMENTS:
        return (_announcements_en if language == "en" else _announcements_ja)(choices, own)
    return further_texts.TEMPLATES[purpose, language](own)


def _membership_ja(choices: Choices, trust_url: str | None, own: Own) -> Template:
    age = choices.minimum_age
    return Template(
        title="会員登録のご案内",
        opening="このトークで、ポイントとクーポンをお使いいただけます。登録は無料です。",
        required=(
            "",
            *_kept_ja(choices, own),
            "■使いみち",
            "会員サービスのご提供と、お問い合わせへの対応です。",
            *bullets("・", own.purposes),
            "第三者には提供いたしません。",
            "■保管の期間",
            f"{_until_ja(choices.sleep_months)}退会後に残すのは、お名前も番号も含まない同意の記録だけで、最後の配信から3年で消去いたします。",
            *line(GIFT_JA, choices.gift_mark),
            "",
            "登録だけでは、お知らせはお送りしません。「退会」と送ると、いつでもおやめいただけます。",
            "リコールや急な休業など、安全に関わるご連絡だけは、会員の皆さまにお送りします。",
            *_who("運営：", choices.company, "連絡先：", choices.contact, "くわしくは：", trust_url),
        ),
        tail=("English: send “English”.",),
        question="会員登録をなさいますか。",
        asked=(
            "登録なさらなくても、お店はこれまでどおりご利用いただけます。",
            *line(f"{age}歳未満の方は、保護者の方とご相談のうえでお選びください。", age),
        ),
        labels=("登録する", "登録しない"),
    )


def _membership_en(choices: Choices, trust_url: str | None, own: Own) -> Template:
    age = choices.minimum_age
    return Template(
        title="About membership",
        opening="In this chat you can use points and coupons. Membership is free.",
        required=(
            "",
            *_kept_en(choices, own),
            "■ What for",
            "To serve you as a member and to answer your questions.",
            *bullets("- ", own.purposes),
            "We give nothing to third parties.",
            "■ For how long",
            f"{_until_en(choices.sleep_months)} After that only the record of your consent stays, "
            "without name or number, and is erased 3 years after the last message.",
            *line(GIFT_EN, choices.gift_mark),
            "",
            "Becoming a member does not mean receiving announcements. Send “leave” to leave at any time.",
            "Only word that concerns safety, such as a recall or a sudden closure, goes to all members.",
            *_who("Operated by: ", choices.company, "Contact: ", choices.contact, "More: ", trust_url),
        ),
        tail=("日本語をご希望のときは「日本語」とお送りください。",),
        question="Would you like to become a member?",
        asked=(
            "Without it, you can use our shop just as before.",
            *line(f"If you are under {age}, please decide together with your guardian.", age),
        ),
        labels=("Join", "Do not join"),
    )


def _kept_ja(choices: Choices, own: Own) -> list[str]:
    return [
        "■お預かりするもの",
        "・LINEがお客様ごとに付けている番号（検索用のLINE IDとは別のものです）",
        "・ポイント、クーポン、ご希望、お手続き、最後にご利用の日の記録",
        *line("・入会のお礼をお渡しした印", choices.gift_mark),
        *line("・年齢についてのお答え（はい・保護者の同意）", choices.asks_age),
        *bullets("・", own.items),
    ]


def _kept_en(choices: Choices, own: Own) -> list[str]:
    return [
        "■ What we keep",
        "- the number that LINE gives to each customer (not the LINE ID used for searching)",
        "- your points, coupons, wishes and requests, and the day you were last with us",
        *line("- a mark that the welcome gift was given", choices.gift_mark),
        *line("- your answer about your age (yes, or a guardian’s consent)", choices.asks_age),
        *bullets("- ", own.items),
    ]


def _announcements_ja(choices: Choices, own: Own) -> Template:
    return Template(
        title="お知らせについて",
        required=(
            "新商品や催しのお知らせを、このトークにお送りしてもよろしいでしょうか。",
            *bullets("・", own.purposes),
            *bullets("・お預かりするもの：", own.items),
            f"・{_how_often_ja(choices.weekly_cap)}{_when_ja(choices.quiet_until, choices.quiet_from)}",
            "・ポイントの期限のご連絡（月に1回まで）も含みます。",
            "・「停止」と送ると、すぐに止まります。",
            "お受け取りにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
        ),
        question="お知らせをお受け取りになりますか。",
        labels=("受け取る", "期限の連絡だけ", "受け取らない"),
    )


def _announcements_en(choices: Choices, own: Own) -> Template:
    return Template(
        title="About announcements",
        required=(
            "May we send you announcements of new things and events in this chat?",
            *bullets("- ", own.purposes),
            *bullets("- We would keep: ", own.items),
            f"- {_how_often_en(choices.weekly_cap)} {_when_en(choices.quiet_until, choices.quiet_from)}",
            "- They include word of points about to expire (once a month at most).",
            "- Send “stop”, and they stop at once.",
            "If you would rather not, points and coupons work just the same.",
        ),
        question="Would you like to receive announcements?",
        labels=("Receive", "Expiry notices only", "Do not receive"),
    )


def _who(*labels_and_values: str | None) -> Iterable[str]:
    """Tell who is behind it, as far as the shop has said."""
    pairs = zip(labels_and_values[::2], labels_and_values[1::2], strict=True)
    return [f"{label}{value}" for label, value in pairs if value]


def _until_ja(months: int) -> str:
    return f"退会まで、またはご利用のないまま{months}か月が過ぎるまでです。" if months else "退会までです。"


def _until_en(months: int) -> str:
    return f"Until you leave, or have not been with us for {months} months." if months else "Until you leave."


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
