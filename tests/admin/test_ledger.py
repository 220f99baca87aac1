"""What staff see of the ledger: what no root covers yet, an alarm when it is late, numbers of messages."""

from datetime import timedelta

from sqlalchemy import delete, select

from models.consents import Purpose
from models.ledger import LedgerStub
from models.members import Member
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import checkpoints, consent, coverage
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock
from tests.makers import Make
from tests.services.test_ledger import stub


def join(parts: Parts, clock: Clock) -> Member:
    with parts.sessions.begin() as session:
        return Make(session, parts.vault()).member(reachable=True, at=clock())


def home(visitor: Visitor) -> str:
    return visitor.get("/admin/").text


def test_the_home_page_shows_what_no_root_covers_and_alarms_above_ten_minutes(
    visitor: Visitor, parts: Parts, clock: Clock
) -> None:
    visitor.sign_in("owner")
    assert "すべて印が付いています" in home(visitor)

    join(parts, clock)
    clock.advance(minutes=10)
    assert "印の付いていない行 3（10分前から）" in home(visitor)

    clock.advance(minutes=1)
    late = home(visitor)
    assert "印が遅れています" in late
    assert "印の付いていない行が3行あります（いちばん古いもので11分前）" in late

    with parts.sessions.begin() as session:
        checkpoints.anchor(session, parts.vault(), now=clock())
    assert "すべて印が付いています" in home(visitor)


def test_a_members_page_gives_the_numbers_of_what_was_sent(
    visitor: Visitor, parts: Parts, clock: Clock
) -> None:
    member = join(parts, clock)
    number = _sent(parts, clock, member)
    visitor.sign_in("clerk")
    visitor.get("/admin/members")

    page = visitor.post("/admin/members", card=member.card_number).text

    assert f"<code>{number}</code>" in page
    assert "お一人あてのご連絡" in page


def _sent(parts: Parts, clock: Clock, member: Member) -> str:
    with parts.sessions.begin() as session:
        sending = Sending(
            kind=SendingKind.PUSH,
            purpose=Purpose.SERVICE,
            retry_key="key",
            recipients=1,
            carried=1,
            attempts=1,
            state=SendingState.ACCEPTED,
            next_at=clock(),
            last_attempt_at=clock() + timedelta(seconds=1),
            valid_until=clock(),
            created_at=clock(),
        )
        session.add(sending)
        session.flush()
        covering = consent.standing(session, member)[Purpose.SERVICE].entry_id
        session.add(Delivery(sending_id=sending.id, member_id=member.id, consent_entry_id=covering))
        session.flush()
        assert session.scalar(select(Delivery.sending_id)) == sending.id
        return coverage.number(sending.id, member.id)


def test_the_home_page_alarms_when_lines_are_missing(visitor: Visitor, parts: Parts, clock: Clock) -> None:
    with parts.sessions.begin() as session:
        stub(session, 2)
        checkpoints.anchor(session, parts.vault(), now=clock())
        session.execute(delete(LedgerStub).where(LedgerStub.entry_id == 2))

    visitor.sign_in("owner")

    assert "署名した行数より短くなっています" in home(visitor)
