"""Letters: to one member, under the same consent and courtesy; and tests to staff."""

from datetime import timedelta

import pytest

from models.consents import Purpose
from models.members import Member
from models.sendings import Sending, SendingKind, SendingState
from services import dues, letters
from services.audiences import Excluded
from services.sendings import Rest
from tests.bot.answering import QUOTA
from tests.clock import NOW, in_japan
from tests.desk import WORDS, Desk, ids

HOUR = timedelta(hours=1)


def post(desk: Desk, member: Member) -> Sending:
    return letters.letter(
        desk.session,
        desk.make.vault,
        member,
        purpose=Purpose.SERVICE,
        messages=WORDS["ja"],
        valid_until=desk.now + timedelta(days=2),
        choices=desk.choices,
        now=desk.now,
    )


def test_a_letter_goes_to_one_by_push_and_is_sealed_under_the_members_key(desk: Desk) -> None:
    member = desk.make.member(only_expiry=True)
    sending = post(desk, member)

    claim = desk.claim()

    assert (claim.kind, ids(claim)) == (SendingKind.PUSH, [member.id])
    assert sending.letter is not None
    assert "新しい".encode() not in sending.letter
    assert letters.read(desk.make.vault, claim.recipients[0], sending.letter) == WORDS["ja"]
    assert desk.note(claim).state == SendingState.ACCEPTED


def test_a_letter_needs_the_consent_for_its_purpose(desk: Desk) -> None:
    with pytest.raises(letters.MemberUnreachable) as refusal:
        post(desk, desk.make.member())

    assert refusal.value.reason == Excluded.NO_CONSENT


def test_a_letter_respects_block_and_pause(desk: Desk) -> None:
    blocker, rester = desk.members(2)
    blocker.blocked_at = NOW
    desk.prefer(rester, paused_until=NOW + HOUR)
    for member, reason in ((blocker, Excluded.BLOCKED), (rester, Excluded.PAUSED)):
        with pytest.raises(letters.MemberUnreachable) as refusal:
            post(desk, member)
        assert refusal.value.reason == reason


def test_letters_and_announcements_share_one_cap(desk: Desk) -> None:
    first, second = desk.members(2)
    post(desk, first)

    announcement = desk.announce()

    assert announcement.excluded == {"cap": 1}
    with pytest.raises(letters.MemberUnreachable):
        post(desk, second)


def test_a_letter_waits_for_the_morning(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.clock.set(in_japan(2026, 12, 1, 23, 0))
    post(desk, member)
    assert desk.nothing_to_call()

    desk.clock.set(in_japan(2026, 12, 2, 9, 0))

    assert ids(desk.claim()) == [member.id]


def test_a_letter_to_somebody_who_left_is_never_sent(desk: Desk) -> None:
    (member,) = desk.members(1)
    post(desk, member)
    desk.make.erase(member)

    assert desk.nothing_to_call()

    assert desk.sendings()[0].state == SendingState.CANCELLED


def test_a_letter_without_quota_looks_again_after_an_hour(desk: Desk) -> None:
    (member,) = desk.members(1)
    post(desk, member)
    desk.note(desk.claim(), *QUOTA)
    assert desk.nothing_to_call()

    desk.pass_time(HOUR)

    assert ids(desk.claim()) == [member.id]


def test_a_test_goes_to_the_staffs_own_account_at_any_hour_and_counts_for_no_cap(desk: Desk) -> None:
    staff = desk.make.staff()
    staff.line_user_id = b"sealed elsewhere"
    desk.clock.set(in_japan(2026, 12, 1, 23, 0))
    letters.test_send(desk.session, desk.make.vault, staff, messages=WORDS["ja"], now=desk.now)

    claim = desk.claim()

    assert (claim.staff, claim.recipients, claim.kind) == (staff, [], SendingKind.PUSH)
    assert claim.letter is not None
    assert letters.read_test(desk.make.vault, claim.sending_id, claim.letter) == WORDS["ja"]
    assert desk.note(claim).state == SendingState.ACCEPTED


def test_a_test_is_not_sent_ten_minutes_late(desk: Desk) -> None:
    staff = desk.make.staff()
    staff.line_user_id = b"sealed elsewhere"
    letters.test_send(desk.session, desk.make.vault, staff, messages=WORDS["ja"], now=desk.now)
    desk.pass_time(letters.TEST_LIVES)

    assert desk.look() == Rest(None)
    assert dues.kind(desk.session, now=desk.now) is None


def test_staff_without_a_linked_account_are_told_so(desk: Desk) -> None:
    with pytest.raises(letters.StaffUnlinked):
        letters.test_send(
            desk.session, desk.make.vault, desk.make.staff(), messages=WORDS["ja"], now=desk.now
        )


def test_a_letter_written_after_a_plan_takes_the_place_that_the_announcement_had(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.promise(member, Purpose.SERVICE, version=98, weekly_cap=0)
    desk.choose(weekly_cap=2)
    announcement = desk.announce()
    post(desk, member)
    letter = desk.claim()
    assert letter.kind == SendingKind.PUSH

    desk.note(letter)

    assert desk.nothing_to_call()
    assert desk.report(announcement).dropped == 1
