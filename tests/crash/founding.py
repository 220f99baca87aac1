"""The people of all runs, and what is announced in one."""

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import base
from models.consents import Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from services import announcements, consent, shopkeeping, topics
from tests.clock import NOW
from tests.crash.draws import Draw
from tests.crash.worlds import World
from tests.desk import CONTENT
from tests.makers import EARLIER, Make, unlocked

AGREED, ONLY_MEMBERS, WITHDRAWN = 40, 6, 4
"""So many said yes, never said anything to announcements, and took their yes back."""
HOURS = ((10, 18), (9, 21), (12, 20))
CAPS = (0, 1, 2)
"""What the words that people agreed to promise: so many a week at most; 0 promises nothing."""


@dataclass(frozen=True)
class Somebody:
    """A line of the roll: who is who, what was promised to them, and when they may be written to."""

    member_id: int
    user_id: str
    agreed: bool
    cap: int
    hours: tuple[int, int] | None


def settle(url: str, roll: Path) -> int:
    """Fill an empty, migrated database with people, and write the roll."""
    sessions = base.writing(url)
    dice = random.Random("people")
    with sessions.begin() as session:
        make = Make(session, unlocked(session))
        notices = {cap: _promises(session, cap) for cap in CAPS}
        people = [_somebody(make, number, dice, notices) for number in range(AGREED)]
        people += [_bystander(make, AGREED + number) for number in range(ONLY_MEMBERS)]
        people += [_gone(make, AGREED + ONLY_MEMBERS + number) for number in range(WITHDRAWN)]
    sessions.engine.dispose()
    roll.write_text(json.dumps([vars(one) for one in people]))
    return 0


def _user_id(number: int) -> str:
    return f"U{number + 1:032x}"


def _promises(session: Session, cap: int) -> dict[str, int]:
    """Words like the first ones, but for the cap, in each language."""
    promised = {}
    for notice in session.query(Notice).filter_by(purpose=Purpose.ANNOUNCEMENTS, version=1).all():
        fields = {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}
        own = Notice(**fields | {"id": None, "version": 90 + cap, "weekly_cap": cap})
        session.add(own)
        session.flush()
        promised[notice.language.value] = own.id
    return promised


def _somebody(make: Make, number: int, dice: random.Random, notices: dict[int, dict[str, int]]) -> Somebody:
    language, cap = dice.choice(("ja", "ja", "en")), dice.choice(CAPS)
    hours = dice.choice(HOURS) if dice.random() < 0.2 else None
    member = make.member(reachable=True, line_user_id=_user_id(number), language=language)
    answer = update(Consent).where(Consent.member_id == member.id, Consent.purpose == Purpose.ANNOUNCEMENTS)
    make.session.execute(answer.values(notice_id=notices[cap][language]))
    if hours is not None:
        times = {
            "hours_from": NOW.time().replace(hour=hours[0]),
            "hours_until": NOW.time().replace(hour=hours[1]),
        }
        make.session.add(Preference(member_id=member.id, changed_at=EARLIER, **times))
    return Somebody(member.id, _user_id(number), agreed=True, cap=cap, hours=hours)


def _bystander(make: Make, number: int) -> Somebody:
    member = make.member(line_user_id=_user_id(number))
    return Somebody(member.id, _user_id(number), agreed=False, cap=0, hours=None)


def _gone(make: Make, number: int) -> Somebody:
    member = make.member(reachable=True, line_user_id=_user_id(number))
    stop(make, member, at=EARLIER + timedelta(days=1))
    return Somebody(member.id, _user_id(number), agreed=False, cap=0, hours=None)


def stop(make: Make, member: Member, *, at: datetime) -> None:
    """Let somebody stop everything that comes unasked."""
    evidence = make.evidence(at)
    purposes = consent.UNASKED
    consent.withdraw(make.session, member, purposes=purposes, reason="stop", evidence=evidence, now=at)


def announce(sessions: base.Sessions, world: World, draw: Draw) -> int:
    """Choose the shop's settings, and schedule what the run begins with."""
    dice = draw.dice("founding")
    with sessions.begin() as session:
        wishes = {"weekly_cap": str(draw.weekly_cap), "pace_per_minute": "0"}
        shopkeeping.change(session, wishes, trust_url="", now=world.now())
    for number in range(draw.announcements):
        schedule(sessions, world, dice, number)
    return 0


def schedule(sessions: base.Sessions, world: World, dice: random.Random, number: int) -> None:
    """Schedule one announcement, of which nobody else has the words."""
    words = {
        language: [{"type": "text", "text": f"{text} {number}"}]
        for language, text in (("ja", "お知らせ"), ("en", "News"))
    }
    now = world.now()
    with sessions.begin() as session:
        made = announcements.draft(
            session,
            title=f"お知らせ {number}",
            topic_id=topics.by_code(session, topics.NEWS).id,
            content=CONTENT,
            created_by=None,
            is_quiet=dice.random() < 0.3,
            now=now,
        )
        times: dict[str, Any] = {"at": dice.choice((None, now + timedelta(seconds=dice.uniform(1, 90))))}
        life = dice.choice(
            (None, timedelta(minutes=3), timedelta(hours=2), timedelta(hours=14), timedelta(days=2))
        )
        times["until"] = (times["at"] or now) + life if life else None
        announcements.schedule(session, made, messages_by_language=words, approved_by=None, now=now, **times)


def members(session: Session) -> list[Member]:
    """Give those who are members still."""
    return session.query(Member).order_by(Member.id).all()
