"""The shop itself: where, when, and how to reach somebody. For everybody who asks."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.wording import Words
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import text
from services.settings import Shopfront


class Branch(NamedTuple):
    """One branch; an empty string means nothing is known."""

    name: str
    address: str
    phone: str
    hours: str


GUIDE = Say(ja="{shop}のご案内です。", en="About {shop}.")
HOURS = Say(ja="営業時間：{hours}", en="Hours: {hours}")
ADDRESS = Say(ja="住所：{address}", en="Address: {address}")
PHONE = Say(ja="電話：{phone}", en="Phone: {phone}")
CONTACT = Say(
    ja="お問い合わせは {contact} で承ります。{hours}",
    en="Please reach us at {contact}. {hours}",
)
CONTACT_HOURS = Say(ja="受付時間は{hours}です。", en="We answer during these hours: {hours}.")
CONCERN = Say(
    ja="ご心配をおかけしております。このトークでは十分にお答えできません。\n"
    "係の者が直接うかがいますので、お手数ですが、下の連絡先へお知らせください。",
    en="We are sorry to hear of this. It needs a person rather than this automatic chat, "
    "so please let one of us hear it directly.",
)
HEALTH = Say(
    ja="お身体の具合がよろしくないときは、まず医療機関にご相談ください。",
    en="If you feel unwell, please see a doctor first.",
)


AT_THE_SHOP = Say(ja="店頭", en="the shop")


def reach(shop: Shopfront, language: Language) -> str:
    """Where people are to be found: the contact that was set, else the shop itself."""
    return shop.contact or AT_THE_SHOP(language)


def guide(shop: Shopfront, branches: Sequence[Branch], *, language: Language) -> Words:
    """Say where the shop is and when it is open."""
    head = lines(
        GUIDE(language, shop=shop.name),
        HOURS(language, hours=shop.hours) if shop.hours else None,
        ADDRESS(language, address=shop.address) if shop.address else None,
    )
    rows = [_branch(branch, language) for branch in branches]
    return [text(paragraphs(head, *rows, _contact(shop, language)))]


def contact(shop: Shopfront, *, language: Language) -> Words:
    return [text(_contact(shop, language))]


def concern(shop: Shopfront, *, language: Language) -> Words:
    """Answer a complaint: no menu, only the way to a person."""
    return [text(paragraphs(CONCERN(language), _contact(shop, language)))]


def health(shop: Shopfront, *, language: Language) -> Words:
    """Answer somebody who speaks of their health: no menu, only the way to a person."""
    return [text(paragraphs(lines(HEALTH(language), CONCERN(language)), _contact(shop, language)))]


def _contact(shop: Shopfront, language: Language) -> str:
    hours = CONTACT_HOURS(language, hours=shop.contact_hours) if shop.contact_hours else ""
    return CONTACT(language, contact=reach(shop, language), hours=hours).strip()


def _branch(branch: Branch, language: Language) -> str:
    return lines(
        f"■{branch.name}",
        HOURS(language, hours=branch.hours) if branch.hours else None,
        ADDRESS(language, address=branch.address) if branch.address else None,
        PHONE(language, phone=branch.phone) if branch.phone else None,
    )
