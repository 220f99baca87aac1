"""The hours on offer: parts of the day, cut to what the shop and the words agreed to allow."""

from datetime import time

from services import hours
from services.hours import Span
from tests.handlers.conftest import Talk, labels, read


def test_the_hours_on_offer_are_those_of_the_shop_and_of_the_words_agreed_to(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    talk.set(quiet_until="10:30", quiet_from="17:30")

    assert labels(hanako.says("時間帯")) == ["朝（10時30分〜12時）", "昼（12時〜17時）", "いつでも"]
    assert "「朝（10時30分〜12時）」" in read(hanako.presses("朝（10時30分〜12時）"))
    assert "・時間帯：10時30分〜12時" in read(hanako.says("設定"))

    talk.set(quiet_until="00:00", quiet_from="00:00")

    assert labels(hanako.says("時間帯"))[2:] == ["夕方（17時〜21時）", "いつでも"]
    assert "「いつでも」" in read(hanako.presses("いつでも"))


def test_an_old_button_for_hours_the_shop_no_longer_has_asks_again(talk: Talk) -> None:
    hanako = talk.friend("受け取る")
    talk.set(quiet_until="09:00", quiet_from="12:00")

    assert labels(hanako.asks_for("hours", part="evening")) == ["朝（9時〜12時）", "いつでも"]


def test_round_midnight_the_hours_are_cut_as_well() -> None:
    night = [(time(18, 30), time(10))]

    assert hours._clear(Span(time(9), time(12)), night) == Span(time(10), time(12))
    assert hours._clear(Span(time(17), time(21)), night) == Span(time(17), time(18, 30))
    assert hours._clear(Span(time(17), time(18, 59)), [(time(17, 30), time(18))]) is None
