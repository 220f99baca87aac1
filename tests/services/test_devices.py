"""Devices and PINs: a code once, four digits that cannot be tried through, a day's limit that holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.devices import Device, DeviceDay
from models.staff import Role, Staff
from services import devices, passwords, pins
from services.errors import RuleError
from tests.admin.shop import CHEAP
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked

LATER = NOW + timedelta(minutes=15)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)


def device(session: Session, make: Make) -> tuple[Device, str]:
    return devices.issue(session, make.vault, name="駅前のレジ", shop_id=None, staff_id=None, now=NOW)


def clerk(session: Session, make: Make, pin: str = "2580") -> Staff:
    return pins.add_clerk(session, make.vault, name="さくら", pin=pin, now=NOW)


def test_a_code_makes_one_phone_a_device_and_no_other(session: Session, make: Make) -> None:
    made, code = device(session, make)

    found, token = devices.claim(session, make.vault, code.lower(), now=NOW)

    assert found is made
    assert devices.find(session, token) is made
    assert devices.find(session, token + "x") is None
    with pytest.raises(devices.DeviceCodeWrong):
        devices.claim(session, make.vault, code, now=NOW)


def test_a_code_is_over_after_a_quarter_of_an_hour(session: Session, make: Make) -> None:
    _, code = device(session, make)

    with pytest.raises(devices.DeviceCodeWrong):
        devices.claim(session, make.vault, code, now=LATER)


def test_what_was_taken_back_is_worth_nothing(session: Session, make: Make) -> None:
    made, code = device(session, make)
    _, token = devices.claim(session, make.vault, code, now=NOW)
    devices.open_for(session, made, clerk(session, make), minutes=5, now=NOW)

    devices.revoke(session, made, now=NOW)

    assert devices.find(session, token) is None
    assert devices.clerk(session, made, now=NOW) is None
    assert devices.present(session) == []


def test_a_device_shuts_by_itself_by_a_tap_and_with_the_clerks_account(session: Session, make: Make) -> None:
    made, _ = device(session, make)
    somebody = clerk(session, make)
    devices.open_for(session, made, somebody, minutes=5, now=NOW)
    assert devices.clerk(session, made, now=NOW + timedelta(minutes=4, seconds=59)) is somebody
    assert devices.clerk(session, made, now=NOW + timedelta(minutes=5)) is None

    somebody.active = False
    assert devices.clerk(session, made, now=NOW) is None
    somebody.active = True
    devices.shut(session, made)
    assert devices.clerk(session, made, now=NOW) is None


def test_a_days_limit_holds_begins_anew_and_may_be_none(session: Session, make: Make) -> None:
    made, _ = device(session, make)
    devices.count(session, made, 60, limit=100, now=NOW)
    with pytest.raises(devices.DeviceLimit):
        devices.count(session, made, 41, limit=100, now=NOW)
    devices.count(session, made, 40, limit=100, now=NOW)

    devices.count(session, made, 100, limit=100, now=NOW + timedelta(days=1))
    devices.count(session, made, 5_000, limit=0, now=NOW)

    assert sorted(session.scalars(select(DeviceDay.total))) == [100, 5_100]


def test_of_many_taps_at_once_no_more_than_the_limit_counts(store: Store) -> None:
    with store.sessions.begin() as session:
        made, _ = device(session, Make(session, unlocked(session)))

    def tap(_number: int) -> bool:
        try:
            with store.sessions.begin() as session:
                devices.count(session, session.get_one(Device, made.id), 10, limit=50, now=NOW)
        except devices.DeviceLimit:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(tap, range(16))) == 5


def test_a_clerk_without_mail_opens_with_their_own_digits(session: Session, make: Make) -> None:
    somebody, other = clerk(session, make), clerk(session, make, "9146")
    pin = pins.begin_try(session, somebody.id, now=NOW)

    assert pins.fits(make.vault, somebody, pin, "2580")
    assert not pins.fits(make.vault, somebody, pin, "9146")
    assert not pins.fits(make.vault, other, pin, "2580")
    assert (somebody.role, pins.has_mail(somebody)) == (Role.CLERK, False)
    assert pins.has_mail(make.staff())
    assert {person.id for person in pins.clerks(session)} == {somebody.id, other.id}


def refusal(deed: Callable[[], object]) -> type[RuleError] | None:
    try:
        deed()
    except RuleError as no:
        return type(no)
    return None


def test_digits_rest_after_five_wrong_tries_and_are_over_after_twenty(session: Session, make: Make) -> None:
    somebody, now, said = clerk(session, make), NOW, []
    for _ in range(26):
        no = refusal(lambda at=now: pins.begin_try(session, somebody.id, now=at))  # type: ignore[misc]
        said.append(no)
        now += pins.REST if no is pins.PinRests else timedelta()

    five = [None] * 5
    assert said[:23] == [*five, pins.PinRests, *five, pins.PinRests, *five, pins.PinRests, *five]
    assert set(said[23:]) == {pins.PinOver}
    pins.change(session, make.vault, somebody, "7391", now=now)
    assert pins.fits(make.vault, somebody, pins.begin_try(session, somebody.id, now=now), "7391")


def test_digits_that_fitted_begin_the_tries_anew(session: Session, make: Make) -> None:
    somebody = clerk(session, make)
    for _ in range(12):
        pins.begin_try(session, somebody.id, now=NOW)
        pins.note_success(session, somebody.id)

    assert refusal(lambda: pins.begin_try(session, somebody.id, now=NOW)) is None


@pytest.mark.parametrize(
    ("pin", "why"),
    [("123", "digits"), ("12a4", "digits"), ("１２８４", "digits"), ("1111", "easy"), ("4321", "easy")],
)
def test_digits_that_everybody_tries_first_are_refused(
    session: Session, make: Make, pin: str, why: str
) -> None:
    with pytest.raises(pins.PinRefused) as refused:
        clerk(session, make, pin)

    assert refused.value.why == why


def test_who_has_no_digits_opens_nothing(session: Session, make: Make) -> None:
    with pytest.raises(pins.PinOver):
        pins.begin_try(session, make.staff().id, now=NOW)
    assert not passwords.fits(pins.NO_PASSWORD, pins.NO_PASSWORD)
