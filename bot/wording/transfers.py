"""Another phone or LINE account: the code to keep, and what came along."""

from datetime import date, datetime

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import buttons, card, flex, paragraph, postback, text
from bot.wording.shop import reach
from services.settings import Shopfront

ABOUT = Say(
    ja="スマートフォンやLINEのアカウントを変える前に、引き継ぎの番号をお出しください。"
    "ポイントとクーポンを、新しいLINEでもお使いいただけます。\n"
    "新しいLINEでは、会員登録のあとに「引き継ぎ」に続けて番号をお送りください。\n"
    "お知らせの受け取りなどは、新しいLINEであらためて伺います。",
    en="Before you change your phone or your LINE account, please get a code to take your points and "
    "coupons along.\n"
    "In the new LINE, join as a member, then send “transfer” with the code behind it.\n"
    "What you would like to receive, we will ask there afresh.",
)
HELD = Say(
    ja="お出しした番号は、{day}まで使えます。新しく出すと、前の番号は使えなくなります。",
    en="The code you have is good until {day}. A new one takes its place.",
)
GET = Say(ja="引き継ぎの番号を出す", en="Get a code")
ALT_ABOUT = Say(ja="引き継ぎのご案内です", en="About changing your phone or account")
CODE = Say(ja="引き継ぎの番号です。", en="This is your code.")
KEEP = Say(
    ja="{day}まで、一度だけ使えます。メモや写真に残し、ほかの方にはお見せにならないでください。\n"
    "新しいLINEで会員登録のあと、「引き継ぎ」に続けてお送りください。",
    en="It is good once, until {day}. Please write it down or take a picture, and show it to nobody else.\n"
    "In the new LINE, join as a member, then send “transfer” with the code behind it.",
)
ALT_CODE = Say(ja="引き継ぎの番号です", en="Your code to take your membership along")
MOVED = Say(ja="引き継ぎが終わりました。", en="Your membership has come along.")
POINTS = Say(ja="・{points}（期限はそのままです）", en="・{points}, good as long as before")
COUPONS = Say(ja="・{coupons}", en="・{coupons}")
GIFT_LEFT = Say(
    ja="・入会のお礼は、新しいLINEでのご登録のときの分をお使いください",
    en="・As your welcome gift, please use the one you got on joining in this LINE",
)
NOTHING = Say(
    ja="前のLINEに、お移しするポイントとクーポンはございませんでした。",
    en="There were no points or coupons to take along.",
)
OLD_IS_GONE = Say(
    ja="前のLINEの会員証は使えなくなり、会員情報は消去いたしました。バックアップからも{day}までに消えます。",
    en="The card in your former LINE no longer works, and its data has been erased. It leaves our backups by "
    "{day}.",
)
MISTYPED = Say(
    ja="番号のどこかに打ち間違いがあるようです。お手元の番号をお確かめのうえ、"
    "「引き継ぎ」に続けてもう一度お送りください。",
    en="Some sign of the code seems to be different. Please compare it, and send “transfer” with the code "
    "once more.",
)
UNKNOWN = Say(
    ja="この番号は使えません。すでに使われたか、期限が過ぎたか、新しい番号が出されています。\n"
    "前のLINEが使えるときは、そちらで「引き継ぎ」とお送りください。\n"
    "使えないときは {contact} へお尋ねください。",
    en="This code does not work: it was used, its time is over, or a newer one was made.\n"
    "If your former LINE still works, please send “transfer” there.\n"
    "If not, please ask us at {contact}.",
)
SAME = Say(
    ja="こちらは、いまのLINEでお出しになった番号です。新しいLINEでお送りください。",
    en="This code was made in this very LINE. Please send it from the new one.",
)


def about(*, held_until: date | None, language: Language) -> Words:
    """Say what it is, with the one button; nothing is given out yet."""
    held = HELD(language, day=figures.day(held_until, language)) if held_until else None
    body = paragraphs(ABOUT(language), held)
    return [buttons(ALT_ABOUT(language), body, [postback(GET(language), Action.TRANSFER_CODE)])]


def issued(code: str, *, until: date, language: Language) -> Words:
    """Show the code in two lines, large, to be written down."""
    middle = len(code) // 2
    rows = [
        paragraph(CODE(language)),
        paragraph(code[:middle], size="xxl", weight="bold", align="center"),
        paragraph(code[middle + 1 :], size="xxl", weight="bold", align="center"),
        paragraph(KEEP(language, day=figures.day(until, language))),
    ]
    return [flex(ALT_CODE(language), card(rows, []))]


def moved(
    *, points: int, coupons: int, is_gift_left: bool = False, final_at: datetime, language: Language
) -> Words:
    """Say what came along, and that the former card is dead."""
    came = lines(
        MOVED(language),
        POINTS(language, points=figures.points(points, language)) if points else None,
        COUPONS(language, coupons=figures.coupons(coupons, language)) if coupons else None,
        None if points or coupons else NOTHING(language),
        GIFT_LEFT(language) if is_gift_left else None,
    )
    return [text(paragraphs(came, OLD_IS_GONE(language, day=figures.day(final_at, language))))]


def mistyped(*, language: Language) -> Words:
    return [text(MISTYPED(language))]


def unknown(shop: Shopfront, *, language: Language) -> Words:
    return [text(UNKNOWN(language, contact=reach(shop, language)))]


def same(*, language: Language) -> Words:
    return [text(SAME(language))]
