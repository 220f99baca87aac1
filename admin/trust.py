"""The public page of trust: what is kept, why, how long, who is responsible, and how to stop."""

from typing import Any

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from admin import door, speech
from admin.parts import Parts
from models.consents import Purpose
from models.notices import Notice
from services import checkpoints, keeping, notices, retention, safety, settings
from services.datamap_terms import KEPT


def blueprint(parts: Parts) -> Blueprint:
    """Give the page at /trust; it needs no sign-in."""
    public = Blueprint("trust", __name__, url_prefix="/trust")

    def show() -> str:
        session, language = door.session(), speech.language()
        return render_template(
            "admin/trust.html",
            choices=settings.read(session),
            is_production=parts.settings.is_production,
            notices=_words(session, parts, language),
            has_third_party=_live(session, parts, Purpose.THIRD_PARTY, language) is not None,
            kinds=keeping.kinds(language),
            told=safety.told(session),
            **_ends(language),
            **_ledger(session, parts),
        )

    public.add_url_rule("/", "show", show, strict_slashes=False)
    return public


def _words(session: Session, parts: Parts, language: str) -> list[Notice]:
    """Give the words in force, in the order of purposes."""
    found = [_live(session, parts, purpose, language) for purpose in notices.KINDS]
    return [notice for notice in found if notice is not None]


def _live(session: Session, parts: Parts, purpose: Purpose, language: str) -> Notice | None:
    try:
        return notices.live(session, purpose, language, now=parts.clock())
    except notices.NoticeMissing:
        return None


def _ends(language: str) -> dict[str, Any]:
    """Tell what the night's cleaning takes out, when, and why it was kept until then."""
    ends = [
        (KEPT[one.kept].of(language), one.what.of(language), one.why.of(language))
        for one in retention.CLASSES
    ]
    return {"ends": ends}


def _ledger(session: Session, parts: Parts) -> dict[str, Any]:
    """Give the ledger's public key and its newest signed root."""
    return {"key": str(checkpoints.Key(parts.vault().ledger_key())), "newest": checkpoints.newest(session)}
