"""Announcements: what can be scheduled, and what can be done in which state."""

from datetime import datetime, timedelta

import pytest

from models.announcements import AnnouncementState as State
from services import announcements, content_checks, contents, progress, validity
from tests.clock import NOW, in_japan
from tests.desk import CONTENT, WORDS, Desk

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (in_japan(2026, 12, 1, 12, 0), in_japan(2026, 12, 1, 20, 59)),
        (in_japan(2026, 12, 1, 19, 59), in_japan(2026, 12, 1, 20, 59)),
        (in_japan(2026, 12, 1, 20, 0), in_japan(2026, 12, 2, 20, 0)),
        (in_japan(2026, 12, 3, 1, 0), in_japan(2026, 12, 3, 20, 59)),
    ],
)
def test_the_last_moment_is_that_evening_or_a_day_later(desk: Desk, at: datetime, until: datetime) -> None:
    announcement = desk.schedule(at=at)

    assert (announcement.state, announcement.scheduled_at) == (State.SCHEDULED, at)
    assert announcement.valid_until == until


def test_the_words_are_frozen_in_every_language(desk: Desk) -> None:
    announcement = desk.draft()
    announcements.schedule(
        desk.session,
        announcement,
        at=None,
        until=None,
        messages_by_language={"ja": WORDS["ja"]},
        approved_by=None,
        now=NOW,
    )

    assert announcement.messages == [
        {"language": "ja", "messages": WORDS["ja"]},
        {"language": "en", "messages": WORDS["ja"]},
    ]


def test_the_minute_that_has_just_begun_is_still_now(desk: Desk) -> None:
    assert desk.schedule(at=NOW - timedelta(seconds=59)).scheduled_at == NOW


def test_the_past_is_refused(desk: Desk) -> None:
    with pytest.raises(validity.AnnouncementPast):
        desk.schedule(at=NOW - timedelta(seconds=61))
    with pytest.raises(validity.AnnouncementPast):
        desk.schedule(until=NOW)


def test_a_last_moment_right_after_the_first_is_refused(desk: Desk) -> None:
    with pytest.raises(validity.ValidityTooShort) as refusal:
        desk.schedule(at=NOW + MINUTE, until=NOW + 1.5 * MINUTE)

    assert refusal.value.earliest == NOW + 2 * MINUTE


@pytest.mark.parametrize("texts", [[], [" ", "\n"]])
def test_nothing_to_say_is_refused(desk: Desk, texts: list[str]) -> None:
    announcement = desk.draft()

    with pytest.raises(content_checks.ContentEmpty):
        announcements.change(
            desk.session,
            announcement,
            title="",
            topic_id=announcement.topic_id,
            content={"texts": texts},
            now=NOW,
        )
    with pytest.raises(content_checks.ContentEmpty):
        announcements.schedule(
            desk.session,
            announcement,
            at=None,
            until=None,
            messages_by_language={},
            approved_by=None,
            now=NOW,
        )


def test_six_texts_are_more_than_line_takes(desk: Desk) -> None:
    announcement = desk.draft()

    with pytest.raises(content_checks.ContentTooLong):
        announcements.change(
            desk.session,
            announcement,
            title="",
            topic_id=announcement.topic_id,
            content={"texts": ["あ"] * 6},
            now=NOW,
        )


def test_a_topic_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(announcements.TopicGone):
        desk.draft(topic_id=9_999)


def test_staff_who_may_not_send_cannot_approve(desk: Desk) -> None:
    clerk = desk.make.staff(may_send=False)
    announcement = desk.draft()

    with pytest.raises(announcements.MayNotSend):
        announcements.schedule(
            desk.session,
            announcement,
            at=None,
            until=None,
            messages_by_language=WORDS,
            approved_by=clerk,
            now=NOW,
        )
    assert announcement.state == State.DRAFT


def test_who_approved_is_kept_with_a_hash_of_words_and_time(desk: Desk) -> None:
    owner = desk.make.staff(may_send=True)
    first, second = desk.draft(), desk.draft()
    for announcement, at in ((first, NOW), (second, NOW + MINUTE)):
        announcements.schedule(
            desk.session,
            announcement,
            at=at,
            until=NOW + timedelta(hours=2),
            messages_by_language=WORDS,
            approved_by=owner,
            now=NOW,
        )

    assert first.approved_by == owner.id
    assert first.approved_sha256 != second.approved_sha256


def test_what_is_scheduled_can_no_longer_be_rewritten_nor_scheduled_again(desk: Desk) -> None:
    announcement = desk.schedule()

    with pytest.raises(announcements.AnnouncementMovedOn) as refusal:
        announcements.change(
            desk.session,
            announcement,
            title="別の題",
            topic_id=announcement.topic_id,
            content=CONTENT,
            now=NOW,
        )
    assert refusal.value.state == State.SCHEDULED
    with pytest.raises(announcements.AnnouncementMovedOn):
        desk.schedule(announcement)


def test_a_draft_can_be_rewritten(desk: Desk) -> None:
    announcement = desk.draft()

    announcements.change(
        desk.session,
        announcement,
        title="別の題",
        topic_id=announcement.topic_id,
        content={"texts": [" あ ", ""]},
        is_quiet=True,
        now=NOW,
    )

    assert (announcement.title, announcement.is_quiet) == ("別の題", True)
    assert contents.texts(announcement.content) == ["あ"]


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    with pytest.raises(announcements.AnnouncementUnknown):
        progress.show(desk.session, 4_711, now=NOW)
