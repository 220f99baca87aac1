"""Old balances: one code a card, taken over once, guessed by nobody, brought in twice without harm."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.claims import Claim
from models.members import Member
from models.points import EntryKind, PointsEntry
from services import claim_imports, claims, codes, points
from services.claim_imports import FileRefused
from services.claims import ClaimRefused, ClaimRests, ClaimTooLate, ClaimUnknown, ClaimUsed
from services.settings import Choices
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked

CHOICES = Choices(welcome_points=0)
ENDS = NOW + timedelta(days=180)


def slip(make: Make, card: str = "A-0001", worth: int = 500) -> str:
    code = claims.make(
        make.session, make.vault, card=card, worth=worth, expires_at=ENDS, staff_id=None, now=NOW
    )
    assert code is not None
    return code


def take(make: Make, member: Member, code: str, *, days: int = 0) -> PointsEntry:
    now = NOW + timedelta(days=days)
    return claims.take(make.session, make.vault, member, code, choices=CHOICES, now=now)


@pytest.fixture
def member(make: Make) -> Member:
    make.choices = CHOICES
    return make.member()


def test_who_types_the_code_has_the_points(make: Make, member: Member) -> None:
    entry = take(make, member, slip(make).lower())

    assert points.balance(make.session, member, now=NOW) == 500
    assert (entry.kind, entry.amount) == (EntryKind.TRANSFER, 500)
    assert entry.cause.startswith("claim:")


def test_a_code_is_good_once(make: Make, member: Member) -> None:
    code = slip(make)
    take(make, member, code)

    with pytest.raises(ClaimUsed):
        take(make, make.member(), code)

    assert points.balance(make.session, member, now=NOW) == 500


def test_a_code_dies_with_its_last_day(make: Make, member: Member) -> None:
    code = slip(make)

    with pytest.raises(ClaimTooLate):
        take(make, member, code, days=180)

    assert take(make, member, code, days=179).amount == 500


def test_a_code_that_nobody_made_is_unknown(make: Make, member: Member) -> None:
    with pytest.raises(ClaimUnknown):
        take(make, member, claims.draw())


def test_neither_card_nor_code_is_kept(make: Make, session: Session) -> None:
    code = slip(make, "A-0001")

    row = session.scalars(select(Claim)).one()
    kept = " ".join(str(value) for value in (row.card_digest, row.code_digest))
    assert claims.plain(code) not in kept
    assert "A0001" not in kept


def test_one_card_has_one_code(make: Make, session: Session) -> None:
    slip(make)

    again = claims.make(
        session, make.vault, card="ａ0001", worth=500, expires_at=ENDS, staff_id=None, now=NOW
    )
    assert again is None
    with pytest.raises(ClaimRefused) as refusal:
        slip(make, worth=600)

    assert refusal.value.why == "taken"


def test_a_lost_slip_is_replaced_and_the_old_code_is_dead(make: Make, member: Member) -> None:
    old = slip(make)

    new = claims.renew(make.session, make.vault, "A-0001", expires_at=ENDS)

    with pytest.raises(ClaimUnknown):
        take(make, member, old)
    assert take(make, member, new).amount == 500
    for card, why in (("A-0001", "done"), ("A-0002", "card")):
        with pytest.raises(ClaimRefused) as refusal:
            claims.renew(make.session, make.vault, card, expires_at=ENDS)
        assert refusal.value.why == why


def test_who_guesses_is_not_listened_to_for_a_while(make: Make, member: Member) -> None:
    for _ in range(claims.TRIES):
        claims.check_tries(make.session, member, now=NOW)
        claims.note_miss(make.session, member, now=NOW)

    with pytest.raises(ClaimRests):
        claims.check_tries(make.session, member, now=NOW)
    claims.check_tries(make.session, make.member(), now=NOW)
    claims.check_tries(make.session, member, now=NOW + claims.WINDOW + timedelta(seconds=1))


def test_who_took_it_is_forgotten_and_that_it_was_used_is_not(make: Make, member: Member) -> None:
    code = slip(make)
    take(make, member, code)

    make.erase(member)
    make.session.expire_all()

    row = make.session.scalars(select(Claim)).one()
    assert (row.member_id, row.used_at) == (None, NOW)


def test_a_wrong_sign_is_seen_and_a_code_is_never_a_word() -> None:
    code = claims.draw()

    for place in range(len(code)):
        other = codes.LETTERS[(codes.LETTERS.index(code[place]) + 1) % len(codes.LETTERS)]
        assert claims.read(code[:place] + other + code[place + 1 :]) is None
    assert claims.read(f" {claims.grouped(code).lower()} ") == code
    assert any(sign.isdecimal() for sign in code)
    assert claims.read("THURSDAY") is None


def test_a_file_is_tried_told_row_by_row_and_brought_in(make: Make, session: Session) -> None:
    slip(make, "7", 70)
    slip(make, "8", 80)
    text = 'カード,残高\n1,100\n2,"1,200"\n3,0\n1,100\n5\n,50\n7,70\n8,81\n'

    tried = claim_imports.look(session, make.vault, text)

    states = ["new", "new", "points", "twice", "columns", "card", "known", "taken"]
    assert [row.state for row in tried] == states
    assert [row.line for row in tried] == list(range(2, 10))
    assert session.scalar(select(func.count()).select_from(Claim)) == 2
    made = bring_in(make, text)
    assert [row.points for row in made if row.code] == [100, 1200]
    assert [row.state for row in made] == states


def bring_in(make: Make, text: str) -> list[claim_imports.Row]:
    return claim_imports.bring_in(make.session, make.vault, text, expires_at=ENDS, staff_id=None, now=NOW)


def test_the_same_file_twice_changes_nothing(make: Make, session: Session, member: Member) -> None:
    [first] = bring_in(make, "1,100")

    [again] = bring_in(make, "1,100")

    assert (again.state, again.code) == ("known", None)
    assert session.scalar(select(func.count()).select_from(Claim)) == 1
    assert take(make, member, first.code or "").amount == 100


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty"), ("カード,残高\n", "empty"), ("1,1\n" * 1_001, "many")],
)
def test_a_file_that_cannot_be_read_is_refused(make: Make, text: str, why: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        claim_imports.look(make.session, make.vault, text)

    assert refusal.value.why == why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_are_read_as_spreadsheets_in_japan_write_them(encoding: str) -> None:
    assert claim_imports.decode("番号,残高".encode(encoding)) == "番号,残高"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FileRefused):
        claim_imports.decode(b"\xff\xfe\x81")


def test_of_two_who_type_one_code_at_once_one_has_it(store: Store) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session), CHOICES)
        code, members = slip(make), [make.member().id for _ in range(4)]
    won: list[int] = []

    def race(member_id: int) -> None:
        try:
            with store.sessions.begin() as session:
                somebody = session.get_one(Member, member_id)
                vault = unlocked(session)
                claims.take(session, vault, somebody, code, choices=CHOICES, now=NOW)
            won.append(member_id)
        except ClaimUsed:
            pass

    threads = [threading.Thread(target=race, args=(number,)) for number in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1
    with store.readings.begin() as session:
        total = session.scalar(select(func.sum(PointsEntry.amount)))
    assert total == 500


def test_points_taken_over_expire_as_points_given_today(make: Make, member: Member) -> None:
    take(make, member, slip(make))

    [expiring] = points.summary(make.session, member, now=NOW, choices=CHOICES).expiring
    assert (expiring.amount, expiring.last_day) == (500, date(2027, 12, 31))
