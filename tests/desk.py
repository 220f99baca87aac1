"""A marketer's desk for tests: announce, plan, claim and note, at a time that the test sets."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers import Answer, Kind
from models.announcements import Announcement
from models.consents import Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from models.sendings import Delivery, Sending
from services import announcements, audiences, consent, outcomes, plans, progress, sendings, topics
from services.sendings import Claim, Rest
from services.settings import Choices
from tests.clock import NOW, Clock
from tests.makers import Make

WORDS = {
    "ja": [{"type": "text", "text": "新しい豆が入りました。"}],
    "en": [{"type": "text", "text": "New beans."}],
}
CONTENT = {"texts": ["新しい豆が入りました。"], "button": None, "coupon_id": None}
ANYTIME = Choices(quiet_from=NOW.time(), quiet_until=NOW.time(), weekly_cap=0, pace_per_minute=0)
"""A shop without quiet hours, cap or pace of its own; what notices promise still holds."""


@dataclass
class Desk:
    """Everything on one open session; `clock` is the time."""

    session: Session
    make: Make
    clock: Clock
    choices: Choices = field(default_factory=lambda: Choices(pace_per_minute=0))

    @property
    def now(self) -> datetime:
        return self.clock.now

    def choose(self, **choices: Any) -> None:
        self.choices = replace(self.choices, **choices)

    def members(self, count: int, **wishes: Any) -> list[Member]:
        """Members who said yes to announcements; several who wish nothing further are put in at once."""
        if count > 1 and not wishes:
            return self.make.crowd(count)
        return [self.make.member(reachable=True, **wishes) for _ in range(count)]

    def prefer(self, member: Member, **wishes: Any) -> None:
        self.session.add(Preference(member_id=member.id, changed_at=self.now, **wishes))
        self.session.flush()

    def promise(
        self, member: Member, purpose: Purpose = Purpose.ANNOUNCEMENTS, *, version: int = 99, **limits: Any
    ) -> None:
        """Let the member have said yes to a notice that promises other limits."""
        given = consent.standing(self.session, member)[purpose]
        notice = self.session.get_one(Notice, given.notice_id)
        fields = {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}
        own = Notice(**fields | {"id": None, "version": version} | limits)
        self.session.add(own)
        self.session.flush()
        given.notice_id = own.id
        self.session.flush()

    def draft(self, *, topic_id: int | None = None, is_quiet: bool = False) -> Announcement:
        return announcements.draft(
            self.session,
            title="新商品",
            topic_id=topic_id or topics.by_code(self.session, topics.NEWS).id,
            content=CONTENT,
            created_by=None,
            is_quiet=is_quiet,
            now=self.now,
        )

    def schedule(
        self,
        announcement: Announcement | None = None,
        *,
        at: datetime | None = None,
        until: datetime | None = None,
    ) -> Announcement:
        made = announcement or self.draft()
        announcements.schedule(
            self.session,
            made,
            at=at,
            until=until,
            messages_by_language=WORDS,
            approved_by=None,
            now=self.now,
        )
        return made

    def plan(self, *, members: int = 5_000, people: int = 500) -> None:
        """Plan all that is due."""
        while plans.plan_slice(
            self.session, now=self.now, choices=self.choices, members=members, people=people
        ):
            pass

    def announce(self, *, people: int = 500, **times: Any) -> Announcement:
        """Schedule an announcement for now, and plan it."""
        announcement = self.schedule(**times)
        self.plan(people=people)
        return announcement

    def look(self) -> Claim | Rest:
        return sendings.claim(self.session, now=self.now, choices=self.choices)

    def claim(self) -> Claim:
        """Make the next claim; sendings that turn out empty are passed over."""
        found = self.look()
        while isinstance(found, Rest) and found.until is not None and found.until <= self.now:
            found = self.look()
        assert isinstance(found, Claim), f"nothing to call: {found}"
        return found

    def nothing_to_call(self) -> bool:
        found = self.look()
        while isinstance(found, Rest) and found.until is not None and found.until <= self.now:
            found = self.look()
        return isinstance(found, Rest)

    def note(self, claim: Claim, kind: Kind = Kind.ACCEPTED, word: str = "200", **more: Any) -> Sending:
        answer = Answer(kind, word, request_id="req-1", **more)
        outcomes.note(self.session, claim, answer, now=self.now)
        return self.sending(claim.sending_id)

    def sending(self, sending_id: int) -> Sending:
        return self.session.get_one(Sending, sending_id, populate_existing=True)

    def sendings(self) -> list[Sending]:
        return list(
            self.session.scalars(
                select(Sending).order_by(Sending.id).execution_options(populate_existing=True)
            )
        )

    def delivery(self, member: Member | int) -> Delivery:
        member_id = member if isinstance(member, int) else member.id
        rows = select(Delivery).where(Delivery.member_id == member_id)
        return self.session.scalars(rows.execution_options(populate_existing=True)).one()

    def report(self, announcement: Announcement) -> progress.Report:
        return progress.show(self.session, announcement.id, now=self.now)

    def audience(self, announcement: Announcement) -> audiences.Audience:
        return audiences.of(self.session, announcement, choices=self.choices, now=self.now)

    def pass_time(self, by: timedelta) -> None:
        self.clock.advance(by)


@pytest.fixture
def desk(session: Session, make: Make, clock: Clock) -> Desk:
    return Desk(session, make, clock)


def ids(claim: Claim) -> list[int]:
    """Whom a call goes to."""
    return [person.member_id for person in claim.recipients]
