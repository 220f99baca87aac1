"""Terms that reach further: asked after the member acted, at most once in 90 days, never unbidden."""

import pytest
from sqlalchemy import select

from models.consents import Answer, Purpose
from models.members import Language
from models.sendings import Sending
from services import consent, notice_wordings, publishing, settings, shopkeeping
from services.notice_words import Own
from tests.handlers.conftest import Customer, Talk, labels, read

NEWS = ["受け取る", "期限の連絡だけ", "受け取らない"]
SURVEY = {
    Language.JA: Own(purposes=("アンケートのお願い",)),
    Language.EN: Own(purposes=("Questions about our shop",)),
}
REASON = "文面に加わったことがございますので"


def publish(talk: Talk, purpose: Purpose = Purpose.ANNOUNCEMENTS) -> None:
    talk.clock.advance(seconds=5)
    with talk.sessions.begin() as session:
        publishing.publish(
            session,
            purpose,
            SURVEY,
            opened=notice_wordings.fingerprint(session, purpose),
            choices=settings.read(session),
            trust_url=None,
            now=talk.clock(),
        )
    talk.clock.advance(seconds=5)


def answers(talk: Talk, customer: Customer, purpose: Purpose) -> list[Answer]:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        return [line.answer for line in consent.receipts(session, member) if line.purpose == purpose]


def test_new_terms_are_asked_below_an_answer_and_confirmed_with_a_tap(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    publish(talk)

    words = hanako.says("ポイント")

    assert "100ポイント" in read(words[:1])
    assert REASON in read(words)
    assert "・アンケートのお願い" in read(words)
    assert labels(words)[-3:] == NEWS
    talk.clock.advance(seconds=5)
    hanako.presses("受け取る")
    assert answers(talk, hanako, Purpose.ANNOUNCEMENTS) == [Answer.RECONFIRMED, Answer.GIVEN]
    assert REASON not in read(hanako.says("ポイント"))


def test_a_no_to_new_terms_is_written_down_and_stops(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    publish(talk)
    hanako.says("設定")
    talk.clock.advance(seconds=5)

    hanako.presses("受け取らない")

    assert answers(talk, hanako, Purpose.ANNOUNCEMENTS) == [Answer.WITHDRAWN, Answer.GIVEN]


def test_it_is_asked_at_most_once_in_90_days(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    publish(talk)

    assert REASON in read(hanako.says("プライバシー"))
    talk.clock.advance(days=89)
    assert REASON not in read(hanako.says("設定"))
    talk.clock.advance(days=1)
    assert REASON in read(hanako.says("設定"))


def test_nobody_is_asked_who_did_nothing_and_nothing_is_ever_pushed(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    publish(talk)
    talk.clock.advance(days=100)

    with talk.sessions.begin() as session:
        assert list(session.scalars(select(Sending))) == []


def test_until_the_answer_the_old_yes_covers_the_old_terms(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    member = talk.member(hanako)
    publish(talk)
    hanako.says("ポイント")

    assert member is not None
    with talk.sessions.begin() as session:
        row = consent.standing(session, member)[Purpose.ANNOUNCEMENTS]
        assert row.is_given
    assert answers(talk, hanako, Purpose.ANNOUNCEMENTS) == [Answer.GIVEN]
    assert "アンケート" not in read(hanako.asks_for("notice", purpose="announcements"))


def test_who_wants_nothing_is_not_asked(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    publish(talk)
    talk.clock.advance(days=100)

    assert REASON not in read(hanako.says("ポイント"))


def test_who_wants_only_expiry_is_asked_too(talk: Talk, hanako: Customer) -> None:
    hanako.joins("期限の連絡だけ")
    publish(talk)
    talk.clock.advance(days=100)

    assert labels(hanako.says("ポイント"))[-3:] == NEWS


def test_a_stranger_is_asked_nothing_anew(talk: Talk, hanako: Customer) -> None:
    publish(talk)

    assert REASON not in read(hanako.says("プライバシー"))


def test_a_wider_limit_asks_nobody_again(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    with talk.sessions.begin() as session:
        shopkeeping.change(session, {"weekly_cap": "5"}, trust_url="", now=talk.clock())

    assert REASON not in read(hanako.says("ポイント"))


@pytest.mark.parametrize(
    ("label", "said", "kept"),
    [
        ("登録する", "新しい内容でのご同意を承りました", [Answer.RECONFIRMED, Answer.GIVEN]),
        ("登録しない", "これまでの内容のまま", [Answer.GIVEN]),
    ],
)
def test_new_terms_of_membership_can_be_declined_without_leaving(
    talk: Talk, hanako: Customer, label: str, said: str, kept: list[Answer]
) -> None:
    hanako.joins("受け取る")
    publish(talk, Purpose.MEMBERSHIP)

    assert "会員としてお使いいただけます" in read(hanako.says("ポイント"))
    assert said in read(hanako.presses(label))

    assert answers(talk, hanako, Purpose.MEMBERSHIP) == kept
    assert talk.member(hanako) is not None


@pytest.mark.parametrize(
    ("label", "said"), [("登録しない", "これまでの内容のまま、会員として"), ("登録する", REASON)]
)
def test_an_old_button_of_new_terms_neither_asks_to_leave_nor_passes_over_them(
    talk: Talk, hanako: Customer, label: str, said: str
) -> None:
    hanako.joins()
    publish(talk, Purpose.MEMBERSHIP)
    hanako.says("ポイント")
    talk.clock.advance(days=91)

    words = hanako.presses(label)

    assert said in read(words)
    assert "ポイントとクーポンは消え" not in read(words)
    assert answers(talk, hanako, Purpose.MEMBERSHIP) == [Answer.GIVEN]
