"""A member's rank: told beside points and card, shown when asked for, and a change told once."""

import functools
from collections.abc import Callable

from bot.turns import Handler, Said, Turn, Words
from bot.wording import tiers as wording
from models.tiers import Tier, TierMove
from services import tier_plans, tiers
from services.tiers import Standing

ROOM = 3
"""Messages that an answer may have, so that rank and change find room beside it in one reply."""

Further = Callable[[Turn], Words]


def show(turn: Turn) -> Words:
    """Show all ranks, and where the member stands."""
    tiers.judge(turn.session, turn.member, now=turn.now)
    standing = tiers.standing(turn.session, turn.member, now=turn.now)
    plan = tier_plans.in_force(turn.session, now=turn.now)
    if standing is None or plan is None:
        return wording.none(language=turn.language)
    ranks = [_rank(tier, turn.language) for tier in tier_plans.ranks(turn.session, plan)]
    return [*_news(turn), *wording.shown(_mine(standing, turn.language), ranks, language=turn.language)]


def beside(handler: Handler) -> Handler:
    """Answer as always; below it say what changed, and where the member stands."""
    return _followed_by(handler, lambda turn: [*_news(turn), *_short(turn)])


def after(handler: Handler) -> Handler:
    """Answer as always; below it say what changed, if anything did."""
    return _followed_by(handler, _news)


def _followed_by(handler: Handler, further: Further) -> Handler:
    @functools.wraps(handler)
    def answer(turn: Turn) -> Words | Said:
        said = handler(turn)
        words = said.words if isinstance(said, Said) else said
        has_room = turn.person.member is not None and 0 < len(words) <= ROOM
        whole = [*words, *further(turn)] if has_room and _has_ranks(turn) else words
        return Said(whole, said.occasion) if isinstance(said, Said) else whole

    return answer


def _has_ranks(turn: Turn) -> bool:
    return tier_plans.in_force(turn.session, now=turn.now) is not None


def _short(turn: Turn) -> Words:
    standing = tiers.standing(turn.session, turn.member, now=turn.now)
    if standing is None or not (standing.tier or standing.following):
        return []
    return wording.beside(_mine(standing, turn.language), language=turn.language)


def _news(turn: Turn) -> Words:
    """Say what changed since they last looked; it is told once."""
    tiers.judge(turn.session, turn.member, now=turn.now)
    news = tiers.take_news(turn.session, turn.member)
    if news is None:
        return []
    rank = _rank(news.tier, turn.language) if news.tier else None
    if news.move == TierMove.UP and rank is not None:
        return wording.risen(rank, since=news.since_at, last_day=news.last_day, language=turn.language)
    return wording.ended(rank, since=news.since_at, language=turn.language)


def _mine(standing: Standing, language: str) -> wording.Mine:
    following = standing.following
    return wording.Mine(
        basis=standing.basis.value,
        months=standing.months,
        name=standing.tier.name(language) if standing.tier else None,
        last_day=standing.last_day,
        following=following.name(language) if following else None,
        missing=standing.missing,
    )


def _rank(tier: Tier, language: str) -> wording.Rank:
    return wording.Rank(
        tier.name(language), tier.threshold, tier.rate, tier.benefits(language), tier.price(language)
    )
