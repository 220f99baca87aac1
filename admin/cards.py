"""Pictures of cards at /cards/<token>: drawn for whoever knows the address, as long as the member is here."""

from flask import Blueprint, Response, abort

from admin.parts import Parts
from bot.pictures import cards as pictures
from services import cards, settings, spend_codes

HEADERS = {
    "Cache-Control": "private, max-age=600",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""LINE's apps show it, wherever they are; ten minutes after a leave nobody has it any more."""


def blueprint(parts: Parts) -> Blueprint:
    """Give the one address; no cookie is looked at."""
    public = Blueprint("cards", __name__, url_prefix="/cards")

    def show(token: str) -> Response:
        with parts.readings.begin() as session:
            member = cards.by_token(session, parts.vault(), token) or abort(404)
            number, choices = member.card_number, settings.read(session)
        till = cards.till_number(number, choices=choices)
        return _drawn(pictures.draw(number, symbol=choices.card_code, till_number=till))

    def pay(token: str) -> Response:
        code = spend_codes.pictured(parts.vault(), token, now=parts.clock()) or abort(404)
        return _drawn(pictures.draw(code, symbol="qr", till_number=code))

    public.add_url_rule("/<token>", "show", show, methods=["GET"])
    public.add_url_rule("/pay/<token>", "pay", pay, methods=["GET"])
    return public


def _drawn(picture: bytes) -> Response:
    return Response(picture, content_type="image/png", headers=HEADERS)
