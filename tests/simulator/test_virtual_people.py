"""The hands that tests are given: people to move, and to wait for."""

import pytest

import simulator
from simulator import RunningLine
from tests.simulator.api import TEXT, Api
from tests.simulator.bots import Bot


def test_a_reply_can_be_waited_for(line: RunningLine, api: Api, bot: Bot) -> None:
    hanako = line.people("花子")
    api.reply(hanako.say("一")["replyToken"])
    token = hanako.say("二")["replyToken"]
    assert hanako.news() == []
    api.reply(token)

    assert line.wait_for_reply("花子") == [TEXT]
    assert len(hanako.received()) == 2


def test_waiting_in_vain_says_for_whom(line: RunningLine) -> None:
    with pytest.raises(AssertionError, match="太郎 got 0 of 1"):
        line.people("太郎").wait_for_reply(timeout=0.05)


def test_silence_can_be_heard(line: RunningLine, api: Api) -> None:
    jiro = line.people("次郎")

    assert jiro.hears_nothing(seconds=0.05)
    api.push(jiro.id)
    assert not jiro.hears_nothing(seconds=0.05)


def test_a_person_can_be_added_and_found_by_name_or_id(line: RunningLine) -> None:
    mei = line.add_person("Mei", friend=True)

    assert line.people("Mei").id == line.people(mei.id).id
    assert mei.is_friend
    assert mei.name == "Mei"
    with pytest.raises(KeyError):
        line.people("誰か")


def test_waiting_for_what_never_happens_ends(line: RunningLine) -> None:
    with pytest.raises(AssertionError, match="did not come to pass"):
        line.wait_until(lambda: False, timeout=0.05)


def test_two_simulators_run_side_by_side(line: RunningLine) -> None:
    with simulator.running(channel_id="2", token="other") as other:
        other.people("次郎").say("こんにちは")

        assert other.url != line.url
        assert other.people("次郎").id != line.people("次郎").id
        assert line.people("次郎").talk() == []
