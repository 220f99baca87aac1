"""Composing in the pages: boxes added and taken away, photos taken in and shown, nothing typed is lost."""

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from models.announcements import Announcement
from models.photos import Photo
from services import photos
from tests import images
from tests.admin.shop import Parts, Visitor, make_app
from tests.makers import Make

SHAPE = "/admin/announcements/shape"
CARD = {"title": "栗", "title_en": "Chestnut", "label": "見る", "uri": "https://shop.example/"}


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("sender")
    visitor.get("/admin/announcements/new")
    return visitor


def typed(**further: object) -> dict[str, object]:
    return {"title": "栗", "topic": 1, "text1": "栗のケーキです。", "coupon": "0", **further}


def chosen(content: bytes, name: str = "cake.png") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def drawn(page: str) -> list[dict[str, Any]]:
    found = re.search(r'messages="([^"]*)"', page)
    assert found is not None
    messages: list[dict[str, Any]] = json.loads(html.unescape(found.group(1)))
    return messages


def token(page: str) -> str:
    found = re.search(r'src="/photos/([^"]+)"', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("kind", ["text", "photo", "cards"])
def test_a_box_is_added_and_what_was_typed_stays(sender: Visitor, kind: str) -> None:
    page = sender.post(SHAPE, **typed(do=f"add {kind}", label="見る", uri="これから")).text

    assert f'name="parts-0-kind" type="hidden" value="{kind}"' in page
    for said in ("栗のケーキです。", "見る", "これから"):
        assert said in page
    assert "<html" in page


def test_a_fragment_is_the_boxes_alone_and_lets_the_preview_follow(sender: Visitor) -> None:
    fields = {"csrf_token": sender.token, **typed(do="add text")}
    page = sender.client.post(SHAPE, data=fields, headers={"HX-Request": "true"}).text

    assert "<html" not in page
    assert 'hx-trigger="load"' in page


def test_five_messages_leave_no_room_for_more(sender: Visitor) -> None:
    kinds = {f"parts-{number}-kind": "text" for number in range(4)}

    page = sender.post(SHAPE, **typed(do="add text", **kinds)).text

    assert "parts-4-kind" not in page
    assert "5つの吹き出しまで" in page


def test_a_message_and_a_card_are_taken_away(sender: Visitor) -> None:
    kinds = {"parts-0-kind": "text", "parts-0-text": "ひとつめ", "parts-1-kind": "cards"}
    titles = {"parts-1-cards-0-title": "いちご", "parts-1-cards-1-title": "りんご"}

    card_gone = sender.post(SHAPE, **typed(do="drop parts-1-cards-0", **kinds, **titles)).text
    part_gone = sender.post(SHAPE, **typed(do="drop parts-0", **kinds, **titles)).text

    assert "いちご" not in card_gone
    assert "りんご" in card_gone
    assert "ひとつめ" not in part_gone
    assert "いちご" in part_gone


def test_a_card_is_added_to_its_row(sender: Visitor) -> None:
    kinds = {"parts-0-kind": "cards", "parts-0-cards-0-title": "いちご"}

    page = sender.post(SHAPE, **typed(do="card parts-0", **kinds)).text

    assert 'name="parts-0-cards-1-title"' in page


def test_a_photo_is_taken_in_and_anybody_sees_it_by_its_address(sender: Visitor, parts: Parts) -> None:
    kinds = {"parts-0-kind": "photo", "parts-0-upload": chosen(images.png(40, 30))}
    found = token(sender.post(SHAPE, **typed(**kinds)).text)

    shown = make_app(parts).test_client().get(f"/photos/{found}")

    assert shown.data == images.png(40, 30)
    assert shown.content_type == "image/png"
    assert "immutable" in shown.headers["Cache-Control"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert sender.client.get("/photos/another").status_code == 404


def test_a_photo_and_cards_are_kept_and_drawn(sender: Visitor, parts: Parts) -> None:
    upload = {"parts-0-kind": "photo", "parts-0-upload": chosen(images.png(40, 30))}
    found = token(sender.post(SHAPE, **typed(**upload)).text)
    boxes = {"parts-0-kind": "photo", "parts-0-photo": found, "parts-1-kind": "cards"}
    card = {**CARD, "photo": found}
    boxes |= {f"parts-1-cards-0-{name}": value for name, value in card.items()}

    seen = drawn(sender.post("/admin/announcements/preview", **typed(**boxes)).text)
    sender.post("/admin/announcements/new", **typed(**boxes))

    assert [message["type"] for message in seen] == ["text", "image", "flex", "flex"]
    assert seen[1]["originalContentUrl"] == f"/photos/{found}"
    with parts.readings.begin() as session:
        kept = session.scalars(select(Announcement)).one()
        address = f"/admin/announcements/{kept.id}"
    page = sender.get(address).text
    for value in (*card.values(), "栗のケーキです。"):
        assert f"{value}</textarea>" in page or f'value="{value}"' in page
    sender.post(f"{address}/schedule")
    with parts.readings.begin() as session:
        frozen = session.get_one(Announcement, kept.id).messages or []
        english = next(words["messages"] for words in frozen if words["language"] == "en")
        assert english[1]["originalContentUrl"] == f"http://localhost/photos/{found}"
        assert "Chestnut" in str(english[2])
    assert drawn(sender.get(address).text)[1]["originalContentUrl"] == f"/photos/{found}"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a picture at all", "写真として読めません"), (bytes(1_001), "1MBまで")],
)
def test_what_is_no_photo_is_refused_with_everything_kept(
    sender: Visitor, parts: Parts, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr(photos, "LARGEST", 1_000)
    kinds = {"parts-0-kind": "photo", "parts-0-upload": chosen(content)}

    page = sender.post(SHAPE, **typed(**kinds)).text

    assert said in page
    assert "栗のケーキです。" in page
    with parts.readings.begin() as session:
        assert session.scalars(select(Photo)).all() == []


def test_a_photo_is_refused_where_line_could_not_fetch_it(parts: Parts) -> None:
    plain = replace(parts, settings=replace(parts.settings, public_url="http://shop.example"))
    visitor = Visitor(make_app(plain).test_client())
    visitor.sign_in("sender")
    visitor.get("/admin/announcements/new")

    page = visitor.post(
        SHAPE, **typed(**{"parts-0-kind": "photo", "parts-0-upload": chosen(images.png(4, 3))})
    )

    assert "https:// で始まるときだけ" in page.text


def test_a_refusal_names_the_message_and_keeps_what_was_typed(sender: Visitor) -> None:
    boxes = {"parts-0-kind": "cards", "parts-0-cards-0-text": "見出しのないカード"}

    response = sender.post("/admin/announcements/new", **typed(**boxes))

    assert response.status_code == 422
    assert "2つめの吹き出し：カードの見出しは" in response.text
    assert "見出しのないカード" in response.text


def test_what_went_out_is_written_once_more_with_one_tap(sender: Visitor, parts: Parts) -> None:
    boxes = {"parts-0-kind": "text", "parts-0-text": "つづきです。", "text1_en": "Chestnut cake."}
    sender.post("/admin/announcements/new", **typed(**boxes))
    sender.post("/admin/announcements/1/schedule")

    made = sender.post("/admin/announcements/1/duplicate")

    with parts.readings.begin() as session:
        first, second = session.scalars(select(Announcement).order_by(Announcement.id)).all()
    assert made.location == f"/admin/announcements/{second.id}"
    assert (first.state, second.state) == ("scheduled", "draft")
    assert (second.title, second.content, second.messages) == (first.title, first.content, None)
    assert "同じ内容で、もう一度書く" in sender.get("/admin/announcements/1").text


def test_a_coupon_there_are_too_few_of_is_said_before_it_goes(sender: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        for _ in range(2):
            make.member(reachable=True)
        few = make.coupon(for_everyone=False, stock=1).id
    sender.post("/admin/announcements/new", **typed(coupon=few))

    response = sender.post("/admin/announcements/1/schedule")

    assert response.status_code == 422
    assert "クーポンの残りは1枚で、お知らせの届く方は2人です" in response.text


@pytest.mark.parametrize("name", ["{残高}", "{クーポン}"])
def test_what_cannot_be_put_in_is_refused(sender: Visitor, name: str) -> None:
    response = sender.post("/admin/announcements/new", **typed(text1=f"{name}です。"))

    assert response.status_code == 422
    assert "{ポイント}" in response.text if name == "{残高}" else "添えるクーポンも選んで" in response.text


def test_own_figures_are_shown_as_an_example_and_the_page_says_what_it_means(sender: Visitor) -> None:
    page = sender.post("/admin/announcements/preview", **typed(text1="{ポイント}です。")).text

    assert "320ポイントです。" in drawn(page)[0]["text"]
    assert "手紙として一通ずつ" in page
