"""Writes docs/dialogues.md: every dialogue with its picture, in order."""

from collections.abc import Iterator

from tools.album.chapters import CHAPTERS
from tools.album.steps import Chapter
from tools.shell import ROOT

PAGE = ROOT / "docs" / "dialogues.md"
TITLE = "# 会話の見本 / Every dialogue"
INTRODUCTION = (
    "お客様とボットの会話を、動いている店で撮った画面です。体験用のトークページのもので、"
    "LINE アプリの見た目とは少し違います。"
    "`make develop` のあと `.venv/bin/python -m tools.album` で撮り直せます"
    "（絵の名前を添えると、それだけを）。",
    "What customers and the bot say to each other, photographed from a running shop, in the chat page "
    "for trying out, which differs a little from the LINE app. After `make develop`, "
    "`.venv/bin/python -m tools.album` takes them all again, or those whose names are added. "
    "The bot speaks English too: send “English”.",
)
WIDTH = 320


def text() -> str:
    """Give the whole page as Markdown."""
    chapters = (line for chapter in CHAPTERS for line in _chapter(chapter))
    return "\n".join([TITLE, "", *(f"{one}\n" for one in INTRODUCTION), *chapters])


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.ja} / {chapter.en}\n"
    for dialogue in chapter.dialogues:
        yield f"### {dialogue.ja} / {dialogue.en}\n"
        source = f"pictures/dialogues/{dialogue.name}.png"
        yield f'<img src="{source}" width="{WIDTH}" alt="{dialogue.ja} / {dialogue.en}">\n'
