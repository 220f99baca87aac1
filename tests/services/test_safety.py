"""Safety announcements: past topic, rhythm, cap, pause and hours; never past consent, nor by one alone."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.announcements import Announcement, AnnouncementState
from models.consents import Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Rhythm
from models.sendings import Dropped
from models.staff import Staff
from models.topics import MemberTopic
from services import announcements, approvals, consent, letters, safety, topics
from services.audiences import Excluded
from tests.clock import NOW, in_japan
from tests.desk import CONTENT, WORDS, Desk, ids
from tests.makers import Make

NIGHT = in_japan(2026, 12, 1, 23, 30)


def draft(desk: Desk, *, by: Staff | None = None, is_safety: bool = True) -> Announcement:
    return announcements.draft(
        desk.session,
        title="回収のお願い",
        topic_id=topics.by_code(desk.session, topics.NEWS).id,
        content=CONTENT,
        created_by=(by or desk.make.staff()).id,
        is_quiet=True,
        is_safety=is_safety,
        now=desk.now,
    )


def approve(desk: Desk, found: Announcement, by: Staff, *, seen: str | None = None) -> Announcement:
    announcements.schedule(
        desk.session,
        found,
        at=None,
        until=None,
        messages_by_language=WORDS,
        approved_by=by,
        seen=seen or approvals.fingerprint(found),
        now=desk.now,
    )
    return found


def scheduled(desk: Desk) -> Announcement:
    """Written by one and approved by another."""
    return approve(desk, draft(desk), desk.make.staff())


def stop(desk: Desk, member: Member) -> None:
    """Let a member say 停止."""
    evidence = desk.make.evidence(desk.now)
    consent.withdraw(
        desk.session, member, purposes=consent.UNASKED, reason="stop", evidence=evidence, now=desk.now
    )


def leave_unnamed(desk: Desk, member: Member) -> None:
    """Let the member have joined under words that name no safety announcements."""
    given = desk.session.get_one(Consent, (member.id, Purpose.MEMBERSHIP))
    notice = desk.session.get_one(Notice, given.notice_id)
    fields = {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}
    older = Notice(**fields | {"id": None, "version": 0, "kinds": ["receipt"]})
    desk.session.add(older)
    desk.session.flush()
    given.notice_id = older.id
    desk.session.flush()


def reached(desk: Desk) -> list[int]:
    """Plan what is scheduled, and tell whom the call goes to."""
    desk.plan()
    return ids(desk.claim())


def test_it_reaches_who_paused_switched_the_topic_off_or_wants_little(desk: Desk) -> None:
    paused, off, rare = desk.members(3)
    desk.prefer(paused, paused_until=NOW + timedelta(days=30))
    desk.prefer(rare, rhythm=Rhythm.IMPORTANT)
    news = topics.by_code(desk.session, topics.NEWS).id
    desk.session.merge(MemberTopic(member_id=off.id, topic_id=news, is_wanted=False, changed_at=NOW))

    announcement = scheduled(desk)

    assert desk.audience(announcement).reachable == 3
    assert reached(desk) == [paused.id, off.id, rare.id]


def test_it_reaches_who_had_enough_this_week(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    desk.note(desk.claim())

    scheduled(desk)

    assert len(reached(desk)) == 1


def test_it_goes_out_in_the_night_and_outside_a_members_own_hours(desk: Desk) -> None:
    member = desk.make.member()
    desk.prefer(
        member, hours_from=in_japan(2026, 1, 1, 10).time(), hours_until=in_japan(2026, 1, 1, 11).time()
    )
    desk.clock.set(NIGHT)

    scheduled(desk)

    assert reached(desk) == [member.id]


def test_it_reaches_members_who_never_wanted_announcements_or_stopped_them(desk: Desk) -> None:
    never, stopped = desk.make.member(), desk.make.member(reachable=True)
    stop(desk, stopped)

    scheduled(desk)

    assert reached(desk) == [never.id, stopped.id]
    given = desk.session.get_one(Consent, (never.id, Purpose.MEMBERSHIP)).entry_id
    assert desk.delivery(never).consent_entry_id == given


def test_it_never_reaches_who_blocked_or_agreed_to_words_that_do_not_name_it(desk: Desk) -> None:
    blocked, unnamed, named = desk.members(3)
    blocked.blocked_at = NOW
    leave_unnamed(desk, unnamed)

    announcement = scheduled(desk)

    counted = desk.audience(announcement)
    assert dict(counted.excluded) == {Excluded.NOT_NAMED: 1, Excluded.BLOCKED: 1}
    assert reached(desk) == [named.id]
    assert desk.report(announcement).excluded == counted.excluded


def test_who_leaves_or_blocks_after_the_plan_is_left_out(desk: Desk) -> None:
    gone, blocked, there = desk.members(3)
    scheduled(desk)
    desk.plan()
    desk.make.erase(gone, at=desk.now)
    blocked.blocked_at = desk.now

    assert ids(desk.claim()) == [there.id]
    assert desk.delivery(blocked).dropped == Dropped.LEFT


def test_a_safety_announcement_does_not_use_up_the_weeks_ordinary_one(desk: Desk) -> None:
    desk.members(1)
    scheduled(desk)
    desk.plan()
    desk.note(desk.claim())

    assert desk.audience(desk.draft()).reachable == 1


def test_an_ordinary_announcement_does_not_get_through_the_same_hole(desk: Desk) -> None:
    """Marked after its plan, it still rests on the yes to announcements, and courtesy holds."""
    member = desk.make.member(reachable=True)
    announcement = desk.announce()
    desk.session.execute(update(Announcement).values(is_safety=True))
    desk.session.refresh(announcement)
    sending = desk.sendings()[0]

    assert not safety.waives_courtesy(sending, announcement)
    assert desk.nothing_to_call()
    assert desk.delivery(member).dropped is None
    assert announcement.state == AnnouncementState.PAUSED


def test_a_recall_arrives_with_a_sound_whatever_was_ticked(desk: Desk) -> None:
    assert not draft(desk).is_quiet
    assert draft(desk, is_safety=False).is_quiet


def test_a_sending_of_another_announcement_or_a_letter_waives_nothing(desk: Desk) -> None:
    desk.members(1)
    announcement = scheduled(desk)
    desk.plan()
    sending = desk.sendings()[0]

    assert safety.waives_courtesy(sending, announcement)
    assert not safety.waives_courtesy(sending, None)
    assert not safety.waives_courtesy(sending, desk.draft())
    sending.purpose = Purpose.ANNOUNCEMENTS
    assert not safety.waives_courtesy(sending, announcement)


def test_no_letter_goes_under_membership(desk: Desk) -> None:
    member = desk.make.member(reachable=True)

    with pytest.raises(letters.MemberUnreachable):
        letters.letter(
            desk.session,
            desk.make.vault,
            member,
            purpose=Purpose.MEMBERSHIP,
            messages=WORDS["ja"],
            valid_until=NOW + timedelta(days=1),
            choices=desk.choices,
            now=NOW,
        )


def test_those_that_went_out_are_told_the_newest_first(desk: Desk, make: Make) -> None:
    desk.members(1)
    first = scheduled(desk)
    desk.plan()
    desk.pass_time(timedelta(hours=1))
    second = scheduled(desk)
    desk.plan()
    draft(desk)
    desk.schedule()
    desk.plan()

    assert safety.told(desk.session) == [second, first]
