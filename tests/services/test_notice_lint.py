"""The lint of consent texts: labelled lines, the buttons, what must be said, and our own notices."""

import itertools
from dataclasses import replace
from datetime import time

import pytest

from models.consents import Purpose
from services import notice_lint, notice_texts, notices
from services.notice_lint import Finding
from services.notice_tilts import TILTS
from services.notice_words import NOBODY, Own
from services.settings import Choices

PLAIN = Choices()
FULL = Choices(
    company="株式会社ごえん商店",
    contact="03-1234-5678",
    weekly_cap=3,
    quiet_from=time(20, 30),
    quiet_until=time(8, 0),
    minimum_age=20,
    age_question=True,
    data_location="東京",
)

TILTED = {
    "urgency": [
        "今すぐご登録ください。",
        "いますぐお選びください。",
        "今だけのご案内です。",
        "今 だけのご案内です。",
        "期間\u200b限定のご案内です。",
        "今なら選べます。",
        "ｔｏｄａｙ　ｏｎｌｙ",
        "Today  only.",
        "本日限りでございます。",
        "お早めにお選びください。",
        "急いでお選びください。",
        "期間限定のご案内です。",
        "まもなく終了いたします。",
        "お見逃しなく。",
        "この機会を逃さないでください。",
        "Act now to join.",
        "Hurry, please choose.",
        "This ends soon.",
        "Do not miss it.",
        "For a limited time.",
        "This is your last chance.",
    ],
    "scarcity": [
        "先着順でご案内いたします。",
        "残りわずかです。",
        "あと3名でございます。",
        "数量限定です。",
        "なくなり次第、終わります。",
        "Only 5 left.",
        "While stocks last.",
        "There are few places.",
    ],
    "shame": [
        "受け取らないと損をします。",
        "損ですよ。",
        "もったいないことです。",
        "あとで後悔なさいます。",
        "お選びにならないのは残念です。",
        "本当によろしいですか。",
        "皆さまがお受け取りです。",
        "多くの方が登録されています。",
        "賢いお客様の選びかたです。",
        "You would miss out.",
        "Are you sure?",
        "We would be sad.",
        "Everyone else receives them.",
        "Most customers say yes.",
        "We are sorry to see that.",
    ],
    "costs": [
        "お受け取りにならないと、クーポンはお使いいただけません。",
        "同意が必要です。",
        "You can’t use coupons without it.",
        "You must agree first.",
    ],
    "presumes": [
        "自動的に登録されます。",
        "ご返事がないときは同意したものとみなします。",
        "すでにご登録済みです。",
        "By continuing you agree.",
        "You will be added automatically.",
    ],
    "contradicts": [
        "情報は提携先と共有いたします。",
        "パートナー企業とも共有いたします。",
        "一度登録すると退会できません。",
        "We share it with partners.",
        "You cannot leave later.",
    ],
    "reward": [
        "お受け取りの方に100ポイントを差し上げます。",
        "もれなくクーポンが届きます。",
        "ﾌﾟﾚｾﾞﾝﾄがございます。",
        "Say yes and get 100 points.",
        "A free coupon for a yes.",
    ],
    "loud": ["ようこそ！", "★お得なご案内★", "WELCOME to our shop."],
}
FAIR = [
    "いつもありがとうございます。",
    "商店街の角で、朝から焼いております。",
    "新しい豆が入ったときや、催しの前にお送りします。",
    "季節の品のお話が中心です。",
    "お受け取りになるかどうかは、どうぞご自由にお選びください。",
    "どちらをお選びになっても、お店は同じようにご利用いただけます。",
    "すぐに止められます。",
    "お気持ちが変わりましたら、いつでもお知らせください。",
    "店員にお声がけいただいても、お手続きいただけます。",
    "会員限定の催しのお話もいたします。",
    "破損した品のお取り替えも承ります。",
    "毎月のはじめに一度だけお送りします。",
    "朝9時より前と夜には、お送りしません。",
    "定休日は水曜日です。",
    "Thank you for coming to our shop.",
    "We bake every morning on the corner of the arcade.",
    "You will hear about new beans and about events.",
    "Please choose as you like.",
    "Whichever you choose, our shop is open to you.",
    "You can change your mind at any time.",
    "LINE shows our messages in this chat.",
    "We write once, at the beginning of the month.",
    "We never write at night.",
]


def findings(own: Own, purpose: Purpose = Purpose.ANNOUNCEMENTS) -> list[Finding]:
    return notice_lint.check(purpose, notice_texts.template(purpose, PLAIN, None, "ja", own), own)


