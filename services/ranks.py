"""Ranks: what a member's rank is called, where the shop has any."""

from importlib import import_module

from sqlalchemy.orm import Session

from models.members import Member


def name(session: Session, member: Member, *, language: str) -> str | None:
    """Give the name of the member's rank; None: the shop has no ranks, or the member none yet."""
    try:
        tiers = import_module("services.tiers")
    except ModuleNotFoundError:
        return None
    tier = tiers.of(session, member)
    return None if tier is None else str(getattr(tier, f"name_{language}"))
