"""What staff may see of a member: a card, a balance, coupons and answers; never who it is on LINE."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from admin.parts import Visit
from models.consents import Consent, Purpose
from models.members import Member
from models.points import EntryKind, PointsEntry
from models.tiers import Tier
from services import consent, coupon_reversals, coupons, coverage, histories, points, reversals, tiers
from services.coupon_uses import Used
from services.coupons import Held
from services.coverage import Sent
from services.points import Summary


@dataclass(frozen=True)
class Standing:
    """One member as the counter knows them."""

    member: Member
    card: str
    points: Summary
    history: Sequence[PointsEntry]
    undoable: Sequence[PointsEntry]
    coupons: Sequence[Held]
    used_today: Sequence[Used]
    consents: dict[Purpose, Consent]
    messages: Sequence[Sent]
    tier: Tier | None
    seen_at: datetime

    def kind(self, entry: PointsEntry) -> str:
        """Name what moved the balance."""
        return kinds()[histories.kind(entry)]


def kinds() -> dict[str, str]:
    """Name everything that moves a balance."""
    return {
        histories.RETURNED: _("ご返品"),
        histories.LET_OFF: _("返品の不足分を差し引かない"),
        EntryKind.WELCOME: _("登録のお礼"),
        EntryKind.PURCHASE: _("お買い上げ"),
        EntryKind.GRANT: _("お贈り"),
        EntryKind.SPEND: _("ご利用"),
        EntryKind.EXPIRY: _("期限切れ"),
        EntryKind.REVERSAL: _("取り消し"),
        EntryKind.TRANSFER: _("引き継ぎ"),
    }


def of(visit: Visit, member: Member) -> Standing:
    session, now = visit.session, visit.now
    return Standing(
        member=member,
        card=f"{member.card_number[:4]}-{member.card_number[4:]}",
        points=points.summary(session, member, now=now, choices=visit.choices),
        history=points.history(session, member),
        undoable=reversals.last_of_today(session, member, now=now),
        coupons=coupons.wallet(session, member, now=now),
        used_today=coupon_reversals.of_today(session, member, now=now),
        consents=consent.standing(session, member),
        messages=coverage.sent_to(session, member),
        tier=tiers.of(session, member),
        seen_at=now,
    )
