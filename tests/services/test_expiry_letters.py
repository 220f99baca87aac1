"""Letters about expiry: one a month and member, merged, from so many points on, only where allowed."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.members import Member
from models.points import PointsLot
from models.preferences import Preference
from models.sendings import Sending, SendingState
from services import costs, expiry_dues, expiry_letters, letters
from services.expiry_dues import Ahead
from services.letters import MemberUnreachable, Messages
from services.settings import Choices
from tests.clock import NOW, in_japan
from tests.makers import Make
from tests.services.tills import buy

SOON = in_japan(2027, 1, 1, 0)
"""The end of December, in which NOW is the first day."""
LATER = in_japan(2027, 12, 2, 12)


def words(_member: Member, ahead: Ahead) -> Messages:
    said = [f"{one.amount} {one.last_day}" for one in ahead.expiring]
    return [{"type": "text", "text": f"{said} of {ahead.balance}"}]


def holder(make: Make, *ends: int, is_allowed: bool = True) -> Member:
    """Somebody with 100 welcome points, and 50 more for each day of December given, at whose end they go."""
    member = make.member(only_expiry=is_allowed)
    for day in ends:
        entry = buy(make, member, 5000, cause=f"p{member.id}:{day}")
        lot = make.session.scalars(select(PointsLot).filter_by(entry_id=entry.id)).one()
        lot.expires_at = in_japan(2026, 12, day, 0) + timedelta(days=1)
    make.session.flush()
    return member


def due(make: Make, *, least: int) -> list[int]:
    choices = Choices(expiry_letter_from=least)
    return expiry_dues.look(make.session, after=0, choices=choices, now=NOW).due


def write(make: Make, member: Member, *, days: int = 0, least: int = 50) -> bool:
    return expiry_letters.write(
        make.session,
        make.vault,
        member.id,
        words=words,
        choices=Choices(expiry_letter_from=least),
        now=NOW + timedelta(days=days),
    )


def said(make: Make, member: Member) -> list[str]:
    sealed = make.session.scalars(select(Sending.letter).order_by(Sending.id))
    return [
        json.loads(make.vault.open(make.session, member.pid, letters.COLUMN, one or b""))[0]["text"]
        for one in sealed
    ]


def test_who_allows_it_and_has_enough_that_expires_is_due(make: Make) -> None:
    member = holder(make, 31)
    holder(make, 31, is_allowed=False)
    holder(make)

    assert due(make, least=50) == [member.id]
    assert due(make, least=51) == []


def test_all_that_expires_soon_is_in_one_letter(make: Make) -> None:
    member = holder(make, 10, 31)

    assert write(make, member)
    assert said(make, member) == ["['50 2026-12-10', '50 2026-12-31'] of 200"]


def test_there_is_one_letter_a_month(make: Make) -> None:
    member = holder(make, 10, 31)

    assert write(make, member)
    assert not write(make, member, days=5)
    assert due(make, least=50) == []
    lot = make.session.scalars(select(PointsLot).order_by(PointsLot.id.desc())).first()
    assert lot is not None
    lot.expires_at = in_japan(2027, 1, 31, 0)
    sent = make.session.scalars(select(Sending)).one()
    sent.state, sent.first_attempt_at = SendingState.ACCEPTED, NOW
    make.session.flush()

    assert write(make, member, days=31)
    assert len(said(make, member)) == 2


def test_who_rests_is_written_to_another_night_of_the_month(make: Make) -> None:
    member = holder(make, 31)
    make.session.add(Preference(member_id=member.id, paused_until=NOW + timedelta(days=3), changed_at=NOW))
    make.session.flush()

    with pytest.raises(MemberUnreachable), make.session.begin_nested():
        write(make, member)

    assert write(make, member, days=4)


def test_a_letter_goes_no_later_than_what_it_is_about(make: Make) -> None:
    member = holder(make, 3)

    write(make, member)

    assert make.session.scalars(select(Sending.valid_until)).one() == in_japan(2026, 12, 4, 0)


def test_points_that_were_spent_meanwhile_need_no_letter(make: Make) -> None:
    member = holder(make, 31)
    lot = make.session.scalars(select(PointsLot).where(PointsLot.expires_at == SOON)).one()
    lot.remaining = 0
    make.session.flush()

    assert not write(make, member)


def test_members_are_looked_through_in_slices(make: Make) -> None:
    members = [holder(make, 31) for _ in range(3)]

    first = expiry_dues.look(make.session, after=0, choices=Choices(expiry_letter_from=50), now=NOW, limit=2)
    second = expiry_dues.look(
        make.session, after=first.bookmark, choices=Choices(expiry_letter_from=50), now=NOW, limit=2
    )

    assert first.due + second.due == [member.id for member in members]
    assert (first.is_last, second.is_last) == (False, True)


def test_the_forecast_holds_those_that_are_due_and_not_yet_written(make: Make) -> None:
    members = [holder(make, 31) for _ in range(2)]
    choices = Choices(expiry_letter_from=50)

    assert costs.letters_ahead(make.session, now=NOW, choices=choices) == 2
    write(make, members[0])
    assert costs.letters_ahead(make.session, now=NOW, choices=choices) == 1
    assert costs.letters_ahead(make.session, now=NOW, choices=Choices(expiry_letter_from=51)) == 0


def test_the_month_is_japans() -> None:
    assert expiry_dues.month(in_japan(2027, 1, 1, 0)) == date(2027, 1, 1)
    assert expiry_dues.month(in_japan(2026, 12, 31, 23)) == date(2026, 12, 1)
