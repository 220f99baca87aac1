"""Values for every wording function: ordinary ones, and the longest and emptiest that can come."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from bot.wording import (
    announcements,
    card,
    consent,
    coupon_refusals,
    coupons,
    failure,
    fallback,
    greeting,
    late,
    membership,
    notices,
    points,
    privacy,
    receipts,
    shop,
    sleeping,
    staff,
)
from services.notice_words import Words
from services.settings import Choices, Shopfront
from tests.bot.wording import (
    content_samples,
    coupon_samples,
    further_samples,
    link_samples,
    loyalty_samples,
    right_samples,
    wish_samples,
)

AT = datetime(2026, 12, 3, 5, 7, tzinfo=UTC)
NEXT_DAY = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)
DAY = date(2026, 12, 31)
SEAL = "s" * 180
TRUST_URL = "https://goen.example/trust"
CHOICES = Choices(
    shop_name="ひなた珈琲",
    company="株式会社ひなた",
    contact="03-1234-5678",
    contact_hours="10時〜18時",
    shop_hours="9時〜20時",
    address="東京都千代田区1-2-3",
    greeting="ひなたぼっこのような一杯をどうぞ。",
    greeting_en="A cup as warm as a sunny day is waiting for you.",
)
SHOP = CHOICES.front(TRUST_URL)
LONG_SHOP = Shopfront(
    "縁" * 20, "社" * 60, "連" * 80, "時" * 40, "営" * 200, "住" * 120, "挨" * 300, TRUST_URL
)
BARE_SHOP = Choices().front(None)
SHOPS = (SHOP, LONG_SHOP, BARE_SHOP)
HELD, LONG_HELD, ANYWHERE = coupon_samples.HELD, coupon_samples.LONG_HELD, coupon_samples.ANYWHERE
GOLD = coupon_samples.GOLD
BRANCH = shop.Branch("駅前店", "東京都千代田区1-2-3", "03-1234-5678", "9時〜20時")
BARE_BRANCH = shop.Branch("本店", "", "", "")
BOTH = [
    receipts.Answered("membership", "given", AT, "3f2a9c0d1e2f", "会員登録のご案内", 1),
    receipts.Answered("announcements", "withdrawn", AT, "3f2a9c0d1e2f", None, None),
]
CARD = {"card_number": "12345678"}
MARK = {"mark": f"123456789:{'A' * 43}=", "marked_at": AT}
NO_MARK = {"mark": None, "marked_at": None}
KINDS = [points.Movement(kind, AT, 30) for kind in points.KINDS]
KINDS += [points.Movement("returned", AT, -30, 3000, "番" * 60, 20, fate) for fate in points.FATES]
FACES = (
    card.Face("12345678"),
    card.Face("12345678", rank="銀", picture="https://goen.example/cards/1-abc", has_bars=False),
    card.Face("12345678", rank="縁" * 20, picture=f"https://goen.example/cards/{'a' * 60}"),
)
Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def notice(purpose: str, language: str) -> Words:
    return further_samples.notice(purpose, CHOICES, TRUST_URL, language)


def cases(language: str) -> list[Case]:
    """Every wording function with values, in one language."""
    found = _asking(language) + _plain() + _with_shop() + _choosing()
    found += further_samples.cases(SHOP, CHOICES, SEAL, language) + right_samples.cases(SHOPS)
    found += coupon_samples.cases(AT, [front.name for front in SHOPS])
    found += loyalty_samples.cases(SHOPS)
    return [(say, args, {**values, "language": language}) for say, args, values in found]


def _asking(language: str) -> list[Case]:
    join, news = notice("membership", language), notice("announcements", language)
    questions: list[Case] = [
        (say, (join,), {"seal": SEAL})
        for say in (notices.membership, membership.asked, membership.asked_afresh, membership.needed)
    ]
    questions += [
        (say, (news,), {"seal": SEAL}) for say in (notices.announcements, consent.asked, consent.asked_afresh)
    ]
    questions += [
        (say, (front, join), {"seal": SEAL})
        for front in SHOPS
        for say in (greeting.followed, greeting.met, greeting.known)
    ]
    return [*questions, (notices.agreed, (news,), {"label": news.labels[0], "at": AT})]


SILENT = (
    membership.declined, membership.offer, consent.agreed,
    consent.already, consent.nothing_to_stop, consent.stop_offer, coupons.kept, coupons.sold_out,
    coupons.enough, coupons.time_over, coupons.unknown, coupon_refusals.at_counter,
    fallback.you_are_welcome, fallback.press_a_button,
    privacy.stayed,
    privacy.not_a_member, staff.code_refused, announcements.nothing_sent, notices.nothing_agreed,

)  # fmt: skip
"""Those that need no values."""


def _plain() -> list[Case]:
    """Those that need no values, or a number or two."""
    found: list[Case] = [*((say, (), {}) for say in SILENT), *_paying()]
    found += [
        (stop, (), {"one_under_way": way})
        for stop in (consent.only_expiry, consent.declined, consent.stopped, consent.expiry_stopped)
        for way in (True, False)
    ]
    found += [
        (membership.joined, (), {**CARD, "welcome_points": gift, "welcome_coupons": gift // 50})
        for gift in (0, 50, 100)
    ]
    found += [
        (late.told, ([late.Done(occasion, AT)],), {"now": AT}) for occasion in (*late.OCCASIONS, "menu")
    ]
    found += [
        (privacy.ask_to_leave, (), {"points": n, "coupons": m, "asked_at": AT, "is_marked": bool(m)})
        for n, m in ((320, 2), (0, 1), (1, 0), (0, 0))
    ]
    return [
        *found,
        (membership.already, (), CARD),
        (late.told, ([late.Done("stopped", AT), late.Done("menu", AT)],), {"now": NEXT_DAY}),
        (staff.linked, (), {"name": "山田"}),
        (points.too_few, (), {"balance": 1}),
        (points.gift_waits, (), {"waiting": 100, "free": 0}),
        (points.how_to_use, (), {"yen_per_point": 1}),
    ]


def _paying() -> list[Case]:
    paid = {"until": AT, "balance": 320, "picture": "https://goen.example/cards/pay/abc"}
    found: list[Case] = [(card.spend_code, ("1234567",), {"until": AT, "balance": n}) for n in (1, 123_456)]
    return [*found, (card.spend_code, ("1234567",), paid)]


def _with_shop() -> list[Case]:
    found: list[Case] = []
    for front in SHOPS:
        found += [
            (say, (front,), {}) for say in (shop.contact, shop.concern, shop.health, privacy.for_member)
        ]
        found += [
            (say, (front,), {}) for say in (privacy.for_stranger, fallback.staff_will_answer, greeting.hello)
        ]
        found += [(fallback.menu, (front,), {"is_member": member}) for member in (True, False)]
        found += [(shop.guide, (front, [BRANCH, BARE_BRANCH]), {}), (shop.guide, (front, []), {})]
        found += content_samples.cases(front)
        found += _about_points(front) + _about_person(front)
    return found


def _about_points(front: Shopfront) -> list[Case]:
    amount = points.Amount(120, DAY)
    full = {"points": 1320, "yen_per_point": 1, "expiring": [amount] * 3}
    empty = {"points": 0, "yen_per_point": 1, "expiring": []}
    waiting = {"pending": [amount] * 3, "held": 30, "owed": 20, "changes_on": DAY}
    return [
        (points.balance, (front,), full | waiting),
        (points.balance, (front,), empty | waiting),
        (points.balance, (front,), full),
        (points.balance, (front,), empty),
        (points.history, (front, KINDS), {}),
        (points.history, (front, []), {}),
        (points.expiry_letter, (front,), {"expiring": amount, "balance": 320}),
        (points.expiry_letter, (front,), {"expiring": amount, "balance": 320, "further": [amount] * 31}),
        (coupons.used, (front,), {"title": HELD.title, "at": AT, "place": "駅前店"}),
        (coupons.used, (front,), {"title": LONG_HELD.title, "at": AT, "place": None}),
        (coupons.already_used, (front,), {}),
    ]


def _about_person(front: Shopfront) -> list[Case]:
    mine = {"card_number": "12345678", "joined_at": AT}
    chose = {"topic": "新商品", "label": "受け取る", "agreed_at": AT}
    return [
        *((card.shown, (front, face), {}) for face in FACES),
        (greeting.welcome_back, (front,), {"balance": 320}),
        (failure.apology, (front,), {"reference": "A7K2"}),
        (receipts.receipt, (BOTH * 6,), {**mine, **MARK, "is_shortened": True}),
        (receipts.receipt, (BOTH[:1],), {**mine, **NO_MARK, "is_shortened": False}),
        (receipts.proof, (), {"address": TRUST_URL, "until": AT}),
        (announcements.why, (front,), chose),
        (announcements.why, (front,), {**chose, "number": "123456789-1234567890"}),
        (announcements.why, (front,), {**chose, "topic": None}),
        *(
            (
                announcements.why_reminded,
                (front,),
                {"label": "期限の連絡だけ", "agreed_at": AT, "is_all": way},
            )
            for way in (True, False)
        ),
        (announcements.why_safety, (front,), {"label": "登録する", "agreed_at": AT, "number": "12-345"}),
        (announcements.why_safety, (front,), {"label": "登録する", "agreed_at": AT, "number": None}),
        (sleeping.letter, (front,), {"last_day": DAY}),
    ]


def _choosing() -> list[Case]:
    wallets: list[list[coupons.Held]] = [[], [HELD], [HELD, ANYWHERE], [LONG_HELD] * 13]
    found: list[Case] = [(coupons.wallet, (wallet,), {}) for wallet in wallets]
    for held in (HELD, LONG_HELD, ANYWHERE):
        found += [(coupons.ask_to_show, (held,), {})]
        found += [
            (coupons.shown, (held,), {"at": AT, "until": AT, "has_button": way}) for way in (True, False)
        ]
    return [
        *found,
        (coupons.expired, (), {"last_day": DAY}),
        (coupons.not_begun, (), {"first_day": DAY}),
        *wish_samples.cases(),
        *link_samples.cases(),
    ]
