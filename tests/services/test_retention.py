"""Retention: each class goes when its time is over and not before, and the night says what went."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.codes import CodeKind, MemberCode
from models.erasures import Erasure
from models.requests import RequestState, RightsRequest
from models.runs import JobRun
from models.staff import StaffSession
from services import codes, japan, requests, retention
from services.datamap_terms import KEPT, Kept
from services.settings import Choices
from tests.clock import NOW, Clock, in_japan
from tests.makers import Make
from tests.services.nights import DAY, clean, count


def test_codes_go_when_their_time_is_over(session: Session, make: Make) -> None:
    member = make.member()
    codes.issue(session, make.vault, member, CodeKind.SUPPORT, now=NOW)
    codes.issue(session, make.vault, member, CodeKind.TRANSFER, now=NOW)

    assert clean(session, NOW + DAY) == {"codes": 1}
    assert session.scalars(select(MemberCode.kind)).all() == [CodeKind.TRANSFER]


def test_signed_in_browsers_go_when_their_time_is_over(session: Session, make: Make) -> None:
    for name, end in (("a", NOW), ("b", NOW + 2 * DAY)):
        signed_in = {"staff_id": make.staff().id, "content": {}, "created_at": NOW, "seen_at": NOW}
        session.add(StaffSession(id=name, expires_at=end, **signed_in))

    assert clean(session, NOW + DAY) == {"sessions": 1}


def test_what_was_asked_is_wiped_after_a_year_and_the_request_goes_after_three(
    session: Session, make: Make
) -> None:
    make.request()
    done = make.request()
    requests.close(
        session,
        done,
        state=RequestState.REFUSED,
        reason="ご本人ではない",
        identity="",
        staff_id=None,
        now=NOW,
    )

    assert clean(session, NOW + 364 * DAY) == {}
    assert clean(session, NOW + 366 * DAY) == {"request_details": 1}
    assert clean(session, in_japan(2029, 12, 3)) == {"requests": 1}
    assert session.scalars(select(RightsRequest.state)).all() == [RequestState.OPEN]


def test_an_erasure_is_remembered_until_no_backup_holds_the_person(session: Session, make: Make) -> None:
    make.erase(make.member())

    assert clean(session, NOW + 29 * DAY) == {}
    assert clean(session, NOW + 30 * DAY) == {"erasures": 1}
    assert count(session, Erasure) == 0


def test_the_night_is_on_record_by_class_and_in_the_audit(session: Session, make: Make) -> None:
    make.erase(make.member())
    night = NOW + 31 * DAY
    clean(session, night)

    runs = {run.name: run for run in session.scalars(select(JobRun).where(JobRun.day == japan.day(night)))}
    assert {f"retention.{one.name}" for one in retention.CLASSES} | {"retention"} == set(runs)
    assert (runs["retention.erasures"].done, runs["retention.proof"].done, runs["retention"].done) == (
        1,
        0,
        1,
    )
    assert all(run.finished_at == night for run in runs.values())
    [told] = session.scalars(select(AuditEntry).where(AuditEntry.action == "retention"))
    assert told.subject == f"day:{japan.day(night)}"
    assert told.detail["removed"]["erasures"] == 1


def test_a_night_is_cleaned_once(session: Session) -> None:
    clean(session, NOW)

    assert retention.begin(session, now=NOW + timedelta(hours=1)) is None


def test_who_takes_a_night_over_goes_on_where_it_stood(session: Session, make: Make, clock: Clock) -> None:
    for _ in range(3):
        codes.issue(session, make.vault, make.member(), CodeKind.SUPPORT, now=NOW - DAY)
    day = retention.begin(session, now=clock())
    assert day is not None
    codes_go = next(one for one in retention.CLASSES if one.name == "codes")
    assert not retention.cut(session, codes_go, day=day, choices=Choices(), now=clock(), limit=2)

    assert retention.begin(session, now=clock()) is None
    assert clean(session, clock() + retention.LEASE) == {"codes": 3}


def test_old_runs_go_too(session: Session) -> None:
    clean(session, in_japan(2023, 1, 1))

    assert clean(session, NOW) == {"runs": len(retention.CLASSES) + 1}


def test_every_time_that_ends_by_itself_has_its_class(session: Session) -> None:
    elsewhere = {Kept.ANSWERED, Kept.DAY, Kept.FAREWELL, Kept.LEFT, Kept.WITHDRAWN, Kept.WORK, Kept.SHOP}

    assert {one.kept for one in retention.CLASSES} == set(KEPT) - elsewhere
