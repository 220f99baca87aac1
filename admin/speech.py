"""The pages' languages: Japanese first, English equal; the catalogue of sentences is in locales/."""

from datetime import date, datetime
from pathlib import Path

from flask import Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, format_date, format_datetime, get_locale

from admin import accounts, door
from models.members import Language
from services import japan

CATALOGUES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = {"ja": "日本語", "en": "English"}


def attach(app: Flask) -> None:
    Babel(
        app,
        default_locale="ja",
        default_timezone="Asia/Tokyo",
        default_translation_directories=str(CATALOGUES),
        locale_selector=choose,
    )
    app.add_template_filter(moment)
    app.add_template_filter(day)
    app.add_template_global(language)
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES


def choose() -> str:
    """Speak the language asked for, else the person's own, else the browser's, else Japanese."""
    if not door.is_ours():
        return "ja"
    wishes = [request.args.get("language"), _own(), session.get("language")]
    asked = next((wish for wish in wishes if wish in LANGUAGES), None)
    return asked or request.accept_languages.best_match(list(LANGUAGES)) or "ja"


def _own() -> str | None:
    staff = accounts.who() if request.path.startswith("/admin") else None
    return staff.language.value if staff else None


def language() -> str:
    return str(get_locale())


def switch() -> ResponseReturnValue:
    """Change the language of the pages, for this browser and for the person signed in."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
        staff = accounts.who()
        if staff is not None:
            staff.language = Language(wanted)
    return redirect(door.within(request.form.get("back")) or url_for("admin.home"), 303)


def moment(instant: datetime | None) -> str:
    """Write an instant as a clock in Japan shows it."""
    return str(
        ""
        if instant is None
        else format_datetime(instant, "short" if language() == "ja" else "d MMM y HH:mm")
    )


def day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    on = japan.day(value) if isinstance(value, datetime) else value
    return str(format_date(on, "y年M月d日" if language() == "ja" else "d MMM y"))
