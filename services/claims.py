"""Claims: the balance of an old card goes to whoever types its code, once."""

import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session, aliased

from models import locks, writes
from models.claims import Claim
from models.members import Member
from models.points import EntryKind, PointsEntry
from services import audit, codes, points
from services.errors import RuleError
from services.settings import Choices
from services.vault import Vault

DRAWN, GROUP = 7, 4
"""Signs that are drawn (34 bits) before the check sign; a guess needs an account and is counted."""
LONGEST_CARD = 40
MISSED, WINDOW, TRIES = "claim_missed", timedelta(minutes=15), 5
"""So many wrong codes from one member in so long a time, then theirs are not looked at."""
FIGURES = "23456789"


class ClaimUnknown(RuleError):
    """There is no such code, or a newer one took its place."""


class ClaimUsed(RuleError):
    """Its balance was taken over before."""


class ClaimTooLate(RuleError):
    """Its last day is over."""

    def __init__(self, expires_at: datetime) -> None:
        super().__init__(expires_at)
        self.expires_at = expires_at


class ClaimRests(RuleError):
    """Too many wrong codes came from this member; none is looked at for a while."""


class ClaimRefused(RuleError):
    """It cannot be made; `why` is `card`, `points`, `taken` (another sum is out for this card) or `done`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def make(
    session: Session,
    vault: Vault,
    *,
    card: str,
    worth: int,
    expires_at: datetime,
    staff_id: int | None,
    now: datetime,
) -> str | None:
    """Let a code wait for an old card's balance, and give it; None: this card has one already.

    Raise ClaimRefused. The code is shown here once and kept nowhere.
    """
    check(card, worth)
    while True:
        code = draw()
        row = {
            "card_digest": card_digest(vault, card),
            "code_digest": code_digest(vault, code),
            "points": worth,
            "expires_at": expires_at,
            "staff_id": staff_id,
            "created_at": now,
        }
        if writes.insert_new(session, Claim, [row], [], give="id"):
            return grouped(code)
        if (known := of_card(session, vault, card)) is not None:
            if known.points != worth:
                raise ClaimRefused("taken")
            return None


def check(card: str, worth: int) -> None:
    """Raise ClaimRefused where this cannot be an old card's balance."""
    if not 1 <= len(plain(card)) <= LONGEST_CARD:
        raise ClaimRefused("card")
    if not 1 <= worth <= points.LARGEST_PURCHASE:
        raise ClaimRefused("points")


def renew(session: Session, vault: Vault, card: str, *, expires_at: datetime) -> str:
    """Give a new code for a card whose slip was lost; the old one is good for nothing. Raise ClaimRefused."""
    while True:
        code, other = draw(), aliased(Claim)
        waiting = update(Claim).where(
            Claim.card_digest == card_digest(vault, card),
            Claim.used_at.is_(None),
            ~exists().where(other.code_digest == code_digest(vault, code)),
        )
        fresh = waiting.values(code_digest=code_digest(vault, code), expires_at=expires_at)
        if session.scalar(fresh.returning(Claim.id)) is not None:
            return grouped(code)
        known = of_card(session, vault, card)
        if known is None or known.used_at is not None:
            raise ClaimRefused("card" if known is None else "done")


def take(
    session: Session, vault: Vault, member: Member, text: str, *, choices: Choices, now: datetime
) -> PointsEntry:
    """Take the balance over, once; raise ClaimUnknown, ClaimUsed or ClaimTooLate."""
    locks.person(session, member.person_key)
    mine = Claim.code_digest == code_digest(vault, read(text) or "")
    good = update(Claim).where(mine, Claim.used_at.is_(None), Claim.expires_at > now)
    taken = session.scalar(good.values(used_at=now, member_id=member.id).returning(Claim.id))
    claim = session.scalar(select(Claim).where(mine).execution_options(populate_existing=True))
    if claim is None:
        raise ClaimUnknown
    if taken is None:
        raise ClaimUsed if claim.used_at is not None else ClaimTooLate(claim.expires_at)
    return _credit(session, member, claim, choices=choices, now=now)


def _credit(
    session: Session, member: Member, claim: Claim, *, choices: Choices, now: datetime
) -> PointsEntry:
    """Write the points into the ledger as taken along, with the expiry of points given today."""
    entry = PointsEntry(kind=EntryKind.TRANSFER, amount=claim.points, cause=f"claim:{claim.id}")
    points.give(session, member, entry, choices=choices, now=now)
    return entry


def check_tries(session: Session, member: Member, *, now: datetime) -> None:
    """Raise ClaimRests when too many wrong codes came from this member lately."""
    if audit.count_since(session, MISSED, _place(member), since=now - WINDOW) >= TRIES:
        raise ClaimRests


def note_miss(session: Session, member: Member, *, now: datetime) -> None:
    """Count a wrong code. Call it in a transaction that stays, though the try itself is refused."""
    audit.write(session, MISSED, _place(member), staff_id=None, now=now)


def _place(member: Member) -> str:
    return f"claims:{member.pid}"


def of_card(session: Session, vault: Vault, card: str) -> Claim | None:
    """Give the claim of an old card, if it has one."""
    same = select(Claim).where(Claim.card_digest == card_digest(vault, card))
    return session.scalar(same.execution_options(populate_existing=True))


def totals(session: Session, *, now: datetime) -> dict[str, tuple[int, int]]:
    """Count codes and points that wait, were taken over, and were not in time."""
    state = {
        "used": Claim.used_at.is_not(None),
        "waiting": Claim.used_at.is_(None) & (Claim.expires_at > now),
        "over": Claim.used_at.is_(None) & (Claim.expires_at <= now),
    }
    counted = {
        name: session.execute(
            select(func.count(), func.coalesce(func.sum(Claim.points), 0)).where(condition)
        ).one()
        for name, condition in state.items()
    }
    return {name: (int(number), int(total)) for name, (number, total) in counted.items()}


def draw() -> str:
    """Draw a code of eight signs, with a figure in it, so that no word of a language is taken for one."""
    while True:
        drawn = "".join(secrets.choice(codes.LETTERS) for _ in range(DRAWN))
        if any(sign in FIGURES for sign in drawn):
            return drawn + codes.check_sign(drawn)


def read(text: str) -> str | None:
    """Give the code that was typed: wide or small, with spaces and hyphens; None: it is none."""
    signs = plain(text)
    is_whole = len(signs) == DRAWN + 1 and all(sign in codes.LETTERS for sign in signs)
    has_figure = any(sign in FIGURES for sign in signs[:DRAWN])
    return signs if is_whole and has_figure and codes.check_sign(signs[:DRAWN]) == signs[DRAWN] else None


def plain(text: str) -> str:
    """Write what was typed without width, case, spaces and hyphens."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())


def grouped(code: str) -> str:
    return f"{code[:GROUP]}-{code[GROUP:]}"


def card_digest(vault: Vault, card: str) -> str:
    return vault.mac("claim|card", plain(card).encode()).hex()


def code_digest(vault: Vault, code: str) -> str:
    return vault.mac("claim|code", plain(code).encode()).hex()
