"""What stands behind the numbers in a member's rows: shops, offers, words that were agreed to and sent."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.base import Base
from models.consents import Consent, ConsentEntry
from models.coupon_uses import CouponUse
from models.coupons import Coupon, CouponGrant
from models.members import Member
from models.notices import Notice
from models.point_reservations import PointsReservation
from models.points import PointsEntry
from models.provisions import ProvidedPerson, Provision
from models.requests import RightsRequest
from models.sendings import Delivery, Sending
from models.shops import Shop
from models.tiers import MemberTier, Tier
from models.topics import MemberTopic, Topic
from services import contents, copy_words, japan, letters, requests
from services.copy_words import Label
from services.vault import Vault

Values = dict[Label, Any]


@dataclass(frozen=True)
class Whose:
    """Whose copy is made, in which language, and with what it is read."""

    session: Session
    vault: Vault
    member: Member
    language: str


SHOP = Label("お店", "Shop")
NOTICE = Label("文面", "Words")
TOPIC = Label("話題", "Topic")
RANK = Label("ランク", "Name of the rank")
OFFER = Label("内容", "Offer")
CODE = Label("クーポンの番号", "Coupon code")
CONDITION = Label("条件", "Condition")
LAST_DAY = Label("最終日", "Last day")
SAID = Label("本文", "What it said")
FOR = Label("使いみち", "Purpose")
SENT = Label("送った日時", "Sent")
LEFT_OUT = Label("お送りしなかったわけ", "Why it was not sent")
RECIPIENT = Label("提供先", "Recipient")
RECIPIENT_ADDRESS = Label("提供先の所在", "Recipient's address")
PROVIDED_FOR = Label("提供の目的", "Purpose of giving")
ITEMS = Label("提供した項目", "Items")
PROVIDED_AT = Label("提供した日時", "Given")
DETAILS = Label("ご請求の内容", "What you asked")


def of(whose: Whose, row: Base) -> Values:
    """Give the labelled values behind one row."""
    return BEHIND[type(row)](whose, row) if type(row) in BEHIND else {}


def _answer(whose: Whose, row: ConsentEntry | Consent) -> Values:
    notice = whose.session.get(Notice, row.notice_id) if row.notice_id else None
    return {NOTICE: notice_name(notice, whose.language)} if notice else {}


def notice_name(notice: Notice, language: str) -> str:
    """Name the words: purpose, version, language."""
    purpose, spoken = copy_words.of(notice.purpose, language), copy_words.of(notice.language, language)
    version = f"version {notice.version}" if language == "en" else f"第{notice.version}版"
    return f"{purpose} {version}（{spoken}）" if language == "ja" else f"{purpose}, {version} ({spoken})"


def _shop(whose: Whose, shop_id: int | None) -> Values:
    shop = whose.session.get(Shop, shop_id) if shop_id else None
    return {SHOP: shop.name} if shop else {}


def _entry(whose: Whose, row: PointsEntry | PointsReservation) -> Values:
    return _shop(whose, row.shop_id)


def _coupon(whose: Whose, row: CouponGrant) -> Values:
    coupon = whose.session.get_one(Coupon, row.coupon_id)
    offer = {
        OFFER: coupon.title,
        CONDITION: coupon.condition or None,
        LAST_DAY: japan.last_day(coupon.ends_at),
    }
    return offer | _shop(whose, row.shop_id)


def _use(whose: Whose, row: CouponUse) -> Values:
    copy = whose.session.get_one(CouponGrant, row.grant_id)
    title = whose.session.get_one(Coupon, copy.coupon_id).title
    return {OFFER: title, CODE: copy.code} | _shop(whose, row.shop_id)


def _tier(whose: Whose, row: MemberTier) -> Values:
    tier = whose.session.get(Tier, row.tier_id) if row.tier_id else None
    return {RANK: tier.name(whose.language)} if tier else {}


def _topic(whose: Whose, row: MemberTopic) -> Values:
    return {TOPIC: whose.session.get_one(Topic, row.topic_id).name(whose.language)}


def _delivery(whose: Whose, row: Delivery) -> Values:
    sending = whose.session.get_one(Sending, row.sending_id)
    fate = {LEFT_OUT: copy_words.of(row.dropped, whose.language)} if row.dropped else {}
    return {
        SENT: None if row.dropped else sending.first_attempt_at,
        FOR: copy_words.of(sending.purpose, whose.language),
        SAID: _said(whose, sending),
    } | fate


def _said(whose: Whose, sending: Sending) -> list[str]:
    if sending.letter is not None:
        words = whose.vault.open(whose.session, whose.member.pid, letters.COLUMN, sending.letter)
        return list(_texts(json.loads(words)))
    announcement = whose.session.get(Announcement, sending.announcement_id)
    return contents.texts(announcement.content, sending.language) if announcement else []


def _texts(value: Any) -> Iterator[str]:
    """Everything that is to be read in LINE message objects."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value["text"]
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _texts(child)


def _provided(whose: Whose, row: ProvidedPerson) -> Values:
    provision = whose.session.get_one(Provision, row.provision_id)
    return {
        PROVIDED_AT: provision.provided_at,
        RECIPIENT: provision.recipient,
        RECIPIENT_ADDRESS: provision.recipient_address,
        PROVIDED_FOR: provision.purpose,
        ITEMS: provision.items,
    }


def _request(whose: Whose, row: RightsRequest) -> Values:
    return {DETAILS: requests.details(whose.vault, row) or None}


BEHIND: Mapping[type[Base], Callable[[Whose, Any], Values]] = {
    Consent: _answer,
    ConsentEntry: _answer,
    PointsEntry: _entry,
    PointsReservation: _entry,
    CouponGrant: _coupon,
    CouponUse: _use,
    MemberTier: _tier,
    MemberTopic: _topic,
    Delivery: _delivery,
    ProvidedPerson: _provided,
    RightsRequest: _request,
}
