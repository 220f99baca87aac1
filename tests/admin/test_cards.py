"""The picture of a card: read by a reader, shown to whoever knows the address, gone with the member."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from models.members import Member
from services import cards, settings
from tests.admin.serving import Site
from tests.admin.shop import Parts, Visitor
from tests.clock import NOW
from tests.makers import Make

READ = """async (address) => {
  await new Promise((done) => {
    const given = { src: "/admin/assets/zxing.js", onload: done };
    const script = Object.assign(document.createElement("script"), given);
    document.head.append(script);
  });
  const response = await fetch(address), picture = await createImageBitmap(await response.blob());
  const part = (top, bottom) => {
    const size = { width: picture.width, height: bottom - top };
    const canvas = Object.assign(document.createElement("canvas"), size);
    canvas.getContext("2d").drawImage(picture, 0, -top);
    const reader = new ZXingBrowser.BrowserMultiFormatReader();
    const { QR_CODE, CODE_128, EAN_13 } = ZXingBrowser.BarcodeFormat;
    reader.possibleFormats = [QR_CODE, CODE_128, EAN_13];
    return reader.decodeFromCanvas(canvas).getText();
  };
  const middle = 640;
  return picture.height > 900 ? [part(0, middle), part(middle, picture.height)] : [part(0, picture.height)];
}"""


def member(parts: Parts, card: str) -> Member:
    with parts.readings.begin() as session:
        return session.scalars(select(Member).filter_by(card_number=card)).one()


def test_a_reader_reads_what_is_drawn(site: Site, site_parts: Parts, page: Page) -> None:
    card = site.life.card
    token = cards.token(site_parts.vault(), member(site_parts, card))
    page.goto(f"{site.address}/admin/sign-in")

    for symbol, bars in {"code128": [card], "jan13": [cards.jan(card, prefix="2900")], "qr": []}.items():
        with site_parts.sessions.begin() as session:
            settings.change(session, "card_code", symbol, now=NOW)
        assert page.evaluate(READ, f"/cards/{token}?{symbol}") == [card, *bars]


def test_it_is_shown_without_a_cookie_and_gone_with_the_member(
    app: Flask, parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    assert signed_in("clerk")
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        somebody = make.member()
        token = cards.token(parts.vault(), somebody)
    address, stranger = f"/cards/{token}", app.test_client()

    shown = stranger.get(address)
    assert (shown.status_code, shown.content_type) == (200, "image/png")
    assert len(shown.data) < 20_000
    assert "Set-Cookie" not in shown.headers
    assert stranger.get(address[:-1]).status_code == 404

    with parts.sessions.begin() as session:
        Make(session, parts.vault()).erase(session.get_one(Member, somebody.id))
    assert stranger.get(address).status_code == 404
