"""Templates: buttons, confirm, carousel, image carousel."""

from playwright.sync_api import Page

from tests.lineview import samples
from tests.lineview.conftest import Draw, Tapped

LOOK = """element => {
  const { color, fontWeight, fontSize } = getComputedStyle(element);
  return [color, fontWeight, fontSize, element.offsetHeight];
}"""


def test_a_confirm_offers_its_two_choices_alike(draw: Draw) -> None:
    card = draw(samples.MEMBERSHIP)

    yes, no = (card.get_by_role("button", name=name, exact=True) for name in ("登録する", "登録しない"))
    looks = [button.evaluate(LOOK) for button in (yes, no)]
    widths = [box["width"] for button in (yes, no) if (box := button.bounding_box())]
    assert looks[0] == looks[1]
    assert abs(widths[0] - widths[1]) < 1


def test_a_tap_gives_the_action_as_it_was(draw: Draw, tapped: Tapped) -> None:
    draw(samples.MEMBERSHIP).get_by_role("button", name="登録する", exact=True).click()

    assert tapped() == [samples.MEMBERSHIP["template"]["actions"][0]]


def test_buttons_can_be_reached_and_pressed_by_keyboard(draw: Draw, phone: Page, tapped: Tapped) -> None:
    draw(samples.ANNOUNCEMENTS)

    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")

    assert [action["label"] for action in tapped()] == ["期限の連絡だけ"]


def test_buttons_show_text_and_choices_in_order(draw: Draw) -> None:
    card = draw(samples.FALLBACK)

    assert card.locator("p").inner_text() == samples.FALLBACK["template"]["text"]
    assert card.get_by_role("button").all_inner_texts() == ["ポイント", "クーポン", "会員証", "設定・停止"]


def test_a_card_is_announced_by_its_alt_text(draw: Draw, phone: Page) -> None:
    draw(samples.LEAVING)

    assert phone.get_by_role("group", name="退会のご確認").count() == 1


def test_a_preview_is_drawn_but_inert(draw: Draw) -> None:
    card = draw(samples.ANNOUNCEMENTS, listening=False)

    buttons = card.get_by_role("button")
    assert buttons.count() == 3
    assert all(button.is_disabled() for button in buttons.all())


def test_a_carousel_draws_a_card_for_each_column(draw: Draw, tapped: Tapped) -> None:
    row = draw(samples.CARDS)

    row.get_by_role("button", name="お店").click()

    assert row.locator(".lv-card").count() == 2
    assert row.locator("img").count() == 1
    assert [action["label"] for action in tapped()] == ["お店"]


def test_an_image_carousel_is_tapped_on_its_pictures(draw: Draw, tapped: Tapped) -> None:
    draw(samples.PICTURE_CARDS).get_by_role("button", name="窓辺").click()

    assert [action["label"] for action in tapped()] == ["窓辺"]


def test_a_default_action_answers_a_tap_beside_the_buttons(draw: Draw, tapped: Tapped) -> None:
    whole, one = samples.postback("全体"), samples.postback("一つ")
    card = draw(samples.template("札", type="buttons", text="どこでも", actions=[one], defaultAction=whole))

    card.locator("p").click()
    card.get_by_role("button", name="一つ").click()

    assert tapped() == [whole, one]
