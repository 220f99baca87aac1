"""Rich menus: shape, picture, and whose phone shows which."""

from typing import Any

import pytest

from simulator import RunningLine, pictures
from tests.simulator.api import Api, faults_of

PNG = {"Content-Type": "image/png"}


def menu(**more: Any) -> dict[str, Any]:
    return {
        "size": {"width": 2500, "height": 1686},
        "selected": True,
        "name": "第一",
        "chatBarText": "メニュー",
        "areas": [area()],
        **more,
    }


def area(**more: Any) -> dict[str, Any]:
    bounds = {"x": 0, "y": 0, "width": 1250, "height": 1686, **more}
    return {"bounds": bounds, "action": {"type": "message", "text": "ポイント"}}


def create(api: Api, *, picture: bool = True) -> str:
    menu_id: str = api.call("POST", "/v2/bot/richmenu", menu()).json()["richMenuId"]
    if picture:
        content = pictures.plain(2500, 1686).content
        api.call("POST", f"/v2/bot/richmenu/{menu_id}/content", content, headers=PNG)
    return menu_id


def seen_by(line: RunningLine, api: Api, name: str) -> Any:
    return api.get(f"/sim/people/{line.people(name).id}/talk")["menu"]


def test_the_default_menu_is_seen_by_everybody_with_its_picture(line: RunningLine, api: Api) -> None:
    menu_id = create(api)
    api.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")

    shown = seen_by(line, api, "太郎")

    assert shown["richMenuId"] == menu_id
    assert api.call("GET", shown["imageUrl"]).data.startswith(b"\x89PNG")


def test_a_persons_own_menu_goes_before_the_default(line: RunningLine, api: Api) -> None:
    common, own = create(api), create(api)
    hanako = line.people("花子").id
    api.call("POST", f"/v2/bot/user/all/richmenu/{common}")
    api.call("POST", f"/v2/bot/user/{hanako}/richmenu/{own}")

    assert seen_by(line, api, "花子")["richMenuId"] == own
    assert api.get(f"/v2/bot/user/{hanako}/richmenu") == {"richMenuId": own}
    api.call("DELETE", f"/v2/bot/user/{hanako}/richmenu")
    assert seen_by(line, api, "花子")["richMenuId"] == common
    api.call("DELETE", "/v2/bot/user/all/richmenu")
    assert seen_by(line, api, "花子") is None


def test_many_are_linked_and_unlinked_at_once(line: RunningLine, api: Api) -> None:
    menu_id, hanako = create(api), line.people("花子").id

    body = {"richMenuId": menu_id, "userIds": [hanako]}
    assert api.call("POST", "/v2/bot/richmenu/bulk/link", body).status == 202
    assert seen_by(line, api, "花子")["richMenuId"] == menu_id
    assert api.call("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": [hanako]}).status == 202
    assert seen_by(line, api, "花子") is None


def test_a_deleted_menu_is_gone_from_every_phone(line: RunningLine, api: Api) -> None:
    menu_id = create(api)
    api.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")

    assert api.call("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200

    assert seen_by(line, api, "花子") is None
    assert api.call("GET", f"/v2/bot/richmenu/{menu_id}").status == 404


def test_a_menu_needs_its_picture_first(line: RunningLine, api: Api) -> None:
    menu_id = create(api, picture=False)

    assert api.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").status == 400
    assert api.call("GET", f"/v2/bot/richmenu/{menu_id}/content").status == 404


def test_a_picture_cannot_be_replaced(line: RunningLine, api: Api) -> None:
    menu_id = create(api)
    content = pictures.plain(2500, 1686).content

    answer = api.call("POST", f"/v2/bot/richmenu/{menu_id}/content", content, headers=PNG)

    assert (answer.status, "already" in answer.json()["message"]) == (400, True)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"GIF89a", "image/gif", 415),
        (b"GIF89a", "image/png", 400),
        (pictures.plain(700, 400).content, "image/png", 400),
        (pictures.plain(900, 900).content, "image/png", 400),
        (b"\x89PNG" + b"0" * 1_000_001, "image/png", 413),
    ],
)
def test_a_wrong_picture_is_refused(
    line: RunningLine, api: Api, content: bytes, kind: str, status: int
) -> None:
    menu_id = create(api, picture=False)
    path = f"/v2/bot/richmenu/{menu_id}/content"

    assert api.call("POST", path, content, headers={"Content-Type": kind}).status == status


@pytest.mark.parametrize(
    ("wrong", "property_"),
    [
        ({"chatBarText": "あ" * 15}, "chatBarText"),
        ({"name": ""}, "name"),
        ({"selected": None}, "selected"),
        ({"areas": [area()] * 21}, "areas"),
        ({"size": {"width": 799, "height": 400}}, "size.width"),
        ({"size": {"width": 2500, "height": 2000}}, "size"),
        ({"areas": [area(x=2000)]}, "areas[0].bounds"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_menu_is_refused_naming_the_property(
    line: RunningLine, api: Api, wrong: dict[str, Any], property_: str
) -> None:
    assert property_ in faults_of(api.call("POST", "/v2/bot/richmenu", menu(**wrong)))
    assert property_ in faults_of(api.call("POST", "/v2/bot/richmenu/validate", menu(**wrong)))


def test_a_jpeg_is_measured(line: RunningLine) -> None:
    frame = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x03\x2a\x04\xb0\x03"

    assert pictures.size(frame) == (1200, 810)
