"""Links: a web shop's customer number belongs to a member once both the web shop and LINE have said so."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from models.links import Link, LinkNonce
from models.members import Member
from services.errors import RuleError
from services.vault import Vault

ON_THE_WAY = timedelta(minutes=10)
"""How long the page that leads to the web shop may be opened; as long as LINE's link token lives."""
LIVES = timedelta(minutes=15)
"""A nonce; LINE's own link token lives ten minutes."""
CUSTOMER, WAITING = "links.customer", "link_nonces.customer"
TOKEN = "lnk_"  # noqa: S105  # how tokens begin, not one
LONGEST_NUMBER = 100


class LinkUnknown(RuleError):
    """Nobody is linked under this customer number or token, or the way to it is over."""


class CustomerRefused(RuleError):
    """A customer number has 1 to 100 signs."""


@dataclass(frozen=True)
class Begun:
    """What the web shop gets: the nonce for LINE, and the token that will name the member to it."""

    nonce: str = field(repr=False)
    token: str = field(repr=False)
    expires_at: datetime


def begin(session: Session, vault: Vault, customer: str, *, now: datetime) -> Begun:
    """Remember who signed in at the web shop until LINE brings the nonce back; raise CustomerRefused.

    https://developers.line.biz/en/docs/messaging-api/linking-accounts/
    """
    number = customer.strip()
    if not 1 <= len(number) <= LONGEST_NUMBER:
        raise CustomerRefused
    nonce, token = secrets.token_urlsafe(32), TOKEN + secrets.token_urlsafe(24)
    row = LinkNonce(digest=_digest(nonce), token_digest=_digest(token), expires_at=now + LIVES)
    row.customer = vault.seal_secret(_place(row.digest), number)
    session.add(row)
    session.flush()
    return Begun(nonce, token, row.expires_at)


def confirm(session: Session, vault: Vault, member: Member, nonce: str, *, now: datetime) -> Link:
    """Link the member, who said yes in LINE; an older link of either side ends. Raise LinkUnknown."""
    mine = (LinkNonce.digest == _digest(nonce), LinkNonce.expires_at > now)
    taken = delete(LinkNonce).where(*mine).returning(LinkNonce.customer, LinkNonce.token_digest)
    found = session.execute(taken.execution_options(synchronize_session=False)).first()
    if found is None:
        raise LinkUnknown
    number = vault.open_secret(_place(_digest(nonce)), found[0])
    known = customer_key(vault, number)
    session.execute(delete(Link).where(or_(Link.customer_key == known, Link.member_id == member.id)))
    link = Link(member_id=member.id, customer_key=known, token_digest=found[1], linked_at=now)
    link.customer = vault.seal(session, member.pid, CUSTOMER, number)
    session.add(link)
    session.flush()
    return link


def of(session: Session, member: Member) -> Link | None:
    """Give the member's link, if there is one."""
    return session.get(Link, member.id)


def customer_of(session: Session, vault: Vault, member: Member, link: Link) -> str:
    """Open the customer number of the member's link."""
    return vault.open(session, member.pid, CUSTOMER, link.customer)


def way(vault: Vault, member: Member, *, now: datetime) -> str:
    """Make the address by which the member, and nobody else, can go to the web shop for a while."""
    said = f"{member.id}.{int((now + ON_THE_WAY).timestamp())}"
    return f"{said}.{_proof(vault, said)}"


def on_the_way(session: Session, vault: Vault, word: str, *, now: datetime) -> Member:
    """Tell who opened such an address; raise LinkUnknown."""
    said, _, proof = word.rpartition(".")
    if not hmac.compare_digest(proof.encode(), _proof(vault, said).encode()):
        raise LinkUnknown
    number, _, until = said.partition(".")
    member = session.get(Member, int(number)) if now.timestamp() < int(until) else None
    if member is None:
        raise LinkUnknown
    return member


def _proof(vault: Vault, said: str) -> str:
    return vault.mac("link-way", said.encode()).hex()


def end(session: Session, member: Member) -> bool:
    """Let the web shop know the member no more; tell whether it did."""
    gone = delete(Link).where(Link.member_id == member.id).returning(Link.member_id)
    return session.scalar(gone) is not None


def count(session: Session) -> int:
    """Tell how many members are linked."""
    return int(session.scalar(select(func.count()).select_from(Link)) or 0)


def by_customer(session: Session, vault: Vault, customer: str) -> Member:
    """Find the member to whom this customer number belongs; raise LinkUnknown."""
    return _member(session, Link.customer_key == customer_key(vault, customer.strip()))


def by_token(session: Session, token: str) -> Member:
    """Find the member whom the web shop knows by this token; raise LinkUnknown."""
    return _member(session, Link.token_digest == _digest(token))


def customer_key(vault: Vault, number: str) -> str:
    """Name a customer number so that it can be found again, but not recognised: 64 hex digits."""
    return vault.mac("customer", number.encode(), key="index").hex()


def _member(session: Session, condition: ColumnElement[bool]) -> Member:
    member = session.scalar(select(Member).join(Link, Link.member_id == Member.id).where(condition))
    if member is None:
        raise LinkUnknown
    return member


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def _place(digest: str) -> str:
    return f"{WAITING}|{digest}"
