"""Withdrawal by any route ends what waits: no call begins after it, as trust.md asks in its section 1."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from models.members import Member
from models.sendings import Dropped
from services import consent
from services.consent import Evidence
from tests.databases import KINDS
from tests.desk import Desk, ids
from tests.handlers.conftest import Customer, Talk

DATABASES = KINDS


@dataclass
class Scene:
    """Two who said yes, and an announcement that is planned for both; one of them goes a way out."""

    talk: Talk
    desk: Desk
    customer: Customer

    @property
    def member(self) -> Member:
        found = self.talk.member(self.customer)
        assert found is not None
        return found

    def go(self, *acts: str) -> None:
        first, *taps = acts
        self.customer.says(first)
        for label in taps:
            self.talk.clock.advance(seconds=5)
            self.customer.presses(label)


def by_staff(scene: Scene) -> None:
    """Somebody asked on the telephone; the owner withdraws for them, as the desk does."""
    evidence = Evidence(None, scene.talk.clock(), None, "staff")
    with scene.talk.sessions.begin() as session:
        consent.withdraw(
            session,
            scene.member,
            purposes=consent.UNASKED,
            reason="staff",
            evidence=evidence,
            now=scene.talk.clock(),
        )


def by_an_old_refusal(scene: Scene) -> None:
    """The no of a question from long ago still counts."""
    scene.talk.clock.advance(days=400)
    scene.customer.asks_for("consent", purpose="announcements", answer="no")


ROUTES: dict[str, Callable[[Scene], object]] = {
    "the word": lambda scene: scene.go("停止"),
    "a sentence": lambda scene: scene.go("お知らせはもういりません"),
    "the word for erasing": lambda scene: scene.go("削除"),
    "English": lambda scene: scene.go("unsubscribe"),
    "the menu": lambda scene: scene.go("設定", "お知らせを停止する"),
    "narrowing in the menu": lambda scene: scene.go("設定", "期限の連絡だけにする"),
    "narrowing by the question": lambda scene: scene.go("再開", "期限の連絡だけ"),
    "the message itself": lambda scene: scene.go("なぜ届いた", "停止する"),
    "the refusal on the question": lambda scene: scene.go("再開", "受け取らない"),
    "an old refusal": by_an_old_refusal,
    "a typed refusal": lambda scene: scene.go("受け取りません"),
    "blocking": lambda scene: scene.customer.blocks_us(),
    "leaving": lambda scene: scene.go("退会", "退会する"),
    "leaving by the menu": lambda scene: scene.go("設定", "退会のお手続き", "退会する"),
    "the use of data stopped": lambda scene: scene.go("利用停止", "お知らせを停止する"),
    "staff on request": by_staff,
    "the topic": lambda scene: scene.go("話題", "新商品・催しを受け取らない"),
    "a rest": lambda scene: scene.go("おやすみ", "1か月"),
}


@pytest.fixture
def scene(talk: Talk, desk: Desk) -> Scene:
    desk.clock = talk.clock
    return Scene(talk, desk, talk.friend("受け取る"))


@pytest.mark.parametrize("route", ROUTES)
def test_withdrawal_by_any_route_ends_what_waits_for_that_person(scene: Scene, route: str) -> None:
    other = scene.talk.friend("受け取る")
    stays = scene.talk.member(other)
    leaver_id = scene.member.id
    assert stays is not None
    scene.desk.announce(until=scene.desk.now.replace(year=2029))

    ROUTES[route](scene)

    scene.desk.session.expire_all()
    assert ids(scene.desk.claim()) == [stays.id]
    assert scene.desk.nothing_to_call()
    assert scene.desk.delivery(leaver_id).dropped in {Dropped.LEFT, Dropped.ERASED}
