"""Findings: what, where in what was typed, how gravely, and what to say instead."""

import time
from datetime import date

import pytest

from services import politeness
from services.politeness import Finding, Level

DAY = date(2026, 12, 1)


def found(*texts: str, names: tuple[str, ...] = (), has_coupon: bool = False) -> list[Finding]:
    return politeness.check(texts, day=DAY, names=names, has_coupon=has_coupon)


def only(*texts: str) -> Finding:
    [finding] = found(*texts)
    return finding


def test_a_finding_says_what_where_and_how_gravely() -> None:
    finding = only("新しい豆が入りました。", "ぜひ　ご覧になられてください。")

    assert (finding.kind, finding.level, finding.number) == ("double_keigo", Level.ERROR, 2)
    assert (finding.start, finding.end, finding.said) == (3, 10, "ご覧になられて")
    assert finding.instead == "ご覧になって"


@pytest.mark.parametrize("typed", ["人気Ｎｏ．１です。", "㍿の人気No.1です。", "ｶﾞﾗｽの人気N\u200bo.1です。"])
def test_the_place_is_that_of_what_was_typed_in_any_width(typed: str) -> None:
    finding = only(typed)

    assert typed[finding.start] in "NＮ"
    assert typed[finding.end :] == "です。"


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("ご覧になられました。", "ご覧になり"),
        ("ご覧になられる方へ、お知らせです。", "ご覧になる"),
        ("先生がおっしゃられました。", "おっしゃい"),
        ("ご利用してください。", "ご利用ください"),
        ("こちらからご予約できます。", "ご予約いただけます"),
        ("お便りを拝見いたしました。", "拝見し"),
        ("年末は休まさせていただきます。", "休ませ"),
        ("手ぶらで来れます。", "来られます"),
        ("お待ちしてます。", "しています"),
        ("了解しました。", "承知いたしました"),
        ("ポイントを使え。", "お使いください"),
        ("秋を満喫せよ！", "ご満喫ください"),
        ("何でも食べろ。", "お召し上がりください"),
        ("本日限りです。", "12月1日（火）限り"),
        ("12月10日（水）です。", "12月10日（木）"),
        ("参加費は税抜2,000円です。", "2,200円（税込）、8%の品は2,160円（税込）"),
        ("1,000円以上お買い上げの方に、500円相当の皿を差し上げます。", "200円"),
    ],
)
def test_better_words_come_with_it(typed: str, instead: str) -> None:
    assert only(typed).instead == instead


def test_names_are_let_pass_and_only_as_names() -> None:
    line = "「日本一だんご」を始めました。日本一のお味です。"

    assert [finding.said for finding in found(line)] == ["日本一", "日本一"]
    assert [finding.start for finding in found(line, names=("日本一だんご",))] == [15]
    assert politeness.names("日本一だんご、 No.1ブレンド,") == ["日本一だんご", "No.1ブレンド"]


def test_hurry_is_let_be_where_another_message_names_the_last_day() -> None:
    assert [finding.kind for finding in found("今だけの味です。")] == ["urgency"]
    assert found("今だけの味です。", "12月6日（日）まで販売いたします。") == []
    assert {finding.kind for finding in found("今だけの味です。", "11月29日（日）まで販売します。")} == {
        "urgency",
        "expired",
    }


def test_a_recall_may_hurry_people_and_may_still_not_shame_them() -> None:
    said = ["今すぐご使用をおやめください。返品なさらないと損します。"]

    assert [one.kind for one in politeness.check(said, day=DAY, is_safety=True)] == ["shame"]


def test_the_day_on_which_it_goes_out_decides_what_is_over() -> None:
    line = ["12月6日（日）までお使いいただけます。"]

    assert politeness.check(line, day=date(2026, 12, 6)) == []
    assert [finding.kind for finding in politeness.check(line, day=date(2026, 12, 7))] == ["expired"]


def test_a_date_without_a_year_is_the_one_to_come_unless_just_past() -> None:
    in_january = politeness.check(["12月31日（木）までの品です。"], day=date(2027, 1, 10))
    in_autumn = politeness.check(["1月11日（月）に開きます。"], day=date(2026, 10, 1))

    assert [finding.kind for finding in in_january] == ["expired"]
    assert in_autumn == []


