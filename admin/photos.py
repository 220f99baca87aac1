"""Photos at /photos/<token>: whoever knows the address sees the picture, and it never changes."""

from flask import Blueprint, Response, abort

from admin.parts import Parts
from services import photos

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""LINE's apps show it, wherever they are."""


def blueprint(parts: Parts) -> Blueprint:
    """Give the one address; no cookie is looked at."""
    public = Blueprint("photos", __name__, url_prefix="/photos")

    def show(token: str) -> Response:
        with parts.readings.begin() as session:
            photo = photos.find(session, token) or abort(404)
            return Response(photo.content, content_type=photo.media_type.value, headers=HEADERS)

    public.add_url_rule("/<token>", "show", show, methods=["GET"])
    return public