def whys(own: Own, purpose: Purpose = Purpose.ANNOUNCEMENTS) -> set[str]:
    return {finding.why for finding in findings(own, purpose)}


@pytest.mark.parametrize(("why", "line"), [(why, line) for why, lines in TILTED.items() for line in lines])
def test_no_urgency_scarcity_shame_or_pressure_in_consent_texts(why: str, line: str) -> None:
    assert why in whys(Own(opening=line))


@pytest.mark.parametrize("line", FAIR)
def test_what_is_said_plainly_is_let_be(line: str) -> None:
    assert findings(Own(closing=line)) == []


def test_the_labelled_lines_are_enough_to_judge_by() -> None:
    assert sum(map(len, TILTED.values())) + len(FAIR) >= 60


def test_a_finding_names_the_place_and_the_words() -> None:
    own = Own(purposes=("アンケートのお願い", "今すぐの催し"), closing="先着順です。")

    assert findings(own) == [
        Finding("purposes", "urgency", "今すぐ"),
        Finding("closing", "scarcity", "先着"),
    ]


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (("受け取る", "受け取らない"), "labels_number"),
        (("受け取る", "期限だけ", ""), "labels_number"),
        (("受け取る", "期限だけ", "受け取る"), "labels_number"),
        (("受け取る", "期限の連絡だけ", "あとで"), "no_plain_no"),
        (("受け取る", "期限の連絡だけ", "お知らせはいっさい受け取らない"), "unequal_length"),
        (("はい、よろこんで受け取ります", "期限の連絡だけ", "いらない"), "unequal_length"),
        (("受け取ります", "期限の連絡だけ", "受け取らない"), "unequal_form"),
        (("受け取る！", "期限の連絡だけ", "受け取らない"), "loud"),
        (("✨受け取る", "期限の連絡だけ", "受け取らない"), "loud"),
        (("YES receive", "Expiry notices only", "Do not receive"), "loud"),
        (("受け取る", "期限の連絡だけ", "損しても受け取らない"), "shame"),
        (("Receive", "Only expiry", "No, I would rather not hear anything"), "unequal_length"),
    ],
)
def test_buttons_that_are_not_equal_are_refused(labels: tuple[str, ...], why: str) -> None:
    assert why in whys(Own(labels=labels))


@pytest.mark.parametrize(
    "labels",
    [
        ("受け取ります", "期限の連絡だけ", "受け取りません"),
        ("読む", "期限の連絡だけ", "読まない"),
        ("Yes", "Only expiry", "No"),
    ],
)
def test_buttons_that_differ_in_nothing_but_yes_and_no_are_let_be(labels: tuple[str, ...]) -> None:
    assert findings(Own(labels=labels)) == []


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (Own(title="あ" * 41), "long"),
        (Own(opening="あ" * 301), "long"),
        (Own(labels=("受" * 21, "期限だけ", "受" * 18 + "ない")), "long"),
        (Own(purposes=tuple(f"ご案内{number}" for number in range(6))), "many"),
    ],
)
def test_more_than_line_shows_at_a_glance_is_refused(own: Own, why: str) -> None:
    assert why in whys(own)


def test_what_must_be_said_is_missed_when_it_is_not_there() -> None:
    template = notice_texts.template(Purpose.ANNOUNCEMENTS, PLAIN, None, "ja")
    words = template.fill(NOBODY)
    without = replace(words, body=words.body.replace("・「停止」と送ると、すぐに止まります。", ""))

    assert list(notice_lint.missing(template, words)) == []
    assert [finding.found for finding in notice_lint.missing(template, without)] == [
        "・「停止」と送ると、すぐに止まります。"
    ]


def test_no_words_of_the_shop_take_away_what_must_be_said() -> None:
    own = Own(title="題", opening="はじめに。", closing="おわりに。", question="いかがですか。")
    for purpose, language in itertools.product(notices.KINDS, ("ja", "en")):
        template = notice_texts.template(purpose, FULL, "https://shop.example/trust", language, own)

        assert list(notice_lint.missing(template, template.fill(own))) == []


@pytest.mark.parametrize("choices", [PLAIN, FULL])
def test_every_notice_of_ours_passes(choices: Choices) -> None:
    for purpose, language in itertools.product(notices.KINDS, ("ja", "en")):
        template = notice_texts.template(purpose, choices, "https://shop.example/trust", language)
        words = template.fill(NOBODY)
        as_own = Own(words.title, template.opening, (), (), "", template.question, words.labels)

        assert notice_lint.check(purpose, template, as_own) == []
        for why, rule in TILTS.items():
            assert why == "contradicts" or not rule.search(f"{words.body}\n{words.question}")
