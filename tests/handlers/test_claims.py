"""The balance of an old card, typed in the talk."""

from datetime import timedelta

import pytest

from handlers import claims as door
from services import claims, points
from tests.handlers.conftest import Customer, Talk, labels, read


def slip(talk: Talk, card: str = "A-0001", worth: int = 500) -> str:
    with talk.sessions.begin() as session:
        code = claims.make(
            session,
            talk.vault,
            card=card,
            worth=worth,
            expires_at=talk.clock() + timedelta(days=180),
            staff_id=None,
            now=talk.clock(),
        )
    assert code is not None
    return code


def balance(talk: Talk, customer: Customer) -> int:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        return points.balance(session, member, now=talk.clock())


WHOLE = claims.draw()


@pytest.mark.parametrize(
    "way", ["引換 {}", "引き換え番号：{}", "引換券{}", "{}", "claim {}", "Claim code\n{}"]
)
def test_a_code_is_read_however_it_is_sent(way: str) -> None:
    for code in (claims.grouped(WHOLE), WHOLE.lower(), " ".join(WHOLE)):
        assert claims.read(door.typed(way.format(code)) or "") == WHOLE


@pytest.mark.parametrize(
    "said",
    [
        "引換",
        "引換券について",
        "claim",
        "THURSDAY",
        "12345678",
        "03-1234-5678",
        "claim my points",
        "claim coupons",
        "ABCDEFGH",
    ],
)
def test_what_is_no_code_is_not_taken_for_one(said: str) -> None:
    assert door.typed(said) is None


@pytest.mark.parametrize("said", ["引換 TEAA-CUPX", "claim teaa-cupx", "引換券 TEA4CUPX"])
def test_a_code_with_a_wrong_sign_is_known_for_one_even_without_a_figure(said: str) -> None:
    typed = door.typed(said)

    assert typed is not None
    assert claims.read(typed) is None


def test_the_points_of_an_old_card_are_taken_over(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")

    words = read(hanako.says(f"引換 {slip(talk)}"))

    assert "お引き換え：500ポイント（2027年12月31日（金）まで）" in words
    assert "ただいまの残高：600ポイント" in words
    assert balance(talk, hanako) == 600
    assert "引き継ぎ" in read(hanako.says("履歴"))


def test_a_used_code_says_so_and_gives_nothing(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    code = slip(talk)
    hanako.says(code)

    assert "すでにお引き換えが済んでいます" in read(hanako.says(code))
    assert balance(talk, hanako) == 600


def test_a_code_whose_time_is_over_says_so(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    code = slip(talk)
    talk.clock.advance(days=181)

    assert "までのものでした" in read(hanako.says(code))


def test_a_slip_of_the_finger_is_told_apart_and_not_counted(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    code = slip(talk)
    wrong = ("2" if code[0] != "2" else "3") + code[1:]

    for _ in range(claims.TRIES + 1):
        assert "打ち間違い" in read(hanako.says(f"引換 {wrong}"))
    assert "引き換えました" in read(hanako.says(f"引換 {code}"))


def test_who_guesses_is_held_back_and_a_right_code_waits(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    code = slip(talk)

    for _ in range(claims.TRIES):
        assert "引き換えられませんでした" in read(hanako.says(f"引換 {claims.grouped(claims.draw())}"))
    assert "しばらくお休みしております" in read(hanako.says(f"引換 {code}"))
    talk.clock.advance(minutes=16)

    assert "引き換えました" in read(hanako.says(f"引換 {code}"))


def test_a_stranger_is_asked_to_join_first_and_the_code_stays_good(talk: Talk, hanako: Customer) -> None:
    code = slip(talk)

    assert labels(hanako.says(f"引換 {code}")) == ["登録する", "登録しない"]
    talk.clock.advance(seconds=5)
    hanako.presses("登録する")

    assert "引き換えました" in read(hanako.says(f"引換 {code}"))


def test_the_word_alone_says_how_it_goes(hanako: Customer) -> None:
    hanako.joins("受け取らない")

    assert "「引換」に続けて、番号をお送りください（例" in read(hanako.says("引換券"))
