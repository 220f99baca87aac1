"""The profile: asked for, shown, changed by a tap or a word, erased."""

import calendar

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import Box, button, buttons, column, flex, paragraph, postback, text
from bot.wording.notices import Notice, further

A_ROW = 3
"""Months beside one another, wide enough for a thumb and for large letters."""

ABOUT = Say(
    ja="お名前と誕生月は、お預かりしておりません。よろしければ、文面をご覧のうえでお選びいただけます。",
    en="We keep neither your name nor your birthday month. If you like, you can read the words and choose.",
)
ALT_ABOUT = Say(ja="プロフィールについてのご案内です", en="About your profile")
READ = Say(ja="文面を見て選ぶ", en="Read and choose")
KEPT = Say(
    ja="お預かりしているプロフィールです。\n・お名前：{name}\n・誕生月：{month}",
    en="This is the profile we keep.\n- Name: {name}\n- Birthday month: {month}",
)
NONE_YET = Say(ja="まだお知らせいただいておりません", en="not told yet")
HOW_TO_NAME = Say(
    ja="お名前は「お名前 花子」のようにお送りください。",
    en="For your name, send for example “name Hanako”.",
)
ALT_KEPT = Say(ja="プロフィールのご案内です", en="Your profile")
CHOOSE_MONTH = Say(ja="誕生月を選ぶ", en="Choose the month")
FORGET = Say(ja="プロフィールを消す", en="Erase my profile")
AGREED = Say(
    ja="ありがとうございます。お預かりいたします。「プロフィール」と送ると、いつでもお消しいただけます。",
    en="Thank you, we will keep them. Send “profile” to have them erased at any time.",
)
WHICH_MONTH = Say(ja="誕生月をお選びください。", en="Which month is your birthday in?")
ALT_MONTH = Say(ja="誕生月についてのご案内です", en="About your birthday month")
MONTH = Say(ja="{month}月", en="{month}")
NO_MONTH = Say(ja="答えない", en="Rather not say")
MONTH_KEPT = Say(ja="誕生月を{month}とお預かりしました。", en="We have noted {month} as your birthday month.")
MONTH_SKIPPED = Say(ja="かしこまりました。誕生月はうかがいません。", en="Certainly. We will not ask for it.")
NAME_KEPT = Say(ja="お名前を「{called}」とお預かりしました。", en="We will call you “{called}”.")
NAME_REFUSED = Say(
    ja="お名前は{limit}文字までお預かりできます。「お名前 花子」のようにお送りください。",
    en="A name may have up to {limit} characters. Send for example “name Hanako”.",
)
DECLINED = Say(
    ja="かしこまりました。お名前と誕生月はお預かりしません。\nポイントとクーポンは、同じようにお使いいただけます。",
    en="Certainly. We keep neither your name nor your birthday month.\n"
    "Your points and coupons work just the same.",
)
FORGOTTEN = Say(
    ja="お名前と誕生月を消去いたしました。", en="Your name and your birthday month have been erased."
)
ENGLISH_MONTHS = tuple(calendar.month_name)


def asked(notice: Notice, *, seal: str, language: Language) -> Words:
    return further(notice, purpose="profile", seal=seal, language=language)


def about(*, language: Language) -> Words:
    """Tell somebody who was asked not long ago; the question is theirs to open."""
    return [buttons(ALT_ABOUT(language), ABOUT(language), [postback(READ(language), Action.PROFILE_ASK)])]


def shown(*, name: str | None, birth_month: int | None, language: Language) -> Words:
    month = month_name(birth_month, language) if birth_month else NONE_YET(language)
    body = lines(KEPT(language, name=name or NONE_YET(language), month=month), HOW_TO_NAME(language))
    changes = [
        postback(CHOOSE_MONTH(language), Action.BIRTH_MONTH),
        postback(FORGET(language), Action.PROFILE_FORGET),
    ]
    return [buttons(ALT_KEPT(language), body, changes)]


def agreed(*, language: Language) -> Words:
    """Thank, and ask for the month right away; the name is typed."""
    return [text(lines(AGREED(language), HOW_TO_NAME(language))), *months(language=language)]


def months(*, language: Language) -> Words:
    """Twelve buttons alike, and one to pass."""
    numbers = range(1, 13)
    taps = [_month(number, language) for number in numbers]
    rows = [_row(taps[start : start + A_ROW]) for start in range(0, len(taps), A_ROW)]
    skip = button(postback(NO_MONTH(language), Action.BIRTH_MONTH, month="none"))
    body = column([paragraph(WHICH_MONTH(language)), *rows, skip], spacing="sm")
    return [flex(ALT_MONTH(language), {"type": "bubble", "body": body})]


def month_kept(month: int, *, language: Language) -> Words:
    return [text(MONTH_KEPT(language, month=month_name(month, language)))]


def month_skipped(*, language: Language) -> Words:
    return [text(MONTH_SKIPPED(language))]


def name_kept(*, name: str, language: Language) -> Words:
    return [text(NAME_KEPT(language, called=name))]


def name_refused(*, limit: int, language: Language) -> Words:
    return [text(NAME_REFUSED(language, limit=limit))]


def declined(*, language: Language) -> Words:
    return [text(DECLINED(language))]


def forgotten(*, language: Language) -> Words:
    return [text(FORGOTTEN(language))]


def month_name(month: int, language: Language) -> str:
    return MONTH(language, month=month if language == "ja" else ENGLISH_MONTHS[month])


def _month(number: int, language: Language) -> Box:
    label = month_name(number, language)
    return button(
        postback(label[:3] if language == "en" else label, Action.BIRTH_MONTH, said=label, month=str(number))
    )


def _row(taps: list[Box]) -> Box:
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": taps}
