"""Codes: what a member is given for a short time, to read out, to keep, or to open once."""

import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import writes
from models.codes import CodeKind, MemberCode
from models.members import Member
from services import audit, japan
from services.errors import RuleError
from services.vault import Vault

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, none like another (no 0 O, 1 I L): a prime, so that one wrong or two swapped are always seen."""
DRAWN, GROUP = 15, 4
"""Signs that are drawn (74 bits: nobody guesses them) before the check sign; signs a group."""
MISSED, WINDOW, TRIES = "code_missed", timedelta(minutes=15), 10
"""So many wrong codes from one place in so long a time, then it rests."""
LINKS = (CodeKind.COPY, CodeKind.PROOF)
"""Kinds whose code stands in an address, which does not say the kind."""


class CodeUnknown(RuleError):
    """No such code was given, or a newer one took its place."""


class CodeMistyped(CodeUnknown):
    """The check sign says that a sign is wrong."""


class CodeSpent(RuleError):
    """It was used before."""


class CodeTooLate(RuleError):
    """Its time is over."""


class TooManyTries(RuleError):
    """Too many wrong codes came from there; it rests for a while."""


@dataclass(frozen=True)
class _Way:
    """How codes of one kind are made, and how long they live."""

    draw: Callable[[], str]
    lives: timedelta
    is_by_day: bool = False
    """Good until the end of its last day, Japan time, since that is what people are told."""


def _six_digits() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _seven_digits() -> str:
    return f"{secrets.randbelow(10**7):07d}"


def _readable() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _ in range(DRAWN))
    return drawn + check_sign(drawn)


def check_sign(signs: str) -> str:
    """Weigh each sign by its place, modulo 31."""
    weighed = sum(place * LETTERS.index(sign) for place, sign in enumerate(signs, start=1))
    return LETTERS[weighed % len(LETTERS)]


def _token() -> str:
    return secrets.token_urlsafe(32)


WAYS: Mapping[CodeKind, _Way] = {
    CodeKind.SUPPORT: _Way(_six_digits, timedelta(minutes=10)),
    CodeKind.TRANSFER: _Way(_readable, timedelta(days=30), is_by_day=True),
    CodeKind.COPY: _Way(_token, timedelta(minutes=15)),
    CodeKind.PROOF: _Way(_token, timedelta(minutes=15)),
    CodeKind.SPEND: _Way(_seven_digits, timedelta(minutes=5)),
}


def good_until(kind: CodeKind, *, now: datetime) -> datetime:
    """Give the moment at which a code made now dies."""
    end = now + WAYS[kind].lives
    return japan.end_of(japan.day(end)) if WAYS[kind].is_by_day else end


def issue(
    session: Session,
    vault: Vault,
    member: Member,
    kind: CodeKind,
    *,
    subject: str | None = None,
    now: datetime,
) -> str:
    """Give the member a code; an older one of this kind and subject is good for nothing from now on."""
    same = (MemberCode.member_id == member.id, MemberCode.kind == kind, MemberCode.subject == subject)
    session.execute(delete(MemberCode).where(*same, MemberCode.used_at.is_(None)))
    while True:
        code = WAYS[kind].draw()
        row = {
            "member_id": member.id,
            "kind": kind,
            "digest": _digest(vault, kind, code),
            "subject": subject,
            "issued_at": now,
            "expires_at": good_until(kind, now=now),
        }
        if writes.insert_new(session, MemberCode, [row], ["kind", "digest"], give="id"):
            return grouped(code) if kind == CodeKind.TRANSFER else code


def peek(session: Session, vault: Vault, kind: CodeKind, text: str, *, now: datetime) -> MemberCode:
    """Find what a code is for and leave it good; raise CodeUnknown, CodeSpent or CodeTooLate."""
    row = find(session, vault, kind, text)
    if row.used_at is not None:
        raise CodeSpent
    if now >= row.expires_at:
        raise CodeTooLate
    return row


def peek_link(session: Session, vault: Vault, token: str, *, now: datetime) -> MemberCode:
    """Find what a link opens, whichever kind it is; raise CodeUnknown, CodeSpent or CodeTooLate."""
    mine = (MemberCode.kind.in_(LINKS), MemberCode.digest == _digest(vault, LINKS[0], token))
    row = session.scalar(select(MemberCode).where(*mine))
    if row is None:
        raise CodeUnknown
    return peek(session, vault, row.kind, token, now=now)


def use(session: Session, vault: Vault, kind: CodeKind, text: str, *, now: datetime) -> MemberCode:
    """Use a code up: of two who come at once one does. Raise CodeUnknown, CodeSpent or CodeTooLate."""
    living = (MemberCode.used_at.is_(None), MemberCode.expires_at > now)
    mine = (MemberCode.kind == kind, MemberCode.digest == _digest(vault, kind, plain(kind, text)))
    taken = update(MemberCode).where(*mine, *living).values(used_at=now).returning(MemberCode.id)
    code_id = session.scalar(taken)
    if code_id is None:
        peek(session, vault, kind, text, now=now)
        raise CodeSpent
    return session.get_one(MemberCode, code_id, populate_existing=True)


def plain(kind: CodeKind, text: str) -> str:
    """Read what was typed: wide or small, with any spaces and hyphens; raise CodeMistyped."""
    if kind in LINKS:
        return text
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
    if kind == CodeKind.TRANSFER and not _is_whole(signs):
        raise CodeMistyped
    return signs


def grouped(code: str) -> str:
    """Write a long code in groups, as it is read out."""
    return "-".join(code[start:][:GROUP] for start in range(0, len(code), GROUP))


def living(session: Session, member: Member, kind: CodeKind, *, now: datetime) -> MemberCode | None:
    """Give the member's code of this kind that is good now."""
    mine = select(MemberCode).where(MemberCode.member_id == member.id, MemberCode.kind == kind)
    good = mine.where(MemberCode.used_at.is_(None), MemberCode.expires_at > now)
    return session.scalars(good.order_by(MemberCode.id.desc()).limit(1)).first()


def check_tries(session: Session, place: str, *, now: datetime) -> None:
    """Raise TooManyTries when too many wrong codes came from this place (`staff:3`, `address:…`) lately."""
    if audit.count_since(session, MISSED, place, since=now - WINDOW) >= TRIES:
        raise TooManyTries


def note_miss(session: Session, place: str, *, staff_id: int | None = None, now: datetime) -> None:
    """Count a wrong code. Call it in a transaction that stays, though the try itself is refused."""
    audit.write(session, MISSED, place, staff_id=staff_id, now=now)


def find(session: Session, vault: Vault, kind: CodeKind, text: str) -> MemberCode:
    """Find a code that was given, whether it is good or over; raise CodeUnknown."""
    digest = _digest(vault, kind, plain(kind, text))
    row = session.scalar(select(MemberCode).where(MemberCode.kind == kind, MemberCode.digest == digest))
    if row is None:
        raise CodeUnknown
    return row


def _is_whole(signs: str) -> bool:
    known = len(signs) == DRAWN + 1 and all(sign in LETTERS for sign in signs)
    return known and check_sign(signs[:DRAWN]) == signs[DRAWN]


def _digest(vault: Vault, kind: CodeKind, code: str) -> str:
    label = "link" if kind in LINKS else kind.value
    return vault.mac(f"code|{label}", code.encode()).hex()
