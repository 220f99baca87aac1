"""The page of sources: named, printed with a code that a phone reads, put away and taken out."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy import select

from models.sources import Source
from services import settings
from tests.admin.serving import Signed, Site
from tests.admin.shop import Parts, Visitor


@pytest.fixture
def marketer(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("marketer")


def named(parts: Parts) -> list[Source]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(Source)))


def test_a_source_is_named_printed_put_away_and_taken_out(marketer: Visitor, parts: Parts) -> None:
    marketer.get("/admin/sources")
    assert marketer.post("/admin/sources", name="駅前店", kind="shop").status_code == 303
    assert "別の名前に" in marketer.post("/admin/sources", name="駅前店", kind="shop").text
    [source] = named(parts)
    poster = f"/admin/sources/{source.code}/poster"
    assert marketer.get(poster).status_code == 404

    marketer.get("/admin/sources")
    assert marketer.post("/admin/sources/account", line_basic_id="@ABC1234d").status_code == 303

    assert "会員登録 駅前店" in marketer.get(poster).text
    assert marketer.get(f"{poster}?size=a6").status_code == 200
    assert marketer.get(f"{poster}?size=a3").status_code == 404
    page = marketer.get("/admin/sources").text
    assert f"https://line.me/R/oaMessage/%40abc1234d/?{quote('会員登録 駅前店')}" in page
    for is_active in (False, True):
        marketer.get("/admin/sources")
        marketer.post("/admin/sources/switch", source=source.code)
        assert named(parts)[0].is_active is is_active


def test_a_wrong_account_is_said_at_its_field(marketer: Visitor) -> None:
    marketer.get("/admin/sources")

    assert "ベーシックIDは @abc1234d" in marketer.post("/admin/sources/account", line_basic_id="駅前").text


def test_home_tells_how_far_people_came(marketer: Visitor) -> None:
    assert "きっかけごとのようす" in marketer.get("/admin/").text


def test_a_card_fits_its_sheet(site: Site, site_parts: Parts, signed: Signed) -> None:
    """A6 is 105 by 148 millimetres; whatever were longer would be cut off."""
    with site_parts.sessions.begin() as session:
        settings.change(session, "line_basic_id", "@abc1234d", now=site_parts.clock())
    page = signed("marketer", viewport={"width": 900, "height": 900})
    page.goto(f"{site.address}/admin/sources")
    page.get_by_label("名前").fill("サービス窓口と駅前の本店と別館の入口です")
    page.get_by_role("button", name="追加する").click()
    page.get_by_role("link", name="カード（A6）").click()

    card = page.locator(".poster")
    assert card.evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight + 1")
    assert card.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth + 1")
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(pages) == 1
