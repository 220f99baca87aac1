"""Tier codes: the one place where coupons ask for ranks."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.orm import Session

from models.members import Member


class Rank(NamedTuple):
    """A rank by its code, with its names."""

    code: str
    ja: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.ja


def of(_session: Session, _member: Member) -> str | None:
    """Give the code of the member's present rank; None: they hold none, as nobody does yet."""
    return None


def known(_session: Session) -> list[Rank]:
    """Give the shop's ranks, the lowest first; there are none yet."""
    return []


def named(session: Session, codes: Collection[str]) -> list[Rank]:
    """Give these ranks, the lowest first; one that the shop has no longer goes by its code."""
    ranks = [rank for rank in known(session) if rank.code in codes]
    gone = sorted(set(codes) - {rank.code for rank in ranks})
    return [*ranks, *(Rank(code, code, code) for code in gone)]
