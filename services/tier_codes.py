"""Tier codes: ranks as coupons speak of them, by codes that stay the same through all versions."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.orm import Session

from models.members import Member
from services import tier_plans, tiers


class Rank(NamedTuple):
    """A rank by its code, with its names."""

    code: str
    ja: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.ja


def of(session: Session, member: Member) -> str | None:
    """Give the code of the member's present rank; None: they hold none."""
    tier = tiers.of(session, member)
    return tier.code if tier is not None else None


def known(session: Session) -> list[Rank]:
    """Give the shop's ranks as its newest rules name them, the lowest first."""
    newest = tier_plans.versions(session, limit=1)
    found = tier_plans.ranks(session, newest[0]) if newest else ()
    return [Rank(tier.code, tier.name_ja, tier.name_en) for tier in found]


def named(session: Session, codes: Collection[str]) -> list[Rank]:
    """Give these ranks, the lowest first; one that the shop has no longer goes by its code."""
    ranks = [rank for rank in known(session) if rank.code in codes]
    gone = sorted(set(codes) - {rank.code for rank in ranks})
    return [*ranks, *(Rank(code, code, code) for code in gone)]
