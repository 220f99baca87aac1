"""Every refusal that a page may have to put into words, with values."""

from models.announcements import AnnouncementState
from models.point_reservations import ReservationState
from services import (
    announcements,
    api_keys,
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
    debts,
    devices,
    earn_rules,
    earn_terms,
    exchanges,
    giveaways,
    grants,
    halts,
    handovers,
    incidents,
    letters,
    links,
    menus,
    offer_caps,
    offer_changes,
    offers,
    people,
    photos,
    pins,
    placeholders,
    point_reservations,
    points,
    politeness_frame,
    politeness_reasons,
    provisions,
    publishing,
    purchase_files,
    purchases,
    quotas,
    requests,
    returns,
    reversals,
    settings,
    shops,
    sources,
    spend_codes,
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
    offer_changes.OfferPromised(["title", "ends_on"]),
    *(refusal() for refusal in (offer_changes.OfferOver, offer_changes.OfferChanged)),
    offer_caps.OfferOverCap([offer_caps.Over(rule, 200) for rule in offer_caps.RULES]),
    *(shops.ShopRefused(why) for why in ("name", "taken")),
    *(topics.TopicRefused(why) for why in ("code", "name", "taken")),
    *(staff.StaffRefused(why) for why in ("email", "name", "taken", "last_owner")),
    *(
        settings.SettingRefused("shop_name", kind, 20)
        for kind in (
            *("text", "number", "positive", "time", "yes_or_no", "plan", "choice", "secret", "address"),
            *("basic_id", "card_code", "prefix"),
        )
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
    *(api_keys.ApiKeyRefused(why) for why in ("name", "scopes", "pace")),
    api_keys.ApiKeyUnknown(),
    *(purchase_files.FileUnreadable(why, 10_000) for why in ("text", "headings", "long")),
    *(refusal() for refusal in (purchases.ShopUnknown, purchases.ReceiptKnown, links.LinkUnknown)),
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
    *(sources.SourceRefused(why) for why in ("name", "taken")),
    *(menus.MenuRefused(why) for why in ("colour", "label")),
    *(refusal() for refusal in (spend_codes.SpendCodeNeeded, devices.DeviceRefused, devices.DeviceCodeWrong)),
    devices.DeviceLimit(20_000),
    *(pins.PinRefused(why) for why in ("digits", "easy")),
    *(pins.PinWrong(left) for left in (4, 0)),
    *(refusal() for refusal in (pins.PinRests, pins.PinOver)),
    *(requests.CloseRefused(why) for why in ("reason", "identity", "number")),
]
