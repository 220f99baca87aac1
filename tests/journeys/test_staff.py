"""The staff's half of the main job: the shop, the counter, and an announcement from draft to arrival."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import OpenPage
from tests.clock import JAPAN
from tests.journeys.offices import Office
from tests.journeys.phones import PATIENCE, Phone
from tests.journeys.town import Town

DATABASES = ("sqlite",)
"""The customers' half of the story runs on PostgreSQL."""
NEWS = "新しい豆が入りました。よろしければ、お立ち寄りください。"
LATER = "今週の催しのご案内です。"


@pytest.fixture
def chat(town: Town, open_page: OpenPage) -> Page:
    page = open_page(viewport={"width": 1600, "height": 950})
    page.goto(town.chat)
    return page


@pytest.fixture
def office(town: Town, open_page: OpenPage) -> Office:
    office = Office(open_page(viewport={"width": 1280, "height": 900}), town)
    office.sign_in()
    return office


def join(phone: Phone, answer: str) -> None:
    phone.add_friend()
    phone.tap("登録する")
    phone.tap(answer)


def card_of(phone: Phone) -> str:
    phone.say("会員証")
    phone.sees("お会計のときに")
    return phone.talk.get_by_text("-").last.inner_text().strip()


def code_of(phone: Phone) -> str:
    """Ask for the five-minute code that pays, and read it off the phone."""
    phone.tap("ポイントを使う")
    phone.sees("1回お使いいただけます")
    return phone.talk.get_by_text(re.compile(r"^\d{3} \d{4}$")).last.inner_text().strip()


def test_the_shop_speaks_serves_and_announces_only_to_those_who_agreed(
    town: Town, chat: Page, office: Office
) -> None:
    hanako, taro, jiro, emma = (Phone(chat, name) for name in ("花子", "太郎", "次郎", "Emma"))
    the_merchant_sets_up(office)
    join(hanako, "受け取る")
    join(taro, "受け取らない")
    hanako.sees("いつもの一杯を、これからも。")
    each_sees_their_own_menu(hanako, jiro)

    the_clerk_serves(office, card_of(hanako), code_of(hanako))
    hanako.say("ポイント")
    hanako.sees("ただいま122ポイントです。")

    the_marketer_links_their_own_line(office, jiro)
    the_marketer_announces(office)
    jiro.sees(NEWS, times=1)
    press_schedule(office)
    hanako.sees(NEWS, times=1)
    office.sees("配信済み")
    hanako.tap("なぜ届いたか")
    hanako.sees("「受け取る」をお選びくださったため")

    who_says_stop_a_second_before_is_not_written_to(town, hanako)
    assert [len(town.received(name)) for name in ("花子", "太郎", "次郎", "Emma")] == [1, 0, 1, 0]
    for phone in (taro, emma):
        phone.never_saw(NEWS)


def each_sees_their_own_menu(member: Phone, stranger: Phone) -> None:
    """The scheduler has brought both menus to LINE, and linked the members to theirs."""
    expect(member.screen.get_by_role("button", name="会員証")).to_be_visible(timeout=PATIENCE)
    expect(stranger.screen.get_by_role("button", name="会員登録")).to_be_visible(timeout=PATIENCE)


def the_merchant_sets_up(office: Office) -> None:
    office.go("shop")
    office.fill(はじめのごあいさつに添える言葉="いつもの一杯を、これからも。")
    office.press("保存する")
    office.sees("お店の情報を保存しました。")
    office.go("coupons/new")
    today, later = (datetime.now(JAPAN) + timedelta(days=days) for days in (0, 30))
    office.fill(クーポンの名前="焼き菓子 30円引き", ご利用の条件="お会計で1回")
    office.fill(使える最初の日=f"{today:%Y-%m-%d}", 使える最後の日=f"{later:%Y-%m-%d}")
    office.press("作る")
    office.sees("焼き菓子 30円引き")


def the_clerk_serves(office: Office, card: str, code: str) -> None:
    """Give points, use some, and undo it the same day, on a phone."""
    office.page.set_viewport_size({"width": 390, "height": 844})
    office.go("counter")
    office.fill(会員番号=card)
    office.press("確かめる")
    office.fill(お買い上げ金額="3280")
    office.press("つける")
    office.sees("32ポイントをつけました。")
    office.fill(お使いになるポイント="10", ポイントを使う番号=code)
    office.press("使う")
    office.sees("10ポイントを使いました（10円分）。")
    office.page.set_viewport_size({"width": 1280, "height": 900})


def the_marketer_links_their_own_line(office: Office, own: Phone) -> None:
    office.go("me")
    office.press("つなぐための番号を出す")
    code = office.page.locator(".code")
    expect(code).to_be_visible()
    own.say(code.inner_text().strip())
    own.sees("テスト配信の宛先として登録しました")


def the_marketer_announces(office: Office) -> None:
    """Write, look, see who will get it and who will not, and try it out."""
    office.go("announcements/new")
    office.fill(題名="新しい豆", 本文=NEWS)
    preview = office.page.locator("line-preview")
    expect(preview.get_by_text(NEWS)).to_be_visible()
    office.reads("届く方", "1")
    office.reads("届かない方", "1")
    office.sees("お知らせを希望されていない")
    office.press("下書きを保存する")
    office.press("試しに送る")


def press_schedule(office: Office) -> None:
    office.press("保存した下書きを予定に入れる")


def who_says_stop_a_second_before_is_not_written_to(town: Town, hanako: Phone) -> None:
    at = datetime.now(UTC) + timedelta(seconds=3)
    words = ("--topic", "news", "--text", LATER, "--at", at.isoformat(), "--json")
    made = json.loads(town.flask("announcements", "create", *words))
    while datetime.now(UTC) < at - timedelta(seconds=1):
        hanako.page.wait_for_timeout(50)
    hanako.say("停止")
    hanako.sees("お知らせの配信を停止いたしました。")
    town.wait_until(lambda: is_over(town, made["id"]))
    hanako.never_saw(LATER)


def is_over(town: Town, number: int) -> bool:
    """Whether an announcement has gone to everybody it goes to."""
    told = json.loads(town.flask("announcements", "show", str(number), "--json"))
    return bool(told["state"] == "sent")
