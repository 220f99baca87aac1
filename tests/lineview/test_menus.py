"""Quick replies and rich menus."""

from playwright.sync_api import Page

from tests.lineview import samples
from tests.lineview.conftest import Draw, Tapped


def test_quick_replies_are_buttons_with_their_labels(draw: Draw, tapped: Tapped) -> None:
    row = draw(samples.QUICK["quickReply"], name="drawQuickReply")

    row.get_by_role("button", name="本店").click()

    assert row.get_by_role("button").all_inner_texts() == ["駅前店", "本店", "港店"]
    assert [action["label"] for action in tapped()] == ["本店"]


def test_a_rich_menu_is_tapped_where_its_areas_are(draw: Draw, tapped: Tapped) -> None:
    menu = draw(samples.MENU, name="drawRichMenu")
    shape = menu.bounding_box()
    assert shape is not None

    menu.click(position={"x": shape["width"] * 0.25, "y": shape["height"] / 2})
    menu.click(position={"x": shape["width"] * 0.75, "y": shape["height"] / 2})

    assert tapped() == [area["action"] for area in samples.MENU["areas"]]


def test_areas_of_a_rich_menu_have_names(draw: Draw) -> None:
    menu = draw(samples.MENU, name="drawRichMenu")

    assert [place.get_attribute("aria-label") for place in menu.get_by_role("button").all()] == [
        "ポイント",
        "会員証",
    ]


def test_a_talk_shows_the_sender_once_and_the_last_quick_replies(draw: Draw, phone: Page) -> None:
    draw([samples.GREETING, samples.MEMBERSHIP, samples.QUICK], name="drawTalk")

    assert phone.get_by_text("駅前コーヒー", exact=True).locator("visible=true").count() == 1
    assert phone.get_by_role("group", name="返信の候補").get_by_role("button").count() == 3


def test_a_sender_of_its_own_replaces_the_account(draw: Draw, phone: Page) -> None:
    draw([samples.text("担当です", sender={"name": "店長の田中"})], name="drawTalk")

    assert phone.get_by_text("店長の田中").is_visible()
    assert phone.get_by_text("駅前コーヒー", exact=True).count() == 0
