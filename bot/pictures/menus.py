"""The picture of a menu: the shop's colour, a sign and a label for each cell."""

import io
from collections.abc import Mapping

from PIL import Image, ImageColor, ImageDraw, ImageFont

from bot import menus
from bot.pictures import fonts
from models.menus import MenuKind
from services.menus import CELLS, Design

Colour = tuple[int, int, int]
SIGNS: Mapping[str, str] = {
    "join": "入",
    "contact": "話",
    "points": "点",
    "coupons": "券",
    "card": "証",
    "settings": "設",
    "shop": "店",
    "help": "？",
}
DARK, LIGHT = (0, 0, 0), (255, 255, 255)
"""Of the two one has a contrast of 4.5 at least upon any colour."""
PAPER, LINE, INK, STEP = 0, 64, 255, 17
"""Greys, and how many of them become one colour."""
SIGN, LABEL, SMALL = 150, 118, 66
"""Pixels: the height of a sign, a label and the English below it, in LINE's full size."""
NARROW = 0.9
"""Part of a cell that a label may fill."""


def draw(kind: MenuKind, design: Design, *, width: int = menus.WIDTH) -> bytes:
    """Draw a menu as PNG, `width` pixels wide: 2500 for LINE, less for a look at it.

    All of it is paper, ink or between them, so it is drawn in grey and coloured by a palette of sixteen.
    """
    size = (menus.WIDTH, menus.HEIGHTS[kind])
    grey, font = Image.new("L", size, PAPER), _fitting(kind, design)
    for place, cell in enumerate(CELLS[kind]):
        _cell(ImageDraw.Draw(grey), menus.bounds(kind, place), (cell, design.labels[cell]), font)
    if width != menus.WIDTH:
        grey = grey.resize((width, size[1] * width // size[0]), Image.Resampling.LANCZOS)
    picture = Image.frombytes("P", grey.size, grey.point([value // STEP for value in range(256)]).tobytes())
    picture.putpalette(_palette(design))
    written = io.BytesIO()
    picture.save(written, "png", bits=4)
    return written.getvalue()


def _cell(
    drawing: ImageDraw.ImageDraw,
    bounds: Mapping[str, int],
    words: tuple[str, str],
    font: ImageFont.FreeTypeFont,
) -> None:
    """Draw one cell: a sign in a circle, the label, and the same in English; a thin line round it."""
    cell, label = words
    left, top = bounds["x"], bounds["y"]
    right, bottom = left + bounds["width"], top + bounds["height"]
    x, y = (left + right) / 2, (top + bottom) / 2 - 130
    drawing.rectangle((left, top, right, bottom), outline=LINE, width=3)
    drawing.ellipse((x - 135, y - 135, x + 135, y + 135), fill=INK)
    drawing.text((x, y), SIGNS[cell], fill=PAPER, font=fonts.bold(SIGN), anchor="mm")
    drawing.text((x, y + 230), label, fill=INK, font=font, anchor="mm")
    drawing.text((x, y + 335), menus.ENGLISH[cell], fill=INK, font=fonts.regular(SMALL), anchor="mm")


def _palette(design: Design) -> list[int]:
    """Give sixteen colours from the shop's to whichever of white and black is read better upon it."""
    paper = ground(design.colour)
    ink = LIGHT if contrast(paper, LIGHT) >= contrast(paper, DARK) else DARK
    steps = range(INK // STEP + 1)
    return [p + (i - p) * step // steps[-1] for step in steps for p, i in zip(paper, ink, strict=True)]


def _fitting(kind: MenuKind, design: Design) -> ImageFont.FreeTypeFont:
    """Give the font in which the longest label fits its cell, for all of them alike."""
    longest = max(fonts.bold(LABEL).getlength(design.labels[cell]) for cell in CELLS[kind])
    room = min(menus.bounds(kind, place)["width"] for place in range(len(CELLS[kind]))) * NARROW
    return fonts.bold(int(LABEL * min(1.0, room / longest)))


def contrast(one: Colour, other: Colour) -> float:
    """Tell how well one is read upon the other: 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ground(text: str) -> Colour:
    """Read a colour as #rrggbb."""
    red, green, blue = ImageColor.getrgb(text)[:3]
    return red, green, blue
