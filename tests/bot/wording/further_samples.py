"""Values for the words about further purposes, new terms, the profile and the age."""

from collections.abc import Callable
from typing import Any

from bot.wording import consent, greeting, membership, notices, profiles
from models.consents import Purpose
from services import notice_texts
from services.notice_words import Words
from services.settings import Choices, Shopfront

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def notice(purpose: str, choices: Choices, trust_url: str | None, language: str) -> Words:
    """The words that the shop really puts before people."""
    return notice_texts.write(Purpose(purpose), choices, trust_url, language)


def cases(front: Shopfront, choices: Choices, seal: str, language: str) -> list[Case]:
    """Every wording function of these matters, with values."""
    profile = notice("profile", choices, None, language)
    words = {purpose: notice(purpose, choices, None, language) for purpose in ("membership", "announcements")}
    found: list[Case] = [(say, (), {}) for say in SILENT]
    found += [
        (notices.anew, (found_words,), {"purpose": purpose, "seal": seal})
        for purpose, found_words in {**words, "profile": profile}.items()
    ]
    return [
        *found,
        (profiles.asked, (profile,), {"seal": seal}),
        (notices.further, (profile,), {"seal": seal, "purpose": "third_party"}),
        (consent.one_afresh, (profile,), {"seal": seal, "purpose": "third_party"}),
        (membership.age_asked, (), {"years": 20, "seal": seal}),
        (profiles.shown, (), {"name": "花" * 20, "birth_month": 12}),
        (profiles.shown, (), {"name": None, "birth_month": None}),
        (profiles.month_kept, (5,), {}),
        (profiles.name_kept, (), {"name": "花子"}),
        (profiles.name_refused, (), {"limit": 20}),
        (greeting.hello, (front,), {"name": "花子", "is_birth_month": True}),
    ]


SILENT = (
    consent.one_agreed,
    consent.one_already,
    consent.one_refused,
    membership.under_age,
    membership.kept_as_before,
    membership.agreed_anew,
    profiles.about,
    profiles.agreed,
    profiles.months,
    profiles.month_skipped,
    profiles.declined,
    profiles.forgotten,
)
"""Those that need no values."""
