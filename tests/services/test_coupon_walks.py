"""Whatever tills ask in whatever order: a copy has one live use, a cause counts once, a day has its share."""

from contextlib import suppress
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.coupon_uses import CouponUse, UseState
from models.coupons import CouponGrant, GrantState
from services import coupon_reversals, coupon_uses
from services.errors import RuleError
from tests.clock import in_japan
from tests.makers import Make

MORNING = in_japan(2026, 12, 1, 9)
PER_DAY, COPIES = 2, 3
ASKED = st.tuples(
    st.sampled_from(["reserve", "use", "release", "reverse"]),
    st.integers(0, COPIES - 1),
    st.sampled_from("abcde"),
    st.sampled_from([0, 0, 5, 14, 16]),
)
"""What is asked, of which copy, under which cause, and how many minutes after the last."""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(ASKED, max_size=25))
def test_no_order_of_asking_uses_a_coupon_twice(make: Make, asked: list[tuple[str, int, str, int]]) -> None:
    undone, now = make.session.begin_nested(), MORNING
    coupon = make.coupon(for_everyone=False, per_member=COPIES, per_day=PER_DAY)
    member = make.member()
    copies = [make.held(member, coupon) for _ in range(COPIES)]

    for what, which, cause, minutes in asked:
        now += timedelta(minutes=minutes)
        with suppress(RuleError), make.session.begin_nested():
            ask(make, what, copies[which].code, cause, now)
        holds(make, now)

    make.session.expire_all()
    undone.rollback()


def ask(make: Make, what: str, code: str, cause: str, now: datetime) -> None:
    match what:
        case "reserve":
            coupon_uses.reserve(make.session, code, cause=cause, now=now)
        case "use":
            coupon_uses.use(make.session, code, cause=cause, now=now)
        case "release":
            coupon_reversals.release(make.session, cause, now=now)
        case _:
            coupon_reversals.reverse(make.session, cause, reason="x", now=now)


def holds(make: Make, now: datetime) -> None:
    """Look at the rows as they are: what the copies say and what the uses say is one and the same."""
    make.session.expire_all()
    uses = list(make.session.scalars(select(CouponUse)))
    copies = list(make.session.scalars(select(CouponGrant)))
    used = [one.grant_id for one in uses if one.state == UseState.USED]
    reserved = [one.grant_id for one in uses if one.state == UseState.RESERVED]

    assert sorted(used) == sorted(copy.id for copy in copies if copy.state == GrantState.USED)
    assert len(used + reserved) == len(set(used + reserved))
    set_aside = {copy.id for copy in copies if copy.reserved_until is not None and copy.reserved_until > now}
    assert set_aside <= set(reserved)
    assert len(set(used) | set_aside) <= PER_DAY
