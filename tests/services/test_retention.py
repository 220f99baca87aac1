"""Retention: each class goes when its time is over and not before; proof outlives the last message."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.base import Base
from models.codes import CodeKind, MemberCode
from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.erasures import Erasure
from models.ledger import LedgerStub
from models.notices import Notice
from models.provisions import ProvidedPerson, Provision
from models.requests import RequestState, RightsRequest
from models.runs import JobRun
from models.sendings import Delivery, Sending
from models.staff import StaffSession
from services import checkpoints, codes, consent, japan, ledger, ledger_faults, requests, retention
from services.datamap_terms import KEPT, Kept
from services.settings import Choices
from tests.clock import NOW, Clock, in_japan
from tests.desk import Desk
from tests.makers import Make

JOINED, TOLD, LEFT = in_japan(2019, 4, 1), in_japan(2020, 3, 1), in_japan(2020, 6, 1)
"""Long enough ago for the database's own clock, which the triggers go by."""
DAY = timedelta(days=1)


def words_of_then(session: Session) -> None:
    """Let there have been words to agree to already in 2018."""
    columns = [column.key for column in Notice.__table__.columns if column.key != "id"]
    for notice in session.scalars(select(Notice)).all():
        old = {name: getattr(notice, name) for name in columns}
        session.execute(insert(Notice), [old | {"version": 0, "published_at": in_japan(2018, 1, 1)}])


def clean(session: Session, now: datetime, *, limit: int = 500) -> dict[str, int]:
    """Clean for one night, and give how much went by class."""
    day = retention.begin(session, now=now)
    assert day is not None
    for one in retention.CLASSES:
        while not retention.cut(session, one, day=day, choices=Choices(), now=now, limit=limit):
            pass
    return {name: removed for name, removed in retention.end(session, day=day, now=now).items() if removed}


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def lines(session: Session, member_pid: str) -> list[tuple[str, str]]:
    mine = select(ConsentEntry.purpose, ConsentEntry.answer).where(ConsentEntry.member_pid == member_pid)
    return [
        (str(purpose), str(answer)) for purpose, answer in session.execute(mine.order_by(ConsentEntry.id))
    ]


@pytest.fixture
def story(desk: Desk) -> str:
    """Somebody joined in April 2019, was written to in March 2020, and left in June; give their mark."""
    words_of_then(desk.session)
    desk.clock.set(JOINED)
    member = desk.make.member(reachable=True, at=JOINED)
    desk.clock.set(TOLD)
    desk.announce()
    desk.note(desk.claim())
    pid = member.pid
    desk.make.erase(member, at=LEFT)
    return pid


def test_the_proof_stays_for_three_years_after_the_last_message(desk: Desk, story: str) -> None:
    before = lines(desk.session, story)

    clean(desk.session, TOLD.replace(year=2023))

    assert lines(desk.session, story) == before
    assert desk.session.scalar(select(Delivery.consent_entry_id)) is not None


def test_then_the_message_goes_first_and_at_last_the_proof(desk: Desk, story: str) -> None:
    assert clean(desk.session, TOLD.replace(year=2023) + 2 * DAY) == {"erasures": 1, "sendings": 1}
    assert len(lines(desk.session, story)) == 6

    assert clean(desk.session, LEFT.replace(year=2023) + 2 * DAY) == {"proof": 6}
    assert lines(desk.session, story) == []
    assert (count(desk.session, Sending), count(desk.session, Delivery)) == (0, 0)


def test_the_ledger_verifies_after_lines_went(desk: Desk, story: str) -> None:
    checkpoints.anchor(desk.session, desk.make.vault, now=LEFT)
    root = ledger.Tree(desk.session, 6).get_root()
    clean(desk.session, LEFT.replace(year=2023) + 2 * DAY)
    desk.make.member(reachable=True)
    checkpoints.anchor(desk.session, desk.make.vault, now=NOW)

    key = checkpoints.Key(desk.make.vault.ledger_key())
    assert list(ledger_faults.find(desk.session, key)) == []
    assert ledger.Tree(desk.session, 6).get_root() == root
    assert count(desk.session, LedgerStub) == 6


