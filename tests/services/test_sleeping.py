"""Who has not been here for long is told once, where they allow it, and erased a month later."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.wording import sleeping as wording
from models.erasures import Erasure
from models.keys import MemberKey
from models.members import Member
from models.sendings import Delivery, Sending
from services import points, presence, sleeping
from services.letters import Messages
from services.settings import Choices
from tests.clock import NOW, in_japan
from tests.desk import Desk
from tests.makers import Make

LONG_AFTER = in_japan(2028, 12, 1, 3, 10)
"""Two years after a visit on the first of December 2026."""
CHOICES = Choices()
DAY = timedelta(days=1)


def words(member: Member, last_day: date) -> Messages:
    front = CHOICES.front(None, member.language)
    return wording.letter(front, last_day=last_day, language=member.language.value)


@pytest.fixture
def taro(make: Make) -> Member:
    """A member who allows word of expiring points, and was here today."""
    member = make.member(only_expiry=True)
    presence.note(make.session, member, now=NOW)
    return member


def look(session: Session, now: datetime, choices: Choices = CHOICES) -> tuple[list[int], list[int]]:
    found = sleeping.look(session, after=0, choices=choices, now=now)
    return found.to_tell, found.to_erase


def tell(make: Make, member: Member, now: datetime = LONG_AFTER, choices: Choices = CHOICES) -> bool:
    return sleeping.tell(make.session, make.vault, member.id, words=words, choices=choices, now=now)


def erase(make: Make, member: Member, now: datetime) -> bool:
    return sleeping.erase(make.session, make.vault, member.id, choices=CHOICES, now=now)


def test_nobody_sleeps_before_their_time(session: Session, taro: Member) -> None:
    assert look(session, LONG_AFTER - DAY) == ([], [])
    assert look(session, LONG_AFTER) == ([taro.id], [])


def test_who_never_came_back_counts_from_the_day_they_joined(session: Session, make: Make) -> None:
    member = make.member(at=NOW)

    assert look(session, LONG_AFTER + DAY) == ([member.id], [])


def test_with_0_months_nobody_ever_sleeps(session: Session, make: Make, taro: Member) -> None:
    never = Choices(sleep_months=0)

    assert look(session, LONG_AFTER, never) == ([], [])
    assert not tell(make, taro, choices=never)


def test_who_allows_it_is_told_once_until_when(session: Session, make: Make, taro: Member) -> None:
    assert tell(make, taro)
    assert not tell(make, taro)

    [letter] = session.scalars(select(Sending))
    assert letter.letter is not None
    assert taro.sleep_told_at == LONG_AFTER
    assert sleeping.last_day(LONG_AFTER) == date(2028, 12, 31)


def test_who_does_not_allow_it_or_blocked_is_told_nothing_and_has_the_same_month(
    session: Session, make: Make, taro: Member
) -> None:
    quiet = make.member()
    taro.blocked_at = NOW

    assert [tell(make, member) for member in (quiet, taro)] == [False, False]
    assert {quiet.sleep_told_at, taro.sleep_told_at} == {LONG_AFTER}
    assert session.scalars(select(Delivery.member_id)).all() == []


def test_who_pauses_is_told_when_the_pause_is_over(desk: Desk, taro: Member) -> None:
    desk.prefer(taro, paused_until=LONG_AFTER + DAY)

    assert not tell(desk.make, taro)
    assert taro.sleep_told_at is None
    assert tell(desk.make, taro, LONG_AFTER + 2 * DAY)


def test_a_month_later_they_are_erased_and_not_a_day_earlier(
    session: Session, make: Make, taro: Member
) -> None:
    tell(make, taro)
    last = in_japan(2028, 12, 31, 23, 59)

    assert look(session, last) == ([], [])
    assert not erase(make, taro, last)
    after = last + timedelta(minutes=1)
    assert look(session, after) == ([], [taro.id])
    assert erase(make, taro, after)

    assert session.scalars(select(Member.id)).all() == []
    assert session.scalars(select(MemberKey.member_pid)).all() == []
    assert session.scalars(select(Erasure.cause)).all() == ["sleeping"]


def test_one_sign_keeps_everything(session: Session, make: Make, taro: Member) -> None:
    tell(make, taro)
    presence.note(session, taro, now=LONG_AFTER + DAY)

    assert taro.sleep_told_at is None
    assert not erase(make, taro, LONG_AFTER + 40 * DAY)
    assert look(session, LONG_AFTER + 40 * DAY) == ([], [])


def test_who_is_told_and_lets_the_shop_raise_its_time_is_not_erased(make: Make, taro: Member) -> None:
    tell(make, taro)
    later = LONG_AFTER + 40 * DAY

    longer = Choices(sleep_months=36)
    assert not sleeping.erase(make.session, make.vault, taro.id, choices=longer, now=later)


def test_the_day_is_kept_and_nothing_finer_and_written_once_a_day(session: Session, make: Make) -> None:
    member = make.member()
    presence.note(session, member, now=in_japan(2026, 12, 5, 9, 30))
    assert member.last_seen_at == in_japan(2026, 12, 5, 0)

    session.flush()
    presence.note(session, member, now=in_japan(2026, 12, 5, 23, 59))
    assert not session.dirty
    presence.note(session, member, now=in_japan(2026, 12, 4))
    assert member.last_seen_at == in_japan(2026, 12, 5, 0)


def test_buying_spending_and_using_a_coupon_are_signs_of_life(make: Make, session: Session) -> None:
    buyer, spender, guest = make.member(), make.member(), make.member()
    held = make.held(guest)
    points.earn(session, buyer, yen=50, cause="till:1", choices=CHOICES, now=NOW)
    points.spend(session, spender, points=1, cause="till:2", choices=CHOICES, now=NOW)
    make.used(held)

    assert {one.last_seen_at for one in (buyer, spender, guest)} == {in_japan(2026, 12, 1, 0)}


def test_looking_goes_in_slices(session: Session, make: Make) -> None:
    ids = [make.member(at=NOW).id for _ in range(3)]
    late = LONG_AFTER + DAY

    first = sleeping.look(session, after=0, choices=CHOICES, now=late, limit=2)
    rest = sleeping.look(session, after=first.bookmark, choices=CHOICES, now=late, limit=2)

    assert (first.to_tell, first.is_last) == (ids[:2], False)
    assert (rest.to_tell, rest.is_last) == (ids[2:], True)


def test_a_month_without_that_day_counts_to_its_last(session: Session, make: Make) -> None:
    member = make.member(at=NOW)
    presence.note(session, member, now=in_japan(2027, 2, 28))

    one_month = Choices(sleep_months=1)
    assert look(session, in_japan(2027, 3, 27), one_month) == ([], [])
    assert look(session, in_japan(2027, 3, 31), one_month) == ([member.id], [])
