"""Another phone: a code made beforehand, typed into the new account, and everything of worth is there."""

import re

import pytest

from handlers import transfers
from models.codes import CodeKind
from models.consents import Purpose
from models.members import Member
from services import codes, points, settings
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given


@pytest.fixture
def taro(talk: Talk) -> Customer:
    """The same person's new account."""
    return talk.customer()


def code_of(customer: Customer) -> str:
    customer.says("引き継ぎ")
    words = read(customer.presses("引き継ぎの番号を出す"))
    return "-".join(re.findall(r"^([2-9A-Z]{4}-[2-9A-Z]{4})$", words, re.MULTILINE))


def balance(talk: Talk, customer: Customer) -> int:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        return points.balance(session, member, now=talk.clock())


WHOLE = codes.WAYS[CodeKind.TRANSFER].draw()


@pytest.mark.parametrize(
    "way", ["引き継ぎ {}", "引継ぎ番号：{}", "{}", "transfer {}", "ひきつぎ\n{}", "Transfer code {}"]
)
def test_a_code_is_read_however_it_is_sent(way: str) -> None:
    for code in (codes.grouped(WHOLE), WHOLE.lower(), " ".join(WHOLE)):
        typed = transfers.typed(way.format(code))
        assert codes.plain(CodeKind.TRANSFER, typed or "") == WHOLE


@pytest.mark.parametrize(
    "said",
    [
        *("引き継ぎ", "引き継ぎについて", "transfer", "スマホを変えた", "12345678", "ABCDEFGHJKMNPQRS"),
        *("transfer points to my phone", "transfer to my new phone please", "引き継ぎ please"),
    ],
)
def test_what_is_no_code_is_not_taken_for_one(said: str) -> None:
    assert transfers.typed(said) is None


@pytest.mark.parametrize(
    "said", ["引き継ぎ URAA-KQUV-JEVD-JEDA", "transfer uraa-kquv-jevd-jed", "引き継ぎ 2RAA KQUV JEVD JEDA"]
)
def test_a_code_with_a_wrong_sign_is_known_for_one_even_without_a_figure(said: str) -> None:
    typed = transfers.typed(said)

    with pytest.raises(codes.CodeMistyped):
        codes.plain(CodeKind.TRANSFER, typed or pytest.fail("not taken for a code"))


def buy(talk: Talk, customer: Customer, yen: int) -> None:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        choices = settings.read(session)
        points.earn(
            session,
            session.get_one(Member, member.id),
            yen=yen,
            cause="till:1",
            choices=choices,
            now=talk.clock(),
        )


def test_points_come_along_and_the_old_card_is_dead(talk: Talk, hanako: Customer, taro: Customer) -> None:
    hanako.joins("受け取る")
    buy(talk, hanako, 5000)
    code = code_of(hanako)
    taro.joins("受け取らない")

    words = read(taro.says(f"引き継ぎ {code}"))

    assert "引き継ぎが終わりました" in words
    assert "50ポイント（期限はそのままです）" in words
    assert "入会のお礼は、新しいLINEでのご登録のときの分を" in words
    assert balance(talk, taro) == 150
    assert talk.member(hanako) is None
    assert not is_given(talk, taro, Purpose.ANNOUNCEMENTS)
    assert "引き継ぎ" in read(taro.says("履歴"))
    assert "ご登録はございません" in read(hanako.says("控え"))


def test_a_slip_of_the_finger_is_told_apart_from_a_code_that_is_no_good(
    talk: Talk, hanako: Customer, taro: Customer
) -> None:
    hanako.joins()
    code = code_of(hanako)
    taro.joins()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")

    assert "打ち間違い" in read(taro.says(f"引き継ぎ {wrong}"))
    newer = code_of(hanako)
    assert "この番号は使えません" in read(taro.says(f"引き継ぎ {code}"))
    assert "引き継ぎが終わりました" in read(taro.says(f"引き継ぎ {newer}"))
    assert "この番号は使えません" in read(taro.says(f"引き継ぎ {newer}"))
    assert balance(talk, taro) == 100


def test_a_code_dies_after_thirty_days(talk: Talk, hanako: Customer, taro: Customer) -> None:
    hanako.joins()
    code = code_of(hanako)
    taro.joins()
    talk.clock.advance(days=30, hours=12)

    assert "この番号は使えません" in read(taro.says(f"引き継ぎ {code}"))
    assert talk.member(hanako)


def test_a_stranger_is_asked_to_join_first_and_the_code_stays_good(
    talk: Talk, hanako: Customer, taro: Customer
) -> None:
    hanako.joins()
    code = code_of(hanako)

    assert labels(taro.says(f"引き継ぎ {code}")) == ["登録する", "登録しない"]
    talk.clock.advance(seconds=5)
    taro.presses("登録する")
    assert "引き継ぎが終わりました" in read(taro.says(f"引き継ぎ {code}"))


def test_a_code_typed_where_it_was_made_changes_nothing(talk: Talk, hanako: Customer) -> None:
    hanako.joins()
    code = code_of(hanako)

    assert "新しいLINEでお送りください" in read(hanako.says(f"引き継ぎ {code}"))
    assert balance(talk, hanako) == 100


def test_who_has_a_code_hears_until_when_it_is_good(hanako: Customer) -> None:
    hanako.joins()
    code_of(hanako)

    assert "2026年12月31日（木）まで使えます" in read(hanako.says("機種変更"))
