"""Points by hand: with a reason, never to oneself, above the limit only by two."""

from typing import Any

import pytest

from models.members import Member
from models.point_grants import PointsGrant, PointsGrantState
from models.staff import Role, Staff
from services import grants, people, points, staff
from services.grants import GrantOver, GrantRefused
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES

LIMIT = CHOICES.grant_limit


def give(make: Make, member: Member, by: Staff, wanted: int = 50, **further: Any) -> PointsGrant:
    wishes = {"reason": "配送の遅れ", "note": "お待たせしました。", "cause": "hand:1", **further}
    return grants.give(
        make.session, make.vault, member, points_given=wanted, by=by, choices=CHOICES, now=NOW, **wishes
    )


def approve(make: Make, grant: PointsGrant, by: Staff) -> None:
    grants.approve(make.session, make.vault, grant, by=by, choices=CHOICES, now=NOW)


def link(make: Make, person: Staff, member: Member) -> None:
    """Let somebody of the shop link the LINE account with which they are a member."""
    code = staff.issue_link_code(make.session, make.vault, person, now=NOW)
    user_id = people.user_id_of(make.session, make.vault, member)
    assert staff.link(make.session, make.vault, code, user_id, now=NOW) is not None


def balance(make: Make, member: Member) -> int:
    return points.balance(make.session, member, now=NOW)


def test_points_are_given_with_a_reason_and_a_word_to_the_member(make: Make) -> None:
    member, by = make.member(), make.staff()

    give(make, member, by)

    line = points.history(make.session, member)[0]
    assert (line.amount, line.reason, line.note, line.staff_id) == (
        50,
        "配送の遅れ",
        "お待たせしました。",
        by.id,
    )
    assert balance(make, member) == 150


def test_the_same_form_counts_once(make: Make) -> None:
    member, by = make.member(), make.staff()

    assert give(make, member, by, LIMIT).id == give(make, member, by, LIMIT).id
    assert balance(make, member) == 100 + LIMIT


def test_above_the_limit_a_second_person_approves(make: Make) -> None:
    member, by, second = make.member(), make.staff(), make.staff()

    asked = give(make, member, by, LIMIT + 1)
    assert (asked.state, balance(make, member)) == (PointsGrantState.WAITING, 100)
    assert grants.waiting(make.session) == [asked]
    approve(make, asked, second)

    assert balance(make, member) == 101 + LIMIT
    assert grants.waiting(make.session) == []
    with pytest.raises(GrantOver):
        approve(make, asked, second)


def test_what_is_given_in_small_parts_counts_together(make: Make) -> None:
    member, by = make.member(), make.staff()
    make.staff()
    give(make, member, by, LIMIT)

    assert give(make, member, by, 1, cause="hand:2").state == PointsGrantState.WAITING


def test_a_shop_with_only_one_who_may_cannot_pass_the_limit(make: Make) -> None:
    by = make.staff()
    make.staff(Role.CLERK, may_send=False)

    with pytest.raises(GrantRefused) as refusal:
        give(make, make.member(), by, LIMIT + 1)

    assert refusal.value.why == "alone"


def test_who_asked_or_may_not_send_does_not_approve(make: Make) -> None:
    by, clerk = make.staff(), make.staff(Role.CLERK, may_send=False)
    make.staff()
    asked = give(make, make.member(), by, LIMIT + 1)

    for person in (by, clerk):
        with pytest.raises(GrantOver):
            approve(make, asked, person)


def test_a_second_person_may_decline(make: Make) -> None:
    member, by, second = make.member(), make.staff(), make.staff()
    asked = give(make, member, by, LIMIT + 1)

    grants.decline(make.session, make.vault, asked, by=second, now=NOW)

    assert (asked.state, balance(make, member)) == (PointsGrantState.DECLINED, 100)
    with pytest.raises(GrantOver):
        approve(make, asked, second)


def test_nobody_gives_to_their_own_card(make: Make) -> None:
    member, by, second = make.member(), make.staff(), make.staff()
    link(make, by, member)

    with pytest.raises(GrantRefused) as refusal:
        give(make, member, by)

    assert refusal.value.why == "own"
    link(make, second, make.member())
    assert give(make, member, second).state == PointsGrantState.GIVEN


def test_nobody_approves_points_for_their_own_card(make: Make) -> None:
    member, by, second = make.member(), make.staff(), make.staff()
    asked = give(make, member, by, LIMIT + 1)
    link(make, second, member)

    with pytest.raises(GrantOver):
        approve(make, asked, second)


def test_where_only_the_receiver_could_approve_nobody_can(make: Make) -> None:
    member, by, second = make.member(), make.staff(), make.staff()
    link(make, second, member)

    with pytest.raises(GrantRefused):
        give(make, member, by, LIMIT + 1)


@pytest.mark.parametrize(
    ("wishes", "why"),
    [({"reason": " "}, "reason"), ({"reason": "あ" * 201}, "reason"), ({"note": "あ" * 61}, "note")],
)
def test_a_grant_without_its_reason_is_refused(make: Make, wishes: dict[str, Any], why: str) -> None:
    with pytest.raises(GrantRefused) as refusal:
        give(make, make.member(), make.staff(), **wishes)

    assert refusal.value.why == why


@pytest.mark.parametrize("wanted", [0, -1, grants.MOST + 1])
def test_an_amount_that_cannot_be_is_refused(make: Make, wanted: int) -> None:
    with pytest.raises(points.AmountRefused):
        give(make, make.member(), make.staff(), wanted)
