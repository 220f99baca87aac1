"""Reply tokens: random, single use, one minute."""

from simulator import RunningLine
from tests.simulator.api import TEXT, Api
from tests.simulator.bots import Bot


def test_a_reply_appears_and_its_token_is_used_up(line: RunningLine, api: Api) -> None:
    token = line.people("花子").say("ポイント")["replyToken"]

    assert api.reply(token).status == 200
    again = api.reply(token)

    assert (again.status, again.json()["message"]) == (400, "Invalid reply token")
    assert line.people("花子").news() == [TEXT]


def test_a_reply_token_says_nothing_about_whom_it_leads_to(line: RunningLine) -> None:
    hanako = line.people("花子")
    tokens = {hanako.say("こんにちは")["replyToken"] for _ in range(20)}

    assert len(tokens) == 20
    assert not any(hanako.id[1:9] in token for token in tokens)


def test_a_reply_token_dies_after_a_minute(line: RunningLine, api: Api) -> None:
    token = line.people("花子").say("ポイント")["replyToken"]
    line.pass_time(61)

    assert api.reply(token).status == 400


def test_a_redelivery_gives_the_token_another_minute(line: RunningLine, api: Api, bot: Bot) -> None:
    bot.statuses = [500]
    line.set(redelivery_interval=0.3)
    token = line.people("花子").say("ポイント")["replyToken"]
    line.wait_until(lambda: len(bot.requests) == 1)
    line.pass_time(90)
    line.wait_for_webhooks()

    assert api.reply(token).status == 200


def test_a_used_token_stays_used_after_a_redelivery(line: RunningLine, api: Api, bot: Bot) -> None:
    bot.statuses = [500]
    token = line.people("花子").say("ポイント")["replyToken"]
    api.reply(token)
    line.wait_for_webhooks()

    assert api.reply(token).status == 400


def test_a_refused_reply_does_not_use_the_token_up(line: RunningLine, api: Api) -> None:
    token = line.people("花子").say("ポイント")["replyToken"]

    assert api.reply(token, {"type": "text", "text": ""}).status == 400
    assert api.reply(token).status == 200


def test_replies_do_not_count_for_the_quota(line: RunningLine, api: Api) -> None:
    line.set(quota=0)

    assert api.reply(line.people("花子").say("ポイント")["replyToken"]).status == 200
    assert api.push(line.people("次郎").id).status == 429


def test_a_reply_to_somebody_who_blocked_meanwhile_reaches_nobody(line: RunningLine, api: Api) -> None:
    token = line.people("次郎").say("停止")["replyToken"]
    line.people("次郎").block()

    assert api.reply(token).status == 200
    assert line.people("次郎").received() == []
