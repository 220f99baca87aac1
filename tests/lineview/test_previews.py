"""The element that other pages embed."""

import json

from playwright.sync_api import Page

from tests.lineview import samples

EMBED = """async (messages) => {
  await import("/lineview/preview.js");
  const preview = document.createElement("line-preview");
  preview.setAttribute("account", "駅前コーヒー");
  preview.setAttribute("messages", messages);
  document.body.replaceChildren(preview);
}"""


def test_a_preview_draws_its_messages_inert(phone: Page) -> None:
    phone.evaluate(EMBED, json.dumps([samples.GREETING, samples.MEMBERSHIP]))

    assert phone.get_by_text("駅前コーヒー", exact=True).locator("visible=true").count() == 1
    assert phone.get_by_role("button", name="登録する", exact=True).is_disabled()


def test_a_preview_follows_its_messages(phone: Page) -> None:
    phone.evaluate(EMBED, json.dumps(samples.text("はじめ")))

    phone.evaluate(
        "m => document.querySelector('line-preview').setAttribute('messages', m)",
        json.dumps(samples.text("つぎ")),
    )

    assert phone.get_by_text("つぎ").is_visible()
    assert phone.get_by_text("はじめ").count() == 0


def test_unreadable_messages_are_said_quietly(phone: Page) -> None:
    phone.evaluate(EMBED, "[{")

    assert phone.get_by_text("表示できない").is_visible()
