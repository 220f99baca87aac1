"""Where the audit cannot be written, nothing is changed and nothing is shown."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.topics import Topic
from tests.admin.shop import Parts, Visitor
from tests.databases import KINDS
from tests.makers import Make
from tests.services.test_write_failures import BROKEN, break_inserts, mend

DATABASES = KINDS

TOPIC = {"name_ja": "催し", "name_en": "Events", "code": "events"}


@pytest.fixture
def unwritten(visitor: Visitor, parts: Parts) -> Visitor:
    """An owner at work, while no line of the audit can be written."""
    visitor.sign_in("owner")
    visitor.get("/admin/topics")
    with parts.sessions.begin() as session:
        break_inserts(session, "audit_entries")
    return visitor


def codes_of_topics(parts: Parts) -> set[str]:
    with parts.readings.begin() as session:
        return set(session.scalars(select(Topic.code)))


def test_nothing_is_changed_whose_audit_line_cannot_be_written(unwritten: Visitor, parts: Parts) -> None:
    before = codes_of_topics(parts)

    with pytest.raises(DBAPIError, match=BROKEN):
        unwritten.post("/admin/topics", **TOPIC)

    assert codes_of_topics(parts) == before
    with parts.sessions.begin() as session:
        mend(session, "audit_entries")
    unwritten.post("/admin/topics", **TOPIC)
    assert codes_of_topics(parts) == before | {"events"}


def test_no_member_is_shown_when_it_cannot_be_written_who_looked(unwritten: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member()

    with pytest.raises(DBAPIError, match=BROKEN):
        unwritten.post("/admin/members", card=member.card_number)
