"""The admin site over real HTTP, for browsers."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.admin.founding import COOKIE
from tests.admin.life import Life
from tests.admin.shop import PASSWORD, Parts

Signed = Callable[..., Page]
"""`signed("owner", **PHONE)` opens a page, signed in as somebody."""


PARTNERS = ("settings/partners", "settings/purchases")


@dataclass(frozen=True)
class Site:
    """Where it is, and what lives there."""

    address: str
    life: Life
    parts: Parts

    def let_in(self, page: Page, name: str) -> None:
        """Open the first page as somebody who has signed in before."""
        badge = self.parts.badges[name]
        with self.parts.sessions.begin() as session:
            cookie = badge.register(session, self.parts.clock())
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.address}])
        page.goto(f"{self.address}/admin/")

    def sign_in(self, page: Page, name: str = "sender") -> None:
        page.goto(f"{self.address}/admin/sign-in")
        page.fill("#email", f"{name}@example.jp")
        page.fill("#password", PASSWORD)
        page.click("form[action*='sign-in'] button")
        page.wait_for_url(f"{self.address}/admin/")

    def pages(self) -> list[str]:
        """Every page that is opened by its address."""
        plain = (
            "",
            "counter",
            "members",
            "points",
            "points/returns",
            "points/rules",
            "announcements",
            "announcements/new",
            "announcements/calendar",
            "halt",
            "coupons",
            "coupons/new",
        )
        meeting = ("sources", "menus", "devices")
        others = ("topics", *meeting, "shop", "settings", "settings/budget", "staff", "me", *PARTNERS)
        desk = ("desk", "desk/provisions", "desk/requests/new", f"desk/requests/{self.life.request}")
        loyalty = ("tiers", "claims", "members/points", "settings/loyalty")
        incident = f"desk/incidents/{self.life.incident}"
        notices = ("notices", "notices/1", "notices/2/write")
        draft = f"announcements/{self.life.draft}"
        announcements = (draft, f"{draft}/approval", f"{draft}/repeat", f"announcements/{self.life.sending}")
        return [
            f"{self.address}/admin/{path}"
            for path in (*plain, *others, *loyalty, *notices, *announcements, *desk, incident)
        ]
