"""Ranks: what a member's rank is called, where the shop has any."""

from importlib import import_module
from importlib.util import find_spec

from sqlalchemy.orm import Session

from models.members import Member


def name(session: Session, member: Member) -> str | None:
    """Give the name of the member's rank; None: the shop has no ranks, or the member none yet."""
    if find_spec("services.tiers") is None:
        return None
    tier = import_module("services.tiers").of(session, member)
    return None if tier is None else str(tier.name)
