"""The ledger of answers: append-only, the newest answer stands, ties withdraw."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.consents import Answer, Purpose
from services import consent
from tests.clock import NOW
from tests.makers import EARLIER, Make


@pytest.mark.parametrize(
    ("first", "second"), [(Answer.GIVEN, Answer.WITHDRAWN), (Answer.WITHDRAWN, Answer.GIVEN)]
)
def test_on_a_tie_the_withdrawal_wins_whichever_came_in_first(
    make: Make, first: Answer, second: Answer
) -> None:
    member = make.member()
    for verdict in (first, second):
        consent.record(
            make.session, member, Purpose.ANNOUNCEMENTS, verdict, evidence=make.evidence(NOW), now=NOW
        )

    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_the_newest_answer_by_lines_time_wins_whatever_the_order_of_arrival(make: Make) -> None:
    member = make.member()
    newer, older = make.evidence(NOW), make.evidence(EARLIER)
    for verdict, evidence in ((Answer.GIVEN, newer), (Answer.WITHDRAWN, older)):
        consent.record(make.session, member, Purpose.SERVICE, verdict, evidence=evidence, now=NOW)

    assert consent.is_given(make.session, member, Purpose.SERVICE)


CHANGES = {
    "sqlite": (
        "UPDATE consent_entries SET answer = 'given'",
        "DELETE FROM consent_entries",
        "INSERT OR REPLACE INTO consent_entries SELECT * FROM consent_entries",
    ),
    "postgresql": (
        "UPDATE consent_entries SET answer = 'given'",
        "DELETE FROM consent_entries",
        "TRUNCATE consent_entries CASCADE",
    ),
}


def test_the_database_refuses_to_change_the_ledger(make: Make, database_kind: str) -> None:
    make.member()

    for statement in CHANGES[database_kind]:
        with pytest.raises(DBAPIError, match="appended"), make.session.begin_nested():
            make.session.execute(text(statement))


def test_lines_are_named_by_uuids_that_grow_with_time() -> None:
    names = [consent.new_record_id(NOW + timedelta(milliseconds=number)) for number in range(100)]

    assert names == sorted(names)
    for number, name in enumerate(names):
        made = uuid.UUID(name)
        assert (made.version, made.variant, str(made)) == (7, uuid.RFC_4122, name)
        assert made.int >> 80 == NOW.timestamp() * 1000 + number


def test_two_lines_of_the_same_moment_have_two_names() -> None:
    assert len({consent.new_record_id(NOW) for _ in range(1000)}) == 1000


def test_a_line_of_the_ledger_hashes_to_its_leaf(make: Make) -> None:
    make.member(reachable=True)
    member = make.member(reachable=True, language="en")
    make.session.expire_all()

    for line in consent.receipts(make.session, member):
        fields = {name: getattr(line, name) for name in consent.PROVEN}
        assert consent.leaf(fields) == line.leaf_sha256
