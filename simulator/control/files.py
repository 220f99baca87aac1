"""Serves the chat page, the drawing of messages, and pictures."""

import mimetypes
from pathlib import Path

from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.requests import Request

_PAGE = Path(__file__).parent.parent / "page"
_LINEVIEW = Path(__file__).parent.parent.parent / "lineview"
_KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def index(_channel: Channel, _request: Request) -> Answer:
    return _file(_PAGE, "index.html")


def page(_channel: Channel, request: Request) -> Answer:
    return _file(_PAGE, request.params["file"])


def lineview(_channel: Channel, request: Request) -> Answer:
    return _file(_LINEVIEW, request.params["file"])


def content(channel: Channel, request: Request) -> Answer:
    picture = channel.pictures.get(request.params["id"])
    if picture is None:
        raise Refused(404, "Not found")
    return Answer(body=picture.content, content_type=picture.content_type)


def _file(folder: Path, name: str) -> Answer:
    """A file inside the folder, or below it, and nowhere else."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise Refused(404, "Not found")
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/")
    return Answer(
        body=path.read_bytes(),
        content_type=f"{kind}; charset=utf-8" if text else kind,
        headers={"cache-control": "no-cache"},
    )
