"""What people do in a real browser: a clerk at the counter, a marketer with an announcement."""

import re

from playwright.sync_api import expect

from models.announcements import AnnouncementState
from services import announcements
from tests.admin.serving import Signed, Site
from tests.admin.shop import Parts
from tests.browsers import PATIENCE, PHONE


def test_a_clerk_gives_points_on_a_phone_and_takes_them_back(site: Site, signed: Signed) -> None:
    page = signed("clerk", **PHONE)
    page.get_by_role("link", name="レジ").last.click()
    page.get_by_label("会員番号").fill(site.life.card)
    page.get_by_role("button", name="確かめる").click()
    page.get_by_label("お買い上げ金額").fill("2300")
    page.get_by_role("button", name="つける", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("23ポイントをつけました")

    page.locator("summary").first.click()
    page.get_by_label("取り消す理由").first.fill("金額のまちがい")
    page.get_by_role("button", name="取り消す").first.click()

    expect(page.get_by_role("status")).to_contain_text("取り消しました")
    expect(page.locator(".figures")).to_contain_text("62")


def test_the_preview_follows_what_is_typed(site: Site, signed: Signed) -> None:
    page = signed("sender", viewport={"width": 1280, "height": 900})
    page.goto(f"{site.address}/admin/announcements/new")

    page.get_by_label("本文").fill("きょうから、栗のケーキが並びます。")

    preview = page.locator("line-preview")
    expect(preview).to_contain_text("きょうから、栗のケーキが並びます。")
    expect(preview).to_contain_text("駅前コーヒーよりお知らせです。")
    expect(page.locator("#seen")).to_contain_text(re.compile("届く方"))


def test_a_marketer_schedules_and_the_page_follows_by_itself(
    site: Site, signed: Signed, site_parts: Parts
) -> None:
    page = signed("sender", viewport={"width": 1280, "height": 900})
    page.goto(f"{site.address}/admin/announcements/{site.life.draft}")
    page.get_by_label("送り始める時刻").fill("2026-12-01T15:00")
    page.get_by_role("button", name="保存した下書きを予定に入れる").click()
    expect(page.locator("#progress")).to_contain_text("予定済み")

    with site_parts.sessions.begin() as session:
        found = announcements.find(session, site.life.draft)
        announcements.pause(session, found, now=site_parts.clock())

    expect(page.locator("#progress")).to_contain_text("一時停止中", timeout=PATIENCE)
    assert found.state == AnnouncementState.PAUSED
