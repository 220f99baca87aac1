"""Every sentence of the pages is there in English, with the same values in it."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale

from admin import refusals
from models.announcements import AnnouncementState
from services import (
    announcements,
    approval_requests,
    approvals,
    claim_imports,
    claims,
    codes,
    content_checks,
    coupon_reversals,
    coupon_screens,
    coupon_terms,
    coupon_uses,
    coupons,
    exchanges,
    giveaways,
    halts,
    handovers,
    incidents,
    letters,
    offer_caps,
    offers,
    people,
    photos,
    placeholders,
    points,
    politeness_frame,
    politeness_reasons,
    provisions,
    publishing,
    quotas,
    requests,
    reversals,
    settings,
    shops,
    staff,
    staff_limits,
    tier_codes,
    tier_plans,
    topics,
    transfers,
    validity,
    welcomes,
)
from services.errors import RuleError
from tests.clock import NOW
from tools import catalogues

VALUE = re.compile(r"%\((\w+)\)s")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
EXAMPLES = {"例：季節のメニュー"}
"""Japanese words as examples of Japanese words."""

NOT_FOR_STAFF = {
    "MemberUnreachable",
    "NoticeMissing",
    "TopicUnknown",
    "SettingUnknown",
    "AnnouncementUnknown",
    "LineMistyped",
    "NameRefused",
    "ProfileNotAllowed",
    "MessageUnknown",
    "ProofOver",
    "ProofLater",
}
"""Refusals that no page of ours can bring about."""


def test_every_sentence_is_in_the_english_catalogue() -> None:
    known = {message.id for message in catalogues.read("en") if message.string}

    assert {message.id for message in catalogues.gathered() if message.id} - known == set()


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    said = {message.id for message in catalogues.gathered()}

    assert {message.id for message in catalogues.read("en") if message.id} - said == set()


def test_english_carries_the_same_values() -> None:
    for message in catalogues.read("en"):
        assert set(VALUE.findall(str(message.id))) == set(VALUE.findall(str(message.string))), message.id


def test_english_is_english() -> None:
    left = {message.id for message in catalogues.read("en") if JAPANESE.search(str(message.string))}

    assert left == EXAMPLES


def subclasses(kind: type[RuleError]) -> set[type[RuleError]]:
    return set(kind.__subclasses__()).union(*(subclasses(child) for child in kind.__subclasses__()))


REFUSALS: list[RuleError] = [
    RuleError(),
    people.CardUnknown("12345678"),
    points.PointsTooFew(62, 100),
    points.AmountRefused(0, 100),
    *(refusal() for refusal in (reversals.EntryUnknown, reversals.TooLateToUndo, reversals.AlreadyUndone)),
    reversals.PointsAlreadySpent(),
    coupons.CouponUnknown(),
    coupons.CouponNotBegun(NOW),
    coupons.CouponExpired(NOW),
    coupons.CouponAlreadyUsed(None),
    coupons.CouponReserved(NOW),
    *(refusal() for refusal in (coupons.CouponSoldOut, coupons.CouponLimit)),
    *(refusal() for refusal in (coupon_screens.CouponNotShown, coupon_screens.CouponAtCounter)),
    coupon_terms.CouponNotToday([0, 6]),
    coupon_terms.CouponBlackedOut(NOW.date()),
    coupon_terms.CouponElsewhere(["Main Street"]),
    coupon_terms.CouponMinimum(1_000),
    coupon_terms.CouponForTier([tier_codes.Rank("gold", "ゴールド", "Gold")]),
    coupon_terms.CouponDayLimit(1),
    *(refusal() for refusal in (coupon_uses.UseUnknown, coupon_uses.UseOver, coupon_reversals.UseTooLate)),
    *(refusal() for refusal in (exchanges.ExchangeGone, exchanges.ExchangeChanged, exchanges.ExchangeUsed)),
    *(
        offers.OfferRefused(why)
        for why in (
            *("title", "window", "past", "stock", "per_member", "minimum", "weekdays", "blackouts"),
            *("per_day", "override", "yen_off", "percent_off", "member_price", "value", "usual"),
            *("points", "tiers"),
        )
    ),
    offer_caps.OfferOverCap([offer_caps.Over(rule, 200) for rule in offer_caps.RULES]),
    *(shops.ShopRefused(why) for why in ("name", "taken")),
    *(topics.TopicRefused(why) for why in ("code", "name", "taken")),
    *(staff.StaffRefused(why) for why in ("email", "name", "taken", "last_owner")),
    *(
        settings.SettingRefused("shop_name", kind, 20)
        for kind in ("text", "number", "positive", "time", "yes_or_no", "plan", "secret")
    ),
    publishing.NoticeRefused({}),
    publishing.NothingNew(),
    validity.AnnouncementPast(NOW),
    validity.ValidityTooShort(NOW, NOW),
    announcements.AnnouncementMovedOn(AnnouncementState.SENT),
    content_checks.ContentTooLong(6, 5),
    *(
        refusal()
        for refusal in (content_checks.ContentEmpty, announcements.TopicGone, announcements.MayNotSend)
    ),
    *(refusal() for refusal in (approvals.SecondPersonNeeded, approvals.ContentChanged)),
    *(refusal() for refusal in (approval_requests.NobodyToApprove, approval_requests.ApprovalOver)),
    approval_requests.WordNeeded(200),
    quotas.QuotaTooSmall(300, 200),
    halts.ResumeWordWrong(),
    *(
        content_checks.ContentRefused(why, number, 40)
        for number, why in enumerate(
            ("text", "photo", "cards", "card_title", "card_text", "card_link", "label", "link", "coupon")
        )
    ),
    *(photos.PhotoRefused(why) for why in ("unreadable", "large", "pixels")),
    photos.PhotosNeedHttps(),
    giveaways.CouponTooFew(3, 5),
    placeholders.PlaceholderUnknown("name"),
    placeholders.PlaceholderEmpty(),
    letters.StaffUnlinked(),
    politeness_reasons.ReasonNeeded(["claim"]),
    politeness_reasons.ReasonTooLong(politeness_reasons.LONGEST),
    *(
        politeness_reasons.WordsForbidden(finding)
        for finding in politeness_frame.check({"ja": [{"text": "unsigned"}]}, "shop")
    ),
    *(transfers.TransferRefused(why) for why in ("same", "gone")),
    *(refusal() for refusal in (codes.CodeUnknown, codes.CodeSpent, codes.CodeTooLate, codes.TooManyTries)),
    requests.RequestClosed(),
    *(handovers.HandoverRefused(why) for why in ("same", "rest", "alone")),
    handovers.MayNotApprove(),
    *(provisions.ProvisionRefused(why) for why in ("recipient", "address", "purpose", "reason", "items")),
    provisions.NobodyCovered(),
    provisions.TooManyCovered(6_000, 5_000),
    *(incidents.IncidentRefused(why) for why in ("title", "window", "known", "item")),
    incidents.IncidentClosed(),
    *(refusal() for refusal in (claims.ClaimUnknown, claims.ClaimUsed, claims.ClaimRests)),
    claims.ClaimTooLate(NOW),
    staff_limits.DailyLimitReached(1_200, 1_000),
    welcomes.WelcomeLocked(20, 100),
    *(claims.ClaimRefused(why) for why in ("card", "points", "taken", "done")),
    *(claim_imports.FileRefused(why) for why in ("empty", "encoding", "many")),
    *(
        tier_plans.PlanRefused(why)
        for why in ("code", "name", "text", "threshold", "order", "rate", "window", "many")
    ),
    *(requests.CloseRefused(why) for why in ("reason", "identity", "number")),
]


def whole(refusal: RuleError) -> str:
    return f"{type(refusal).__name__} {refusal}"


@pytest.mark.parametrize("refusal", REFUSALS, ids=whole)
def test_every_refusal_says_what_to_do_in_both_languages(app: Flask, refusal: RuleError) -> None:
    with app.test_request_context():
        with force_locale("ja"):
            japanese = refusals.sentence(refusal)
        with force_locale("en"):
            english = refusals.sentence(refusal)

    assert japanese.endswith("。")
    assert english.endswith(".")
    assert not JAPANESE.search(english)
    assert "%(" not in japanese + english


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    fallback = refusals.sentence.dispatch(RuleError)
    ours = {kind for kind in subclasses(RuleError) if kind.__module__.startswith("services.")}
    wordless = {kind.__name__ for kind in ours if refusals.sentence.dispatch(kind) is fallback}

    assert wordless - NOT_FOR_STAFF == set()
