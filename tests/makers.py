"""Makes rows for tests, by the rules' own hands wherever there is one."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Unpack

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.coupon_uses import CouponUse
from models.coupons import Coupon, CouponGrant, OfferWay
from models.members import Member
from models.requests import RequestKind, RequestWay, RightsRequest
from models.shops import Shop
from models.staff import Role, Staff
from services import (
    answers,
    consent,
    coupon_uses,
    coupons,
    erasing,
    offers,
    people,
    requests,
    settings,
    shops,
    staff,
    synthetic,
    topics,
    vault,
)
from services.masters import Masters
from tests.clock import NOW

MASTER_KEY = bytes(range(32))
EARLIER = NOW - timedelta(days=30)
"""When the people in tests became members, unless they say otherwise."""


@dataclass
class Make:
    """Rows by the names that tests use. All were made in the past, so that nothing is newer by accident."""

    session: Session
    vault: vault.Vault
    choices: settings.Choices = field(default_factory=settings.Choices)
    _numbers: Any = field(default_factory=itertools.count)

    def person(self, user_id: str | None = None) -> people.Person:
        """Somebody of whom nothing is kept, or the member they are by now."""
        return people.meet(self.session, self.vault, user_id or f"U{next(self._numbers):032x}")

    def evidence(self, at: datetime = EARLIER, channel: str = "line.postback") -> consent.Evidence:
        return consent.Evidence(f"01TEST{next(self._numbers):020d}", at, "0" * 64, channel)

    def tap(
        self,
        person: people.Person,
        purpose: Purpose = Purpose.MEMBERSHIP,
        *,
        is_yes: bool = True,
        at: datetime = EARLIER,
        token: str | None = None,
        language: str = "ja",
    ) -> answers.Tap:
        """A tap on a fresh button, or on the one whose seal is given."""
        seal = token or self.seal(person, purpose, at=at, language=language)
        return answers.Tap(person, purpose, is_yes, seal, language, self.evidence(at), at)

    def seal(
        self,
        person: people.Person,
        purpose: Purpose = Purpose.MEMBERSHIP,
        *,
        at: datetime = EARLIER,
        language: str = "ja",
    ) -> str:
        """The seal of a question that was just put."""
        asked = consent.ask(self.session, self.vault, person.person_key, purpose, language=language, now=at)
        return asked.seal

    def answer(self, tap: answers.Tap) -> answers.Outcome:
        return answers.answer(self.session, self.vault, tap, choices=self.choices)

    def member(
        self,
        *,
        reachable: bool = False,
        only_expiry: bool = False,
        line_user_id: str | None = None,
        at: datetime = EARLIER,
        language: str = "ja",
    ) -> Member:
        """Somebody who said yes to membership, and, if reachable, to announcements."""
        person = self.person(line_user_id)
        joined = self.answer(self.tap(person, at=at, language=language))
        assert isinstance(joined, answers.Joined)
        if reachable or only_expiry:
            purpose = Purpose.SERVICE if only_expiry else Purpose.ANNOUNCEMENTS
            self.agree(joined.member, purpose, person=replace(person, member=joined.member), at=at)
        return joined.member

    def crowd(self, count: int) -> list[Member]:
        """So many who said yes to everything, put in at once, as their own answers take far longer."""
        names = {f"U{next(self._numbers):032x}" for _ in range(count)}
        crowd = [synthetic.Figure(name, consenting=True, blocked=False, paused=False) for name in names]
        synthetic.insert_slice(self.session, self.vault, crowd, now=NOW)
        newest = select(Member).order_by(Member.id.desc()).limit(count)
        return list(reversed(self.session.scalars(newest).all()))

    def agree(
        self,
        member: Member,
        purpose: Purpose = Purpose.ANNOUNCEMENTS,
        *,
        person: people.Person | None = None,
        at: datetime = EARLIER,
    ) -> None:
        """Let a member tap yes under the live words."""
        somebody = person or self.speaker(member)
        outcome = self.answer(self.tap(somebody, purpose, at=at, language=member.language))
        assert isinstance(outcome, answers.Accepted)

    def withdraw(self, member: Member, *, at: datetime) -> None:
        """Let a member take back the yes to announcements."""
        purposes, evidence = (Purpose.ANNOUNCEMENTS,), self.evidence(at)
        consent.withdraw(self.session, member, purposes=purposes, reason="stop", evidence=evidence, now=at)

    def speaker(self, member: Member) -> people.Person:
        """The member as the person who speaks."""
        return self.person(people.user_id_of(self.session, self.vault, member))

    def erase(
        self, member: Member, *, cause: erasing.Cause = erasing.Cause.LEFT, at: datetime = NOW
    ) -> erasing.Erased:
        """Let a member leave."""
        days = self.choices.backup_days
        evidence = self.evidence(at)
        return erasing.erase(self.session, member, cause=cause, evidence=evidence, backup_days=days, now=at)

    def shop(self, name: str | None = None) -> Shop:
        return shops.add(self.session, name=name or f"店{next(self._numbers)}", now=EARLIER)

    def coupon(
        self, title: str = "ドリンク1杯 50円引き", *, for_everyone: bool = True, **wishes: Any
    ) -> Coupon:
        today, way = NOW.date(), OfferWay.EVERYONE if for_everyone else OfferWay.TOLD
        offer = offers.Offer(
            title,
            "税込500円以上のお会計で1回",
            today - timedelta(days=5),
            today + timedelta(days=30),
            way=way,
        )
        return offers.define(self.session, replace(offer, **wishes), now=NOW)

    def used(self, copy: CouponGrant, *, now: datetime = NOW, **till: Unpack[coupon_uses.Till]) -> CouponUse:
        """The copy is used at the counter; the use."""
        cause = f"till:{next(self._numbers)}"
        return coupon_uses.use(self.session, copy.code, cause=cause, now=now, **till).use

    def held(self, member: Member, coupon: Coupon | None = None) -> CouponGrant:
        """The member's copy of a coupon."""
        return coupons.grant(self.session, coupon or self.coupon(for_everyone=False), member, now=EARLIER)

    def staff(self, role: Role = Role.OWNER, *, may_send: bool = True, **further: Any) -> Staff:
        number = next(self._numbers)
        values = {"email": f"staff{number}@example.com", "name": f"担当{number}", "password_hash": "none"}
        return staff.add(self.session, **(values | further), role=role, may_send=may_send, now=EARLIER)

    def request(self, member: Member | None = None, **wishes: Any) -> RightsRequest:
        """A request for disclosure by telephone, unless wishes say otherwise."""
        values: dict[str, Any] = {
            "member_pid": member.pid if member else None,
            "kind": RequestKind.DISCLOSURE,
            "way": RequestWay.PHONE,
            "details": "ポイントの履歴を見たい",
            "now": NOW,
        }
        return requests.open(self.session, self.vault, **(values | wishes))

    def announcement(self, text: str = "新しい豆が入りました。", **columns: Any) -> Announcement:
        """A draft, unless columns say otherwise."""
        values: dict[str, Any] = {
            "title": "新商品",
            "topic_id": topics.by_code(self.session, topics.NEWS).id,
            "content": {"texts": [text], "button": None, "coupon_id": None},
            "state": AnnouncementState.DRAFT,
            "excluded": {},
            "created_at": EARLIER,
            "changed_at": EARLIER,
        }
        row = Announcement(**(values | columns))
        self.session.add(row)
        self.session.flush()
        return row


@pytest.fixture
def make(session: Session) -> Make:
    """A maker on the test's open session."""
    return Make(session, unlocked(session))


def unlocked(session: Session) -> vault.Vault:
    """Make the keys if need be, and open them."""
    held = Masters([MASTER_KEY])
    vault.init_keyring(session, held, now=EARLIER)
    return vault.unlock(session, held)
