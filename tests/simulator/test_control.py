"""The control interface: what the page and tests use."""

import base64
from typing import Any

import pytest

from simulator import RunningLine, pictures
from tests.simulator.api import TEXT, Api


def act(line: RunningLine, api: Api, name: str, what: str, **body: Any) -> Any:
    return api.call("POST", f"/sim/people/{line.people(name).id}/{what}", body)


def talk(line: RunningLine, api: Api, name: str) -> list[tuple[str, str]]:
    entries = api.get(f"/sim/people/{line.people(name).id}/talk")["entries"]
    return [(entry["from"], entry["message"].get("text", entry["message"]["type"])) for entry in entries]


def test_four_people_are_there_from_the_start(line: RunningLine, api: Api) -> None:
    people = api.get("/sim/state")["people"]

    assert [(one["name"], one["language"], one["friend"]) for one in people] == [
        ("花子", "ja", False),
        ("太郎", "ja", False),
        ("次郎", "ja", True),
        ("Emma", "en", False),
    ]
    assert {"account", "webhook", "faults", "quota"} <= set(api.get("/sim/state"))


def test_the_first_people_keep_their_ids_over_a_reset(line: RunningLine) -> None:
    before = line.people("花子").id
    line.reset()

    assert line.people("花子").id == before


def test_a_person_can_be_added(line: RunningLine, api: Api) -> None:
    added = api.call("POST", "/sim/people", {"name": "Mei", "language": "zh", "friend": True}).json()

    assert (added["name"], added["language"], added["friend"]) == ("Mei", "zh", True)
    assert api.push(added["id"]).status == 200


def test_a_crowd_can_be_added(line: RunningLine, api: Api) -> None:
    crowd = [{"name": str(number), "id": f"U{number:032x}", "friend": True} for number in range(500)]

    assert api.call("POST", "/sim/people", {"people": crowd}).json() == {"added": 500}
    assert api.get("/sim/state")["peopleCount"] == 504
    assert len(api.get("/sim/state")["people"]) == 200


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "A", "id": "x"}, {"name": "A", "age": 5}])
def test_a_person_without_a_good_name_is_refused(line: RunningLine, api: Api, body: Any) -> None:
    assert api.call("POST", "/sim/people", body).status == 400


def test_a_whole_talk_is_seen(line: RunningLine, api: Api) -> None:
    act(line, api, "花子", "follow")
    token = act(line, api, "花子", "text", text="ポイント").json()["event"]["replyToken"]
    api.reply(token)
    act(line, api, "花子", "postback", data="action=x", displayText="見る")
    act(line, api, "花子", "sticker")
    act(line, api, "花子", "image")
    act(line, api, "花子", "block")

    assert talk(line, api, "花子") == [
        ("system", "友だちに追加しました / Added as a friend"),
        ("person", "ポイント"),
        ("bot", "こんにちは"),
        ("person", "見る"),
        ("person", "sticker"),
        ("person", "image"),
        ("system", "ブロックしました / Blocked"),
    ]


def test_a_posted_picture_can_be_seen(line: RunningLine, api: Api) -> None:
    content = pictures.plain(10, 10).content
    act(line, api, "花子", "image", data=base64.b64encode(content).decode())

    entry = api.get(f"/sim/people/{line.people('花子').id}/talk")["entries"][0]

    assert api.call("GET", entry["message"]["originalContentUrl"]).data == content


@pytest.mark.parametrize("data", ["%%%", base64.b64encode(b"GIF89a").decode()])
def test_what_is_no_picture_is_not_posted(line: RunningLine, api: Api, data: str) -> None:
    assert act(line, api, "花子", "image", data=data).status == 400


def test_an_unsent_message_leaves_the_screen(line: RunningLine, api: Api) -> None:
    act(line, api, "花子", "text", text="秘密")
    assert act(line, api, "花子", "unsend").status == 200

    assert ("person", "秘密") not in talk(line, api, "花子")
    assert act(line, api, "花子", "unsend").status == 404


