"""The customers' half of the main job, in the chat page: ask first, keep little, let go."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.phones import Phone
from tests.journeys.searches import Search
from tests.journeys.town import Town

DATABASES = ("postgresql",)
"""The other half of the story runs on SQLite, as the demo does."""
HANAKO, TARO = "常盤木はなの", "常盤木たろう"
"""Names that no other test writes anywhere: PostgreSQL's files hold what all tests on the server wrote."""


@pytest.fixture
def chat(town: Town, page: Page) -> Page:
    for name in (HANAKO, TARO):
        town.add(name)
    page.set_viewport_size({"width": 2400, "height": 950})
    page.goto(town.chat)
    return page


def test_nothing_is_kept_before_the_yes_and_nothing_works_against_the_customer_after_it(
    town: Town, chat: Page, request: pytest.FixtureRequest
) -> None:
    hanako, taro = Phone(chat, HANAKO), Phone(chat, TARO)
    search = Search(town, request.config)
    search.look_for(HANAKO, TARO)

    nobody_is_known_before_a_yes(search, hanako, taro)
    joins_and_agrees(hanako)
    search.look_for_the_key()
    search.finds_nothing_of(HANAKO)
    town.flask("backup")
    search.finds_nothing_of(HANAKO)
    uses_a_coupon(hanako)
    search.finds_nothing_of(HANAKO)
    reads_all_that_is_held(hanako)
    search.finds_nothing_of(HANAKO)
    stops_and_returns(hanako)
    search.finds_nothing_of(HANAKO)
    leaves(hanako)
    search.finds_nothing_of(HANAKO, TARO)
    search.finds_the_key_no_more()
    an_old_friend_walks_the_same_road(town, Phone(chat, "次郎"))


def nobody_is_known_before_a_yes(search: Search, hanako: Phone, taro: Phone) -> None:
    hanako.add_friend()
    hanako.sees("会員登録をなさいますか。")
    hanako.sees("珈琲ごえんです。")
    taro.add_friend()
    taro.sees("会員登録をなさいますか。")
    search.finds_nothing_of(HANAKO, TARO)
    taro.tap("登録しない")
    taro.sees("かしこまりました。登録はしておりません。")
    search.finds_nothing_of(TARO)
    taro.say("営業時間を教えて")
    taro.sees("平日 8時〜20時")
    search.finds_nothing_of(HANAKO, TARO)


def joins_and_agrees(hanako: Phone) -> None:
    hanako.tap("登録する")
    hanako.sees("ご登録ありがとうございます。")
    hanako.tap("受け取る")


def uses_a_coupon(hanako: Phone) -> None:
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
    expect(copy.get_by_text("クーポンの番号").first).to_be_visible()
    copy.close()


def stops_and_returns(hanako: Phone) -> None:
    hanako.say("停止")
    hanako.sees("お知らせの配信を停止いたしました。")
    hanako.say("再開")
    hanako.sees("お受け取りになりますか", times=2)
    hanako.block()
    hanako.unblock()
    hanako.sees("おかえりなさいませ。")


def leaves(hanako: Phone) -> None:
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
