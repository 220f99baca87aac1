"""What a tap on a consent button does."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from models.consents import Answer, Purpose
from models.members import Member
from services import answers, consent, counts, people, points, settings, shopkeeping, topics
from tests.clock import NOW
from tests.makers import EARLIER, Make

YES_AGAIN = EARLIER + timedelta(minutes=5)


def state(make: Make, member: Member) -> dict[Purpose, bool]:
    return {purpose: row.is_given for purpose, row in consent.standing(make.session, member).items()}


def test_no_to_membership_leaves_a_nameless_count_and_nothing_else(make: Make) -> None:
    outcome = make.answer(make.tap(make.person(), is_yes=False))

    assert isinstance(outcome, answers.MembershipRefused)
    assert counts.ever(make.session) == {"refused": 1}
    for table in ("members", "consent_entries", "consents"):
        assert make.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_no_needs_no_seal_that_is_good(make: Make) -> None:
    outcome = make.answer(make.tap(make.person(), is_yes=False, token="nonsense"))

    assert isinstance(outcome, answers.MembershipRefused)


def test_yes_brings_the_welcome_points_and_the_next_question(make: Make) -> None:
    outcome = make.answer(make.tap(make.person()))

    assert isinstance(outcome, answers.Joined)
    assert outcome.welcome_points == 100
    assert outcome.next.notice.purpose == Purpose.ANNOUNCEMENTS
    assert points.balance(make.session, outcome.member, now=NOW) == 100


@pytest.mark.parametrize("token", ["", "x", "AAAA", "!!!", "é" * 30, "A" * 200])
def test_yes_with_a_seal_that_is_not_ours_is_asked_afresh(make: Make, token: str) -> None:
    person = make.person()
    tap = answers.Tap(person, Purpose.MEMBERSHIP, True, token, "ja", make.evidence(), EARLIER)

    assert isinstance(make.answer(tap), answers.AskedAgain)


def test_yes_with_somebody_elses_seal_is_asked_afresh(make: Make) -> None:
    seal = make.seal(make.person())

    assert isinstance(make.answer(make.tap(make.person(), token=seal)), answers.AskedAgain)


def test_yes_after_ninety_days_is_asked_afresh(make: Make) -> None:
    person = make.person()
    seal = make.seal(person)

    late = make.tap(person, token=seal, at=EARLIER + timedelta(days=90))

    assert isinstance(make.answer(late), answers.AskedAgain)


def test_yes_under_words_that_were_replaced_is_asked_afresh_under_the_new_ones(make: Make) -> None:
    person = make.person()
    seal = make.seal(person)
    shopkeeping.change(make.session, {"contact": "03-1111-2222"}, trust_url="", now=EARLIER)

    outcome = make.answer(make.tap(person, token=seal, at=YES_AGAIN))

    assert isinstance(outcome, answers.AskedAgain)
    assert "03-1111-2222" in outcome.question.notice.body
    assert outcome.question.notice.version == 2


def test_a_membership_seal_opens_no_other_purpose(make: Make) -> None:
    member = make.member()
    person = make.speaker(member)
    seal = make.seal(person, Purpose.MEMBERSHIP)

    outcome = make.answer(make.tap(person, Purpose.ANNOUNCEMENTS, token=seal))

    assert isinstance(outcome, answers.AskedAgain)
    assert Purpose.ANNOUNCEMENTS not in state(make, member)


def test_a_second_tap_on_register_says_already(make: Make) -> None:
    person = make.person("Uaa")
    tap = make.tap(person)
    make.answer(tap)

    again = make.answer(make.tap(make.person("Uaa"), token=tap.token))

    assert isinstance(again, answers.AlreadyMember)


def test_the_button_of_a_former_membership_does_not_make_one_again(make: Make) -> None:
    person = make.person("Uaa")
    tap = make.tap(person)
    joined = make.answer(tap)
    assert isinstance(joined, answers.Joined)
    make.erase(joined.member, at=YES_AGAIN)

    again = make.answer(make.tap(make.person("Uaa"), token=tap.token, at=YES_AGAIN))

    assert isinstance(again, answers.AskedAgain)


def test_do_not_register_tapped_by_a_member_asks_whether_to_leave(make: Make) -> None:
    member = make.member()

    outcome = make.answer(make.tap(make.speaker(member), is_yes=False))

    assert outcome == answers.LeaveAsked(people.Belongings(points=100, coupons=0))


def test_yes_to_announcements_covers_expiry_notices_and_news_each_with_its_own_line(make: Make) -> None:
    member = make.member()

    make.agree(member)

    assert state(make, member) == dict.fromkeys((Purpose.MEMBERSHIP, *consent.UNASKED), True)
    lines = {(line.purpose, line.answer) for line in consent.receipts(make.session, member)}
    assert lines == {(purpose, Answer.GIVEN) for purpose in (Purpose.MEMBERSHIP, *consent.UNASKED)}
    news = topics.by_code(make.session, topics.NEWS)
    assert (news, True) in topics.wishes(make.session, member)


def test_only_expiry_refuses_announcements(make: Make) -> None:
    member = make.member()

    make.agree(member, Purpose.SERVICE)

    assert state(make, member)[Purpose.SERVICE]
    assert not state(make, member)[Purpose.ANNOUNCEMENTS]


def test_an_identical_second_yes_counts_once(make: Make) -> None:
    member = make.member()
    tap = make.tap(make.speaker(member), Purpose.ANNOUNCEMENTS)
    make.answer(tap)
    lines = len(consent.receipts(make.session, member))

    assert isinstance(make.answer(tap), answers.AlreadyAccepted)
    assert len(consent.receipts(make.session, member)) == lines


def test_an_old_receive_counts_only_if_nothing_newer_was_answered(make: Make) -> None:
    member = make.member()
    person = make.speaker(member)
    old = make.seal(person, Purpose.ANNOUNCEMENTS)
    answers.stop(make.session, member, evidence=make.evidence(YES_AGAIN), now=YES_AGAIN)

    outcome = make.answer(make.tap(person, Purpose.ANNOUNCEMENTS, token=old, at=NOW))

    assert isinstance(outcome, answers.AskedAgain)
    assert not state(make, member)[Purpose.ANNOUNCEMENTS]


def test_a_used_receive_after_a_stop_is_asked_afresh(make: Make) -> None:
    member = make.member()
    person = make.speaker(member)
    tap = make.tap(person, Purpose.ANNOUNCEMENTS)
    make.answer(tap)
    answers.stop(make.session, member, evidence=make.evidence(YES_AGAIN), now=YES_AGAIN)

    again = make.answer(make.tap(person, Purpose.ANNOUNCEMENTS, token=tap.token, at=NOW))

    assert isinstance(again, answers.AskedAgain)


def test_do_not_receive_after_a_yes_stops_at_once_whatever_the_seal(make: Make) -> None:
    member = make.member(reachable=True)

    outcome = make.answer(
        make.tap(make.speaker(member), Purpose.ANNOUNCEMENTS, is_yes=False, token="old", at=NOW)
    )

    assert outcome == answers.Declined(one_under_way=False)
    assert not state(make, member)[Purpose.ANNOUNCEMENTS]
    assert not state(make, member)[Purpose.SERVICE]


def test_a_no_is_a_refusal_and_after_a_yes_a_withdrawal(make: Make) -> None:
    member = make.member()
    person = make.speaker(member)

    make.answer(make.tap(person, Purpose.ANNOUNCEMENTS, is_yes=False))
    first = consent.receipts(make.session, member)[0].answer
    make.agree(member, person=person, at=YES_AGAIN)
    make.answer(make.tap(person, Purpose.ANNOUNCEMENTS, is_yes=False, at=NOW))

    assert first == Answer.REFUSED
    assert consent.receipts(make.session, member)[0].answer == Answer.WITHDRAWN


def test_a_stranger_who_taps_receive_is_asked_about_membership_first(make: Make) -> None:
    outcome = make.answer(make.tap(make.person(), Purpose.ANNOUNCEMENTS))

    assert isinstance(outcome, answers.AskedAgain)
    assert outcome.question.notice.purpose == Purpose.MEMBERSHIP


def test_a_stranger_who_taps_do_not_receive_is_told_that_nothing_is_sent(make: Make) -> None:
    outcome = make.answer(make.tap(make.person(), Purpose.ANNOUNCEMENTS, is_yes=False))

    assert isinstance(outcome, answers.NothingSent)


def test_an_english_question_makes_an_english_member(make: Make) -> None:
    assert make.member(language="en").language == "en"


def test_no_welcome_points_where_the_shop_gives_none(make: Make) -> None:
    make.choices = settings.Choices(welcome_points=0)

    assert points.balance(make.session, make.member(), now=NOW) == 0
