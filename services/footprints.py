"""Footprints: whom staff accounts looked at, changed or handed out in a time, as the audit tells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.coupons import CouponGrant
from models.incidents import Incident, Scope
from models.keys import MemberKey
from models.members import Member
from models.provisions import ProvidedPerson
from models.requests import RightsRequest
from services import vault
from services.people import USER_ID
from services.vault import Vault

Value = TypeVar("Value")

SLICE = 500
SAMPLE = 20
"""So many sealed values are opened to see that they are sealed as they should be."""


@dataclass(frozen=True)
class Footprint:
    """Who it may be about."""

    people: int
    """Members, as far as they are still known."""
    gone: int
    """Others, of whom nothing is left that could be found."""
    deeds: Counter[str]
    """How often what was done, by the audit's name of it."""
    accounts: Counter[int]
    """How often by which account."""


@dataclass(frozen=True)
class Affected:
    """One person to be told."""

    member_id: int
    pid: str
    card_number: str


def of(session: Session, incident: Incident) -> Footprint:
    """Count whom it may be about."""
    deeds, accounts = Counter[str](), Counter[int]()
    for entry in _entries(session, incident):
        deeds[entry.action] += 1
        if entry.staff_id is not None:
            accounts[entry.staff_id] += 1
    if incident.scope == Scope.EVERYBODY:
        return Footprint(_all(session, incident), 0, deeds, accounts)
    named = _named(session, incident)
    people = sum(len(part) for part in _known(session, named))
    return Footprint(people, len(named) - people, deeds, accounts)


def people(session: Session, incident: Incident, *, after: int = 0, limit: int = SLICE) -> list[Affected]:
    """List them in the order of membership, from the one after this id on."""
    rows = select(Member.id, Member.pid, Member.card_number).where(Member.id > after).order_by(Member.id)
    if incident.scope == Scope.EVERYBODY:
        joined = rows.where(Member.joined_at <= incident.ended_at)
        return [Affected(*row) for row in session.execute(joined.limit(limit))]
    found = sorted(number for number in _named(session, incident) if number > after)
    listed: list[Affected] = []
    for part in _parts(found):
        listed += [Affected(*row) for row in session.execute(rows.where(Member.id.in_(part)))]
        if len(listed) >= limit:
            break
    return listed[:limit]


def is_sealed(session: Session, vault: Vault) -> bool:
    """Tell whether a sample of the newest members' LINE ids opens with their own keys, and with nothing else.

    AES-256-GCM fails on any other key, place or bytes, so that what opens was sealed by it.
    """
    newest = (
        select(Member.pid, Member.line_user_id, MemberKey.wrapped)
        .join(MemberKey, MemberKey.member_pid == Member.pid)
        .order_by(Member.id.desc())
        .limit(SAMPLE)
    )
    return all(_opens(vault, *row) for row in session.execute(newest))


def _opens(opened: Vault, pid: str, sealed: bytes, wrapped: bytes) -> bool:
    try:
        return bool(opened.open_with(wrapped, pid, USER_ID, sealed))
    except vault.Spoiled:
        return False


def _all(session: Session, incident: Incident) -> int:
    joined = select(func.count()).select_from(Member).where(Member.joined_at <= incident.ended_at)
    return int(session.scalar(joined) or 0)


def _entries(session: Session, incident: Incident) -> Iterable[AuditEntry]:
    lines = select(AuditEntry).where(
        AuditEntry.created_at >= incident.began_at, AuditEntry.created_at <= incident.ended_at
    )
    if incident.account_id is not None:
        lines = lines.where(AuditEntry.staff_id == incident.account_id)
    return session.scalars(lines.order_by(AuditEntry.id).execution_options(yield_per=SLICE))


def _named(session: Session, incident: Incident) -> set[int]:
    """Give the ids of all members that the lines are about, directly or by something of theirs."""
    subjects: dict[str, set[int]] = {"member": set(), "grant": set(), "request": set(), "provision": set()}
    for entry in _entries(session, incident):
        kind, _, number = entry.subject.partition(":")
        if kind in subjects and number.isdecimal():
            subjects[kind].add(int(number))
    pids = _pids(session, subjects["request"], subjects["provision"])
    return subjects["member"] | _holders(session, subjects["grant"]) | _ids(session, pids)


def _holders(session: Session, grants: set[int]) -> set[int]:
    found: set[int] = set()
    for part in _parts(sorted(grants)):
        found |= set(session.scalars(select(CouponGrant.member_id).where(CouponGrant.id.in_(part))))
    return found


def _pids(session: Session, requests: set[int], provisions: set[int]) -> set[str]:
    found: set[str] = set()
    for part in _parts(sorted(requests)):
        of_requests = select(RightsRequest.member_pid).where(RightsRequest.id.in_(part))
        found |= {pid for pid in session.scalars(of_requests) if pid is not None}
    for part in _parts(sorted(provisions)):
        given = select(ProvidedPerson.member_pid).where(ProvidedPerson.provision_id.in_(part))
        found |= set(session.scalars(given))
    return found


def _ids(session: Session, pids: set[str]) -> set[int]:
    found: set[int] = set()
    for part in _parts(sorted(pids)):
        found |= set(session.scalars(select(Member.id).where(Member.pid.in_(part))))
    return found


def _known(session: Session, ids: set[int]) -> Iterator[Sequence[int]]:
    for part in _parts(sorted(ids)):
        yield session.scalars(select(Member.id).where(Member.id.in_(part))).all()


def _parts(values: list[Value]) -> Iterator[list[Value]]:
    """Cut a list into pieces that a statement can carry."""
    for start in range(0, len(values), SLICE):
        yield values[start : start + SLICE]