def test_a_living_members_present_answer_stays_however_old(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(reachable=True, at=JOINED)

    assert clean(session, NOW) == {}
    assert len(lines(session, member.pid)) == 3


def test_a_yes_stays_as_long_as_what_followed_it_is_young(session: Session, make: Make) -> None:
    """It may have covered something up to the day on which it was taken back."""
    words_of_then(session)
    member = make.member(reachable=True, at=JOINED)
    consent.withdraw(
        session,
        member,
        purposes=[Purpose.ANNOUNCEMENTS],
        reason="stop",
        evidence=make.evidence(in_japan(2025, 1, 1)),
        now=in_japan(2025, 1, 1),
    )

    assert clean(session, NOW) == {}


def test_an_answer_that_was_replaced_long_ago_goes(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(at=JOINED)
    for answer, at in ((Answer.REFUSED, JOINED), (Answer.GIVEN, TOLD), (Answer.WITHDRAWN, LEFT)):
        consent.record(session, member, Purpose.ANALYSIS, answer, evidence=make.evidence(at), now=at)

    assert clean(session, NOW) == {"proof": 2}
    assert lines(session, member.pid) == [("membership", "given"), ("analysis", "withdrawn")]
    assert count(session, Consent) == 2


def test_what_a_handing_over_rests_on_stays_with_it(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(at=JOINED)
    for answer, at in ((Answer.GIVEN, JOINED), (Answer.WITHDRAWN, TOLD), (Answer.REFUSED, LEFT)):
        given = consent.record(
            session, member, Purpose.THIRD_PARTY, answer, evidence=make.evidence(at), now=at
        )
        if answer == Answer.GIVEN:
            provide(make, given, at=NOW - DAY)

    assert clean(session, NOW) == {"proof": 1}


def provide(make: Make, covering: ConsentEntry, *, at: datetime, people: int = 1) -> None:
    """Let data have been handed over, of this person and some more."""
    handed = Provision(
        recipient="見本配送株式会社",
        recipient_address="東京都台東区見本町1-2-3",
        purpose="記念品の発送",
        items=["card_number"],
        people=people,
        file_sha256="0" * 64,
        staff_id=make.staff().id,
        provided_at=at,
    )
    make.session.add(handed)
    make.session.flush()
    pids = [covering.member_pid, *(f"{number:032x}" for number in range(1, people))]
    make.session.add_all(
        ProvidedPerson(provision_id=handed.id, member_pid=pid, consent_entry_id=covering.id) for pid in pids
    )
    make.session.flush()


def test_a_handing_over_goes_after_three_years_with_its_people_in_slices(
    session: Session, make: Make
) -> None:
    member = make.member()
    entry = session.scalars(select(ConsentEntry).where(ConsentEntry.member_pid == member.pid)).one()
    provide(make, entry, at=NOW, people=5)

    assert clean(session, in_japan(2029, 11, 30)) == {}
    assert clean(session, in_japan(2029, 12, 3), limit=2) == {"provisions": 6}
    assert (count(session, Provision), count(session, ProvidedPerson)) == (0, 0)


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


def test_sendings_go_in_slices_that_hold_so_many_people(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words_of_then(desk.session)
    desk.clock.set(JOINED)
    for _ in range(5):
        desk.make.member(reachable=True, at=JOINED)
    desk.clock.set(TOLD)
    desk.announce(people=1)
    while not desk.nothing_to_call():
        pass
    for sending in desk.sendings():
        sending.state = sending.state.ACCEPTED
    monkeypatch.setattr("services.retention_proof.PEOPLE", 2)

    removed = clean(desk.session, NOW)

    assert removed["sendings"] == 5
    assert count(desk.session, Delivery) == 0


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
    elsewhere = {Kept.ANSWERED, Kept.DAY, Kept.LEFT, Kept.WITHDRAWN, Kept.WORK, Kept.SHOP}

    assert {one.kept for one in retention.CLASSES} == set(KEPT) - elsewhere
