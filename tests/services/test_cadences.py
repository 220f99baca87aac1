"""Where clearly too many stop or block after an announcement, the shop writes half as often for a while."""

from datetime import timedelta

import pytest

from models.announcements import Announcement
from models.members import Member
from models.preferences import Rhythm
from services import audiences, cadences, closings, settings
from services.audiences import Excluded
from tests.desk import ANYTIME, Desk

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def tell(desk: Desk) -> Announcement:
    """Send an announcement to all, to its end."""
    made = desk.announce(people=50)
    desk.note(desk.claim())
    closings.finish(desk.session, now=desk.now)
    desk.session.refresh(made)
    assert made.finished_at is not None
    return made


def listen(desk: Desk) -> None:
    """Count what is due, and read the choices again, since they may have changed."""
    cadences.begin(desk.session, now=desk.now)
    while cadences.judge(desk.session, now=desk.now):
        pass
    kept = settings.read(desk.session)
    desk.choose(slow_until=kept.slow_until)


def stop(desk: Desk, members: list[Member]) -> None:
    for member in members:
        desk.make.withdraw(member, at=desk.now)


def left_out(desk: Desk) -> dict[str, int]:
    """Why people would not get a next announcement."""
    return dict(audiences.of(desk.session, desk.draft(), choices=desk.choices, now=desk.now).excluded)


@pytest.fixture
def anytime(desk: Desk) -> Desk:
    desk.choices = ANYTIME
    return desk


def test_after_too_many_stops_those_without_a_rhythm_of_their_own_get_two_a_month(anytime: Desk) -> None:
    members = anytime.members(20)
    anytime.prefer(members[-1], rhythm=Rhythm.WEEKLY)
    tell(anytime)
    anytime.pass_time(8 * DAY)
    tell(anytime)
    anytime.pass_time(HOUR)
    stop(anytime, members[:5])
    listen(anytime)
    anytime.pass_time(8 * DAY)

    assert left_out(anytime) == {Excluded.NO_CONSENT: 5, Excluded.SLOWED: 14}


def test_the_reason_names_the_announcement_and_ends_with_the_slowness(anytime: Desk) -> None:
    members = anytime.members(20)
    made = tell(anytime)
    anytime.pass_time(HOUR)
    stop(anytime, members[:6])
    listen(anytime)

    said = cadences.reason(anytime.session, choices=anytime.choices, now=anytime.now)
    assert said == cadences.Reason(made.id, made.title, left=6, people=20)
    anytime.pass_time(29 * DAY)
    assert cadences.reason(anytime.session, choices=anytime.choices, now=anytime.now) is None
    assert left_out(anytime) == {Excluded.NO_CONSENT: 6}


@pytest.mark.parametrize(("stops", "after"), [(4, HOUR), (6, 73 * HOUR)], ids=["too few", "too late"])
def test_few_stops_and_late_ones_change_nothing(anytime: Desk, stops: int, after: timedelta) -> None:
    members = anytime.members(20)
    tell(anytime)
    listen(anytime)
    anytime.pass_time(after)
    stop(anytime, members[:stops])
    listen(anytime)

    assert not anytime.choices.is_slow(anytime.now)


def test_what_the_shop_is_used_to_changes_nothing(anytime: Desk) -> None:
    members = anytime.members(40)
    tell(anytime)
    anytime.pass_time(HOUR)
    stop(anytime, members[:12])
    listen(anytime)
    anytime.pass_time(4 * DAY)
    listen(anytime)
    settings.change(anytime.session, "slow_until", "", now=anytime.now)
    anytime.pass_time(8 * DAY)
    tell(anytime)
    anytime.pass_time(HOUR)
    stop(anytime, members[12:19])
    listen(anytime)

    assert not anytime.choices.is_slow(anytime.now)


def test_an_announcement_is_counted_every_hour_for_three_days(anytime: Desk) -> None:
    anytime.members(2)
    tell(anytime)
    cadences.begin(anytime.session, now=anytime.now)
    cadences.begin(anytime.session, now=anytime.now)

    assert cadences.judge(anytime.session, now=anytime.now)
    assert not cadences.judge(anytime.session, now=anytime.now)
    anytime.pass_time(HOUR)
    assert cadences.judge(anytime.session, now=anytime.now)
    anytime.pass_time(72 * HOUR)
    assert cadences.judge(anytime.session, now=anytime.now)
    anytime.pass_time(72 * HOUR)
    assert not cadences.judge(anytime.session, now=anytime.now)
