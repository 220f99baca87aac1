"""Every sentence of the pages is there in English, with the same values in it."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale

from admin import refusals
from models.announcements import AnnouncementState
from models.point_reservations import ReservationState
from services import (
    announcements,
    approval_requests,
    approvals,
    codes,
    content_checks,
    coupons,
    debts,
    earn_rules,
    earn_terms,
    giveaways,
    grants,
    halts,
    handovers,
    incidents,
    letters,
    offers,
    people,
    photos,
    placeholders,
    point_reservations,
    points,
    politeness_frame,
    politeness_reasons,
    provisions,
    publishing,
    quotas,
    requests,
    returns,
    reversals,
    settings,
    shops,
    staff,
    topics,
    transfers,
    validity,
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
    *(grants.GrantRefused(why) for why in ("reason", "note", "own", "alone")),
    *(
        refusal()
        for refusal in (grants.GrantOver, debts.DebtDecided, earn_rules.RulePast, earn_rules.FirstRuleOver)
    ),
    *(refusal() for refusal in (returns.PurchaseUnknown, returns.ReturnedAlready)),
    *(earn_terms.TermsRefused(why) for why in ("base", "percent", "campaign", "cap", "many", "name")),
    *(earn_terms.TermsRefused(why) for why in ("line", "shop", "weekday")),
    earn_rules.RuleTooEarly(NOW.date()),
    *(
        refusal()
        for refusal in (point_reservations.ReservationUnknown, point_reservations.ReservationDiffers)
    ),
    *(point_reservations.ReservationOver(state) for state in list(ReservationState)[1:]),
    coupons.CouponUnknown(),
    coupons.CouponNotBegun(NOW),
    coupons.CouponExpired(NOW),
    coupons.CouponAlreadyUsed(None),
    *(refusal() for refusal in (coupons.CouponNotShown, coupons.CouponSoldOut, coupons.CouponLimit)),
    *(offers.OfferRefused(why) for why in ("title", "window", "past", "stock", "per_member")),
    *(shops.ShopRefused(why) for why in ("name", "taken")),
    *(topics.TopicRefused(why) for why in ("code", "name", "taken")),
    *(staff.StaffRefused(why) for why in ("email", "name", "taken", "last_owner")),
    *(
        settings.SettingRefused("shop_name", kind, 20)
        for kind in ("text", "number", "positive", "time", "yes_or_no", "plan", "choice", "secret")
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
