"""Codes for members: short-lived, kept as hashes only, good once, and hard to guess or to mistype."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.codes import CodeKind, MemberCode
from models.members import Member
from services import codes, japan
from tests.clock import NOW
from tests.makers import Make

LONG = (CodeKind.TRANSFER, CodeKind.COPY, CodeKind.PROOF)


def give(make: Make, member: Member, kind: CodeKind, **more: str) -> str:
    return codes.issue(make.session, make.vault, member, kind, now=NOW, **more)


def rows(make: Make) -> list[MemberCode]:
    return list(make.session.scalars(select(MemberCode)))


@pytest.mark.parametrize("kind", CodeKind)
def test_a_code_is_good_once_within_its_time(make: Make, kind: CodeKind) -> None:
    member = make.member()
    code = give(make, member, kind, subject="entry:7")
    end = codes.good_until(kind, now=NOW)

    assert (
        codes.peek(make.session, make.vault, kind, code, now=end - timedelta(seconds=1)).subject == "entry:7"
    )
    with pytest.raises(codes.CodeTooLate):
        codes.use(make.session, make.vault, kind, code, now=end)
    assert codes.use(make.session, make.vault, kind, code, now=NOW).member_id == member.id
    for again in (codes.use, codes.peek):
        with pytest.raises(codes.CodeSpent):
            again(make.session, make.vault, kind, code, now=NOW)


@pytest.mark.parametrize("kind", CodeKind)
def test_the_database_holds_no_code_that_could_be_used(make: Make, kind: CodeKind) -> None:
    code = give(make, make.member(), kind)

    [row] = rows(make)
    values = [str(getattr(row, column.key)) for column in MemberCode.__table__.columns]
    assert not any(code in value or code.replace("-", "") in value for value in values)


def test_a_new_code_takes_the_place_of_the_old_one_of_its_subject(make: Make) -> None:
    member = make.member()
    old, other = (
        give(make, member, CodeKind.PROOF, subject="a"),
        give(make, member, CodeKind.PROOF, subject="b"),
    )
    give(make, member, CodeKind.PROOF, subject="a")

    with pytest.raises(codes.CodeUnknown):
        codes.peek(make.session, make.vault, CodeKind.PROOF, old, now=NOW)
    assert codes.peek(make.session, make.vault, CodeKind.PROOF, other, now=NOW).subject == "b"
    assert len(rows(make)) == 2


def test_two_people_never_hold_the_same_six_digits(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([123456, 123456, 7])
    first, second = make.member(), make.member()
    monkeypatch.setattr("services.codes.secrets.randbelow", lambda _: next(drawn))

    assert give(make, first, CodeKind.SUPPORT) == "123456"
    assert give(make, second, CodeKind.SUPPORT) == "000007"


def test_a_code_of_one_kind_opens_nothing_of_another(make: Make) -> None:
    code = give(make, make.member(), CodeKind.COPY)

    with pytest.raises(codes.CodeUnknown):
        codes.use(make.session, make.vault, CodeKind.PROOF, code, now=NOW)


def test_what_is_read_out_or_typed_may_be_wide_small_and_spaced(make: Make) -> None:
    code = give(make, make.member(), CodeKind.TRANSFER)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower().replace("-", " ").replace(" ", ""))
    digits = give(make, make.member(), CodeKind.SUPPORT)

    assert codes.peek(make.session, make.vault, CodeKind.TRANSFER, f" {wide} ", now=NOW)
    spaced = f"{digits[:3]}-{digits[3:]}"
    assert codes.peek(make.session, make.vault, CodeKind.SUPPORT, spaced, now=NOW)


def test_every_single_slip_in_a_transfer_code_is_seen_without_asking_the_database(make: Make) -> None:
    code = give(make, make.member(), CodeKind.TRANSFER).replace("-", "")
    slips = [
        code[:place] + other + code[place + 1 :]
        for place in range(len(code))
        for other in codes.LETTERS
        if other != code[place]
    ]
    swaps = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]

    for wrong in [*slips, *swaps, code[:-1], code + "A", ""]:
        with pytest.raises(codes.CodeMistyped):
            codes.plain(CodeKind.TRANSFER, wrong)


@pytest.mark.parametrize("kind", codes.LINKS)
def test_a_link_is_found_without_its_kind(make: Make, kind: CodeKind) -> None:
    token = give(make, make.member(), kind)

    assert codes.peek_link(make.session, make.vault, token, now=NOW).kind == kind
    codes.use(make.session, make.vault, kind, token, now=NOW)
    with pytest.raises(codes.CodeSpent):
        codes.peek_link(make.session, make.vault, token, now=NOW)
    with pytest.raises(codes.CodeUnknown):
        codes.peek_link(make.session, make.vault, token[:-1], now=NOW)


@pytest.mark.parametrize("kind", LONG)
def test_long_codes_differ_and_are_long(make: Make, kind: CodeKind) -> None:
    drawn = {codes.WAYS[kind].draw() for _ in range(100)}

    assert len(drawn) == 100
    assert min(len(code) for code in drawn) >= codes.DRAWN


def test_whoever_guesses_has_to_rest(make: Make) -> None:
    for _ in range(codes.TRIES):
        codes.check_tries(make.session, "staff:1", now=NOW)
        codes.note_miss(make.session, "staff:1", now=NOW)

    with pytest.raises(codes.TooManyTries):
        codes.check_tries(make.session, "staff:1", now=NOW)
    codes.check_tries(make.session, "staff:2", now=NOW)
    codes.check_tries(make.session, "staff:1", now=NOW + codes.WINDOW + timedelta(seconds=1))


def test_a_code_lives_until_its_time_is_over_or_it_is_used(make: Make) -> None:
    member = make.member()
    code = give(make, member, CodeKind.SUPPORT)
    end = codes.good_until(CodeKind.SUPPORT, now=NOW)

    assert codes.living(make.session, member, CodeKind.SUPPORT, now=end - timedelta(seconds=1))
    assert codes.living(make.session, member, CodeKind.SUPPORT, now=end) is None
    assert codes.living(make.session, member, CodeKind.TRANSFER, now=NOW) is None
    codes.use(make.session, make.vault, CodeKind.SUPPORT, code, now=NOW)
    assert codes.living(make.session, member, CodeKind.SUPPORT, now=NOW) is None


def test_a_code_to_keep_is_good_until_the_end_of_the_day_that_is_named() -> None:
    """1 December, noon in Japan, and thirty days."""
    end = codes.good_until(CodeKind.TRANSFER, now=NOW)

    assert japan.last_day(end) == date(2026, 12, 31)
    assert end == japan.start_of(date(2027, 1, 1))
