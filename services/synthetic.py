"""Made-up members for trying out: the rules' own rows, inserted in bulk. Production knows none of them."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import base
from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.keys import MemberKey
from models.members import Language, Member
from models.notices import Notice
from models.preferences import Preference
from services import consent, ledger, notices, people
from services.vault import Vault

BLOCKED, PAUSED = 0.05, 0.03
"""Which shares of the made-up people block the account or have paused."""


Row = dict[str, Any]
"""Values by the names of their columns."""


@dataclass(frozen=True)
class Figure:
    """One made-up person."""

    line_user_id: str
    consenting: bool
    blocked: bool
    paused: bool


FIELDS = attrgetter("line_user_id", "consenting", "blocked", "paused")
"""What the list of made-up people tells of each."""


def figures(count: int, consenting: float, seed: int) -> Iterator[Figure]:
    """Make up so many people, of whom this share says yes; the same seed makes up the same ones."""
    chance = random.Random(seed)  # noqa: S311 - made-up people need no secrets
    for _ in range(count):
        yield Figure(
            f"U{chance.randbytes(16).hex()}",
            chance.random() < consenting,
            chance.random() < BLOCKED,
            chance.random() < PAUSED,
        )


class PeopleExist(Exception):
    """These made-up people are there already: the seed was used before."""


def insert_slice(session: Session, vault: Vault, crowd: Sequence[Figure], *, now: datetime) -> None:
    """Insert a slice of people; raise PeopleExist."""
    joined = now - timedelta(days=30)
    if people.meet(session, vault, crowd[0].line_user_id).member:
        raise PeopleExist
    pids = sorted(people.new_pid() for _ in crowd)  # in the order of the indexes they go to
    keys = vault.new_wrapped(session, pids)
    cards = _free_cards(session, len(crowd))
    together = list(zip(crowd, pids, keys, cards, strict=True))
    _insert(session, MemberKey, {}, [{"member_pid": pid, "wrapped": key} for _, pid, key, _ in together])
    _insert(session, Member, *_split([_member(vault, one, joined) for one in together]))
    place = itertools.count(ledger.next_place(session))
    for purpose in (Purpose.MEMBERSHIP, *consent.UNASKED):
        asked = [pid for one, pid, _, _ in together if one.consenting or purpose == Purpose.MEMBERSHIP]
        stencil = _Stencil.cut(purpose, notices.live(session, purpose, Language.JA, now=now), joined)
        lines = [{"id": next(place)} | stencil.for_somebody(pid) for pid in asked]
        _insert(session, ConsentEntry, stencil.shared, lines)
    _project(session, pids)
    _pause(session, [pid for one, pid, _, _ in together if one.paused], now)


def _insert(session: Session, table: type[base.Base], shared: Row, rows: Sequence[Row]) -> None:
    """Insert past the ORM: what the rows share is written into the statement, and many go with each.

    SQLAlchemy sends many together where something is given back. Sent one by one, each row that a trigger
    might refuse makes SQLite walk through all that the savepoint holds so far.
    """
    if rows:
        bare = base.Base.metadata.tables[table.__tablename__]
        fixed = {name: _literal(session, bare.columns[name], value) for name, value in shared.items()}
        session.execute(insert(bare).values(fixed).returning(*bare.primary_key), rows)


def _literal(session: Session, column: sa.Column[Any], value: object) -> sa.ColumnElement[Any]:
    """Write a value into a statement's text, where it costs nothing a row."""
    bound = sa.literal(value, column.type)
    return sa.literal_column(str(bound.compile(session.get_bind(), compile_kwargs={"literal_binds": True})))


def _free_cards(session: Session, count: int) -> list[str]:
    """Draw card numbers that nobody has."""
    drawn: set[str] = set()
    while len(drawn) < count:
        more = {f"{number:08d}" for number in random.sample(range(10**8), count - len(drawn))}
        taken = session.scalars(select(Member.card_number).where(Member.card_number.in_(more)))
        drawn |= more - set(taken)
    return list(drawn)


def _member(vault: Vault, somebody: tuple[Figure, str, bytes, str], joined: datetime) -> Row:
    one, pid, key, card = somebody
    values = people.row(
        vault, one.line_user_id, pid, key, language=Language.JA, source="synthetic", now=joined
    )
    return values | {"card_number": card, "blocked_at": joined if one.blocked else None}


def _split(rows: Sequence[Row]) -> tuple[Row, list[Row]]:
    """Tell what all of these rows share from what is each one's own."""
    own = ("pid", "card_number", "person_key", "line_user_id", "blocked_at")
    shared = {name: value for name, value in rows[0].items() if name not in own}
    return shared, [{name: row[name] for name in own} for row in rows]


@dataclass(frozen=True)
class _Stencil:
    """The line that all made-up people share, and its canonical JSON, in which only two names differ."""

    shared: Row
    canonical: bytes

    @classmethod
    def cut(cls, purpose: Purpose, notice: Notice, joined: datetime) -> "_Stencil":
        evidence = consent.Evidence(None, joined, None, "synthetic")
        line = consent.draft(
            "@pid", Language.JA, purpose, Answer.SYNTHETIC, evidence=evidence, now=joined, notice=notice
        )
        canonical = consent.canonical(line | {"record_id": "@record"})
        return cls({name: line[name] for name in line if name not in {"record_id", "member_pid"}}, canonical)

    def for_somebody(self, pid: str) -> Row:
        record_id = consent.new_record_id(self.shared["recorded_at"])
        canonical = self.canonical.replace(b"@record", record_id.encode()).replace(b"@pid", pid.encode())
        return {"record_id": record_id, "member_pid": pid, "leaf_sha256": consent.leaf_of(canonical)}


def _project(session: Session, pids: list[str]) -> None:
    """Write the present answers straight from the ledger's lines."""
    given = (
        select(
            Member.id,
            ConsentEntry.purpose,
            ConsentEntry.answer == Answer.SYNTHETIC,
            ConsentEntry.id,
            ConsentEntry.notice_id,
            ConsentEntry.answered_at,
        )
        .join(ConsentEntry, ConsentEntry.member_pid == Member.pid)
        .where(Member.pid.in_(pids))
    )
    columns = ["member_id", "purpose", "is_given", "entry_id", "notice_id", "answered_at"]
    session.execute(insert(Consent).from_select(columns, given))


def _pause(session: Session, pids: list[str], now: datetime) -> None:
    if not pids:
        return
    ids = session.scalars(select(Member.id).where(Member.pid.in_(pids)))
    until = now + timedelta(days=30)
    session.execute(
        insert(Preference),
        [{"member_id": number, "paused_until": until, "changed_at": now} for number in ids],
    )