def test_what_may_still_go_out_when_the_last_day_is_over_is_found() -> None:
    line = ["12月6日（日）までお使いいただけます。"]

    assert politeness.check(line, day=DAY, last=date(2026, 12, 6)) == []
    assert [one.kind for one in politeness.check(line, day=DAY, last=date(2026, 12, 7))] == ["expired"]


def test_the_words_of_buttons_are_looked_at_behind_the_texts() -> None:
    found = politeness.check(["新しい豆です。"], day=DAY, labels=["予約する", "今すぐ買う"])

    assert [(one.kind, one.number) for one in found] == [("urgency", 3)]


@pytest.mark.parametrize(
    ("path", "kinds"),
    [("%E6%97%A5%E6%9C%AC%E4%B8%80", ["claim"]), ("日本一", ["claim"]), ("coffee/plain-end?id=1000yen", [])],
)
def test_what_a_link_says_is_looked_at_as_a_browser_shows_it(path: str, kinds: list[str]) -> None:
    found = politeness.check(["新しい豆です。"], day=DAY, links=[f"https://shop.example/{path}"])

    assert [one.kind for one in found] == kinds
    assert {one.number for one in found} <= {2}


def test_a_button_and_a_link_in_the_text_ask_for_one_thing_only() -> None:
    shop = "https://shop.example/beans"
    line = [f"新しい豆です。\n{shop}"]

    assert politeness.check(line, day=DAY, links=[shop], button=shop) == []
    other = politeness.check(line, day=DAY, links=[shop], button=f"{shop}/reserve")
    assert [(one.kind, one.number) for one in other] == [("links", 1)]


@pytest.mark.parametrize(
    "gift",
    [
        "次回お使いいただける割引券（500円分）",
        "500円分のポイント",
        "500円相当の当店のお買物券",
        "500円分の、当店で使える商品券",
    ],
)
def test_the_shops_own_discounts_are_no_premiums(gift: str) -> None:
    said = f"1,000円以上お買い上げの方に、{gift}を差し上げます。"

    assert "over_cap" not in {finding.kind for finding in found(said)}


@pytest.mark.parametrize(
    "typed",
    [
        "今年も残りわずかとなりました。",
        "お預かりした写真は、必ずご返却いたします。",
        "お代は必ず返金いたします。",
        "野菜1/2日分のスープです。",
        "12月13日（日・祝）もお待ちしております。",
    ],
)
def test_words_that_only_look_wrong_are_let_be(typed: str) -> None:
    assert found(typed) == []


def test_only_what_the_law_forbids_outright_blocks() -> None:
    blocking = {kind for kind, level in politeness.LEVELS.items() if level == Level.BLOCK}

    assert blocking == {"no_sender", "no_stop", "over_cap"}
    assert only("1,000円以上お買い上げの方に、300円相当の皿を差し上げます。").level == Level.BLOCK


def test_an_offer_with_a_coupon_says_its_last_day_by_the_coupon() -> None:
    assert [finding.kind for finding in found("10%引きのクーポンです。")] == ["no_end"]
    assert found("10%引きのクーポンです。", has_coupon=True) == []


def test_links_are_counted_over_the_whole_announcement_and_the_same_one_once() -> None:
    one, other = "https://shop.example/a をどうぞ。", "https://shop.example/b をどうぞ。"

    assert found(one, one) == []
    assert [(finding.kind, finding.number) for finding in found(one, other)] == [("links", 2)]


def test_what_is_too_long_is_marked_from_where_it_is_too_much() -> None:
    assert found("味" * 499 + "。") == []
    long = only("味" * 500 + "。")

    assert (long.kind, long.start, long.end) == ("long", 500, 501)


def test_a_family_of_emoji_joined_to_one_is_one() -> None:
    assert found("こんにちは👨‍👩‍👧‍👦🇯🇵👍🏽") == []
    assert only("こんにちは👨‍👩‍👧‍👦🇯🇵👍🏽☕️").kind == "emoji"


def test_what_is_quoted_is_somebody_elses_word() -> None:
    assert found("お客様の声です。「また買うよ。」「絶品だ」") == []


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\n\n", "12/", "お", "必ず", "1", "せめて" * 5],
)
def test_whatever_is_typed_is_read_at_once(typed: str) -> None:
    """Regular expressions that go back and forth would take seconds, or for ever."""
    begun = time.process_time()
    found(*[(typed * 1000)[:1000] + "x"] * 3)

    assert time.process_time() - begun < 1
