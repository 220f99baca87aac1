"""The ledger's tree: places without gaps, roots that do not depend on how they are reached, short proofs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from models.consents import Answer, ConsentEntry, Purpose
from models.ledger import LedgerStub, LedgerTile
from services import consent, ledger, synthetic
from tests.clock import NOW
from tests.makers import Make


def stub(session: Session, count: int) -> list[bytes]:
    """Write that many leaves, as of lines whose time is over: the tree knows no difference."""
    leaves = [hashlib.sha256(b"\x00%d" % number).digest() for number in range(count)]
    rows = [
        {"entry_id": at, "leaf_sha256": leaf.hex(), "removed_at": NOW} for at, leaf in enumerate(leaves, 1)
    ]
    session.execute(insert(LedgerStub), rows)
    return leaves


class Judge(InmemoryTree):
    """pymerkle's own tree, all in memory, given leaves instead of what they are made of."""

    def hash_buff(self, data: bytes) -> bytes:
        return data


def judge(leaves: list[bytes]) -> Judge:
    tree = Judge()  # type: ignore[no-untyped-call]
    tree.append_entries(leaves)
    return tree


@contextmanager
def rows_read(session: Session) -> Iterator[list[int]]:
    statements: list[int] = []
    bind = session.get_bind()

    def note(*arguments: object) -> None:
        statements.append(1)

    event.listen(bind, "before_cursor_execute", note)
    yield statements
    event.remove(bind, "before_cursor_execute", note)


def places(session: Session) -> list[int]:
    return list(session.scalars(select(ConsentEntry.id).order_by(ConsentEntry.id)))


def test_lines_are_numbered_from_one_without_gaps(make: Make) -> None:
    make.member(reachable=True)
    synthetic.insert_slice(make.session, make.vault, list(synthetic.figures(20, 0.5, 1)), now=NOW)
    make.member()

    found = places(make.session)

    assert found == list(range(1, len(found) + 1))
    assert ledger.size(make.session) == len(found)


def test_a_line_that_is_undone_leaves_no_gap(make: Make) -> None:
    member = make.member()
    nested = make.session.begin_nested()
    consent.record(
        make.session, member, Purpose.SERVICE, Answer.REFUSED, evidence=make.evidence(NOW), now=NOW
    )
    nested.rollback()

    consent.record(
        make.session, member, Purpose.PROFILE, Answer.REFUSED, evidence=make.evidence(NOW), now=NOW
    )

    assert places(make.session) == [1, 2]


def test_a_place_is_never_given_again(make: Make) -> None:
    stub(make.session, 3)

    make.member()

    assert places(make.session) == [4]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 700])
def test_the_root_is_the_one_that_pymerkle_finds(session: Session, size: int) -> None:
    leaves = stub(session, size) if size else []
    assert ledger.fill(session, upto=size)

    assert ledger.Tree(session, size).get_root() == judge(leaves).get_root()


def test_lines_and_what_stays_of_lines_make_one_tree(make: Make) -> None:
    leaves = stub(make.session, 300)
    for _ in range(3):
        make.member()
    leaves += [bytes.fromhex(leaf) for leaf in make.session.scalars(select(ConsentEntry.leaf_sha256))]

    assert ledger.fill(make.session, upto=303)

    assert ledger.Tree(make.session, 303).get_root() == judge(leaves).get_root()


def test_proofs_hold_before_pymerkle(session: Session) -> None:
    leaves = stub(session, 600)
    ledger.fill(session, upto=600)
    tree = ledger.Tree(session, 600)
    root = tree.get_root()

    for place in (1, 2, 256, 257, 512, 513, 600):
        verify_inclusion(leaves[place - 1], root, tree.prove_inclusion(place), index=place, size=600)  # type: ignore[no-untyped-call]
    for prior in (1, 255, 256, 300, 599):
        proof = tree.prove_consistency(prior)
        before = judge(leaves[:prior]).get_root()
        verify_consistency(before, root, proof, prior_size=prior, later_size=600)  # type: ignore[no-untyped-call]


def test_tiles_are_filled_in_slices_and_only_where_they_are_whole(session: Session) -> None:
    stub(session, 5 * 256 + 10)

    turns = [ledger.fill(session, upto=5 * 256 + 10, limit=2) for _ in range(3)]

    assert turns == [False, False, True]
    tiles = session.execute(select(LedgerTile.level, LedgerTile.number).order_by(LedgerTile.number)).all()
    assert [tuple(tile) for tile in tiles] == [(1, number) for number in range(5)]


def test_a_tile_of_tiles_stands_for_65536_leaves(session: Session) -> None:
    digests = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(257)]
    rows = [{"level": 1, "number": number, "sha256": digest} for number, digest in enumerate(digests)]
    session.execute(insert(LedgerTile), rows)

    assert ledger.fill(session, upto=257 * 256)

    upper = session.get_one(LedgerTile, (2, 0))
    below = [bytes.fromhex(digest) for digest in digests]
    assert bytes.fromhex(upper.sha256) == _pairwise(below[:256])
    root = ledger.Tree(session, 257 * 256).get_root()
    assert root == hashlib.sha256(b"\x01" + _pairwise(below[:256]) + below[256]).digest()


def _pairwise(nodes: list[bytes]) -> bytes:
    while len(nodes) > 1:
        nodes = [
            hashlib.sha256(b"\x01" + one + two).digest()
            for one, two in zip(nodes[::2], nodes[1::2], strict=True)
        ]
    return nodes[0]


def test_proving_reads_tiles_and_not_all_leaves(session: Session) -> None:
    stub(session, 20 * 256 + 3)
    while not ledger.fill(session, upto=20 * 256 + 3):
        pass
    tree = ledger.Tree(session, 20 * 256 + 3)

    with rows_read(session) as statements:
        tree.get_root()

    assert len(statements) <= 4


def test_a_missing_leaf_is_noticed(session: Session) -> None:
    with pytest.raises(ledger.LeafMissing):
        ledger.Tree(session, 1).get_root()
