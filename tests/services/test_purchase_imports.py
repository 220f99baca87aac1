"""Receipts from a file: read as tills write them, each counted once, and every fault told by its line."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.points import PointsEntry, PointsLot
from services import points, purchase_files, purchase_imports, purchases, tier_nights
from services.purchase_files import Fault, FileUnreadable, Line, Read
from services.purchases import Sale
from tests.clock import NOW
from tests.makers import Make
from tests.services import ranks

HEAD = "会員番号,金額,レシート番号,店舗番号\n"


def read(text: str, encoding: str = "utf-8") -> Read:
    return purchase_files.read(text.encode(encoding), most=1000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_are_read_as_excel_in_japan_writes_them(encoding: str) -> None:
    found = read(HEAD + '1234-5678,"￥3,280",r1,\n\n 12345678 , 500円 , r2 , 7 \n', encoding)

    assert found.faults == []
    assert found.lines == [
        Line(2, "12345678", Sale("r1", 3280)),
        Line(4, "12345678", Sale("r2", 500, 7)),
    ]


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    found = read("receipt,memo,YEN,card\nr1,=1+1,100,12345678\n")

    assert found.lines == [Line(2, "12345678", Sale("r1", 100))]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1234,100,r1,", "card"),
        ("12345678,,r1,", "yen"),
        ("12345678,-5,r1,", "yen"),
        ("12345678,1e3,r1,", "yen"),
        ("12345678,99999999999,r1,", "yen"),
        ("12345678,٣,r1,", "yen"),
        ("12345678,100,,", "receipt"),
        ("12345678,100,領収書,", "receipt"),
        (f"12345678,100,{'r' * 41},", "receipt"),
        ("12345678,100,r1,本店", "shop"),
        ("12345678", "yen"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_by_its_number(row: str, why: str) -> None:
    assert read(HEAD + row + "\n12345678,100,good,\n") == Read(
        [Line(3, "12345678", Sale("good", 100))], [Fault(2, why)]
    )


def test_a_receipt_that_stands_in_the_file_twice_counts_once() -> None:
    found = read(HEAD + "12345678,100,r1,\n12345678,100,r1,\n12345678,100,r1,7\n")

    assert [line.number for line in found.lines] == [2, 4]
    assert found.faults == [Fault(3, "twice")]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\x81", "text"),
        (b"", "headings"),
        (b"a,b,c\n", "headings"),
        (b"card,yen,receipt\n" + b"x\n" * 1001, "long"),
    ],
)
def test_what_is_no_such_file_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        purchase_files.read(raw, most=1000)

    assert refusal.value.why == why


def lines(*cards: str, yen: int = 1000) -> list[Line]:
    return [Line(number, card, Sale(f"r{number}", yen)) for number, card in enumerate(cards, start=2)]


def test_a_rehearsal_tells_what_would_be_and_changes_nothing(session: Session, make: Make) -> None:
    card = make.member().card_number
    before = session.scalar(select(func.count()).select_from(PointsEntry))

    counted = purchase_imports.rehearse(session, lines(card, "00000000"), choices=make.choices, now=NOW)

    assert (counted.new, counted.points, counted.faults) == (1, 10, [Fault(3, "member")])
    assert session.scalar(select(func.count()).select_from(PointsEntry)) == before


def test_a_file_taken_in_twice_counts_once(session: Session, make: Make) -> None:
    member = make.member()
    some = lines(*[member.card_number] * 3)

    first, second = (purchase_imports.take(session, some, choices=make.choices, now=NOW) for _ in range(2))

    assert (first.new, first.known, first.points) == (3, 0, 30)
    assert (second.new, second.known, second.points) == (0, 3, 0)
    assert points.balance(session, member, now=NOW) == 130


def test_a_line_of_a_file_is_the_same_as_a_purchase_at_the_till(session: Session, make: Make) -> None:
    """Whichever comes first, the rows are alike, and the other finds its receipt known."""
    by_till, by_file = make.member(), make.member()
    sale = Sale("till", 3280, make.shop().id)
    purchases.give(session, by_till, sale, choices=make.choices, now=NOW)
    line = Line(2, by_file.card_number, replace(sale, receipt="file"))
    purchase_imports.take(session, [line], choices=make.choices, now=NOW)
    session.expire_all()

    def rows(member_id: int) -> list[object]:
        entry = session.scalars(
            select(PointsEntry).where(PointsEntry.member_id == member_id, PointsEntry.yen.is_not(None))
        ).one()
        lot = session.scalars(select(PointsLot).where(PointsLot.entry_id == entry.id)).one()
        return [
            *(entry.kind, entry.amount, entry.yen, entry.shop_id, entry.created_at),
            *(lot.granted, lot.remaining, lot.expires_at),
        ]

    assert rows(by_till.id) == rows(by_file.id)
    assert by_till.last_seen_at == by_file.last_seen_at
    assert not purchases.give(
        session, by_file, line.sale, choices=make.choices, now=NOW.replace(second=1)
    ).is_new
    again = Line(2, by_till.card_number, sale)
    assert purchase_imports.take(session, [again], choices=make.choices, now=NOW).known == 1


def test_a_file_gives_by_the_rank_that_is_held_and_the_night_judges_it_anew(
    session: Session, make: Make
) -> None:
    ranks.found(session)
    gold, nobody = make.member(), make.member()
    ranks.buy(session, gold, 30_000)
    some = lines(gold.card_number, nobody.card_number, yen=15_000)

    foreseen = purchase_imports.rehearse(session, some, choices=make.choices, now=NOW)
    taken = purchase_imports.take(session, some, choices=make.choices, now=NOW)

    assert foreseen.points == taken.points == 225 + 150
    assert ranks.code(session, nobody) is None
    tier_nights.moved(session, after=0, now=NOW)
    assert ranks.code(session, nobody) == "silver"


def test_what_contradicts_the_ledger_is_told_and_not_counted(session: Session, make: Make) -> None:
    hanako, taro = make.member().card_number, make.member().card_number
    purchase_imports.take(session, lines(hanako, hanako), choices=make.choices, now=NOW)

    other_yen = purchase_imports.take(session, lines(hanako, yen=5), choices=make.choices, now=NOW)
    other_member = purchase_imports.take(session, lines(taro), choices=make.choices, now=NOW)

    assert other_yen.faults == other_member.faults == [Fault(2, "differs")]


def test_a_branch_that_is_not_there_is_told(session: Session, make: Make) -> None:
    line = Line(2, make.member().card_number, Sale("r", 100, 999))

    counted = purchase_imports.take(session, [line], choices=make.choices, now=NOW)

    assert counted.faults == [Fault(2, "shop")]


def test_a_purchase_too_small_for_a_point_counts_and_leaves_no_line(session: Session, make: Make) -> None:
    card = make.member().card_number

    counted = purchase_imports.take(session, lines(card, yen=99), choices=make.choices, now=NOW)

    assert (counted.new, counted.points) == (1, 0)
