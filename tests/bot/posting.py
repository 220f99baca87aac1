"""The way out as tests use it: people who agreed, announcements, deliveries, crashes."""

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.answers import Answer
from bot.credentials import Credentials
from bot.deliverers import Deliverers
from bot.delivery import Delivery
from bot.line import Wire
from models.announcements import Announcement
from models.consents import Purpose
from models.members import Member
from models.sendings import Sending, SendingState
from scheduler import jobs
from services import announcements, letters, plans, progress, sendings, settings, staff, topics
from services.sendings import Claim
from services.vault import Vault
from simulator import RunningLine
from tests.clock import Clock
from tests.databases import Store
from tests.desk import CONTENT, WORDS
from tests.makers import Make, unlocked


class Crash(BaseException):
    """What a killed process looks like from inside: nothing after it runs."""


@dataclass
class Fallible(Delivery):
    """A delivery that can be killed at a named step, once."""

    crash_at: str | None = None
    look_away: int = 0
    """How many times the next look goes wrong."""

    def deliver_one(self, **hooks: Any) -> bool:
        if self.look_away:
            self.look_away -= 1
            raise RuntimeError("the database is away")
        return super().deliver_one(**hooks)

    def call(self, claim: Claim) -> Answer:
        self._maybe("claimed")
        answer = super().call(claim)
        self._maybe("called")
        return answer

    def _maybe(self, step: str) -> None:
        if self.crash_at == step:
            self.crash_at = None
            raise Crash(step)


@dataclass
class Post:
    """A shop with its people, LINE and a database of its own."""

    store: Store
    line: RunningLine
    clock: Clock
    vault: Vault
    announcement_id: int = 0
    members: dict[str, int] = field(default_factory=dict)
    delivery: Fallible = field(init=False)

    def __post_init__(self) -> None:
        self.delivery = self.another()

    def another(self) -> Fallible:
        """The delivery of one more process."""
        credentials = Credentials(self.line.channel_id, self.line.channel_secret, self.line.token)
        wire = Wire(lambda: credentials, api_base=self.line.url, data_base=self.line.url)
        return Fallible(
            self.store.sessions,
            self.store.readings,
            lambda: self.vault,
            lambda: wire,
            self.clock,
            nap=self._pass,
        )

    def _pass(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def people(self, *names: str, language: str = "ja") -> None:
        """Let these be friends who agreed to everything."""
        with self.store.sessions.begin() as session:
            make = Make(session, self.vault)
            for name in names:
                person = self.line.add_person(name, friend=True)
                member = make.member(reachable=True, line_user_id=person.id, language=language)
                self.members[name] = member.id

    def stop(self, name: str) -> None:
        with self.store.sessions.begin() as session:
            member = session.get_one(Member, self.members[name])
            Make(session, self.vault).withdraw(member, at=self.clock.now)

    def spoil(self, name: str) -> None:
        """Damage what is kept of the member's id."""
        with self.store.sessions.begin() as session:
            row = update(Member).where(Member.id == self.members[name])
            session.execute(row.values(line_user_id=b"0" * 40))

    def spoil_letters(self) -> None:
        """Damage the words of all letters."""
        with self.store.sessions.begin() as session:
            session.execute(update(Sending).values(letter=b"0" * 40))

    def schedule(
        self,
        words: Mapping[str, list[dict[str, Any]]] = WORDS,
        content: Mapping[str, Any] = CONTENT,
        *,
        is_quiet: bool = False,
        **times: Any,
    ) -> None:
        with self.store.sessions.begin() as session:
            made = announcements.draft(
                session,
                title="新商品",
                topic_id=topics.by_code(session, topics.NEWS).id,
                content=content,
                created_by=None,
                is_quiet=is_quiet,
                now=self.clock.now,
            )
            given = {"at": None, "until": None} | times
            announcements.schedule(
                session,
                made,
                messages_by_language=words,
                approved_by=None,
                now=self.clock.now,
                **given,
            )
            self.announcement_id = made.id

    def plan(self, **limits: int) -> None:
        while True:
            with self.store.sessions.begin() as session:
                choices = settings.read(session)
                if plans.plan_slice(session, now=self.clock.now, choices=choices, **limits) is None:
                    return

    def announce(self, *, people: int = 500, **more: Any) -> None:
        self.schedule(**more)
        self.plan(people=people)

    def resume(self) -> None:
        with self.store.sessions.begin() as session:
            mine = announcements.find(session, self.announcement_id)
            announcements.resume(session, mine, now=self.clock.now)

    def tidy(self) -> None:
        """Do what the scheduler does every other second."""
        jobs.tidy(self.store.sessions, self.clock)

    def deliver(self) -> None:
        """Make every call that may be made now; a crash takes one process, and the next goes on."""
        while True:
            try:
                if not self.delivery.deliver_one():
                    return
            except Crash:
                self.delivery = self.another()

    def crash(self, step: str) -> None:
        """Let the process die at this step: of the next call, or while it claims."""
        if step != "claiming":
            self.delivery.crash_at = step
            return
        with contextlib.suppress(Crash), self.store.sessions.begin() as session:
            sendings.claim(session, now=self.clock.now, choices=settings.read(session))
            raise Crash(step)

    def letter(self, name: str) -> None:
        with self.store.sessions.begin() as session:
            letters.letter(
                session,
                self.vault,
                session.get_one(Member, self.members[name]),
                purpose=Purpose.SERVICE,
                messages=WORDS["ja"],
                valid_until=self.clock.now + timedelta(days=1),
                choices=settings.read(session),
                now=self.clock.now,
            )

    def try_out(self, name: str) -> None:
        """Send a test to a member of staff who linked this account."""
        with self.store.sessions.begin() as session:
            somebody = Make(session, self.vault).staff()
            code = staff.issue_link_code(session, self.vault, somebody, now=self.clock.now)
            own = self.line.people(name)
            own.follow()
            staff.link(session, self.vault, code, own.id, now=self.clock.now)
            letters.test_send(session, self.vault, somebody, messages=WORDS["ja"], now=self.clock.now)

    def arrived(self) -> dict[str, int]:
        """How many accepted messages each person has, from LINE's own log."""
        return dict(Counter(self.line.people(row["person"]).name for row in self.line.accepted))

    def read(self, name: str) -> list[dict[str, Any]]:
        """What stands in the person's talk."""
        return self.line.people(name).received()

    def sendings(self) -> list[Sending]:
        with self.store.readings.begin() as session:
            return list(session.scalars(select(Sending).order_by(Sending.id)))

    def states(self) -> dict[SendingState, int]:
        return dict(Counter(sending.state for sending in self.sendings()))

    def report(self) -> progress.Report:
        with self.store.readings.begin() as session:
            return progress.show(session, self.announcement_id, now=self.clock.now)

    def announcement(self) -> Announcement:
        with self.store.readings.begin() as session:
            return announcements.find(session, self.announcement_id)


@contextlib.contextmanager
def at_work(*deliveries: Delivery, threads: int = 3) -> Iterator[None]:
    """Let these processes deliver; leaving waits for the calls under way."""
    crews = [Deliverers(delivery, look_every=0.02) for delivery in deliveries]
    for crew in crews:
        crew.start(threads)
    try:
        yield
    finally:
        for crew in crews:
            crew.stop()


@pytest.fixture
def post(store: Store, line: RunningLine, clock: Clock) -> Post:
    with store.sessions.begin() as session:
        vault = unlocked(session)
    return Post(store, line, clock, vault)
