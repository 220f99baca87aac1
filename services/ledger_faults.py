"""The ledger checked from its first line to its last: lines, places, tiles, signed roots, present answers."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.consents import Consent, ConsentEntry
from models.ledger import Checkpoint, LedgerTile
from models.members import Member
from services import checkpoints, consent, ledger, ledger_lines
from services.checkpoints import Key
from services.ledger_lines import Roots

MOST = 20
"""Faults of one kind of look that are named; who has one has work to do."""


class What(enum.StrEnum):
    """What can be wrong."""

    GAP = "gap"
    LEAF = "leaf"
    TILE = "tile"
    ROOT = "root"
    SIGNATURE = "signature"
    CUT = "cut"
    PRESENT = "present"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: a place, a tile's number, a root's size or a member's number."""

    what: What
    where: int


def find(session: Session, key: Key) -> Iterator[Fault]:
    """Read everything, and name what is wrong; after a gap in the places no root can be told."""
    signed = {row.size: row for row in session.scalars(select(Checkpoint))}
    size, roots = ledger.size(session), Roots()
    for line in ledger_lines.read(session, upto=size):
        if line.place != roots.size + 1:
            yield Fault(What.GAP, roots.size + 1)
            return
        if not line.is_whole:
            yield Fault(What.LEAF, line.place)
        roots.add(bytes.fromhex(line.leaf))
        if line.place in signed:
            yield from _of_root(signed.pop(line.place), roots.root(), key)
    yield from (Fault(What.CUT, beyond) for beyond in signed)
    yield from _of_tiles(session, size)
    yield from _of_present_answers(session)


def _of_root(made: Checkpoint, root: str, key: Key) -> Iterator[Fault]:
    try:
        told = checkpoints.check(made.note, key)
    except checkpoints.NoteRefused:
        yield Fault(What.SIGNATURE, made.size)
        return
    if made.root_sha256 != root or told != (made.size, bytes.fromhex(root)):
        yield Fault(What.ROOT, made.size)


def _of_tiles(session: Session, size: int) -> Iterator[Fault]:
    """Each tile is the root of the 256 nodes below it, with no tile left out between two others."""
    tree, due = ledger.Tree(session, size), dict[int, int]()
    tiles = select(LedgerTile).order_by(LedgerTile.level, LedgerTile.number)
    for tile in session.scalars(tiles.execution_options(yield_per=1_000)):
        if tile.number != due.get(tile.level, 0) or not _is_root(tile, tree):
            yield Fault(What.TILE, tile.number)
        due[tile.level] = tile.number + 1


def _is_root(tile: LedgerTile, tree: ledger.Tree) -> bool:
    try:
        below = tree.nodes(tile.level - 1, tile.number * ledger.TILE, ledger.TILE)
    except ledger.LeafMissing:
        return False
    return tree.fold(below).hex() == tile.sha256


def _of_present_answers(session: Session) -> Iterator[Fault]:
    """Find who is written to, or not, otherwise than their own newest answer says."""
    newer = aliased(ConsentEntry)
    is_yes = ConsentEntry.answer.in_(consent.OPENING)
    overtaken = (
        select(newer.id)
        .where(
            newer.member_pid == ConsentEntry.member_pid,
            newer.purpose == ConsentEntry.purpose,
            or_(
                newer.answered_at > ConsentEntry.answered_at,
                (newer.answered_at == ConsentEntry.answered_at)
                & is_yes
                & newer.answer.not_in(consent.OPENING),
            ),
        )
        .exists()
    )
    is_bent = or_(
        Member.pid != ConsentEntry.member_pid,
        Consent.purpose != ConsentEntry.purpose,
        Consent.answered_at != ConsentEntry.answered_at,
        Consent.notice_id.is_distinct_from(ConsentEntry.notice_id),
    )
    found = (
        select(Consent.member_id)
        .join(ConsentEntry, ConsentEntry.id == Consent.entry_id)
        .join(Member, Member.id == Consent.member_id)
        .where(or_(Consent.is_given != is_yes, is_bent, overtaken))
    )
    yield from (Fault(What.PRESENT, member_id) for member_id in session.scalars(found.limit(MOST)))
