"""The town of a run: people come and go, staff intervene, time goes by, and in the end all comes to rest."""

import os
import random
import time
from collections.abc import Callable, Sequence
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
PATIENCE = 90
"""Seconds after which what has not come to rest never will."""
_RUNS = (
    AnnouncementState.SCHEDULED,
    AnnouncementState.PLANNING,
    AnnouncementState.SENDING,
    AnnouncementState.PAUSED,
    AnnouncementState.OUT_OF_QUOTA,
)
_STOPPED = (AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA)
_OPEN = (SendingState.WAITING, SendingState.CALLING)
_SENDINGS = select(
    Sending.state,
    func.count().label("known"),
    func.sum(Sending.attempts).label("attempts"),
    func.min(Sending.next_at).label("due"),
    func.min(Sending.lease_until).label("lost"),
).group_by(Sending.state)


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
        self._acts = self.dice.randint(6, 16)

    def live(self) -> int:
        """Act while the world is wild; then let time pass until nothing is left to do."""
        parent, end = os.getppid(), None
        while not children.is_orphan(parent):
            time.sleep(TICK)
            if self.world.is_wild and self._acts and self.dice.random() < 0.3:
                self._acts -= 1
                self._away(lambda: self.dice.choice(ACTS)(self))
            is_over = self._away(self.look_round)
            if is_over and end is not None:
                return 0
            if self.world.is_wild and is_over and not self._acts:
                self.world.calm()
            end = end or (None if self.world.is_wild else time.monotonic() + PATIENCE)
            if end is not None and time.monotonic() > end:
                return 1
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

    def look_round(self) -> bool:
        """Resume what stands still, let time pass where nothing moves; tell whether nothing is left to do."""
        with self.sessions.begin() as session:
            announced = list(session.scalars(select(Announcement).where(Announcement.state.in_(_RUNS))))
            for one in announced:
                if one.state in _STOPPED and not one.is_past(self.world.now()):
                    announcements.resume(session, one, now=self.world.now())
            sendings = session.execute(_SENDINGS).all()
            paced = session.scalar(select(func.max(Pace.free_from))) or 0
        if not announced and not any(row.state in _OPEN for row in sendings):
            return True
        self._pass_time(sendings, _next(announced, sendings, paced))
        return False

    def _pass_time(self, sendings: Sequence[Any], coming: datetime) -> None:
        """Where nothing moves for some looks, let time jump to what comes next; and further in the end."""
        seen = [(row.state, row.known, row.attempts) for row in sendings]
        self._still = self._still + 1 if seen == self._seen else 0
        self._seen = seen
        is_called = any(row.state == SendingState.CALLING for row in sendings)
        if self._still >= (LOOKS_AT_A_CALL if is_called else LOOKS):
            further = min(0.05 * 1.5 ** (self._still - LOOKS), 600)
            ahead = coming - self.world.now()
            self.world.jump(max(ahead.total_seconds() + 0.01, further))


def _next(announced: Sequence[Announcement], sendings: Sequence[Any], paced: int) -> datetime:
    """When something may happen: a lease ends, something is due, LINE may be called again."""
    moments = [one.scheduled_at for one in announced if one.state == AnnouncementState.SCHEDULED]
    moments += [row.due for row in sendings if row.state == SendingState.WAITING]
    moments += [row.lost for row in sendings if row.state == SendingState.CALLING]
    known = [moment for moment in moments if moment is not None]
    free = datetime.fromtimestamp(paced / 1_000_000, UTC)
    return max(min(known), free) if known else free


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
