"""The ledger as an RFC 6962 tree: a line's place, the root over the first lines, proofs of their places."""

import hashlib
from collections.abc import Sequence

from pymerkle import BaseMerkleTree
from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from models import locks
from models.consents import ConsentEntry
from models.ledger import LedgerStub, LedgerTile

LOCK = "consent_entries"
TILE = 256
"""Nodes of one tile: the root of so many leaves, or of so many tiles below, is kept."""
SLICE = 16
"""Tiles filled in one transaction: some 4,000 leaves are read and hashed, far below 200 ms."""

_NEWEST = select(
    select(func.max(ConsentEntry.id)).scalar_subquery(),
    select(func.max(LedgerStub.entry_id)).scalar_subquery(),
)


class LeafMissing(LookupError):
    """A place of the ledger holds neither a line nor what stays of one."""


def next_place(session: Session) -> int:
    """Give the place of the line that is appended next, and keep others who append waiting.

    The order of places is the order of commits. A sequence would leave gaps where a transaction is undone.
    """
    locks.name(session, LOCK)
    return size(session) + 1


def size(session: Session) -> int:
    """Count the lines ever written, those included of which only the leaf is left."""
    return max(newest or 0 for newest in session.execute(_NEWEST).one())


def fill(session: Session, *, upto: int, limit: int = SLICE) -> bool:
    """Keep the roots of the complete tiles of the first `upto` lines; True when none is missing any more."""
    tree, level = Tree(session, upto), 1
    while (complete := upto // TILE**level) > 0:
        known = session.scalar(select(func.max(LedgerTile.number)).where(LedgerTile.level == level))
        first = 0 if known is None else known + 1
        if first < complete:
            _keep(session, tree, level, range(first, min(complete, first + limit)))
            return complete <= first + limit and fill(session, upto=upto, limit=limit)
        level += 1
    return True


def _keep(session: Session, tree: "Tree", level: int, numbers: range) -> None:
    nodes = tree.nodes(level - 1, numbers.start * TILE, len(numbers) * TILE)
    session.add_all(
        LedgerTile(level=level, number=number, sha256=tree.fold(nodes[at * TILE : (at + 1) * TILE]).hex())
        for at, number in enumerate(numbers)
    )
    session.flush()


class Tree(BaseMerkleTree):
    """The tree of the first `size` lines, over our tables; complete tiles stand for the leaves below them."""

    def __init__(self, session: Session, size: int) -> None:
        super().__init__("sha256")  # type: ignore[no-untyped-call]
        self._session, self._size = session, size

    def nodes(self, level: int, first: int, count: int) -> list[bytes]:
        """Give the roots of so many neighbouring subtrees of 256^level leaves; raise LeafMissing."""
        last = first + count
        found = self._leaves(first, last) if level == 0 else self._tiles(level, first, last)
        if len(found) != count:
            raise LeafMissing(level, first, count)
        return [bytes.fromhex(digest) for digest in found]

    @staticmethod
    def fold(nodes: Sequence[bytes]) -> bytes:
        """Give the root of a complete subtree, a power of two of nodes."""
        while len(nodes) > 1:
            pairs = zip(nodes[::2], nodes[1::2], strict=True)
            nodes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        return nodes[0]

    def path(self, place: int) -> list[str]:
        """Prove that a line stands at its place: the hashes beside the way up from its leaf, in hex."""
        return [digest.hex() for digest in self.prove_inclusion(place).path[1:]]

    def _leaves(self, first: int, last: int) -> list[str]:
        place = ConsentEntry.id.label("place")
        lines = select(place, ConsentEntry.leaf_sha256).where(place.between(first + 1, last))
        stubs = select(LedgerStub.entry_id, LedgerStub.leaf_sha256)
        both = union(lines, stubs.where(LedgerStub.entry_id.between(first + 1, last))).order_by("place")
        return [leaf for _, leaf in self._session.execute(both)]

    def _tiles(self, level: int, first: int, last: int) -> list[str]:
        tiles = select(LedgerTile.sha256).where(LedgerTile.level == level)
        return list(
            self._session.scalars(
                tiles.where(LedgerTile.number.between(first, last - 1)).order_by(LedgerTile.number)
            )
        )

    def _get_subroot(self, offset: int, width: int) -> bytes:
        """Find the root of a complete subtree on the highest tiles under it: 128 rows are read at most."""
        level = (width.bit_length() - 1) // (TILE.bit_length() - 1)
        return self.fold(self.nodes(level, offset // TILE**level, width // TILE**level))

    def _get_leaves(self, offset: int, width: int) -> list[bytes]:
        return self.nodes(0, offset, width)

    def _get_leaf(self, index: int) -> bytes:
        return self.nodes(0, index - 1, 1)[0]

    def _get_size(self) -> int:
        return self._size

    def _encode_entry(self, data: bytes) -> bytes:
        return data

    def _store_leaf(self, data: bytes, digest: bytes) -> int:
        raise NotImplementedError("lines are appended by services/consent alone, in the answer's transaction")
