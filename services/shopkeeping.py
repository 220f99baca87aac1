"""Shopkeeping: changing the shop's choices, together with the words that print them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from services import earn_rules, notices, settings


def change(session: Session, values: Mapping[str, str], *, trust_url: str, now: datetime) -> settings.Choices:
    """Set these choices; publish notices anew where their words change.

    Raises as `settings.change`, and for `earn_yen` as `earn_rules.check_first`.
    """
    if "earn_yen" in values:
        wanted = settings.parse("earn_yen", values["earn_yen"])
        earn_rules.check_first(session, wanted, choices=settings.read(session), now=now)
    for name, value in values.items():
        settings.change(session, name, value, now=now)
    choices = settings.read(session)
    notices.issue(session, choices, trust_url=trust_url, now=now)
    return choices
