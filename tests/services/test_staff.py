"""Who works here, what they did, and whose turn it is at night."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.staff import Role
from services import audit, runs, staff
from tests.clock import NOW
from tests.makers import Make


def test_a_mail_address_has_one_account_and_the_last_owner_stays(make: Make) -> None:
    owner = make.staff(email="Owner@Example.com ")

    for email, name, why in (("owner@example.com", "a", "taken"), ("x", "a", "email"), ("a@b", "", "name")):
        with pytest.raises(staff.StaffRefused) as refusal:
            make.staff(email=email, name=name)
        assert refusal.value.why == why
    with pytest.raises(staff.StaffRefused):
        staff.disable(make.session, owner)
    assert staff.everybody(make.session) == [owner]


def test_closing_an_account_ends_its_sessions(make: Make) -> None:
    clerk = make.staff(Role.CLERK)
    before = clerk.fs_uniquifier

    staff.disable(make.session, clerk)

    assert not clerk.active
    assert clerk.fs_uniquifier != before


def test_closing_an_account_forgets_the_persons_line_account_and_code(make: Make) -> None:
    clerk = make.staff(Role.CLERK)
    linked = staff.issue_link_code(make.session, make.vault, clerk, now=NOW)
    staff.link(make.session, make.vault, linked, "U1", now=NOW)
    waiting = staff.issue_link_code(make.session, make.vault, clerk, now=NOW)

    staff.disable(make.session, clerk)
    make.session.refresh(clerk)

    assert (clerk.line_user_id, clerk.link_code_hash, clerk.link_code_expires_at) == (None, None, None)
    assert staff.link(make.session, make.vault, waiting, "U1", now=NOW) is None


def test_a_link_code_works_once_within_ten_minutes(make: Make) -> None:
    person = make.staff()
    code = staff.issue_link_code(make.session, make.vault, person, now=NOW)

    too_late = staff.link(make.session, make.vault, code, "U1", now=NOW + timedelta(minutes=10))
    linked = staff.link(make.session, make.vault, code, "U1", now=NOW)
    again = staff.link(make.session, make.vault, code, "U2", now=NOW)

    assert (too_late, linked, again) == (None, person, None)
    assert staff.line_user_id(make.vault, person) == "U1"
    staff.unlink(make.session, person)
    assert staff.line_user_id(make.vault, person) is None


def test_the_audit_counts_and_lists_what_was_done(make: Make) -> None:
    audit.write(make.session, "sign_in_failed", "email:x", staff_id=None, now=NOW)
    audit.write(make.session, "coupon_defined", "coupon:1", staff_id=make.staff().id, now=NOW, title="x")

    assert [line.action for line in audit.recent(make.session)] == ["coupon_defined", "sign_in_failed"]
    assert audit.count_since(make.session, "sign_in_failed", "email:x", since=NOW) == 1
    assert audit.count_since(make.session, "sign_in_failed", "email:y", since=NOW) == 0


def test_one_scheduler_claims_a_nights_work_and_another_takes_over_when_it_dies(session: Session) -> None:
    day = NOW.date()
    first = runs.claim(session, "expire_points", day=day, now=NOW)
    assert first is not None
    runs.progress(session, first, bookmark=7, done=3)

    assert runs.claim(session, "expire_points", day=day, now=NOW + timedelta(minutes=1)) is None
    second = runs.claim(session, "expire_points", day=day, now=NOW + timedelta(minutes=6))
    assert second is not None
    assert (second.bookmark, second.done) == (7, 3)
    runs.finish(session, second, now=NOW)
    assert runs.claim(session, "expire_points", day=day, now=NOW + timedelta(hours=1)) is None


def test_the_scheduler_gives_signs_of_life(session: Session) -> None:
    assert runs.last_beat(session) is None
    for hours in (0, 24):
        runs.beat(session, now=NOW + timedelta(hours=hours))

    assert runs.last_beat(session) == NOW + timedelta(hours=24)
