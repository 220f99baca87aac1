"""An announcement as LINE shows it, and the answer to why it came."""

from collections.abc import Mapping
from datetime import datetime

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.contents import closed, closing, drawn
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import Box, bubble, button, link, paragraph, postback, text
from services.contents import Content, Part, Text
from services.contents import Words as Said
from services.settings import Shopfront

MOST = 5
"""LINE takes five messages in one call (reference, push message)."""

SENDER = Say(ja="{shop}よりお知らせです。", en="News from {shop}.")
FOOTER = Say(ja="{shop}｜配信の理由・変更・停止", en="{shop} | why you get this, change, stop")
FOOTER_SAID = Say(ja="なぜ届いたか", en="Why did I get this?")
ALT = Say(ja="{shop}よりお知らせです", en="News from {shop}")
COUPON = Say(ja="クーポン", en="Coupon")
SEE_COUPONS = Say(ja="クーポンを見る", en="See coupons")
BECAUSE = Say(
    ja="このお知らせは、{day}に「{label}」をお選びくださったため、お送りしました。",
    en="This message was sent to you because you chose “{label}” on {day}.",
)
BECAUSE_OF_ALL = Say(
    ja="お知らせは、{day}に「{label}」をお選びくださったため、お送りしております。",
    en="Messages from the shop are sent to you because you chose “{label}” on {day}.",
)
BECAUSE_OF_EXPIRY = Say(
    ja="ポイントの期限のご連絡は、{day}に「{label}」をお選びくださったため、お送りしております。",
    en="Reminders about expiring points are sent to you because you chose “{label}” on {day}.",
)
NOTHING_ELSE = Say(
    ja="そのほかのお知らせは、お送りしておりません。", en="We are not sending you any other messages."
)
SAFETY_SENDER = Say(ja="{shop}より、安全に関わるご連絡です。", en="From {shop}, about safety.")
SAFETY_ALT = Say(ja="{shop}より、安全に関わるご連絡です", en="From {shop}, about safety")
SAFETY_FOOTER = Say(ja="{shop}｜なぜ届いたか・退会", en="{shop} | why you get this, leave")
TO_ALL = Say(
    ja="安全に関わるご連絡のため、お知らせを止めている方も含め、会員の皆さまにお送りしています。",
    en="Since it is about safety, it goes to all members, those included who have stopped announcements.",
)
BECAUSE_OF_SAFETY = Say(
    ja="このご連絡は安全に関わるものです。{day}に「{label}」をお選びくださったときの文面のとおり、"
    "会員の皆さまにお送りしました。\nお知らせを止めてくださっているときは、止めたままです。",
    en="This message is about safety. As the words say under which you chose “{label}” on {day}, "
    "it went to all members.\nIf you have stopped announcements, they stay stopped.",
)
HOW_TO_LEAVE = Say(
    ja="安全に関わるご連絡もお受け取りにならないときは、「退会」とお送りください。",
    en="If you would rather not receive even these, please send “leave”.",
)
SEE_LEAVING = Say(ja="退会について", en="About leaving")
NOT_KNOWN = Say(
    ja="お知らせはお送りしておりません。",
    en="We are not sending you any messages.",
)
TOPIC = Say(ja="・話題：{topic}", en="・Topic: {topic}")
NUMBER = Say(ja="・送信の番号：{number}", en="・Message number: {number}")
FROM = Say(ja="・お送りした店：{shop}{company}", en="・Sent by: {shop}{company}")
COMPANY = Say(ja="（{company}）", en=" ({company})")
WHAT_NOW = Say(
    ja="そのときの文面のご確認や、変更、停止は、下のボタンからどうぞ。",
    en="To see the words you agreed to, to change or to stop, please use the buttons below.",
)
ALT_WHY = Say(ja="お知らせをお送りした理由のご案内です", en="Why you received a message")
SEE_WORDS = Say(ja="文面を見る", en="See the words")
CHANGE = Say(ja="回数・話題を変える", en="Change how often, what")
SEE_SETTINGS = Say(ja="設定を見る", en="See settings")
STOP = Say(ja="停止する", en="Stop")


