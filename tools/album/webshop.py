"""The web shop of which somebody is a customer: its page, and what its server asks of the bot."""

import json
import secrets
import urllib.request
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tools.album.phone import PATIENCE, Phone
from tools.album.shop import Shop

LINKING = "https://webshop.example/link"
"""Where it links customers; nobody is there, so the browser is answered by us."""


class WebShop:
    """A shop on the web, beside the one in the talk."""

    def __init__(self, phone: Phone, shop: Shop) -> None:
        self.phone, self.shop = phone, shop

    def links_up(self, label: str) -> None:
        """Follow the talk's link to the web shop, be customer 1024 there, and say yes at LINE."""
        page = self.phone.page
        page.context.route(f"{LINKING}**", lambda route: route.fulfill(body="1024"))
        with page.expect_popup() as opened:
            self.phone.talk.get_by_text(label).last.click()
        paper = opened.value
        paper.get_by_role("button", name=label).click()
        expect(paper.get_by_text("1024")).to_be_visible(timeout=PATIENCE * 1000)
        [token] = parse_qs(urlsplit(paper.url).query)["linkToken"]
        paper.goto(self._begin(token))
        paper.close()

    def _begin(self, token: str) -> str:
        """Say at the bot's door for partners who it is; give LINE's own page with the last question."""
        sent = json.dumps({"customer": "1024", "link_token": token}).encode()
        head = {
            "content-type": "application/json",
            "authorization": f"Bearer {self.shop.sign_in['api_key']}",
            "idempotency-key": secrets.token_hex(8),
        }
        asked = urllib.request.Request(f"{self.shop.url}/api/v1/links", sent, head)  # noqa: S310 - our own
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own
            return str(json.load(answer)["redirect"])
