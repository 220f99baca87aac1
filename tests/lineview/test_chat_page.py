"""The chat page, live against the simulator."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator import RunningLine, phones
from tests.browsers import PHONE, OpenPage
from tests.lineview import samples, talks

Phone = Callable[[str], Locator]


@pytest.fixture
def chat(desk: Page) -> Page:
    return desk


@pytest.fixture
def phone_of(chat: Page) -> Phone:
    return lambda name: chat.get_by_role("region", name=f"{name}さんのスマートフォン")


def test_it_says_that_it_is_a_stand_in(chat: Page) -> None:
    expect(chat.get_by_text("この機械の外へは出ません")).to_be_visible()


def test_a_person_becomes_a_friend_blocks_and_comes_back(phone_of: Phone) -> None:
    hanako = phone_of("花子")
    expect(hanako.get_by_text("友だちではありません")).to_be_visible()

    hanako.get_by_role("button", name="友だち追加").click()
    expect(hanako.get_by_text("友だち", exact=True)).to_be_visible()
    hanako.get_by_role("button", name="ブロック", exact=True).click()
    expect(hanako.get_by_text("ブロック中", exact=True)).to_be_visible()
    expect(hanako.get_by_label("メッセージを入力")).to_be_hidden()
    hanako.get_by_role("button", name="ブロック解除").click()

    expect(hanako.get_by_text("友だち", exact=True)).to_be_visible()
    expect(hanako.get_by_label("メッセージを入力")).to_be_visible()


def test_who_has_left_line_can_do_nothing_more(line: RunningLine, phone_of: Phone) -> None:
    channel = line.simulator.channel
    with channel.lock:
        phones.delete_account(channel, channel.people.find("花子"))

    hanako = phone_of("花子")
    expect(hanako.get_by_text("LINEをやめたため、送れません。")).to_be_visible()
    expect(hanako.get_by_role("button", name="友だち追加")).to_have_count(0)


def test_enter_sends_but_not_while_a_word_is_being_converted(line: RunningLine, phone_of: Phone) -> None:
    box = phone_of("花子").get_by_label("メッセージを入力")
    box.fill("ポイント")

    box.evaluate("e => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }))")
    assert talks.written_by(line, "花子") == []
    box.press("Enter")

    expect(phone_of("花子").locator(".lv-own")).to_have_text(re.compile("ポイント"))
    expect(box).to_have_value("")


def test_what_the_bot_says_appears_at_once_with_its_time(line: RunningLine, phone_of: Phone) -> None:
    talks.say(line, "花子", samples.GREETING, samples.MEMBERSHIP)

    talk = phone_of("花子").get_by_role("log")
    expect(talk.get_by_text("友だち追加ありがとうございます。")).to_be_visible()
    expect(talk.get_by_role("button", name="登録する", exact=True)).to_be_visible()
    expect(talk.locator("time").last).to_have_text(re.compile(r"^\d{2}:\d{2}$"))
    expect(talk.get_by_text("今日")).to_be_visible()
    expect(phone_of("太郎").get_by_role("log")).not_to_contain_text("ありがとうございます")


def test_a_silent_message_says_so(line: RunningLine, phone_of: Phone) -> None:
    talks.say(line, "花子", samples.ANNOUNCEMENT, silent=True)

    expect(phone_of("花子").get_by_text("通知なし")).to_be_visible()


def test_a_tapped_button_shows_as_the_persons_own_words(line: RunningLine, phone_of: Phone) -> None:
    talks.say(line, "花子", samples.MEMBERSHIP)

    phone_of("花子").get_by_role("button", name="登録する", exact=True).click()

    expect(phone_of("花子").locator(".lv-own")).to_have_text(re.compile("登録する"))


def test_quick_replies_go_when_one_is_tapped(line: RunningLine, phone_of: Phone) -> None:
    talks.say(line, "花子", samples.QUICK)

    phone_of("花子").get_by_role("button", name="本店").click()

    expect(phone_of("花子").locator(".lv-own")).to_have_text(re.compile("本店"))
    expect(phone_of("花子").get_by_role("group", name="返信の候補")).to_have_count(0)


def test_dots_show_that_the_bot_is_writing_and_go_when_it_has(line: RunningLine, phone_of: Phone) -> None:
    talks.start_loading(line, "花子")
    expect(phone_of("花子").get_by_role("img", name="入力中")).to_be_visible()

    talks.say(line, "花子", samples.text("お待たせいたしました。"))

    expect(phone_of("花子").get_by_role("img", name="入力中")).to_have_count(0)


def test_stickers_and_photos_are_sent(line: RunningLine, phone_of: Phone) -> None:
    hanako = phone_of("花子")
    hanako.get_by_role("button", name="スタンプ").click()
    hanako.get_by_role("group", name="スタンプ").get_by_role("button").nth(2).click()
    hanako.get_by_role("button", name="写真").click()

    expect(hanako.locator(".lv-own .lv-sticker")).to_have_count(1)
    expect(hanako.locator(".lv-own img")).to_have_js_property("naturalWidth", 480)
    assert [message["type"] for message in talks.written_by(line, "花子")] == ["sticker", "image"]


def test_an_unsent_message_goes(phone_of: Phone) -> None:
    hanako = phone_of("花子")
    hanako.get_by_label("メッセージを入力").fill("まちがい")
    hanako.get_by_role("button", name="送信", exact=True).click()
    row = hanako.locator(".lv-own", has_text="まちがい")
    row.hover()

    row.get_by_role("button", name="送信取消").click()

    expect(row).to_have_count(0)
    expect(hanako.get_by_text("メッセージの送信を取り消しました")).to_be_visible()


def test_a_date_is_asked_for_and_sent(line: RunningLine, chat: Page, phone_of: Phone) -> None:
    action = {"type": "datetimepicker", "label": "日を選ぶ", "data": "action=day", "mode": "date"}
    talks.say(line, "花子", samples.template("日", type="buttons", text="いつですか。", actions=[action]))
    phone_of("花子").get_by_role("button", name="日を選ぶ").click()
    chat.get_by_role("dialog").locator("input").fill("2026-12-24")

    with chat.expect_request("**/postback") as request:
        chat.get_by_role("button", name="決定").click()

    assert request.value.post_data_json == {"data": "action=day", "params": {"date": "2026-12-24"}}


def test_a_link_opens_in_a_new_tab(line: RunningLine, chat: Page, phone_of: Phone) -> None:
    action = {"type": "uri", "label": "ひらく", "uri": f"{line.url}/sim/state"}
    talks.say(line, "花子", samples.template("リンク", type="buttons", text="どうぞ。", actions=[action]))

    with chat.expect_popup() as opened:
        phone_of("花子").get_by_role("button", name="ひらく").click()

    assert opened.value.url == action["uri"]
    opened.value.close()


def test_a_link_that_runs_script_is_refused(line: RunningLine, chat: Page, phone_of: Phone) -> None:
    action = {"type": "uri", "label": "わな", "uri": "javascript:document.title='わな'"}
    talks.say(line, "花子", samples.template("リンク", type="buttons", text="どうぞ。", actions=[action]))

    phone_of("花子").get_by_role("button", name="わな").click()

    expect(chat.get_by_text("できない操作です")).to_be_visible()
    assert chat.title() == "トークの練習台"


def test_another_person_can_be_added(chat: Page, phone_of: Phone) -> None:
    chat.get_by_role("button", name="人を追加").click()
    chat.get_by_label("名前").fill("三郎")
    chat.get_by_label("前からの友だちにする").check()
    chat.get_by_role("dialog").get_by_role("button", name="追加").click()

    expect(phone_of("三郎").get_by_text("友だち", exact=True)).to_be_visible()


def test_english_is_remembered_and_what_was_typed_stays(chat: Page, phone_of: Phone) -> None:
    phone_of("花子").get_by_label("メッセージを入力").fill("書きかけ")
    chat.get_by_role("button", name="English").click()
    hanako = chat.get_by_role("region", name="花子’s phone")
    expect(hanako.get_by_label("Enter a message")).to_have_value("書きかけ")

    chat.reload()

    expect(hanako.get_by_role("button", name="Add friend")).to_be_visible()


def test_on_a_phone_one_person_is_seen_and_the_others_are_counted(
    line: RunningLine, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    page.goto(line.url)
    expect(page.get_by_role("region")).to_have_count(1)
    page.wait_for_timeout(2000)  # what is there before the page has looked at everybody once is not counted

    talks.say(line, "太郎", samples.text("一つ"), samples.text("二つ"))
    tab = page.get_by_role("tab", name="太郎")
    expect(tab).to_have_text("太郎2")
    tab.click()

    expect(page.get_by_role("log")).to_contain_text("二つ")
    expect(tab).to_have_text("太郎")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
