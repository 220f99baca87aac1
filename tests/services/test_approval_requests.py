"""A second person lets an ordinary announcement out as it was asked for, or sends it back with a word."""

from datetime import timedelta

import pytest

from models.announcements import Announcement, AnnouncementState
from models.approvals import Approval, ApprovalState
from models.staff import Role, Staff
from services import announcements, approval_requests, approvals, settings, topics, validity
from tests.desk import CONTENT, WORDS, Desk
from tests.services.test_safety import approve as schedule
from tests.services.test_safety import draft

EDITED = {"ja": [{"type": "text", "text": "お買い得です。"}], "en": WORDS["en"]}


def ordinary(desk: Desk, by: Staff) -> Announcement:
    return draft(desk, by=by, is_safety=False)


def ask(desk: Desk, found: Announcement, by: Staff, hours: int | None = None) -> Approval:
    at = None if hours is None else desk.now + timedelta(hours=hours)
    return approval_requests.ask(
        desk.session, found, by=by, at=at, until=None, messages_by_language=WORDS, now=desk.now
    )


def answer(desk: Desk, found: Announcement, by: Staff, seen: str, words: object = None) -> None:
    approval_requests.approve(
        desk.session,
        found,
        by=by,
        seen=seen,
        messages_by_language=words or WORDS,  # type: ignore[arg-type]  # a test's own words
        now=desk.now,
    )


@pytest.mark.parametrize(
    ("chosen", "people", "required"),
    [(None, 1, False), (None, 2, True), ("no", 2, False), ("yes", 1, True)],
)
def test_it_is_asked_for_where_two_may_send_unless_the_shop_chose(
    desk: Desk, chosen: str | None, people: int, required: bool
) -> None:
    author, *_others = [desk.make.staff() for _ in range(people)]
    if chosen is not None:
        settings.change(desk.session, "approval_required", chosen, now=desk.now)

    assert approvals.is_required(desk.session, ordinary(desk, author)) is required


def test_a_shop_that_chose_can_leave_it_to_the_number_of_people_again(desk: Desk) -> None:
    settings.change(desk.session, "approval_required", "yes", now=desk.now)
    settings.change(desk.session, "approval_required", "", now=desk.now)

    assert settings.read(desk.session).approval_required is None


def test_the_writer_cannot_schedule_it_and_the_operator_can(desk: Desk) -> None:
    author, _other = desk.make.staff(), desk.make.staff()

    with pytest.raises(approvals.SecondPersonNeeded):
        schedule(desk, ordinary(desk, author), author)

    assert desk.schedule(ordinary(desk, author)).state == AnnouncementState.SCHEDULED


def test_the_second_person_lets_it_out_at_the_time_that_was_asked_for(desk: Desk) -> None:
    author, other = desk.make.staff(Role.MARKETER, may_send=False), desk.make.staff()
    found = ordinary(desk, author)
    request = ask(desk, found, author, hours=3)
    desk.pass_time(timedelta(hours=1))

    answer(desk, found, other, request.sha256)

    assert (found.state, found.approved_by) == (AnnouncementState.SCHEDULED, other.id)
    assert found.scheduled_at == desk.now + timedelta(hours=2)
    assert (request.state, request.answered_by) == (ApprovalState.APPROVED, other.id)
    assert approvals.is_as_approved(found)


