"""Account link: the token leads to one person, once, for ten minutes, and LINE tells of the yes."""

import pytest

from simulator import RunningLine
from tests.simulator.api import Api
from tests.simulator.bots import Bot

NONCE = "n" * 43


def token(api: Api, user_id: str) -> str:
    return str(api.call("POST", f"/v2/bot/user/{user_id}/linkToken").json()["linkToken"])


def says_yes(api: Api, link_token: str, nonce: str = NONCE) -> int:
    return api.call("GET", f"/dialog/bot/accountLink?linkToken={link_token}&nonce={nonce}").status


def test_a_yes_comes_back_with_the_nonce_and_a_reply_token(line: RunningLine, api: Api, bot: Bot) -> None:
    hanako = line.people("花子")
    hanako.follow()
    line.wait_until(lambda: len(bot.heard) == 1)

    assert says_yes(api, token(api, hanako.id)) == 200

    line.wait_until(lambda: len(bot.heard) == 2)
    event = bot.heard[1]
    assert (event["type"], event["link"]) == ("accountLink", {"result": "ok", "nonce": NONCE})
    assert event["source"]["userId"] == hanako.id
    assert event["replyToken"]


def test_a_token_is_good_once_and_a_nonce_has_its_form(line: RunningLine, api: Api) -> None:
    hanako = line.people("花子")
    hanako.follow()
    link_token = token(api, hanako.id)

    assert says_yes(api, link_token, "short") == 400
    assert says_yes(api, link_token) == 200
    assert says_yes(api, link_token) == 400
    assert says_yes(api, "made-up") == 400


@pytest.mark.parametrize("user_id", ["U" + "0" * 32, "nobody"])
def test_there_is_no_token_for_whom_the_bot_does_not_know(api: Api, user_id: str) -> None:
    assert api.call("POST", f"/v2/bot/user/{user_id}/linkToken").status == 404
