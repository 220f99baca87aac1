"""The member's own copy as a page to read and as a file."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __

from admin import speech
from admin.openings import File, Opening, Paper
from services import copies, japan


def read(opening: Opening) -> Mapping[str, Any]:
    return {"copy": _made(opening, opening.language), "shown": shown}


def file(opening: Opening) -> File:
    """Give the copy as JSON, with Japanese names whatever the page speaks."""
    name = f"goen-{japan.day(opening.now):%Y%m%d}.json"
    return File(name, copies.as_json(_made(opening, "ja")), "application/json; charset=utf-8")


def _made(opening: Opening, language: str) -> copies.Copy:
    return copies.make(
        opening.session,
        opening.vault,
        opening.member,
        choices=opening.choices,
        language=language,
        now=opening.now,
    )


def shown(value: object) -> str:
    """Write a value as people read it."""
    kinds = (kind for kind in WRITERS if isinstance(value, kind))
    return WRITERS[next(kinds)](value)


WRITERS: Mapping[type, Callable[[Any], str]] = {
    datetime: speech.moment,
    date: speech.day,
    time: lambda hour: f"{hour:%H:%M}",
    bool: lambda is_so: _("はい") if is_so else _("いいえ"),
    int: lambda number: f"{number:,}",
    list: lambda rows: "\n".join(str(row) for row in rows),
    str: str,
}
"""The first that fits writes: an instant is also a day, and a yes also a number."""

PAPER = Paper(
    title=__("お客様の情報の写し"),
    about=__("お預かりしている情報のすべてを、読めるページとファイル（JSON）でお渡しします。"),
    template="copy.html",
    read=read,
    file=file,
)
