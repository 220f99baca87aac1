"""Tombstones: who was erased, what was withdrawn and which keys were revoked: no backup may bring it back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.api_keys import ApiKey
from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.erasures import Erasure
from models.members import Member
from services import consent, erasing, profiles, revocations
from services.consent import Evidence

KEPT = timedelta(days=3 * 366)
"""A line of the journal names nobody, and goes when the proof goes that it speaks of."""
LOOKED_FOR = timedelta(days=2 * 366)
"""The age to which a journal is held against a backup; what was done again has a later time than its line."""
SLICE = 1_000
CHANNEL = "journal"
REVOKED = "revoked"
OF_PEOPLE = ("erased", "withdrawn")
"""Kinds of lines that are about somebody."""

Line = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """How far the journal has come: the last erasure and answer in it, and how many keys were revoked."""

    erasures: int = 0
    entries: int = 0
    revoked: int = 0

    @classmethod
    def of(cls, newest_first: Iterable[str]) -> "Mark | None":
        """Find the last mark in lines of the journal."""
        found = (line for line in map(read, newest_first) if line and line["kind"] == "mark")
        last = next(found, None)
        return cls(last["erasures"], last["entries"], last.get("revoked", 0)) if last else None


def read(written: str) -> Line | None:
    """Read one line of the journal; None where it is none."""
    try:
        line = json.loads(written)
    except ValueError:
        return None
    return line if isinstance(line, dict) and "kind" in line else None


def since(session: Session, mark: Mark, *, limit: int = SLICE) -> list[str]:
    """Write the next erasures, withdrawals and revoked keys after the mark, with the new mark; none: nothing.

    The tables of people are appended to under a lock, so the order of ids is that of commits and none is
    passed over.
    """
    erased = session.scalars(
        select(Erasure).where(Erasure.id > mark.erasures).order_by(Erasure.id).limit(limit)
    ).all()
    answers = session.scalars(
        select(ConsentEntry)
        .where(ConsentEntry.id > mark.entries, ConsentEntry.answer.not_in(consent.OPENING))
        .order_by(ConsentEntry.id)
        .limit(limit)
    ).all()
    keys = revocations.after(session, mark.revoked)
    if not erased and not answers and not keys:
        return []
    reached = Mark(
        erased[-1].id if erased else mark.erasures,
        answers[-1].id if answers else mark.entries,
        revocations.count(session) if keys else mark.revoked,
    )
    lines = [*map(_of_erasure, erased), *map(_of_answer, answers), *map(_of_key, keys), _of_mark(reached)]
    return [json.dumps(line, separators=(",", ":")) for line in lines]


def present_mark(session: Session) -> str:
    """Write the mark of the database as it is: after a restore its ids begin again where the backup's end."""
    erasures = session.scalar(select(func.max(Erasure.id))) or 0
    entries = session.scalar(select(func.max(ConsentEntry.id))) or 0
    mark = Mark(erasures, entries, revocations.count(session))
    return json.dumps(_of_mark(mark), separators=(",", ":"))


def young(lines: Iterable[str], *, now: datetime) -> Iterator[str]:
    """Pass on the lines that are still to be kept, and the last mark after them."""
    last = None
    for written in lines:
        line = read(written)
        if line and line["kind"] == "mark":
            last = written
        elif line and _at(line) > now - KEPT:
            yield written
    if last is not None:
        yield last


def is_ahead(session: Session, told: Iterable[Line], *, now: datetime) -> bool:
    """Tell whether the database knows of an erasure or a withdrawal that no line tells of.

    Nothing else counts of whoever was erased, and of withdrawals only the latest for each purpose.
    """
    last: dict[tuple[str, str | None], datetime] = {}
    oldest = now - LOOKED_FOR
    for line in told:
        if line["kind"] in OF_PEOPLE:
            last[_about(line)] = max(_at(line), last.get(_about(line), oldest))
    return any(
        (line["pid"], None) not in last and _at(line) > last.get(_about(line), oldest)
        for line in _all_of(session)
    )


def _all_of(session: Session) -> Iterator[Line]:
    """Give all that the database has to tell, in the order of the journal."""
    mark = Mark()
    while written := since(session, mark):
        yield from (line for line in map(read, written[:-1]) if line and line["kind"] in OF_PEOPLE)
        mark = Mark.of(reversed(written)) or mark


def _about(line: Line) -> tuple[str, str | None]:
    """Whom a line is about, and which purpose; an erasure is about all of them."""
    return line["pid"], line.get("purpose")


def undone(session: Session, lines: Iterable[Line]) -> list[Line]:
    """Give those of the lines that the database does not know of: they have to be done again."""
    told = list(lines)
    pids = {line["pid"] for line in told if line["kind"] in OF_PEOPLE}
    keys = revocations.living(session, {line["key"] for line in told if line["kind"] == REVOKED})
    known = select(Member.pid, Consent.purpose, Consent.answered_at)
    given = known.join(Consent, Consent.member_id == Member.id).where(Member.pid.in_(pids), Consent.is_given)
    open_ = {(row.pid, row.purpose.value): row.answered_at for row in session.execute(given)}
    here = set(session.scalars(select(Member.pid).where(Member.pid.in_(pids))))
    return [line for line in told if line.get("key") in keys or _is_undone(line, here, open_)]


def redo(session: Session, line: Line, *, backup_days: int, now: datetime) -> bool:
    """Do again what this line tells of, and say whether it was needed. One a transaction."""
    if line["kind"] == REVOKED:
        return revocations.again(session, line["key"], at=_at(line))
    member = session.scalar(select(Member).where(Member.pid == line["pid"]))
    if member is None:
        return False
    evidence = Evidence(None, _at(line), None, CHANNEL)
    if line["kind"] == "erased":
        cause = erasing.Cause(line["cause"])
        erasing.erase(session, member, cause=cause, evidence=evidence, backup_days=backup_days, now=now)
    else:
        purpose, told = Purpose(line["purpose"]), Answer(line["answer"])
        answer = Answer.WITHDRAWN if told in consent.OPENING else told  # a file never opens a purpose
        consent.record(session, member, purpose, answer, evidence=evidence, now=now, reason=line["reason"])
        profiles.forget_unless_allowed(session, member)
    return True


def _is_undone(line: Line, here: set[str], given: dict[tuple[str, str], datetime]) -> bool:
    if line["kind"] == "erased":
        return line["pid"] in here
    answered_at = given.get((line.get("pid", ""), line.get("purpose", "")))
    return answered_at is not None and answered_at <= _at(line)


def _of_erasure(row: Erasure) -> Line:
    at = row.erased_at.isoformat()
    return {"kind": "erased", "pid": row.member_pid, "cause": row.cause, "at": at}


def _of_answer(row: ConsentEntry) -> Line:
    at = row.answered_at.isoformat()
    what = {"purpose": row.purpose.value, "answer": row.answer.value, "reason": row.reason}
    return {"kind": "withdrawn", "pid": row.member_pid, **what, "at": at}


def _of_key(row: ApiKey) -> Line:
    at = row.revoked_at.isoformat() if row.revoked_at else ""
    return {"kind": REVOKED, "key": row.digest, "at": at}


def _of_mark(mark: Mark) -> Line:
    return {"kind": "mark", **vars(mark)}


def _at(line: Line) -> datetime:
    return datetime.fromisoformat(line["at"])
