"""The picture of a card: a QR code for phones, a barcode for tills, and the number in figures."""

import io

import barcode  # type: ignore[import-untyped]
import segno
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT_QR, HEIGHT = 1040, 800, 1040
"""Pixels; LINE shows a bubble's picture as wide as the talk."""
SQUARE, BARS, MODULE = 600, 170, 6
"""Pixels: the QR code's side, the bars' height, and the width of the narrowest bar."""
QUIET = 4
"""Modules round a QR code that stay white (ISO/IEC 18004)."""
WHITE, BLACK = 255, 0
SYMBOLS = {"code128": "code128", "jan13": "ean13"}


def draw(number: str, *, symbol: str, till_number: str) -> bytes:
    """Draw a card as PNG: `number` as QR code and in figures, `till_number` in bars.

    `symbol` names the bars: `code128`, `jan13`, or `qr` for none.
    """
    has_bars = symbol in SYMBOLS
    picture = Image.new("L", (WIDTH, HEIGHT if has_bars else HEIGHT_QR), WHITE)
    picture.paste(_square(number), ((WIDTH - SQUARE) // 2, 30))
    if has_bars:
        _bars(picture, SYMBOLS[symbol], till_number, top=660)
    _figures(picture, number, bottom=picture.height - 40)
    written = io.BytesIO()
    picture.convert("1").save(written, "png", optimize=True)
    return written.getvalue()


def _square(number: str) -> Image.Image:
    """Draw the QR code with whole pixels to a module, so that no edge is soft."""
    code = segno.make(number, error="q", micro=False)
    written = io.BytesIO()
    code.save(written, kind="png", border=QUIET, scale=SQUARE // (code.symbol_size(border=QUIET)[0]))
    with Image.open(written) as drawn:
        sharp = drawn.convert("L")
    square = Image.new("L", (SQUARE, SQUARE), WHITE)
    square.paste(sharp, ((SQUARE - sharp.width) // 2, (SQUARE - sharp.height) // 2))
    return square


def _bars(picture: Image.Image, kind: str, number: str, *, top: int) -> None:
    (modules,) = barcode.get(kind, number).build()
    drawing, left = ImageDraw.Draw(picture), (picture.width - len(modules) * MODULE) // 2
    for place, module in enumerate(modules):
        if module != "0":  # JAN's guard bars are G where others are 1
            start = left + place * MODULE
            drawing.rectangle((start, top, start + MODULE - 1, top + BARS - 1), fill=BLACK)


def _figures(picture: Image.Image, number: str, *, bottom: int) -> None:
    font = ImageFont.load_default(96)
    middle = len(number) // 2
    grouped = f"{number[:middle]} {number[middle:]}"
    ImageDraw.Draw(picture).text((picture.width / 2, bottom), grouped, fill=BLACK, font=font, anchor="ms")
