"""Who asks why a safety announcement came is told so, also after a stop, and learns how to leave."""

import pytest

from tests.desk import Desk
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.services.test_safety import scheduled

BECAUSE = "このご連絡は安全に関わるものです。2026年12月1日（火）に「登録する」をお選びくださったとき"


@pytest.fixture
def taro(talk: Talk, desk: Desk) -> Customer:
    """Somebody who stopped announcements, and then got one about safety."""
    customer = talk.customer().joins("受け取る")
    customer.says("停止")
    scheduled(desk)
    desk.plan()
    desk.note(desk.claim())
    return customer


def test_why_under_the_message_itself(desk: Desk, taro: Customer) -> None:
    [sending] = desk.sendings()

    words = taro.asks_for("why", ref=str(sending.announcement_id))

    assert BECAUSE in read(words)
    assert "お知らせを止めてくださっているときは、止めたままです。" in read(words)
    assert "「退会」とお送りください" in read(words)
    assert labels(words) == ["文面を見る", "退会について"]
    assert "リコールや急な休業" in read(taro.presses("文面を見る"))
    assert "退会なさいますか" in read(taro.presses("退会について"))


def test_why_in_so_many_words(taro: Customer) -> None:
    assert BECAUSE in read(taro.says("なぜ届いた"))


def test_who_receives_announcements_is_told_of_those(talk: Talk, desk: Desk, taro: Customer) -> None:
    jiro = talk.customer().joins("受け取る")

    assert "「受け取る」をお選びくださったため" in read(jiro.says("なぜ届いた"))
