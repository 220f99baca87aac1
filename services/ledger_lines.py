"""The ledger's lines as they are hashed, and the tree as it grows by one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import ConsentEntry
from models.ledger import LedgerStub
from services import consent, ledger

SLICE = 2_048
_FIELDS = [ConsentEntry.__table__.columns[name] for name in ("id", "leaf_sha256", *consent.PROVEN)]


@dataclass(frozen=True)
class Line:
    """One place: the bytes that are hashed (None: its time is over), and the leaf that is kept."""

    place: int
    canonical: bytes | None
    leaf: str

    @property
    def is_whole(self) -> bool:
        return self.canonical is None or consent.leaf_of(self.canonical) == self.leaf

    def written(self) -> bytes:
        """Write it as the export does: what is hashed, or the leaf alone."""
        return self.canonical or b'{"leaf_sha256":"%s"}' % self.leaf.encode()


def read(session: Session, *, upto: int) -> Iterator[Line]:
    """Give every line from the first to this place, in slices; places that hold nothing are left out."""
    for first in range(1, upto + 1, SLICE):
        last = min(first + SLICE - 1, upto)
        rows = session.execute(select(*_FIELDS).where(ConsentEntry.id.between(first, last))).mappings()
        found = {row["id"]: Line(row["id"], consent.canonical({**row}), row["leaf_sha256"]) for row in rows}
        stubs = select(LedgerStub.entry_id, LedgerStub.leaf_sha256)
        for place, leaf in session.execute(stubs.where(LedgerStub.entry_id.between(first, last))):
            found.setdefault(place, Line(place, None, leaf))
        yield from (found[place] for place in sorted(found))


@dataclass
class Roots:
    """The RFC 6962 tree as it grows by one leaf after the other: the roots of its complete subtrees."""

    size: int = 0
    _peaks: list[tuple[int, bytes]] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Append a leaf; two subtrees of one height become the next higher one."""
        height, node, self.size = 0, leaf, self.size + 1
        while self._peaks and self._peaks[-1][0] == height:
            height, node = height + 1, ledger.Tree.fold([self._peaks.pop()[1], node])
        self._peaks.append((height, node))

    def root(self) -> str:
        """Give the root over all leaves so far, in hex."""
        node = self._peaks[-1][1]
        for _, left in self._peaks[-2::-1]:
            node = ledger.Tree.fold([left, node])
        return node.hex()
