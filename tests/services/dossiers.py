"""A member's whole life with a shop: every table that can hold something of a member does."""

from typing import Any

from models.announcements import AnnouncementState
from models.claims import Claim
from models.codes import CodeKind
from models.consents import Purpose
from models.expiry_letters import ExpiryLetter
from models.inbox import InboxEvent, InboxState
from models.members import AgeAnswer, Member
from models.point_grants import PointsGrant, PointsGrantState
from models.point_returns import DebtState, PointsDebt
from models.preferences import Preference, Rhythm
from models.profiles import Asking, Profile
from models.provisions import ProvidedPerson, Provision
from models.requests import RequestKind, RequestWay
from models.sendings import Delivery, Sending, SendingKind
from models.tiers import MemberTier, TierBasis, TierMove
from services import (
    audit,
    codes,
    letters,
    links,
    point_reservations,
    points,
    requests,
    returns,
    tier_plans,
    topics,
)
from tests.clock import NOW
from tests.makers import EARLIER, Make


def fill(make: Make, member: Member) -> None:
    """Let every table hold something of the member."""
    member.age_answer, member.last_seen_at, member.sleep_told_at = AgeAnswer.OF_AGE, NOW, NOW
    member.followed_at = member.blocked_at = EARLIER
    for happens in (live, rise, receive, hand_over, ask):
        happens(make, member)
    make.session.flush()


def live(make: Make, member: Member) -> None:
    """Points, coupons, wishes, a profile."""
    session, shop = make.session, make.shop("駅前店")
    points.earn(session, member, yen=1200, cause="p", choices=make.choices, now=NOW, shop_id=shop.id)
    deal(make, member)
    points.spend(session, member, points=50, cause="s", choices=make.choices, now=NOW)
    copy = make.held(member)
    make.used(copy, yen=600, staff_id=make.staff().id, shop_id=shop.id)
    session.add(Preference(member_id=member.id, rhythm=Rhythm.MONTHLY, paused_until=NOW, changed_at=NOW))
    topic = topics.by_code(session, topics.NEWS)
    topics.want(session, member, topic.id, is_wanted=False, now=NOW)
    profile = Profile(member_id=member.id, changed_at=NOW)
    profile.display_name = make.vault.seal(session, member.pid, "profiles.display_name", "はなちゃん")
    profile.birth_month = make.vault.seal(session, member.pid, "profiles.birth_month", "5")
    session.add_all([profile, Asking(member_id=member.id, purpose="analysis", asked_at=NOW)])


def deal(make: Make, member: Member) -> None:
    """Points set aside, given by hand, returned and owed."""
    session, by = make.session, make.staff().id
    point_reservations.reserve(session, member, points=1, cause="r", now=NOW)
    back = returns.take_back(session, "p", yen=600, cause="b", choices=make.choices, now=NOW)
    assert back.entry_id is not None
    debt = PointsDebt(entry_id=back.entry_id, member_id=member.id, amount=2, remaining=2)
    debt.state, debt.created_at = DebtState.WAITING, NOW
    grant = PointsGrant(member_id=member.id, cause="g", points=5, reason="お詫び", note="ごめんなさい")
    grant.state, grant.asked_by, grant.asked_at = PointsGrantState.WAITING, by, NOW
    session.add_all([debt, grant])
    session.flush()


def rise(make: Make, member: Member) -> None:
    """A rank, the balance of an old card, a letter about expiry."""
    ranks = (tier_plans.Rank("silver", "シルバー", "Silver", 1000),)
    wish = tier_plans.Plan(TierBasis.YEN, 12, 30, ranks)
    plan = tier_plans.define(make.session, wish, choices=make.choices, staff_id=None, now=EARLIER)
    (tier,) = tier_plans.ranks(make.session, plan)
    held = MemberTier(member_id=member.id, tier_id=tier.id, since_at=NOW, until_at=NOW, untold=TierMove.UP)
    old = Claim(card_digest="a", code_digest="b", points=50, expires_at=NOW, used_at=NOW, created_at=NOW)
    old.member_id = member.id
    letter = ExpiryLetter(member_id=member.id, month=NOW.date(), written_at=NOW)
    make.session.add_all([held, old, letter])


def receive(make: Make, member: Member) -> None:
    """An announcement and a letter."""
    sent = make.announcement(
        "夏の豆が届きました。", state=AnnouncementState.SENT, scheduled_at=EARLIER, valid_until=NOW
    )
    letter = '[{"type": "text", "text": "期限が近づきました。"}]'
    sealed = make.vault.seal(make.session, member.pid, letters.COLUMN, letter)
    behind: tuple[dict[str, Any], ...] = ({"announcement_id": sent.id}, {"letter": sealed})
    for number, further in enumerate(behind):
        row = sending(number, **further)
        make.session.add(row)
        make.session.flush()
        make.session.add(
            Delivery(
                sending_id=row.id,
                member_id=member.id,
                announcement_id=row.announcement_id,
                consent_entry_id=1,
            )
        )


def hand_over(make: Make, member: Member) -> None:
    """Data that went to another company."""
    given = Provision(
        recipient="甲社",
        recipient_address="東京都",
        purpose="発送",
        items=["会員番号"],
        people=1,
        file_sha256="0" * 64,
        staff_id=make.staff().id,
        provided_at=NOW,
    )
    make.session.add(given)
    make.session.flush()
    make.session.add(ProvidedPerson(provision_id=given.id, member_pid=member.pid, consent_entry_id=1))


def sending(number: int, **further: Any) -> Sending:
    return Sending(
        kind=SendingKind.PUSH,
        purpose=Purpose.ANNOUNCEMENTS,
        retry_key=f"copy-{number}",
        recipients=1,
        carried=1,
        next_at=EARLIER,
        first_attempt_at=EARLIER,
        valid_until=NOW,
        created_at=EARLIER,
        **further,
    )


def ask(make: Make, member: Member) -> None:
    """A request, a code, a message of today, a look by staff."""
    requests.open(
        make.session,
        make.vault,
        member_pid=member.pid,
        kind=RequestKind.CORRECTION,
        way=RequestWay.CHAT,
        details="店の名前が違います",
        now=NOW,
    )
    codes.issue(make.session, make.vault, member, CodeKind.SUPPORT, now=NOW)
    begun = links.begin(make.session, make.vault, "C-1001", now=NOW)
    links.confirm(make.session, make.vault, member, begun.nonce, now=NOW)
    event = InboxEvent(webhook_event_id="01COPY", person_key=member.person_key, kind="message")
    event.state, event.occasion, event.occurred_at, event.received_at = InboxState.DONE, "menu", NOW, NOW
    make.session.add(event)
    audit.write(make.session, "member_seen", f"member:{member.id}", staff_id=None, now=NOW)
