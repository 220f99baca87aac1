"""Provisions: data for a third party, only of those who said yes to it, and on record (APPI 27 and 29)."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models.consents import Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.points import PointsLot
from models.provisions import ProvidedPerson, Provision
from services import csv_out, japan, notices
from services.errors import RuleError

ITEMS = ("card_number", "joined_on", "points")
"""What can be given; a notice has to name the same codes among its items."""
MOST = 5_000
"""People in one file: so many are written in one short transaction."""
LIMITS: Mapping[str, int] = {"recipient": 120, "address": 200, "purpose": 200, "reason": 400}
"""Characters."""


class ProvisionRefused(RuleError):
    """What is said of it is not whole; `why` is `recipient`, `address`, `purpose`, `items` or `reason`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NobodyCovered(RuleError):
    """Nobody has said yes to giving these items to this recipient."""


class TooManyCovered(RuleError):
    """More people than one file takes."""

    def __init__(self, people: int, limit: int) -> None:
        super().__init__(people, limit)
        self.people, self.limit = people, limit


@dataclass(frozen=True)
class Wish:
    """To whom, where they are, what for, and which items."""

    recipient: str
    address: str
    purpose: str
    items: Sequence[str]
    reason: str


@dataclass(frozen=True)
class Handed:
    """The record, and the file that is handed over. The file is kept nowhere."""

    provision: Provision
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Covered:
    """Somebody who said yes, and the line of the ledger that says so."""

    member_id: int
    pid: str
    card_number: str
    joined_at: datetime
    entry_id: int


def provide(
    session: Session, wish: Wish, *, headings: Mapping[str, str], staff_id: int, now: datetime
) -> Handed:
    """Write the file and its record; raise ProvisionRefused, NobodyCovered or TooManyCovered.

    `headings`: what each of ITEMS is called in the file.
    """
    _check(wish)
    people = covered(session, wish.recipient, wish.items, now=now)
    if not people:
        raise NobodyCovered
    if len(people) > MOST:
        raise TooManyCovered(len(people), MOST)
    content = _file(session, people, {item: headings[item] for item in ITEMS if item in wish.items}, now=now)
    provision = Provision(
        recipient=wish.recipient.strip(),
        recipient_address=wish.address.strip(),
        purpose=wish.purpose.strip(),
        items=[item for item in ITEMS if item in wish.items],
        people=len(people),
        file_sha256=hashlib.sha256(content).hexdigest(),
        staff_id=staff_id,
        provided_at=now,
    )
    session.add(provision)
    session.flush()
    session.execute(insert(ProvidedPerson), list(_persons(provision, people)))
    return Handed(provision, content)


def _persons(provision: Provision, people: Iterable[Covered]) -> Iterator[dict[str, object]]:
    for one in people:
        yield {
            "provision_id": provision.id,
            "member_pid": one.pid,
            "consent_entry_id": one.entry_id,
        }


def _check(wish: Wish) -> None:
    for name, limit in LIMITS.items():
        if not 1 <= len(getattr(wish, name).strip()) <= limit:
            raise ProvisionRefused(name)
    if not wish.items or not set(wish.items) <= set(ITEMS):
        raise ProvisionRefused("items")


def covered(session: Session, recipient: str, items: Iterable[str], *, now: datetime) -> list[Covered]:
    """Give whose present yes was said under words that name this recipient and all these items."""
    named = [notice.id for notice in _words(session, now=now) if _names(notice, recipient, items)]
    given = (
        select(Member.id, Member.pid, Member.card_number, Member.joined_at, Consent.entry_id)
        .join(Consent, Consent.member_id == Member.id)
        .where(Consent.purpose == Purpose.THIRD_PARTY, Consent.is_given, Consent.notice_id.in_(named))
        .order_by(Member.id)
    )
    return [Covered(*row) for row in session.execute(given)]


def recipients(session: Session, *, now: datetime) -> list[str]:
    """Give the recipients that the words in force name."""
    named = {name for notice in _words(session, now=now) for name in _recipients(notice)}
    return sorted(named)


def _words(session: Session, *, now: datetime) -> list[Notice]:
    """Give the versions of the words whose yes still reaches as far as today's."""
    asked = select(Notice).where(Notice.purpose == Purpose.THIRD_PARTY, Notice.published_at <= now)
    return [words for words in session.scalars(asked) if not notices.needs_asking(session, words, now=now)]


def _names(notice: Notice, recipient: str, items: Iterable[str]) -> bool:
    is_named = _same(recipient) in {_same(name) for name in _recipients(notice)}
    return is_named and set(items) <= {item["code"] for item in notice.facts["items"]}


def _recipients(notice: Notice) -> list[str]:
    return [recipient["text"] for recipient in notice.facts["recipients"]]


def _same(name: str) -> str:
    """Write a name so that width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _file(
    session: Session, people: Sequence[Covered], headings: Mapping[str, str], *, now: datetime
) -> bytes:
    balances = _balances(session, now=now) if "points" in headings else {}
    values: Mapping[str, Callable[[Covered], object]] = {
        "card_number": lambda one: one.card_number,
        "joined_on": lambda one: japan.day(one.joined_at).isoformat(),
        "points": lambda one: balances.get(one.member_id, 0),
    }
    return csv_out.write(headings.values(), ([values[item](one) for item in headings] for one in people))


def _balances(session: Session, *, now: datetime) -> dict[int, int]:
    """Give the points of everybody who said yes, by member."""
    given = select(Consent.member_id).where(Consent.purpose == Purpose.THIRD_PARTY, Consent.is_given)
    lots = (
        select(PointsLot.member_id, func.sum(PointsLot.remaining))
        .where(PointsLot.member_id.in_(given), PointsLot.remaining > 0, PointsLot.expires_at > now)
        .group_by(PointsLot.member_id)
    )
    return {member_id: int(total) for member_id, total in session.execute(lots)}


def recent(session: Session, *, limit: int = 50) -> list[Provision]:
    """Give the records, the newest first."""
    return list(session.scalars(select(Provision).order_by(Provision.id.desc()).limit(limit)))


def of(session: Session, member_pid: str) -> list[Provision]:
    """Give the records that hold this person, the oldest first; they may ask to see them (article 33(5))."""
    mine = select(Provision).join(ProvidedPerson).where(ProvidedPerson.member_pid == member_pid)
    return list(session.scalars(mine.order_by(Provision.id)))
