"""The town of a run: people come and go, staff intervene, time goes by, and in the end all comes to rest."""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import base, commits
from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.members import Member
from models.pace import Pace
from models.sendings import Sending, SendingState
from services import announcements, erasing, friendship, letters, preferences, settings
from services.errors import RuleError
from tests.crash import children, founding
from tests.crash.draws import Draw
from tests.crash.worlds import World
from tests.makers import Make, unlocked

TICK = 0.03
LOOKS, LOOKS_AT_A_CALL = 3, 12
"""Looks at which nothing has moved before time jumps, and where a call is, or was, under way."""
AWAY = (SQLAlchemyError, commits.GroupLost, commits.TurnNeverCame)
PATIENCE = 30
"""Seconds after which what has not come to rest never will."""
_RUNS = (
    AnnouncementState.SCHEDULED,
    AnnouncementState.PLANNING,
    AnnouncementState.SENDING,
    AnnouncementState.PAUSED,
    AnnouncementState.OUT_OF_QUOTA,
)
_OPEN = (SendingState.WAITING, SendingState.CALLING)


@dataclass
class Town:
    """Everything that is not a delivery process; its own dice."""

    sessions: base.Sessions
    world: World
    draw: Draw
    dice: random.Random
    _seen: Any = None
    _still: int = 0
    _letters: int = 0
    _said: int = 100
    _acts: int = field(init=False)

    def __post_init__(self) -> None:
        self._acts = self.dice.randint(8, 24)

    def live(self) -> int:
        """Act while the world is wild; then let time pass until nothing is left to do."""
        parent, end = os.getppid(), None
        while not children.is_orphan(parent):
            time.sleep(TICK)
            if self.world.is_wild and self._acts and self.dice.random() < 0.3:
                self._acts -= 1
                self._away(lambda: self.dice.choice(ACTS)(self))
            if self.world.is_wild and not self._acts and self._away(self._settled):
                self.world.calm()
            end = end or (None if self.world.is_wild else time.monotonic() + PATIENCE)
            if end is not None and self._away(self._settled):
                return 0
            if end is not None and time.monotonic() > end:
                return 1
            self._away(self._pass_time)
        return 1

    def _away(self, act: Callable[[], Any]) -> Any:
        """Do it, unless the database is away or a rule says no."""
        try:
            return act()
        except RuleError:
            return None
        except AWAY:
            time.sleep(0.05)
            return None

    def stop(self) -> None:
        self._leave("stop", lambda _session, make, member: founding.stop(make, member, at=self.world.now()))

    def block(self) -> None:
        def block(session: Session, make: Make, member: Member) -> None:
            now = self.world.now()
            friendship.block(session, make.speaker(member), evidence=make.evidence(now), now=now)

        self._leave("block", block)

    def erase(self) -> None:
        def erase(_session: Session, make: Make, member: Member) -> None:
            make.erase(member, cause=erasing.Cause.LEFT, at=self.world.now())

        self._leave("erase", erase)

    def pause(self) -> None:
        with self.sessions.begin() as session:
            member = self.dice.choice(founding.members(session))
            member_id, until = member.id, self._rests_until(member.id)
            preferences.pause(session, member, until=until, now=self.world.now())
        self.world.write("left", how="pause", member=member_id, until=until.timestamp())

    def _rests_until(self, member_id: int) -> datetime:
        """Until when somebody pauses: always the same, so that a second pause takes nothing back."""
        minutes = random.Random(f"{self.draw.name} {member_id}").choice((2, 90, 60 * 24 * 7))
        return datetime.fromtimestamp(self.draw.start, UTC) + timedelta(minutes=minutes)

    def _leave(self, what: str, act: Callable[[Session, Make, Member], Any]) -> None:
        """Let somebody leave, and write down when that was committed."""
        with self.sessions.begin() as session:
            member = self.dice.choice(founding.members(session))
            member_id = member.id
            act(session, Make(session, unlocked(session)), member)
        self.world.write("left", how=what, member=member_id)

    def write_letter(self) -> None:
        """Post a letter; its words are in the journal before it can go out."""
        self._letters += 1
        messages = [{"type": "text", "text": f"お手紙 {self._letters}"}]
        now = self.world.now()
        with self.sessions.begin() as session:
            member = self.dice.choice(founding.members(session))
            self.world.write("letter", member=member.id, messages=messages)
            letters.letter(
                session,
                unlocked(session),
                member,
                purpose=Purpose.SERVICE,
                messages=messages,
                valid_until=now + timedelta(hours=self.dice.choice((1, 5, 30))),
                choices=settings.read(session),
                now=now,
            )

    def announce(self) -> None:
        self._said += 1
        if self._said < 103:
            founding.schedule(self.sessions, self.world, self.dice, self._said)

    def intervene(self) -> None:
        """Let staff pause, resume or, rarely, cancel an announcement."""
        acts = (announcements.pause, *[announcements.resume] * 4, announcements.cancel)
        act = self.dice.choices(acts, (6, 6, 6, 6, 6, 1))[0]
        with self.sessions.begin() as session:
            found = list(session.scalars(select(Announcement).where(Announcement.state.in_(_RUNS))))
            if found:
                act(session, self.dice.choice(found), now=self.world.now())

    def look_round(self) -> None:
        """Read what is read again and again."""
        self._settled()
        self._pass_time()

    def _settled(self) -> bool:
        """Resume what stands still; tell whether nothing is left to do."""
        with self.sessions.begin() as session:
            stopped = (AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA)
            for one in session.scalars(select(Announcement).where(Announcement.state.in_(stopped))):
                if not one.is_past(self.world.now()):
                    announcements.resume(session, one, now=self.world.now())
            return not any(count for count in self._left(session))

    @staticmethod
    def _left(session: Session) -> tuple[int, int]:
        runs = select(func.count()).select_from(Announcement).where(Announcement.state.in_(_RUNS))
        is_open = select(func.count()).select_from(Sending).where(Sending.state.in_(_OPEN))
        return session.scalar(runs) or 0, session.scalar(is_open) or 0

    def _pass_time(self) -> None:
        """Where nothing moves for some looks, let time jump to what comes next; and further in the end."""
        with self.sessions.begin() as session:
            seen = session.execute(
                select(Sending.state, func.count(), func.sum(Sending.attempts)).group_by(Sending.state)
            ).all()
            is_called = any(row.state == SendingState.CALLING for row in seen)
            ahead = self._next(session) - self.world.now()
        self._still = self._still + 1 if seen == self._seen else 0
        self._seen = seen
        if self._still >= (LOOKS_AT_A_CALL if is_called else LOOKS):
            further = min(0.05 * 1.5 ** (self._still - LOOKS), 600)
            self.world.jump(max(ahead.total_seconds() + 0.01, further))

    def _next(self, session: Session) -> datetime:
        """When something may happen: a lease ends, something is due, LINE may be called again."""
        states = Sending.state == SendingState.WAITING, Sending.state == SendingState.CALLING
        due, lost = select(func.min(Sending.next_at)), select(func.min(Sending.lease_until))
        free = select(func.max(Pace.free_from))
        begins = select(func.min(Announcement.scheduled_at))
        found = [
            session.scalar(due.where(states[0])),
            session.scalar(lost.where(states[1])),
            session.scalar(begins.where(Announcement.state == AnnouncementState.SCHEDULED)),
        ]
        paced = datetime.fromtimestamp((session.scalar(free) or 0) / 1_000_000, UTC)
        moments = [moment for moment in found if moment is not None]
        return max(min(moments), paced) if moments else paced


ACTS: tuple[Callable[[Town], None], ...] = (
    *[Town.stop] * 2,
    Town.block,
    Town.pause,
    Town.erase,
    *[Town.write_letter] * 3,
    Town.announce,
    *[Town.intervene] * 3,
)


def run(world: World, draw: Draw, url: str) -> int:
    """Live until all has come to rest: 0; or 1 where it never does."""
    return Town(base.writing(url), world, draw, draw.dice("town")).live()
