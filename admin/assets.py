"""Style sheets and scripts: a list of files, from the packages and from this folder, and nothing else."""

import gzip
from functools import cache
from pathlib import Path

from flask import Response, abort, request, url_for

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
OWN = (
    *("shell.css", "phone.css", "forms.css", "figures.css", "month.css", "loyalty.css", "goen.css"),
    *("counter.css", "poster.css", "scan.js", "goen.js", "mark.svg"),
)
FILES = {
    "tabler.css": PACKAGES / "@tabler/core/dist/css/tabler.min.css",
    "htmx.js": PACKAGES / "htmx.org/dist/htmx.min.js",
    "zxing.js": PACKAGES / "@zxing/browser/umd/zxing-browser.min.js",
    **{name: ROOT / "admin/static" / name for name in OWN},
}
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


def asset(name: str) -> Response:
    """Give one of FILES."""
    if name not in FILES:
        abort(404)
    return _answer(FILES[name])


def address(name: str) -> str:
    """Give the address of one of FILES; another version has another one, so that browsers may keep it."""
    changed = FILES[name].stat().st_mtime_ns
    return url_for("admin.asset", name=name, v=f"{changed:x}")


def drawing(name: str) -> Response:
    """Give a file of lineview/, which draws LINE messages."""
    folder = ROOT / "lineview"
    known = {file.name: file for file in folder.iterdir() if file.suffix in TYPES}
    if name not in known:
        abort(404)
    return _answer(known[name])


def _answer(file: Path) -> Response:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(_bytes(file, file.stat().st_mtime_ns, packed), content_type=TYPES[file.suffix])
    response.headers["Cache-Control"] = FOR_GOOD if "v" in request.args else ASK_AGAIN
    response.vary.add("Accept-Encoding")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def _bytes(file: Path, _changed: int, packed: bool) -> bytes:  # noqa: FBT001  # part of the cache's key
    content = file.read_bytes()
    return gzip.compress(content, mtime=0) if packed else content
