"""A membership passes on what its member can tell, and a large one on a second person's word too."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.members import Member
from models.requests import RequestKind, RequestState, RightsRequest
from models.staff import Role, Staff
from services import handovers, points, requests, reversals, settings
from services.handovers import HandoverRefused, Told
from tests.clock import NOW
from tests.makers import Make

FIRST = Told(date(2026, 11, 20), 1200)
SECOND = Told(date(2026, 11, 27), 50)
RIGHT = (FIRST, SECOND)
ONLY_FEW = settings.Choices(transfer_limit=1000)
EVERY = settings.Choices(transfer_limit=0)


@dataclass
class Case:
    """Somebody who lost a phone, and the shop's people."""

    make: Make
    old: Member
    new: Member
    request: RightsRequest
    clerk: Staff
    other: Staff

    def hear(self, *told: Told, choices: settings.Choices = ONLY_FEW, now: object = NOW) -> bool:
        return handovers.hear(
            self.make.session,
            self.request,
            self.old,
            self.new,
            told,
            staff_id=self.clerk.id,
            choices=choices,
            now=now,  # type: ignore[arg-type]
        )


@pytest.fixture
def case(make: Make) -> Case:
    old, clerk = make.member(), make.staff()
    buy(make, old, 1200, days=11)
    spent = NOW - timedelta(days=4)
    points.spend(make.session, old, points=50, cause="use", choices=make.choices, now=spent)
    request = make.request(old, kind=RequestKind.TRANSFER, staff_id=clerk.id)
    return Case(make, old, make.member(), request, clerk, make.staff(Role.MARKETER))


def buy(make: Make, member: Member, yen: int, *, days: int) -> None:
    at = NOW - timedelta(days=days)
    points.earn(make.session, member, yen=yen, cause=f"buy:{days}", choices=make.choices, now=at)


def wrongs(session: Session) -> list[str]:
    lines = select(AuditEntry).where(AuditEntry.action == handovers.WRONG)
    return [line.subject for line in session.scalars(lines)]


def test_two_right_stories_name_the_successor(case: Case) -> None:
    assert case.hear(*RIGHT)

    assert (case.request.successor_pid, case.request.vouched_by) == (case.new.pid, case.clerk.id)
    assert wrongs(case.make.session) == []


@pytest.mark.parametrize(
    "told",
    [
        (FIRST, Told(SECOND.day, 51)),
        (Told(FIRST.day - timedelta(days=1), FIRST.yen), SECOND),
        (FIRST, FIRST),
        (FIRST,),
        (FIRST, Told(date(2026, 11, 1), 100)),
    ],
    ids=["amount", "day", "the same twice", "one only", "the welcome points"],
)
def test_one_wrong_story_is_a_no_and_is_written_down(case: Case, told: tuple[Told, ...]) -> None:
    assert not case.hear(*told)

    assert case.request.successor_pid is None
    assert wrongs(case.make.session) == [f"member:{case.old.id}"]


def test_after_three_wrong_tries_even_the_right_answer_waits_a_day(case: Case) -> None:
    for _ in range(3):
        case.hear(FIRST, FIRST)

    with pytest.raises(HandoverRefused) as refused:
        case.hear(*RIGHT, now=NOW + timedelta(hours=23))

    assert refused.value.why == "rest"
    assert case.hear(*RIGHT, now=NOW + timedelta(hours=24, seconds=1))


def test_what_was_undone_or_is_long_past_proves_nothing(case: Case, make: Make) -> None:
    buy(make, case.old, 3000, days=200)
    undone = points.earn(make.session, case.old, yen=4000, cause="slip", choices=make.choices, now=NOW)
    assert undone is not None
    reversals.undo(make.session, undone.id, staff_id=None, reason="まちがい", now=NOW)

    assert not case.hear(FIRST, Told((NOW - timedelta(days=200)).date(), 3000))
    assert not case.hear(FIRST, Told(NOW.date(), 4000))


def test_nobody_hands_over_to_the_same_account(case: Case) -> None:
    case.new = case.old

    with pytest.raises(HandoverRefused) as refused:
        case.hear(*RIGHT)

    assert refused.value.why == "same"


def test_the_one_who_heard_it_cannot_approve_it_and_a_clerk_cannot_either(case: Case, make: Make) -> None:
    case.hear(*RIGHT, choices=EVERY)

    for person in (case.clerk, make.staff(Role.CLERK, may_send=False)):
        with pytest.raises(handovers.MayNotApprove):
            handovers.approve(make.session, case.request, person)

    assert handovers.waiting(make.session) == [case.request]


def test_a_second_person_approves_once(case: Case, make: Make) -> None:
    case.hear(*RIGHT, choices=EVERY)

    handovers.approve(make.session, case.request, case.other)

    assert (case.request.approved_by, handovers.waiting(make.session)) == (case.other.id, [])
    with pytest.raises(requests.RequestClosed):
        handovers.approve(make.session, case.request, make.staff())


def test_who_opened_the_request_cannot_approve_what_another_heard(case: Case, make: Make) -> None:
    opener, case.clerk = case.clerk, make.staff()
    case.hear(*RIGHT, choices=EVERY)

    assert not handovers.may_approve(case.request, opener)


def test_where_nobody_else_may_approve_a_large_handover_does_not_begin(case: Case, make: Make) -> None:
    case.other.active = False
    make.session.flush()

    with pytest.raises(HandoverRefused) as refused:
        case.hear(*RIGHT, choices=EVERY)

    assert refused.value.why == "alone"
    assert case.request.state == RequestState.OPEN


def test_answers_that_are_heard_anew_need_a_new_approval(case: Case, make: Make) -> None:
    case.hear(*RIGHT, choices=EVERY)
    handovers.approve(make.session, case.request, case.other)

    case.hear(*RIGHT, choices=EVERY)

    assert handovers.waiting(make.session) == [case.request]


def test_who_took_the_request_is_no_second_person_to_wait_for(make: Make) -> None:
    member, taker, hearer = make.member(), make.staff(Role.OWNER), make.staff(Role.OWNER)
    buy(make, member, 1200, days=11)
    request = make.request(member, kind=RequestKind.TRANSFER, staff_id=taker.id)
    case = Case(make, member, make.member(), request, hearer, taker)

    with pytest.raises(HandoverRefused) as refused:
        case.hear(FIRST, FIRST, choices=EVERY)

    assert refused.value.why == "alone"
    case.clerk, case.other = taker, hearer
    assert not case.hear(FIRST, FIRST, choices=EVERY)
