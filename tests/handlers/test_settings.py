"""設定 as a preference centre: everything shown, everything within two taps, every change one line."""

from urllib.parse import parse_qsl

import pytest

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGE_NAMES
from bot.wording.preferences import ANY_TIME
from handlers import routes
from models.consents import Purpose
from models.preferences import Rhythm
from services import preferences, topics
from services.hours import DayPart
from tests.bot.wording import limits
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given

Data = frozenset[tuple[str, str]]


def taps(words: Words) -> dict[Data, str]:
    """What each button asks for, without its seal and its time, with its label."""
    pressed = [action for action in limits.actions(words) if action["type"] == "postback"]
    return {
        frozenset(
            (name, value) for name, value in parse_qsl(action["data"]) if name not in {"seal", "asked"}
        ): action["label"]
        for action in pressed
    }


def tap(action: str, **params: str) -> Data:
    return frozenset({("action", action), *params.items()})


def within_two_taps(customer: Customer) -> set[Data]:
    """Walk the buttons: all that the menu asks for, and all that the answers to that ask for."""
    first = taps(customer.says("設定"))
    found = set(first)
    for pressed in first:
        if not _ends_something(pressed):
            found |= set(taps(customer.does("postback", postback={"data": _written(pressed)})))
    return found


def _ends_something(pressed: Data) -> bool:
    """Buttons that stop at once would change what the walk goes through."""
    return dict(pressed)["action"] in {"stop", "rest_end"}


def _written(pressed: Data) -> str:
    return "&".join(f"{name}={value}" for name, value in sorted(pressed))


ANY_MEMBER = {
    *(tap("language", to=language) for language in LANGUAGE_NAMES),
    tap("stop", purpose="all"),
    tap("profile"),
    tap("consent", purpose="profile", answer="yes"),
    tap("privacy"),
}
WHO_GETS_SOMETHING = {
    *(tap("hours", part=part) for part in (*DayPart, ANY_TIME)),
    *(tap("rest_for", length=length) for length in preferences.BREAKS),
}
WHO_RECEIVES = {
    *(tap("rhythm", rhythm=rhythm) for rhythm in Rhythm),
    tap("stop", purpose="announcements"),
    tap("stop", purpose="all_but_service"),
}
WHO_DOES_NOT = {
    tap("consent", purpose="announcements", answer="yes"),
    tap("consent", purpose="service", answer="yes"),
}
STATES = {
    "受け取る": ANY_MEMBER | WHO_GETS_SOMETHING | WHO_RECEIVES | {tap("stop", purpose="service")},
    "期限の連絡だけ": ANY_MEMBER | WHO_GETS_SOMETHING | WHO_DOES_NOT | {tap("stop", purpose="service")},
    "受け取らない": ANY_MEMBER | WHO_DOES_NOT,
}


@pytest.mark.parametrize("answer", STATES)
def test_every_setting_is_within_two_taps_of_the_menu(talk: Talk, answer: str) -> None:
    hanako = talk.friend(answer)
    define(talk, 2)
    switches = {tap("topic", topic=f"topic{number}", wanted="no") for number in range(2)}

    found = within_two_taps(hanako)

    assert STATES[answer] <= found
    assert (switches <= found) == (answer == "受け取る")


