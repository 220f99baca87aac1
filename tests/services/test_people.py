"""Who is speaking, who becomes a member, and who leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import locks
from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.keys import MemberKey
from models.members import Member
from services import answers, consent, counts, friendship, people, points, vault
from tests.clock import NOW
from tests.makers import Make

HANAKO = "Uffffffffffffffffffffffffffffffff"


def follow(
    make: Make, person: people.Person, *, minutes: int = 0, is_return: bool = False
) -> friendship.Arrival:
    at = NOW + timedelta(minutes=minutes)
    return friendship.follow(
        make.session,
        make.vault,
        person,
        evidence=make.evidence(at, "line.follow"),
        is_return=is_return,
        language="ja",
        now=at,
    )


def block(make: Make, person: people.Person, *, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    friendship.block(make.session, person, evidence=make.evidence(at, "line.unfollow"), now=at)


def rows_of_people(session: Session) -> int:
    return sum(
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Member, MemberKey, ConsentEntry, Consent)
    )


def test_a_friend_add_leaves_no_row_about_the_person(make: Make) -> None:
    arrival = follow(make, make.person(HANAKO))

    assert arrival.question is not None
    assert rows_of_people(make.session) == 0
    assert counts.ever(make.session) == {"followed": 1, "asked_membership": 1}


def test_yes_makes_a_member_with_the_friend_add_as_part_of_the_evidence(make: Make) -> None:
    person = make.person(HANAKO)
    question = follow(make, person).question
    assert question is not None

    outcome = make.answer(make.tap(person, token=question.seal, at=NOW + timedelta(minutes=1)))

    assert isinstance(outcome, answers.Joined)
    assert outcome.member.followed_at == NOW
    entry = consent.receipts(make.session, outcome.member)[0]
    assert (entry.purpose, entry.answer, entry.followed_at) == (Purpose.MEMBERSHIP, Answer.GIVEN, NOW)
    assert entry.follow_event_id is not None


def test_the_line_id_is_kept_sealed_only(make: Make) -> None:
    member = make.member(line_user_id=HANAKO)

    assert HANAKO.encode() not in member.line_user_id
    assert people.user_id_of(make.session, make.vault, member) == HANAKO
    assert make.person(HANAKO).member is member


def test_a_friend_add_opens_no_purpose(make: Make) -> None:
    member = make.member()

    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)
    assert not consent.is_given(make.session, member, Purpose.SERVICE)


def test_blocking_withdraws_what_is_unasked_and_keeps_the_points(make: Make) -> None:
    member = make.member(reachable=True)

    block(make, make.speaker(member), minutes=1)

    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)
    assert consent.is_given(make.session, member, Purpose.MEMBERSHIP)
    assert not member.is_friend
    assert points.balance(make.session, member, now=NOW) == 100


def test_coming_back_revives_nothing(make: Make) -> None:
    member = make.member(reachable=True)
    block(make, make.speaker(member), minutes=1)

    arrival = follow(make, make.speaker(member), minutes=2, is_return=True)

    assert arrival.member is member
    assert member.is_friend
    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_a_return_ends_what_is_unasked_even_if_the_block_was_never_heard_of(make: Make) -> None:
    member = make.member(reachable=True)

    arrival = follow(make, make.speaker(member), minutes=2, is_return=True)

    assert arrival.member is member
    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_a_friend_add_that_is_delivered_again_after_joining_by_word_changes_nothing(make: Make) -> None:
    person = make.person(HANAKO)
    question = consent.ask(
        make.session, make.vault, person.person_key, Purpose.MEMBERSHIP, language="ja", now=NOW
    )
    make.answer(make.tap(person, token=question.seal, at=NOW + timedelta(minutes=2)))

    again = follow(make, make.person(HANAKO), minutes=1)

    assert again.is_stale


def test_what_cannot_be_used_any_more_is_not_counted_as_a_loss(make: Make) -> None:
    member = make.member()
    make.held(member)

    much_later = NOW + timedelta(days=60)

    assert people.belongings(make.session, member, now=much_later).coupons == 0


def test_nobodys_line_id_stands_in_a_repr(make: Make) -> None:
    assert HANAKO not in repr(make.person(HANAKO))


def test_a_stale_block_does_not_undo_a_newer_friend_add_but_still_withdraws(make: Make) -> None:
    member = make.member(reachable=True)
    follow(make, make.speaker(member), minutes=3, is_return=True)

    block(make, make.speaker(member), minutes=2)

    assert member.is_friend
    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_a_stale_friend_add_does_not_undo_a_newer_block(make: Make) -> None:
    member = make.member()
    block(make, make.speaker(member), minutes=3)

    arrival = follow(make, make.speaker(member), minutes=2, is_return=True)

    assert arrival.is_stale
    assert not member.is_friend


def test_a_block_and_a_return_at_the_same_moment_end_blocked(make: Make) -> None:
    member = make.member()
    follow(make, make.speaker(member), minutes=1)

    block(make, make.speaker(member), minutes=1)

    assert not member.is_friend


def test_a_yes_older_than_the_block_that_came_first_opens_nothing(make: Make) -> None:
    member = make.member()
    person = make.speaker(member)
    tap = make.tap(person, Purpose.ANNOUNCEMENTS, at=NOW)
    block(make, person, minutes=1)

    make.answer(tap)

    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_leaving_erases_all_but_lines_that_name_nobody(make: Make) -> None:
    member = make.member(reachable=True, line_user_id=HANAKO)
    make.held(member)
    sealed, pid = member.line_user_id, member.pid

    erased = make.erase(member)

    assert erased.lost == people.Belongings(points=100, coupons=1)
    assert make.person(HANAKO).member is None
    for table in ("members", "member_keys", "consents", "points_lots", "points_entries", "coupon_grants"):
        assert make.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    with pytest.raises(vault.MemberKeyGone):
        make.vault.open(make.session, pid, people.USER_ID, sealed)
    ledger = make.session.scalars(select(ConsentEntry).where(ConsentEntry.member_pid == pid))
    assert {entry.answer for entry in ledger} == {Answer.GIVEN, Answer.WITHDRAWN}


def test_who_left_can_join_again_as_somebody_new(make: Make) -> None:
    first = make.member(line_user_id=HANAKO)
    pid, card, number = first.pid, first.card_number, first.id
    make.erase(first)

    second = make.member(line_user_id=HANAKO, at=NOW)

    assert second.pid != pid
    assert second.card_number != card
    assert second.id > number


def test_a_card_is_found_with_or_without_its_hyphen_and_in_full_width(make: Make) -> None:
    member = make.member()
    digits = member.card_number

    for written in (digits, f"{digits[:4]}-{digits[4:]}", f" {digits[:4]} {digits[4:]} "):
        assert people.by_card(make.session, written) is member


def test_a_card_that_nobody_has_is_refused(make: Make) -> None:
    with pytest.raises(people.CardUnknown):
        people.by_card(make.session, "0000-000")


def test_a_taken_card_number_is_drawn_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make.member().card_number
    draws = iter([int(taken), 7])
    monkeypatch.setattr("services.people.secrets.randbelow", lambda _limit: next(draws))

    assert make.member().card_number == "00000007"


def test_people_are_told_apart_by_who_may_be_written_to(make: Make) -> None:
    make.member()
    make.member(reachable=True)
    make.member(only_expiry=True)
    gone = make.member(reachable=True)
    gone.blocked_at = NOW
    make.session.flush()

    totals = counts.totals(make.session)

    assert totals == counts.Totals(members=4, blocked=1, agreed=2, reachable=1, expiry_only=1)


def test_locking_the_same_person_twice_in_one_transaction_is_no_deadlock(make: Make) -> None:
    person = make.person(HANAKO)

    locks.person(make.session, person.person_key)
    locks.person(make.session, person.person_key)

    assert replace(person, member=None) == person