def compose(
    content: Content,
    shop: Shopfront,
    announcement_ref: str,
    language: Language,
    *,
    photos: str,
    coupon: Mapping[str, str] | None = None,
    is_safety: bool = False,
) -> Words:
    """Turn what a marketer wrote into LINE messages: who sends it first, why and how to stop last.

    There are up to five parts, the first a text; the fifth shares its message with the closing lines.
    `announcement_ref` comes back when somebody asks why, `photos` is where pictures lie, `coupon` is
    `{"title", "until", "places", "condition"}`. One about safety says so.
    """
    opening, *others = content.parts
    if not isinstance(opening, Text):
        opening, others = Text(Said("")), list(content.parts)
    sender = (SAFETY_SENDER if is_safety else SENDER)(language, shop=shop.name)
    parts: list[Part] = [Text(Said(lines(sender, opening.words.of(language) or None))), *others]
    alt = (SAFETY_ALT if is_safety else ALT)(language, shop=shop.name)
    rows = _closing(content, coupon, shop, announcement_ref, language, is_safety=is_safety)
    if len(parts) < MOST:
        return [*(drawn(part, alt, photos, language) for part in parts), closing(alt, rows)]
    *before, last = parts
    return [
        *(drawn(part, alt, photos, language) for part in before),
        closed(last, alt, photos, language, rows),
    ]


def why(
    shop: Shopfront,
    *,
    topic: str | None,
    label: str,
    agreed_at: datetime,
    number: str | None = None,
    language: Language,
) -> Words:
    """Name the very choice that a message rests on, with the way to its words, to change and to stop.

    No topic: it is asked of messages in general. By its number the shop proves the one message.
    """
    because = BECAUSE if topic else BECAUSE_OF_ALL
    body = lines(
        because(language, day=figures.day(agreed_at, language), label=label),
        TOPIC(language, topic=topic) if topic else None,
        _from(shop, language),
        NUMBER(language, number=number) if number else None,
        WHAT_NOW(language),
    )
    return [bubble(ALT_WHY(language), body, _ways(CHANGE, "announcements", language))]


def why_reminded(
    shop: Shopfront, *, label: str, agreed_at: datetime, is_all: bool, language: Language
) -> Words:
    """Name the choice that reminders rest on; `is_all`: nothing else comes."""
    body = lines(
        BECAUSE_OF_EXPIRY(language, day=figures.day(agreed_at, language), label=label),
        NOTHING_ELSE(language) if is_all else None,
        _from(shop, language),
        WHAT_NOW(language),
    )
    return [bubble(ALT_WHY(language), body, _ways(SEE_SETTINGS, "service", language))]


def why_safety(
    shop: Shopfront, *, label: str, agreed_at: datetime, number: str | None, language: Language
) -> Words:
    """Tell why a safety announcement reached everybody, and how to leave."""
    body = lines(
        BECAUSE_OF_SAFETY(language, day=figures.day(agreed_at, language), label=label),
        _from(shop, language),
        NUMBER(language, number=number) if number else None,
        HOW_TO_LEAVE(language),
    )
    ways = [
        postback(SEE_WORDS(language), Action.NOTICE, purpose="membership"),
        postback(SEE_LEAVING(language), Action.LEAVE),
    ]
    return [bubble(ALT_WHY(language), body, ways)]


def nothing_sent(*, language: Language) -> Words:
    """Answer somebody to whom nothing is sent."""
    return [text(NOT_KNOWN(language))]


def _from(shop: Shopfront, language: Language) -> str:
    company = COMPANY(language, company=shop.company) if shop.company else ""
    return FROM(language, shop=shop.name, company=company)


def _ways(change: Say, purpose: str, language: Language) -> list[Box]:
    """The way to the words, to change and to stop."""
    return [
        postback(SEE_WORDS(language), Action.NOTICE, purpose=purpose),
        postback(change(language), Action.SETTINGS),
        postback(STOP(language), Action.STOP, purpose=purpose),
    ]


def _closing(
    content: Content,
    coupon: Mapping[str, str] | None,
    shop: Shopfront,
    ref: str,
    language: Language,
    *,
    is_safety: bool,
) -> list[Box]:
    """Everything below the last part; the way to ask why and to stop is the very last."""
    pressed = content.button
    rows = [*_coupon(coupon, language)]
    rows += [button(link(pressed.label.of(language), pressed.uri))] if pressed else []
    rows += [paragraph(TO_ALL(language), size="sm")] if is_safety else []
    told = SAFETY_FOOTER if is_safety else FOOTER
    return [*rows, _footer(told(language, shop=shop.name), ref, language)]


def _coupon(coupon: Mapping[str, str] | None, language: Language) -> list[Box]:
    if not coupon:
        return []
    details = [paragraph(coupon[name]) for name in ("until", "places", "condition") if coupon.get(name)]
    return [
        paragraph(COUPON(language), size="sm"),
        paragraph(coupon["title"], weight="bold", size="lg"),
        *details,
        button(postback(SEE_COUPONS(language), Action.COUPONS)),
    ]


def _footer(told: str, ref: str, language: Language) -> Box:
    """A line of text that can be pressed: longer than a button's label may be."""
    ask = postback(FOOTER_SAID(language), Action.WHY, ref=ref)
    look = {"size": "sm", "align": "center", "decoration": "underline"}
    return {**paragraph(told, **look), "action": ask}
