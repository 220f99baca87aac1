"""The drawer in which LINE's troubles are set."""

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator import RunningLine


@pytest.fixture
def drawer(desk: Page) -> Locator:
    desk.get_by_role("button", name="障害を起こす").click()
    return desk.get_by_role("dialog", name="障害を起こす")


def test_a_fault_is_set_in_plain_words_and_taken_back(drawer: Locator, line: RunningLine) -> None:
    drawer.get_by_label("どの呼び出しで").select_option("push")
    drawer.get_by_label("何を起こすか").select_option("slow")
    drawer.get_by_label("何秒").fill("2")
    drawer.get_by_label("何回").fill("3")
    drawer.get_by_role("button", name="障害を足す").click()

    expect(drawer.get_by_text("1人あて（push） · 2秒 · あと3回")).to_be_visible()
    assert [(fault["endpoint"], fault["kind"], fault["times"]) for fault in line.faults.as_json()] == [
        ("push", "slow", 3)
    ]

    drawer.get_by_role("button", name="やめる").click()
    expect(drawer.get_by_text("いまは何も起こしていません。")).to_be_visible()
    assert line.faults.as_json() == []


def test_a_fault_without_a_count_stays_until_removed(drawer: Locator, line: RunningLine) -> None:
    drawer.get_by_label("何回").fill("")
    drawer.get_by_label("起こる割合").fill("25")
    drawer.get_by_role("button", name="障害を足す").click()

    expect(drawer.get_by_text("すべての呼び出し · やめるまで · 25%の割合")).to_be_visible()
    assert [(fault["times"], fault["probability"]) for fault in line.faults.as_json()] == [(None, 0.25)]


def test_the_page_shows_how_many_faults_are_in_force(drawer: Locator, desk: Page, line: RunningLine) -> None:
    drawer.get_by_role("button", name="障害を足す").click()
    drawer.get_by_role("button", name="閉じる").click()

    expect(desk.get_by_role("button", name="障害を起こす")).to_have_text("障害を起こす1")


def test_every_kind_of_fault_is_accepted(drawer: Locator, line: RunningLine) -> None:
    kinds = drawer.get_by_label("何を起こすか").locator("option").all()
    for number, kind in enumerate(kinds, start=1):
        drawer.get_by_label("何を起こすか").select_option(kind.get_attribute("value"))
        drawer.get_by_role("button", name="障害を足す").click()
        expect(drawer.get_by_role("button", name="やめる")).to_have_count(number)

    assert len(line.faults.as_json()) == 12


def test_quota_and_webhook_switches_are_saved(drawer: Locator, desk: Page, line: RunningLine) -> None:
    drawer.get_by_label("上限").fill("200")
    drawer.get_by_label("使った通数").fill("198")
    drawer.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("保存しました")).to_be_visible()
    drawer.get_by_label("同じ知らせを2回届ける").check()

    line.wait_until(lambda: line.simulator.channel.settings.duplicates)
    assert line.simulator.channel.quota.as_json() == {"limit": 200, "used": 198}

    drawer.get_by_label("上限").fill("")
    drawer.get_by_role("button", name="保存").click()
    line.wait_until(lambda: line.simulator.channel.quota.limit is None)


def test_what_is_sent_from_lines_own_console_reaches_every_friend_past_the_bot(
    drawer: Locator, desk: Page, line: RunningLine
) -> None:
    friends = sum(person.friend for person in line.simulator.channel.people)
    drawer.get_by_label("送る文章").fill("本日は全品10%引きです。")
    drawer.get_by_role("button", name="友だち全員に送る").click()

    expect(desk.get_by_text(f"{friends}人に届きました。")).to_be_visible()
    expect(desk.locator(".talk-list").get_by_text("本日は全品10%引きです。")).to_have_count(friends)


def test_starting_over_asks_first(drawer: Locator, desk: Page, line: RunningLine) -> None:
    line.add_person("三郎")
    line.set(reorder=True)
    expect(desk.locator("[data-person]")).to_have_count(5)

    desk.once("dialog", lambda dialog: dialog.accept())
    drawer.get_by_role("button", name="はじめの状態に戻す").click()

    expect(desk.locator("[data-person]")).to_have_count(4)
