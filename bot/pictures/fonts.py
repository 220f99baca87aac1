"""Fonts of the pictures: BIZ UDPGothic, made to be read by everybody; it comes with the pages' packages."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "node_modules/@expo-google-fonts/biz-udpgothic"
"""SIL Open Font License 1.1; set up by `make setup`, as style sheets are."""


def bold(size: int) -> ImageFont.FreeTypeFont:
    return _font("700Bold/BIZUDPGothic_700Bold.ttf", size)


def regular(size: int) -> ImageFont.FreeTypeFont:
    return _font("400Regular/BIZUDPGothic_400Regular.ttf", size)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / name), size)
