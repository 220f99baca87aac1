"""Six digits: a code of somebody who works here, or a customer's own matter."""

import pytest

from services import staff
from tests.handlers.conftest import Customer, Talk, labels, read

NOT_FOUND = "恐れ入ります。こちらの番号は見つかりませんでした。"
MENU = ["会員登録について", "お店の案内", "お問い合わせ"]


@pytest.fixture
def code(talk: Talk) -> str:
    with talk.make() as make:
        return staff.issue_link_code(make.session, talk.vault, make.staff(name="山田"), now=talk.clock())


def wrong(code: str, number: int = 1) -> str:
    return f"{(int(code) + number) % 10**6:06d}"


def test_a_code_links_the_account_once(hanako: Customer, code: str) -> None:
    assert "山田さん" in read(hanako.says(code))
    assert labels(hanako.says(code)) == MENU


def test_a_code_that_is_too_old_is_not_found(talk: Talk, hanako: Customer, code: str) -> None:
    talk.clock.advance(minutes=11)

    assert read(hanako.says(code)) == NOT_FOUND


def test_a_customer_reads_nothing_of_the_admin_page(hanako: Customer, code: str) -> None:
    assert read(hanako.says(wrong(code))) == NOT_FOUND


def test_six_digits_while_nobody_awaits_a_code_are_ordinary_text(hanako: Customer) -> None:
    assert labels(hanako.says("123456")) == MENU


def test_after_five_misses_not_even_the_code_itself_links(talk: Talk, hanako: Customer, code: str) -> None:
    assert [read(hanako.says(wrong(code, number))) for number in range(1, 6)] == [NOT_FOUND] * 5

    assert labels(hanako.says(code)) == MENU
    assert "山田さん" in read(talk.customer().says(code))


def test_ten_minutes_later_there_is_another_try(talk: Talk, hanako: Customer, code: str) -> None:
    for number in range(1, 6):
        hanako.says(wrong(code, number))
    talk.clock.advance(minutes=11)
    with talk.make() as make:
        fresh = staff.issue_link_code(
            make.session, talk.vault, make.staff(name="佐藤", email="sato@example.com"), now=talk.clock()
        )

    assert "佐藤さん" in read(hanako.says(fresh))