def test_who_has_blocked_cannot_write_and_who_has_left_cannot_come_back(line: RunningLine, api: Api) -> None:
    act(line, api, "次郎", "block")
    act(line, api, "花子", "delete-account")

    assert act(line, api, "次郎", "text", text="あの").status == 409
    assert act(line, api, "花子", "follow").status == 409
    assert act(line, api, "次郎", "unblock").json()["event"]["follow"] == {"isUnblocked": True}


def test_nobody_unknown_acts(line: RunningLine, api: Api) -> None:
    assert api.call("POST", "/sim/people/U0/follow", {}).status == 404


def test_what_was_not_looked_at_is_unread(line: RunningLine, api: Api) -> None:
    def unread() -> int:
        count: int = api.get("/sim/state")["people"][2]["unread"]
        return count

    api.push(line.people("次郎").id, TEXT, TEXT)
    assert unread() == 2
    act(line, api, "次郎", "read")
    assert unread() == 0


def test_loading_is_seen_until_the_next_message(line: RunningLine, api: Api) -> None:
    jiro = line.people("次郎").id

    def is_loading() -> bool:
        return bool(api.get(f"/sim/people/{jiro}/talk")["loading"])

    body = {"chatId": jiro, "loadingSeconds": 20}
    assert api.call("POST", "/v2/bot/chat/loading/start", body).status == 202
    assert is_loading()
    api.push(jiro)
    assert not is_loading()


@pytest.mark.parametrize("seconds", [4, 7, 65, "5"])
def test_loading_takes_fives_of_seconds(line: RunningLine, api: Api, seconds: Any) -> None:
    body = {"chatId": line.people("次郎").id, "loadingSeconds": seconds}

    assert api.call("POST", "/v2/bot/chat/loading/start", body).status == 400


@pytest.mark.parametrize("path", ["/page/../../config.py", "/lineview/%2e%2e/config.py", "/page/none.js"])
def test_no_other_file_is_served(line: RunningLine, api: Api, path: str) -> None:
    assert api.call("GET", path).status == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/page/chat.js", "text/javascript; charset=utf-8"),
        ("/lineview/lineview.js", "text/javascript; charset=utf-8"),
        ("/lineview/lineview.css", "text/css; charset=utf-8"),
    ],
)
def test_the_page_and_its_drawing_are_served(line: RunningLine, api: Api, path: str, kind: str) -> None:
    answer = api.call("GET", path)

    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.data


def test_a_picture_that_nobody_posted_is_not_found(line: RunningLine, api: Api) -> None:
    assert api.call("GET", "/content/1").status == 404
    assert api.call("GET", "/v2/bot/message/1/content").status == 404


def test_a_reading_mark_of_nobody_is_refused(line: RunningLine, api: Api) -> None:
    body = {"markAsReadToken": "unknown"}

    assert api.call("POST", "/v2/bot/chat/markAsRead", body).status == 400


def test_nobody_unknown_is_shown_loading_or_linked(line: RunningLine, api: Api) -> None:
    unknown = "U" + "0" * 32

    assert api.call("POST", "/v2/bot/chat/loading/start", {"chatId": unknown}).status == 400
    assert api.call("POST", f"/v2/bot/user/{unknown}/linkToken").status == 404


def test_who_has_no_menu_of_their_own_has_none_to_tell(line: RunningLine, api: Api) -> None:
    assert api.call("GET", f"/v2/bot/user/{line.people('花子').id}/richmenu").status == 404
    assert api.call("GET", "/v2/bot/user/all/richmenu").status == 404


def test_without_a_webhook_there_is_none_to_tell_or_test(line: RunningLine, api: Api) -> None:
    assert api.call("GET", "/v2/bot/channel/webhook/endpoint").status == 404
    assert api.call("POST", "/v2/bot/channel/webhook/test", {}).status == 404
