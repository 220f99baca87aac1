"""The nightly look for sleepers: told, then erased, with figures on record and nobody in them."""

from sqlalchemy import select

from models.audit import AuditEntry
from models.erasures import Erasure
from models.members import Member
from models.sendings import Sending
from scheduler import sleeping
from tests.bot.posting import Post
from tests.clock import in_japan
from tests.makers import Make


def test_sleepers_are_told_one_night_and_erased_a_month_later(post: Post) -> None:
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        make.member(only_expiry=True)
        make.member()

    for moment in ((2029, 1, 1, 2, 59), (2029, 1, 1, 3), (2029, 1, 1, 4), (2029, 2, 1, 3)):
        post.clock.set(in_japan(*moment))
        sleeping.see_to_sleepers(post.store.sessions, post.clock, lambda: post.vault)

    with post.store.readings.begin() as session:
        told = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "sleeping")
        assert session.execute(told.order_by(AuditEntry.id)).all() == [
            ("day:2029-01-01", {"told": 1, "erased": 0}),
            ("day:2029-02-01", {"told": 0, "erased": 2}),
        ]
        assert session.scalars(select(Member.id)).all() == []
        assert len(session.scalars(select(Erasure.id)).all()) == 2
        assert len(session.scalars(select(Sending.id)).all()) == 1