def test_the_writer_does_not_answer_their_own_question(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    request = ask(desk, found, author)

    with pytest.raises(approvals.SecondPersonNeeded), desk.session.begin_nested():
        answer(desk, found, author, request.sha256)

    assert approval_requests.waiting(desk.session, author) == []
    assert approval_requests.waiting(desk.session, other) == [found]


def test_who_may_not_send_is_asked_nothing(desk: Desk) -> None:
    author, clerk = desk.make.staff(), desk.make.staff(may_send=False)
    desk.make.staff()
    found = ordinary(desk, author)
    ask(desk, found, author)

    assert approval_requests.waiting(desk.session, clerk) == []
    with pytest.raises(announcements.MayNotSend):
        approval_requests.send_back(desk.session, found, by=clerk, word="だめです", now=desk.now)


@pytest.mark.parametrize("what", ["words", "topic", "sound", "seen"])
def test_any_change_voids_the_question(desk: Desk, what: str) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    request = ask(desk, found, author)
    if what == "topic":
        beans = {"code": "coffee", "name_ja": "豆", "name_en": "Beans"}
        found.topic_id = topics.define(desk.session, **beans, now=desk.now).id
    if what == "sound":
        found.is_quiet = not found.is_quiet
    words, seen = (EDITED if what == "words" else WORDS), ("0" * 64 if what == "seen" else request.sha256)

    with pytest.raises(approvals.ContentChanged):
        answer(desk, found, other, seen, words)

    assert found.state == AnnouncementState.DRAFT
    assert approval_requests.is_sound(request, found, words) is (what == "seen")


def test_a_question_asked_anew_takes_the_place_of_the_old_one(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    before = ask(desk, found, author, hours=3).sha256
    now = ask(desk, found, author, hours=4).sha256

    with pytest.raises(approvals.ContentChanged):
        answer(desk, found, other, before)
    answer(desk, found, other, now)

    assert found.scheduled_at == desk.now + timedelta(hours=4)


def test_it_is_sent_back_with_a_word_and_then_cannot_be_approved(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    request = ask(desk, found, author)

    with pytest.raises(approval_requests.WordNeeded):
        approval_requests.send_back(desk.session, found, by=other, word=" ", now=desk.now)
    approval_requests.send_back(desk.session, found, by=other, word="日付をお願いします", now=desk.now)

    assert (request.state, request.word) == (ApprovalState.RETURNED, "日付をお願いします")
    with pytest.raises(approval_requests.ApprovalOver):
        answer(desk, found, other, request.sha256)
    with pytest.raises(approval_requests.ApprovalOver):
        approval_requests.send_back(desk.session, found, by=other, word="もう一度", now=desk.now)


def test_of_two_who_approve_at_once_one_does(desk: Desk) -> None:
    author, first, second = (desk.make.staff() for _ in range(3))
    found = ordinary(desk, author)
    request = ask(desk, found, author)
    answer(desk, found, first, request.sha256)

    with pytest.raises(approval_requests.ApprovalOver):
        answer(desk, found, second, request.sha256)
    assert found.approved_by == first.id


def test_a_time_that_went_by_while_it_waited_is_not_approved(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    request = ask(desk, found, author, hours=1)
    desk.pass_time(timedelta(hours=2))

    with pytest.raises(validity.AnnouncementPast):
        answer(desk, found, other, request.sha256)


def test_nobody_is_asked_where_there_is_nobody_else(desk: Desk) -> None:
    author = desk.make.staff()

    with pytest.raises(approval_requests.NobodyToApprove):
        ask(desk, ordinary(desk, author), author)


def test_what_is_on_its_way_needs_no_approval(desk: Desk) -> None:
    author = desk.make.staff()
    desk.make.staff()
    found = desk.schedule(ordinary(desk, author))

    with pytest.raises(announcements.AnnouncementMovedOn):
        ask(desk, found, author)


@pytest.mark.parametrize("changed", ["is_quiet", "valid_until", "messages"])
def test_an_ordinary_one_that_changes_after_its_approval_is_held(desk: Desk, changed: str) -> None:
    desk.members(1)
    found = desk.schedule(ordinary(desk, desk.make.staff()))
    others = {"is_quiet": False, "valid_until": desk.now + timedelta(days=3), "messages": []}
    setattr(found, changed, others[changed])
    desk.session.flush()

    desk.plan()

    assert (found.state, desk.sendings()) == (AnnouncementState.PAUSED, [])


def test_a_draft_that_is_rewritten_is_asked_about_anew(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = ordinary(desk, author)
    ask(desk, found, author)
    announcements.change(
        desk.session,
        found,
        title=found.title,
        topic_id=found.topic_id,
        content=CONTENT,
        changed_by=other.id,
        now=desk.now,
    )

    assert approval_requests.waiting(desk.session, other) == []
