"""The nightly look for points that expire: each member is written to once a month, however often it looks."""

import json
from datetime import timedelta

from sqlalchemy import select

from models.audit import AuditEntry
from models.points import PointsLot
from models.sendings import Sending
from scheduler import expiry_letters
from services import letters
from tests.bot.posting import Post
from tests.clock import in_japan
from tests.makers import Make


def test_a_night_writes_to_whom_a_letter_is_due_and_no_other_night_does_again(post: Post) -> None:
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        member = make.member(only_expiry=True)
        make.member()
        for lot in session.scalars(select(PointsLot)):
            lot.expires_at = in_japan(2027, 1, 1, 0)

    for moment in ((2026, 12, 1, 2, 59), (2026, 12, 1, 3), (2026, 12, 1, 4), (2026, 12, 2, 3)):
        post.clock.set(in_japan(*moment))
        expiry_letters.tell_of_expiry(post.store.sessions, post.clock, lambda: post.vault)

    with post.store.readings.begin() as session:
        told = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "expiry_letters")
        assert session.execute(told.order_by(AuditEntry.id)).all() == [
            ("day:2026-12-01", {"told": 1}),
            ("day:2026-12-02", {"told": 0}),
        ]
        [sending] = session.scalars(select(Sending))
        said = json.loads(post.vault.open(session, member.pid, letters.COLUMN, sending.letter or b""))
    assert "2026年12月31日（木）までのポイントが、100ポイントございます。" in json.dumps(
        said, ensure_ascii=False
    )
    assert sending.valid_until == in_japan(2026, 12, 1, 3) + timedelta(days=7)
