"""The public page of trust: what is kept, why, how long, who is responsible, and how to stop."""

from flask import Blueprint, render_template

from admin import door, speech
from admin.parts import Parts
from models.consents import Purpose
from services import notices, settings


def blueprint(parts: Parts) -> Blueprint:
    """Give the page at /trust; it needs no sign-in."""
    public = Blueprint("trust", __name__, url_prefix="/trust")

    def show() -> str:
        session, language = door.session(), speech.language()
        words = [
            notices.live(session, purpose, language, now=parts.clock())
            for purpose in (Purpose.MEMBERSHIP, Purpose.ANNOUNCEMENTS)
        ]
        return render_template("admin/trust.html", choices=settings.read(session), notices=words)

    public.add_url_rule("/", "show", show, strict_slashes=False)
    return public