def test_as_many_topics_as_a_shop_can_have_are_within_two_taps(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    define(talk, topics.MOST - 1)
    hanako.says("設定")

    words = hanako.presses("話題を選ぶ")

    assert len(words) == 1
    assert len(words[0]["contents"]["contents"]) <= 12
    assert len(taps(words)) == topics.MOST
    with talk.make() as make, pytest.raises(topics.TopicRefused) as refusal:
        topics.define(make.session, code="one_more", name_ja="もう一つ", name_en="One more", now=NOW)
    assert refusal.value.why == "many"


def test_each_change_is_confirmed_in_one_line(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    define(talk, 1)
    changes = {
        tap("topic", topic="topic0", wanted="no"),
        tap("topic", topic="topic0", wanted="yes"),
        *(one for one in STATES["受け取る"] if dict(one)["action"] in {"hours", "rhythm", "rest_for"}),
        tap("rest_end"),
        tap("stop", purpose="service"),
        tap("language", to="en"),
    }

    for change in sorted(changes, key=sorted):
        words = hanako.does("postback", postback={"data": _written(change)})
        said = words[0].get("template", words[0])["text"]
        assert len(words) == 1, change
        assert "\n" not in said, said


def test_the_menu_shows_what_is_set(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    define(talk, 2)
    before = read(hanako.says("設定"))

    for label in (
        "話題を選ぶ",
        "話題1を受け取らない",
        "回数を変える",
        "大事なお知らせだけ",
        "時間帯を変える",
    ):
        hanako.presses(label)
    for label in ("夕方（17時〜21時）", "しばらくお休みする", "1か月"):
        hanako.presses(label)
    after = read(hanako.says("設定"))

    assert "・話題：3件のうち3件\n・回数：お店の予定どおり\n・時間帯：いつでも\n・お休み：なし" in before
    assert (
        "・話題：3件のうち2件\n・回数：大事なお知らせだけ\n・時間帯：17時〜21時\n・お休み：2026年12月31日"
        in after
    )
    assert "お休みを終える" in after
    assert "しばらくお休みする" not in after


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
@pytest.mark.parametrize("answer", STATES)
def test_all_that_the_menu_offers_can_be_said_in_words(talk: Talk, answer: str, language: str) -> None:
    hanako = talk.friend(answer)
    hanako.asks_for("language", to=language)

    for data, label in taps(hanako.says("設定")).items():
        action, typed = Action(dict(data)["action"]), routes.recognise(label)
        assert typed is not None, label
        if action not in {Action.STOP, Action.BIRTH_MONTH}:
            assert typed.__name__ == routes.ACTIONS[action].__name__, label


def test_the_menu_has_no_quick_reply(talk: Talk) -> None:
    words = talk.friend("受け取る").says("設定")

    assert [message["type"] for message in words] == ["flex"]
    assert "quickReply" not in str(words)


def test_a_topic_is_switched_by_its_typed_words_too(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    define(talk, 1)

    assert "「話題0」の話題はお送りしません。" in read(hanako.says("話題0を受け取らない"))
    assert "「話題0」の話題をお送りします。" in read(hanako.says("話題0を受け取る"))
    assert is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert labels(hanako.says("荷物を受け取る")) == ["ポイント", "クーポン", "会員証", "設定・停止"]
    hanako.says("English")
    assert "We will not write to you about “Topic 0”." in read(hanako.says("turn off topic 0"))


def test_who_gets_nothing_chooses_a_topic_without_being_written_to(talk: Talk) -> None:
    hanako = talk.friend("受け取らない")
    define(talk, 1)

    assert "再開なさったときに" in read(hanako.says("話題0を受け取る"))
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)


def test_where_the_shop_may_write_more_often_there_is_a_way_back_to_that(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    talk.set(weekly_cap="3")
    hanako.says("月1回")

    hanako.says("回数")
    hanako.presses("お店の予定どおり")

    assert "・回数：お店の予定どおり" in read(hanako.says("設定"))


def test_a_rest_that_is_none_is_not_ended(talk: Talk) -> None:
    hanako = talk.friend("受け取る")

    assert "お休みはしておりません" in read(hanako.says("お休みを終える"))
    hanako.says("おやすみ")
    hanako.presses("3か月")
    hanako.says("停止")
    assert read(hanako.says("お休みを終える")) == "お休みを終えました。お知らせは、止めたままです。"


def define(talk: Talk, number: int) -> None:
    with talk.make() as make:
        for one in range(number):
            name = {"name_ja": f"話題{one}", "name_en": f"Topic {one}"}
            topics.define(make.session, code=f"topic{one}", **name, now=NOW)
