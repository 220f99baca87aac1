"""Shopkeeping: changing the shop's choices, together with the words that print them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from services import notices, settings


def change(session: Session, values: Mapping[str, str], *, trust_url: str, now: datetime) -> settings.Choices:
    """Set these choices; publish notices anew where their words change. Raises as `settings.change`."""
    for name, value in values.items():
        settings.change(session, name, value, now=now)
    choices = settings.read(session)
    notices.issue(session, choices, trust_url=trust_url, now=now)
    return choices
