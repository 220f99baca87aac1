"""A safety announcement goes out only as a second person has seen it, where there is one."""

import pytest

from models.announcements import Announcement, AnnouncementState
from models.sendings import SendingState
from models.staff import Role, Staff
from services import announcements, approvals, contents
from tests.desk import CONTENT, Desk
from tests.services.test_safety import approve, draft, scheduled


def test_who_wrote_it_does_not_approve_it_where_somebody_else_may(desk: Desk) -> None:
    author = desk.make.staff()
    found = draft(desk, by=author)
    other = desk.make.staff(Role.MARKETER)

    with pytest.raises(approvals.SecondPersonNeeded):
        approve(desk, found, author)
    approve(desk, found, other)

    assert (found.created_by, found.approved_by, found.state) == (
        author.id,
        other.id,
        AnnouncementState.SCHEDULED,
    )


def test_one_alone_who_may_send_approves_their_own(desk: Desk) -> None:
    author = desk.make.staff()
    desk.make.staff(may_send=False)

    assert approve(desk, draft(desk, by=author), author).state == AnnouncementState.SCHEDULED


def test_nobody_named_approves_nothing(desk: Desk) -> None:
    with pytest.raises(approvals.SecondPersonNeeded):
        desk.schedule(draft(desk))


def test_who_rewrites_a_draft_is_who_wrote_it(desk: Desk) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = draft(desk, by=author)
    rewrite(desk, found, other, "お召し上がりにならないでください。")

    with pytest.raises(approvals.SecondPersonNeeded):
        approve(desk, found, other)
    assert approve(desk, found, author).approved_by == author.id


def rewrite(desk: Desk, found: Announcement, by: Staff, text: str, *, is_safety: bool = True) -> None:
    announcements.change(
        desk.session,
        found,
        title=found.title,
        topic_id=found.topic_id,
        content={**CONTENT, "texts": [text]},
        changed_by=by.id,
        is_safety=is_safety,
        now=desk.now,
    )


@pytest.mark.parametrize("was_safety", [True, False])
def test_what_changed_since_it_was_looked_at_is_not_approved(desk: Desk, was_safety: bool) -> None:
    author, other = desk.make.staff(), desk.make.staff()
    found = draft(desk, by=author, is_safety=was_safety)
    seen = approvals.fingerprint(found)
    rewrite(desk, found, author, "別の言葉です。" if was_safety else contents.texts(found.content)[0])

    with pytest.raises(approvals.ContentChanged):
        approve(desk, found, other, seen=seen)
    assert found.state == AnnouncementState.DRAFT


def test_a_change_after_the_approval_voids_it(desk: Desk) -> None:
    desk.members(1)
    found = scheduled(desk)
    assert approvals.is_as_approved(found)
    found.messages = [{"language": "ja", "messages": [{"type": "text", "text": "お買い得です。"}]}]
    desk.session.flush()

    desk.plan()

    assert (found.state, desk.sendings()) == (AnnouncementState.PAUSED, [])


def test_a_change_after_the_plan_stops_it_too(desk: Desk) -> None:
    desk.members(1)
    found = scheduled(desk)
    desk.plan()
    found.messages = [{"language": "ja", "messages": []}, {"language": "en", "messages": []}]
    desk.session.flush()

    assert desk.nothing_to_call()
    assert (found.state, desk.sendings()[0].state) == (AnnouncementState.PAUSED, SendingState.WAITING)
