"""The customers' half of the main job, in the chat page: ask first, keep little, let go."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.disks import content, database_files, walked
from tests.journeys.phones import Phone
from tests.journeys.town import Town

HANAKO, TARO = "常盤木はなの", "常盤木たろう"
"""Names that no other test writes anywhere: PostgreSQL's files hold what all tests on the server wrote."""


@pytest.fixture
def chat(town: Town, page: Page) -> Page:
    for name in (HANAKO, TARO):
        town.add(name)
    page.set_viewport_size({"width": 2400, "height": 950})
    page.goto(town.chat)
    return page


def secrets_of(town: Town, name: str) -> list[bytes]:
    """A person's LINE id, and the name where no other test uses it, in each way to write them down."""
    (user_id,) = (one["id"] for one in town.ask("/sim/state")["people"] if one["name"] == name)
    return [way for secret in (user_id, name) for way in written(secret)]


def written(secret: str) -> list[bytes]:
    raw = secret.encode()
    shifted = [base64.b64encode(b" " * shift + raw)[4:-4] for shift in (1, 2, 3)]
    return [raw, secret.encode("utf-16-le"), secret.encode("utf-16-be"), *shifted]


def places(town: Town, config: pytest.Config) -> list[Path]:
    """All files that the shop's processes can have written: database, WAL, logs, working directory."""
    own = [file for file in walked(town.directory) if file.name != "line.log"]
    return database_files(town.environment["DATABASE_URL"], config) + own


def traces(town: Town, name: str, config: pytest.Config) -> list[str]:
    """The files that tell of a person. The owner's address is kept, so a search that sees it does look."""
    secrets, files = secrets_of(town, name), [(file.name, content(file)) for file in places(town, config)]
    assert any(town.email.encode() in kept for _name, kept in files), "this search finds nothing at all"
    return [name for name, kept in files if any(way in kept for way in secrets)]


def test_nothing_is_kept_before_the_yes_and_nothing_works_against_the_customer_after_it(
    town: Town, chat: Page, request: pytest.FixtureRequest
) -> None:
    hanako, taro = Phone(chat, HANAKO), Phone(chat, TARO)

    hanako.add_friend()
    hanako.sees("会員登録をなさいますか。")
    hanako.sees("珈琲ごえんです。")
    taro.add_friend()
    taro.tap("登録しない")
    taro.sees("かしこまりました。登録はしておりません。")
    taro.say("営業時間を教えて")
    taro.sees("平日 8時〜20時")
    assert traces(town, HANAKO, request.config) == []
    assert traces(town, TARO, request.config) == []

    joins_and_uses_a_coupon(hanako)
    reads_all_that_is_held(hanako)
    stops_returns_and_leaves(hanako)
    assert traces(town, HANAKO, request.config) == []
    an_old_friend_walks_the_same_road(town, Phone(chat, "次郎"))


def joins_and_uses_a_coupon(hanako: Phone) -> None:
    hanako.tap("登録する")
    hanako.sees("ご登録ありがとうございます。")
    hanako.tap("受け取る")
    hanako.say("残高は？")
    hanako.sees("ただいま100ポイントです。")
    hanako.say("クーポン")
    hanako.tap("使う")
    hanako.tap("表示する")
    hanako.tap("使用済みにする（店員が押します）")
    hanako.sees("クーポンをお使いいただきました。")
    hanako.say("クーポン")
    hanako.sees("ただいまお使いいただけるクーポンはございません。")


def reads_all_that_is_held(hanako: Phone) -> None:
    hanako.say("開示")
    hanako.sees("情報の写しを開く")
    with hanako.page.expect_popup() as opened:
        hanako.talk.get_by_text("情報の写しを開く").last.click()
    copy = opened.value
    copy.get_by_role("button", name="開く").click()
    expect(copy.get_by_text("クーポンの番号")).to_be_visible()
    copy.close()


def stops_returns_and_leaves(hanako: Phone) -> None:
    hanako.say("停止")
    hanako.sees("お知らせの配信を停止いたしました。")
    hanako.say("再開")
    hanako.sees("お受け取りになりますか", times=2)
    hanako.block()
    hanako.unblock()
    hanako.sees("おかえりなさいませ。")
    hanako.say("退会")
    hanako.sees("退会なさいますか。")
    hanako.tap("退会する")
    hanako.sees("退会のお手続きが終わりました。")


def an_old_friend_walks_the_same_road(town: Town, jiro: Phone) -> None:
    """Somebody who was a friend before the bot: no friend-add was ever told of."""
    jiro.say("こんにちは")
    jiro.sees("会員登録をなさいますか。")
    jiro.tap("登録する")
    jiro.sees("会員番号は")
    jiro.tap("期限の連絡だけ")
    jiro.say("ポイント")
    jiro.sees("ただいま100ポイントです。")
    assert town.received("次郎") == []
