"""The age: a line in the question, or a question of its own; only the answer is ever kept."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Base
from models.consents import Purpose
from models.members import AgeAnswer
from services import consent, counts
from tests.bot.wording import limits
from tests.handlers.conftest import Customer, Talk, labels, read

QUESTION = ["はい", "保護者の同意があります", "いいえ"]
OF_PEOPLE = {
    "members",
    "member_keys",
    "member_codes",
    "consents",
    "consent_entries",
    "preferences",
    "member_topics",
    "profiles",
    "askings",
    "points_lots",
    "points_entries",
    "coupon_grants",
    "sendings",
    "deliveries",
    "erasures",
}


def rows_of_people(session: Session) -> dict[str, int]:
    """How many rows each table of people holds; none are left out."""
    tables = [table for table in Base.metadata.sorted_tables if table.name in OF_PEOPLE]
    assert len(tables) == len(OF_PEOPLE)
    found = {
        table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables
    }
    return {name: number for name, number in found.items() if number}


def everything_written(session: Session) -> bytes:
    """Every byte of every row of every table."""
    values = [
        value
        for table in Base.metadata.sorted_tables
        for row in session.execute(sa.select(table))
        for value in row
    ]
    return b"\n".join(value if isinstance(value, bytes) else repr(value).encode() for value in values)


@pytest.fixture
def asking(talk: Talk) -> Talk:
    talk.set(age_question="yes", minimum_age="20")
    return talk


def test_without_the_setting_the_age_is_one_line_of_the_question(talk: Talk, hanako: Customer) -> None:
    words = hanako.adds_us()
    assert "16歳未満の方は、保護者の方とご相談のうえで" in read(words)

    hanako.presses("登録する")

    member = talk.member(hanako)
    assert member is not None
    assert member.age_answer is None


def test_with_the_setting_the_age_is_asked_before_anything_is_kept(
    asking: Talk, hanako: Customer, session: Session
) -> None:
    hanako.adds_us()
    words = hanako.presses("登録する")

    assert read(words).startswith("会員登録についてのご案内です")
    assert "20歳以上でいらっしゃいますか。" in read(words)
    assert labels(words) == QUESTION
    assert asking.member(hanako) is None
    assert rows_of_people(session) == {}
    assert hanako.user_id.encode() not in everything_written(session)


def test_the_three_answers_are_equal_and_fit_in_a_postback(asking: Talk, hanako: Customer) -> None:
    hanako.adds_us(isUnblocked=False)
    [message] = hanako.presses("登録する")

    assert limits.breaches([message]) == []
    assert message["template"]["type"] == "buttons"
    assert "defaultAction" not in message["template"]
    assert all(len(action["data"]) <= 300 for action in limits.actions([message]))


@pytest.mark.parametrize(
    ("label", "kept"), [("はい", AgeAnswer.OF_AGE), ("保護者の同意があります", AgeAnswer.GUARDIAN)]
)
def test_who_is_old_enough_or_has_a_guardians_word_in_the_ledger_joins_and_only_the_answer_is_kept(
    asking: Talk, hanako: Customer, label: str, kept: AgeAnswer
) -> None:
    hanako.adds_us()
    hanako.presses("登録する")

    words = hanako.presses(label)

    assert "ご登録ありがとうございます" in read(words)
    with asking.sessions.begin() as session:
        member = asking.member(hanako)
        assert member is not None
        assert member.age_answer == kept
        [entry] = [line for line in consent.receipts(session, member) if line.purpose == Purpose.MEMBERSHIP]
        assert entry.reason == kept.value


def test_who_is_too_young_gets_no_record_and_no_message(
    asking: Talk, hanako: Customer, session: Session
) -> None:
    hanako.adds_us()
    hanako.presses("登録する")

    words = hanako.presses("いいえ")

    assert "会員の記録には残しません" in read(words)
    assert asking.member(hanako) is None
    assert rows_of_people(session) == {}
    assert hanako.user_id.encode() not in everything_written(session)
    assert counts.ever(session)["under_age"] == 1


def test_after_that_the_old_buttons_ask_from_the_beginning(asking: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    hanako.presses("登録する")
    hanako.presses("いいえ")
    asking.clock.advance(seconds=1)

    words = hanako.presses("はい")

    assert "もう一度うかがいます" in read(words)
    assert asking.member(hanako) is None


def test_the_seal_is_used_up_by_the_joining_only(asking: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    hanako.presses("登録する")
    hanako.presses("登録する")
    hanako.presses("はい")

    assert "すでにご登録いただいております" in read(hanako.presses("はい"))


def test_an_answer_that_is_none_asks_again(asking: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    [first, *_] = limits.actions(hanako.shown)
    for age in ("", "adult", "21"):
        words = hanako.does("postback", postback={"data": f"{first['data']}&age={age}"})

        assert labels(words) == QUESTION
    assert asking.member(hanako) is None


def test_without_the_setting_an_age_that_is_sent_along_is_not_kept(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    [first, *_] = limits.actions(hanako.shown)
    hanako.does("postback", postback={"data": f"{first['data']}&age=guardian"})

    member = talk.member(hanako)
    assert member is not None
    assert member.age_answer is None


def test_the_age_is_asked_in_the_language_of_the_question(asking: Talk, hanako: Customer) -> None:
    hanako.says("English")

    words = hanako.presses("Join")

    assert "Are you 20 or older?" in read(words)
    assert labels(words) == ["Yes", "My guardian agrees", "No"]
