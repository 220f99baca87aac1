"""Rights in the talk: the copy, corrections, stop of use, the number for the telephone, the way out."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from handlers.requests import typed as written
from handlers.routes import recognise
from models.codes import CodeKind, MemberCode
from models.consents import Answer, Purpose
from models.erasures import Erasure
from models.requests import RequestKind, RightsRequest
from services import codes, consent, copies, requests, settings
from services.settings import Choices
from tests.bot.wording import limits
from tests.handlers.conftest import PAPERS, Customer, Talk, labels, read
from tests.makers import Make


def links(words: list[dict[str, object]]) -> list[str]:
    return [action["uri"] for action in limits.actions(words) if action["type"] == "uri"]


@pytest.mark.parametrize(
    "word", ["開示", "カイジ", "個人情報の開示", "開示をお願いします", "copy of my data"]
)
def test_one_word_gives_a_link_to_everything_that_is_held(talk: Talk, hanako: Customer, word: str) -> None:
    hanako.joins("受け取る")

    words = hanako.says(word)

    [address] = links(words)
    assert address.startswith(f"{PAPERS}/")
    assert parse_qs(urlsplit(address).query) == {"language": ["ja"], "openExternalBrowser": ["1"]}
    token = urlsplit(address).path.rpartition("/")[2]
    member = talk.member(hanako)
    assert member is not None
    with talk.sessions.begin() as session:
        code = codes.use(session, talk.vault, CodeKind.COPY, token, now=talk.clock())
        assert code.member_id == member.id
        copy = copies.make(session, talk.vault, member, choices=Choices(), language="ja", now=talk.clock())
    assert any(
        record["お答え"] == "同意"
        for section in copy.sections
        for record in section.records
        if "お答え" in record
    )


def test_the_link_says_until_when_it_is_good(talk: Talk, hanako: Customer) -> None:
    hanako.joins()
    until = settings.as_text((talk.clock() + timedelta(hours=9, minutes=15)).time())

    assert f"{until}まで" in read(hanako.says("開示"))


def test_a_stranger_hears_that_nothing_is_held(talk: Talk, hanako: Customer) -> None:
    for word in ("開示", "訂正", "利用停止", "消去", "番号", "訂正 住所が違います"):
        assert "ご登録はございません" in read(hanako.says(word))

    with talk.sessions.begin() as session:
        assert session.scalar(select(MemberCode)) is None
        assert session.scalar(select(RightsRequest)) is None


def test_the_privacy_page_has_a_button_for_each_right(hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("プライバシー")

    assert links(hanako.presses("情報の写しを受け取る（開示）"))
    assert "「訂正」に続けて" in read(hanako.presses("訂正を頼む"))
    assert "次のように止められます" in read(hanako.presses("利用を止める"))
    assert "引き継ぎの番号" in read(hanako.presses("機種変更・引き継ぎ"))
    assert "退会なさいますか" in read(hanako.presses("退会のお手続き"))


def test_what_a_tap_can_put_right_is_put_right_by_a_tap(talk: Talk, hanako: Customer) -> None:
    hanako.joins()

    assert labels(hanako.says("訂正")) == ["ことば / Language", "受け取りかたを変える"]
    with talk.make() as make:
        agree(make, hanako, Purpose.PROFILE)
    assert labels(hanako.says("訂正"))[0] == "プロフィールを直す"
    hanako.presses("ことば / Language")
    assert "English" in read(hanako.presses("English"))


@pytest.mark.parametrize(
    ("said", "kind", "details"),
    [
        ("訂正してください。\nお店の名前が違います", RequestKind.CORRECTION, "お店の名前が違います"),
        ("利用停止をお願いします：記録を使わないで", RequestKind.STOP_USE, "記録を使わないで"),
        ("Correction, my points are missing", RequestKind.CORRECTION, "my points are missing"),
    ],
)
def test_what_is_written_behind_the_word_is_the_request(said: str, kind: RequestKind, details: str) -> None:
    assert written(said) == (kind, details)
    assert getattr(recognise(said), "__name__", "") == "take"


@pytest.mark.parametrize(
    "said",
    [
        *("訂正", "訂正して", "利用停止です", "訂正印", "correction please", "correction, please"),
        *("訂正 お願いします", "訂正、お願いいたします。", "利用停止 してください", "訂正 したいです"),
    ],
)
def test_the_word_alone_is_no_request_yet(said: str) -> None:
    assert written(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "利用停止：お知らせの配信を停止してください",
        "訂正 配信はもういりません",
        "stop use, stop sending messages",
    ],
)
def test_a_stop_is_a_stop_also_behind_another_word(said: str) -> None:
    assert getattr(recognise(said), "__name__", "") == "stop"


def test_what_a_person_must_see_to_is_taken_with_number_and_last_day(talk: Talk, hanako: Customer) -> None:
    hanako.joins()

    words = read(hanako.says("訂正 12月3日のお買い物のポイントが付いていません"))

    with talk.sessions.begin() as session:
        [request] = requests.waiting(session)
        details = requests.details(talk.vault, request)
    assert (request.kind, details) == (RequestKind.CORRECTION, "12月3日のお買い物のポイントが付いていません")
    assert f"受付番号：{request.id}" in words
    assert "2026年12月15日（火）までにお返事いたします" in words


def test_a_receipt_that_came_too_late_is_told_and_its_number_can_be_seen(
    talk: Talk, hanako: Customer
) -> None:
    hanako.joins()
    talk.too_late = True
    hanako.says("訂正 ポイントが足りません")
    talk.too_late = False

    words = read(hanako.says("訂正"))

    with talk.sessions.begin() as session:
        [request] = requests.waiting(session)
    assert "ご請求を承りました" in words
    assert f"受付番号{request.id}（2026年12月15日（火）までにお返事いたします）" in words


def test_the_queue_takes_five_of_one_person(talk: Talk, hanako: Customer) -> None:
    hanako.joins()
    for number in range(6):
        words = read(hanako.says(f"訂正 ポイントが足りません（{number}回め）"))

    assert "すでにご請求を承っており" in words
    with talk.sessions.begin() as session:
        assert len(requests.waiting(session)) == 5


def test_stop_of_use_says_what_each_way_means_and_does_it_by_a_tap(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        agree(make, hanako, Purpose.ANALYSIS)

    words = hanako.says("利用停止")
    [button] = [label for label in labels(words) if "お買い上げ" in label]
    assert labels(words) == ["お知らせを停止する", button, "退会のお手続き"]
    talk.clock.advance(seconds=5)
    assert "を止めました" in read(hanako.presses(button))

    with talk.sessions.begin() as session:
        assert not consent.is_given(session, member, Purpose.ANALYSIS)
        assert consent.is_given(session, member, Purpose.ANNOUNCEMENTS)
    assert labels(hanako.says("利用停止")) == ["お知らせを停止する", "退会のお手続き"]


def agree(make: Make, customer: Customer, purpose: Purpose) -> None:
    """Let a yes stand in the ledger, as a question of its own would write it."""
    member = make.person(customer.user_id).member
    assert member is not None
    consent.record(
        make.session,
        member,
        purpose,
        Answer.GIVEN,
        evidence=make.evidence(customer.talk.clock()),
        now=customer.talk.clock(),
    )


def test_leaving_gives_a_receipt_of_what_is_gone_and_what_stays_until_when(
    talk: Talk, hanako: Customer
) -> None:
    hanako.joins("受け取る")
    hanako.says("退会")

    words = read(hanako.presses("退会する"))

    with talk.sessions.begin() as session:
        [erasure] = session.scalars(select(Erasure))
    assert f"受付番号：{erasure.id}" in words
    assert "2029年12月1日（土）を過ぎると消去いたします" in words
    assert "2026年12月31日（木）までにすべて消えます" in words
    assert talk.member(hanako) is None


def test_the_number_for_the_telephone_is_good_for_ten_minutes(talk: Talk, hanako: Customer) -> None:
    hanako.joins()
    member = talk.member(hanako)
    assert member is not None

    words = read(hanako.says("番号"))

    spoken = re.search(r"^(\d{3}) (\d{3})$", words, re.MULTILINE)
    assert spoken is not None
    assert "お電話で読み上げてください" in words
    with talk.sessions.begin() as session:
        code = codes.peek(session, talk.vault, CodeKind.SUPPORT, spoken.group(), now=talk.clock())
    assert (code.member_id, code.expires_at) == (member.id, talk.clock() + timedelta(minutes=10))
    assert re.search(r"^\d{3} \d{3}$", read(hanako.presses("新しい番号を出す")), re.MULTILINE)
