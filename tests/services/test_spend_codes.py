"""Spend codes: five minutes, once, the member's own, and a repeated tap takes no second one."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.members import Member
from services import codes, points, spend_codes
from tests.clock import NOW
from tests.makers import Make

SOON = NOW + timedelta(minutes=4, seconds=59)
LATE = NOW + timedelta(minutes=5)


@pytest.fixture
def hanako(make: Make) -> Member:
    return make.member()


def issued(session: Session, make: Make, member: Member) -> str:
    return spend_codes.issue(session, make.vault, member, now=NOW).code


def test_a_code_tells_until_when_and_what_there_is(session: Session, make: Make, hanako: Member) -> None:
    given = spend_codes.issue(session, make.vault, hanako, now=NOW)

    assert len(given.code) == spend_codes.DIGITS
    assert (given.until, given.balance) == (LATE, 100)
    assert spend_codes.owner(session, make.vault, given.code, now=SOON) is hanako


def test_who_has_no_points_gets_no_code(session: Session, make: Make, hanako: Member) -> None:
    points.spend(session, hanako, points=100, cause="all", choices=make.choices, now=NOW)

    with pytest.raises(points.PointsTooFew):
        issued(session, make, hanako)


def test_a_code_pays_once_and_a_repetition_of_the_same_is_let_be(
    session: Session, make: Make, hanako: Member
) -> None:
    code, keys = issued(session, make, hanako), make.vault
    spend_codes.take(session, keys, hanako, code, cause="a", now=SOON)
    points.spend(session, hanako, points=10, cause="a", choices=make.choices, now=SOON)

    spend_codes.take(session, keys, hanako, code, cause="a", now=SOON)
    with pytest.raises(codes.CodeSpent):
        spend_codes.take(session, keys, hanako, code, cause="b", now=SOON)


def test_a_code_is_over_after_five_minutes_and_replaced_by_the_next(
    session: Session, make: Make, hanako: Member
) -> None:
    first = issued(session, make, hanako)
    with pytest.raises(codes.CodeTooLate):
        spend_codes.owner(session, make.vault, first, now=LATE)

    issued(session, make, hanako)
    with pytest.raises(codes.CodeUnknown):
        spend_codes.owner(session, make.vault, first, now=NOW)


def test_the_picture_of_a_code_is_gone_with_its_time(session: Session, make: Make, hanako: Member) -> None:
    given = spend_codes.issue(session, make.vault, hanako, now=NOW)
    token = spend_codes.picture_token(make.vault, given)

    assert spend_codes.pictured(make.vault, token, now=SOON) == given.code
    assert spend_codes.pictured(make.vault, token, now=LATE) is None
    for wrong in (token[:-2], "", "é", f"A{token[1:]}"):
        assert spend_codes.pictured(make.vault, wrong, now=SOON) is None
    assert given.code not in token


def test_a_code_pays_for_nobody_else(session: Session, make: Make, hanako: Member) -> None:
    code = issued(session, make, hanako)

    with pytest.raises(codes.CodeUnknown):
        spend_codes.take(session, make.vault, make.member(), code, cause="a", now=NOW)
