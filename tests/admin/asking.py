"""Members who ask something of the desk, and what came of it."""

from sqlalchemy import select

from models.audit import AuditEntry
from models.members import Member
from models.requests import RequestKind, RightsRequest
from tests.admin.life import buy
from tests.admin.shop import Parts
from tests.makers import Make

SECRET = "自宅の電話を変えた話"
SURE = {"how": "card", "note": "", "reason": "ご本人からお申し出があったため"}


def customer(parts: Parts) -> str:
    """Somebody who bought, spent, and hears announcements; give the card."""
    with parts.sessions.begin() as session:
        somebody = Make(session, parts.vault()).member(reachable=True)
        buy(session, somebody, parts.clock())
        return somebody.card_number


def ask(parts: Parts, card: str, kind: RequestKind = RequestKind.DISCLOSURE, **wishes: object) -> str:
    """Let the member of the card ask; give the address of the request."""
    with parts.sessions.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=card)).one()
        make = Make(session, parts.vault())
        request = make.request(member, kind=kind, details=SECRET, now=parts.clock(), **wishes)
        return f"/admin/desk/requests/{request.id}"


def row(parts: Parts, address: str) -> RightsRequest:
    with parts.readings.begin() as session:
        return session.get_one(RightsRequest, int(address.rpartition("/")[2]))


def deeds(parts: Parts, address: str) -> list[str]:
    with parts.readings.begin() as session:
        subject = f"request:{address.rpartition('/')[2]}"
        return list(
            session.scalars(select(AuditEntry.action).filter_by(subject=subject).order_by(AuditEntry.id))
        )


def member(parts: Parts, card: str) -> Member | None:
    with parts.readings.begin() as session:
        return session.scalar(select(Member).filter_by(card_number=card))
