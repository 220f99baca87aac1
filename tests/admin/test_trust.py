"""The page of trust: what the law asks, as the settings and the data map have it, in both languages."""

import html
import re
from datetime import timedelta

import pytest

from models.announcements import AnnouncementState
from services import checkpoints, datamap, settings
from services.datamap_terms import KEPT
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

SHOP = {
    "company": "株式会社ごえん商店",
    "representative": "縁 結子",
    "address": "東京都台東区見本町1-2-3",
    "contact": "03-0000-0000",
    "contact_hours": "10時〜18時",
    "safety_measures": "サーバーの部屋に鍵をかけています。",
    "data_location": "日本（東京）",
}


@pytest.fixture(autouse=True)
def shop(parts: Parts) -> None:
    choose(parts, **SHOP)


def choose(parts: Parts, **choices: str) -> None:
    with parts.sessions.begin() as session:
        for name, value in choices.items():
            settings.change(session, name, value, now=parts.clock())


def test_who_keeps_it_and_where_to_turn_is_said(visitor: Visitor) -> None:
    page = visitor.get("/trust").text

    assert all(value in page for value in SHOP.values())
    assert "苦情も同じところで承ります" in page


def test_a_shop_at_home_tells_its_address_on_request(visitor: Visitor, parts: Parts) -> None:
    choose(parts, address_on_request="yes")

    page = visitor.get("/trust").text

    assert SHOP["address"] not in page
    assert "ご請求があれば遅滞なくお答えします" in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_kind_of_data_purpose_and_time_is_said(visitor: Visitor, language: str) -> None:
    page = html.unescape(visitor.get(f"/trust?language={language}").text)

    for table in datamap.of_customers():
        assert table.purpose.of(language) in page
        for column in table.spelt_out().values():
            assert column.what.of(language) in page
            assert KEPT[column.kept].of(language) in page


def test_the_words_in_force_stand_there_with_their_versions(visitor: Visitor) -> None:
    page = visitor.get("/trust").text

    assert "会員登録のご案内" in page
    assert "多くても週に1回" in page
    assert "第1版・" in page


def test_who_gets_it_is_said_and_that_nothing_else_leaves(visitor: Visitor) -> None:
    page = visitor.get("/trust").text

    assert "第三者には提供しません" in page
    assert "LINEヤフー株式会社が運びます" in page
    assert "外部への送信：ありません" in page
    assert "このサービスからお送りするLINEのメッセージ" in page
    assert set(re.findall(r"(?:src|href)=\"(https?://[^\"]+)", page)) == set()


def test_rights_are_said_for_those_who_chat_and_for_those_who_blocked(visitor: Visitor) -> None:
    page = visitor.get("/trust").text

    assert all(word in page for word in ("「開示」", "「訂正」", "「利用停止」", "「退会」", "14日以内"))
    assert "ブロックされている方" in page
    assert "最近のお買い物2件の日と金額" in page


def test_sleeping_is_said_as_it_is_set(visitor: Visitor, parts: Parts) -> None:
    assert "24か月のあいだ" in visitor.get("/trust").text
    choose(parts, sleep_months="0")

    assert "か月のあいだ、お買い物も" not in visitor.get("/trust").text


def test_all_safety_announcements_are_listed_and_no_others(visitor: Visitor, parts: Parts) -> None:
    assert "これまでにお送りしたものはありません。" in visitor.get("/trust").text
    now = parts.clock()
    went = {"state": AnnouncementState.SENT, "scheduled_at": now, "valid_until": now + timedelta(hours=1)}
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        make.announcement("お召し上がりにならないでください。", is_safety=True, **went)
        make.announcement("まだ見せないでください。", is_safety=True)
        make.announcement("新しい豆です。", **went)

    page = visitor.get("/trust").text

    assert "お召し上がりにならないでください。" in page
    assert "まだ見せないでください。" not in page
    assert "新しい豆です。" not in page


def test_the_ledgers_key_and_newest_mark_stand_there(visitor: Visitor, parts: Parts) -> None:
    assert "まだ印はありません" in visitor.get("/trust").text
    with parts.sessions.begin() as session:
        Make(session, parts.vault()).member()
        made = checkpoints.anchor(session, parts.vault(), now=parts.clock())
        assert made is not None
        note = made.note

    page = visitor.get("/trust").text

    assert str(checkpoints.Key(parts.vault().ledger_key())) in page
    assert note.splitlines()[0] in page
    assert note.splitlines()[2] in page


def test_it_is_said_in_english_too(visitor: Visitor) -> None:
    page = visitor.get("/trust?language=en").text

    assert "External transmissions: none" in page
    assert "About membership" in page
