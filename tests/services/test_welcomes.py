"""Welcome gifts: once for each person, and from the first purchase on, where the shop says so."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Purpose
from models.gift_marks import GiftMark
from models.members import Member
from models.notices import Notice
from services import notice_facts, notices, points, retention, reversals, settings, shopkeeping, welcomes
from services.settings import Choices
from services.welcomes import WelcomeLocked
from tests.clock import NOW, in_japan
from tests.makers import Make
from tests.services.tills import buy

USER = f"U{7:032x}"
MARKED = Choices(gift_mark=True)
LOCKED = Choices(welcome_from_purchase=True)


def gift(make: Make, member: Member) -> int:
    return points.balance(make.session, member, now=NOW)


def test_who_comes_back_within_the_year_is_given_no_second_gift(make: Make, session: Session) -> None:
    make.choices = MARKED
    first = make.member(line_user_id=USER)
    assert gift(make, first) == 100
    make.erase(first)

    again = make.member(line_user_id=USER, at=NOW + timedelta(days=1))

    assert gift(make, again) == 0
    assert gift(make, make.member()) == 100


def test_without_the_setting_nothing_is_marked(make: Make, session: Session) -> None:
    make.erase(make.member(line_user_id=USER))

    assert gift(make, make.member(line_user_id=USER, at=NOW)) == 100
    assert session.scalars(select(GiftMark)).all() == []


def test_a_mark_goes_a_year_after_its_member_left(make: Make, session: Session) -> None:
    make.choices = MARKED
    member = make.member(line_user_id=USER)
    assert welcomes.is_marked(session, member)
    assert welcomes.count_down(session, now=NOW) == 0
    make.erase(member)

    assert welcomes.count_down(session, now=NOW) == 1

    session.expire_all()
    assert session.scalars(select(GiftMark.until_at)).one() == in_japan(2027, 12, 2, 0)
    [marks] = [one for one in retention.CLASSES if one.name == "gift_marks"]
    for moment, removed in ((in_japan(2027, 12, 1, 23), 0), (in_japan(2027, 12, 2, 0), 1)):
        done = marks.cut(session, now=moment, after=0, limit=500, choices=MARKED)
        assert done.removed == removed


def test_a_mark_tells_nothing_of_the_person(make: Make, session: Session) -> None:
    make.choices = MARKED
    member = make.member(line_user_id=USER)

    digest = session.scalars(select(GiftMark.digest)).one()

    assert digest == welcomes.digest(make.vault, USER)
    assert digest not in (member.person_key, make.vault.person_key(USER))


def test_the_notice_names_the_mark_when_there_is_one_and_nobody_is_asked_anew(session: Session) -> None:
    before = {code["code"] for code in live(session).facts["items"]}

    shopkeeping.change(session, {"gift_mark": "yes"}, trust_url="http://localhost/trust", now=NOW)

    words = live(session)
    assert "gift_mark" not in before
    assert "gift_mark" in {code["code"] for code in words.facts["items"]}
    assert "入会のお礼をお一人に一度とするための印" in words.body
    assert not words.asks_again
    assert settings.read(session).gift_mark
    assert notice_facts.GIFT[0] in notice_facts.ONLY_AT_JOINING


def live(session: Session) -> Notice:
    return notices.live(session, Purpose.MEMBERSHIP, "ja", now=NOW)


def test_the_gift_waits_for_the_first_purchase(make: Make, session: Session) -> None:
    member = make.member()

    with pytest.raises(WelcomeLocked) as refusal:
        welcomes.check_spend(session, member, 1, choices=LOCKED, now=NOW)
    assert (refusal.value.free, refusal.value.locked) == (0, 100)
    assert gift(make, member) == 100
    welcomes.check_spend(session, member, 1, choices=Choices(), now=NOW)
    buy(make, member, 1000)

    welcomes.check_spend(session, member, 110, choices=LOCKED, now=NOW)


def test_a_purchase_that_was_taken_back_frees_nothing(make: Make, session: Session) -> None:
    member = make.member()
    entry = buy(make, member, 1000)
    reversals.undo(session, entry.id, staff_id=None, reason="返品", now=NOW)

    assert welcomes.locked(session, member, choices=LOCKED, now=NOW) == 100


def test_more_than_there_is_stays_a_matter_of_the_balance(make: Make, session: Session) -> None:
    welcomes.check_spend(session, make.member(), 101, choices=LOCKED, now=NOW)
