"""Webhooks: signed, in order, again when they fail."""

import json
import re

from simulator import RunningLine, sign
from tests.simulator.api import Api
from tests.simulator.bots import Bot


def test_lines_official_example_is_signed_as_line_signs_it() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    signature = sign(body, secret="8c570fa6dd201bb328f1c1eac23a96d8")

    assert signature == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_every_request_is_signed_over_its_raw_bytes(line: RunningLine, bot: Bot) -> None:
    line.people("花子").say("こんにちは 👩‍👩‍👧")
    line.wait_for_webhooks()
    headers, body = bot.requests[0]

    assert headers["x-line-signature"] == line.sign(body)
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert json.loads(body)["destination"] == line.bot_user_id


def test_an_event_has_what_lines_events_have(line: RunningLine, bot: Bot) -> None:
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()
    event = bot.heard[0]

    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert (event["type"], event["mode"]) == ("message", "active")
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": line.people("花子").id}
    assert abs(event["timestamp"] - line.deliveries[0].at) < 5000
    assert {"id", "quoteToken", "markAsReadToken", "text"} <= set(event["message"])


def test_following_blocking_and_coming_back_are_told(line: RunningLine, bot: Bot) -> None:
    hanako = line.people("花子")
    hanako.follow()
    hanako.block()
    hanako.unblock()
    line.wait_for_webhooks()

    assert [event["type"] for event in bot.heard] == ["follow", "unfollow", "follow"]
    assert [event.get("follow", {}).get("isUnblocked") for event in bot.heard] == [False, None, True]
    assert ["replyToken" in event for event in bot.heard] == [True, False, True]


def test_following_twice_or_blocking_twice_tells_nothing_new(line: RunningLine) -> None:
    hanako = line.people("花子")
    hanako.follow()

    assert hanako.follow() is None
    hanako.block()
    assert hanako.block() is None


def test_taps_stickers_pictures_and_unsent_words_are_told(line: RunningLine, bot: Bot, api: Api) -> None:
    hanako = line.people("花子")
    hanako.tap("action=points", params={"date": "2026-11-23"})
    hanako.post_sticker()
    picture = hanako.post_image()["message"]["id"]
    written = hanako.say("間違えました")["message"]["id"]
    assert api.call("GET", f"/v2/bot/message/{picture}/content").data.startswith(b"\x89PNG")
    hanako.unsend()
    line.wait_for_webhooks()

    assert bot.heard[0]["postback"] == {"data": "action=points", "params": {"date": "2026-11-23"}}
    assert [event["message"]["type"] for event in bot.heard[1:4]] == ["sticker", "image", "text"]
    assert bot.heard[4]["unsend"] == {"messageId": written}


def test_events_come_in_the_order_in_which_they_happened(line: RunningLine, bot: Bot) -> None:
    for number in range(50):
        line.people("花子").say(str(number))
    line.wait_for_webhooks()

    assert [event["message"]["text"] for event in bot.heard] == [str(number) for number in range(50)]


def test_a_failed_event_comes_again_until_it_is_taken(line: RunningLine, bot: Bot) -> None:
    bot.statuses = [500, 503]
    line.set(redelivery_interval=0.05)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert [event["deliveryContext"]["isRedelivery"] for event in bot.heard] == [False, True, True]
    assert len({event["webhookEventId"] for event in bot.heard}) == 1
    assert len({event["replyToken"] for event in bot.heard}) == 1


def test_nothing_comes_again_when_redelivery_is_off(line: RunningLine, bot: Bot) -> None:
    bot.statuses = [500]
    line.set(redelivery=False)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert [delivery.error for delivery in line.deliveries] == ["error_status_code"]


def test_redelivery_gives_up_in_the_end(line: RunningLine, bot: Bot) -> None:
    bot.statuses = [500] * 10
    line.set(redelivery_interval=0.01, redelivery_times=2)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert len(bot.heard) == 3


def test_an_answer_that_comes_too_late_counts_as_none(line: RunningLine, bot: Bot) -> None:
    bot.seconds = 0.5
    line.set(webhook_timeout=0.1, redelivery=False)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert [delivery.error for delivery in line.deliveries] == ["request_timeout"]
    line.wait_until(lambda: len(bot.heard) == 1)


def test_a_bot_that_is_down_is_tried_again(line: RunningLine) -> None:
    line.webhook = "http://127.0.0.1:9/callback"
    line.set(redelivery_interval=0.01, redelivery_times=1)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert [delivery.error for delivery in line.deliveries] == ["could_not_connect"] * 2


def test_the_network_may_bring_an_event_twice(line: RunningLine, bot: Bot) -> None:
    line.set(duplicates=True)
    line.people("花子").say("ポイント")
    line.wait_for_webhooks()

    assert len(bot.heard) == 2
    assert bot.heard[0] == bot.heard[1]


def test_the_network_may_swap_events(line: RunningLine, bot: Bot) -> None:
    line.set(reorder=True)
    for word in ("1", "2", "3", "4"):
        line.people("花子").say(word)
    line.wait_for_webhooks()

    heard = [event["message"]["text"] for event in bot.heard]
    assert sorted(heard) == ["1", "2", "3", "4"]
    assert heard != sorted(heard)


def test_a_test_may_send_any_event_under_any_signature(line: RunningLine, bot: Bot) -> None:
    line.send({"type": "somethingNew", "webhookEventId": "x"}, {"type": "beacon"})
    line.send(body=b'{"events":[]}', signature="forged")

    assert [event["type"] for event in bot.heard] == ["somethingNew", "beacon"]
    assert bot.requests[1][0]["x-line-signature"] == "forged"


def test_without_a_bot_nothing_is_sent(line: RunningLine) -> None:
    line.people("花子").say("こんにちは")
    line.wait_for_webhooks()

    assert line.deliveries == []


def test_the_console_can_test_the_webhook(line: RunningLine, bot: Bot, api: Api) -> None:
    told = api.call("POST", "/v2/bot/channel/webhook/test", {}).json()

    assert (told["success"], told["statusCode"]) == (True, 200)
    assert json.loads(bot.requests[0][1])["events"] == []
    assert api.get("/v2/bot/channel/webhook/endpoint") == {"endpoint": bot.url, "active": True}


def test_the_webhook_address_can_be_set(line: RunningLine, api: Api) -> None:
    address = "https://shop.example.jp/callback"

    assert api.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": address}).status == 200
    assert line.webhook == address
    assert api.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": "http://x.jp"}).status == 400
