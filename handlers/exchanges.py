"""A member gives points for a coupon: seen, asked, done."""

from bot.turns import Said, Turn, Words
from bot.wording import exchanges as wording
from handlers import coupons
from services import exchanges


def show_offers(turn: Turn) -> Words:
    offered = exchanges.offered(turn.session, turn.member, now=turn.now)
    return wording.listed([_as_shown(turn, quote) for quote in offered], language=turn.language)


def ask(turn: Turn) -> Words:
    """Say what it costs and leaves; this tap's own id makes the answer count once."""
    quote = exchanges.quote(turn.session, turn.member, _number(turn, "coupon"), now=turn.now)
    return wording.ask(_as_shown(turn, quote), once=turn.event.id, language=turn.language)


def exchange(turn: Turn) -> Words | Said:
    done = exchanges.exchange(
        turn.session,
        turn.member,
        _number(turn, "coupon"),
        cost=_number(turn, "cost"),
        once=turn.params.get("once", "")[:64],
        choices=turn.choices,
        now=turn.now,
    )
    title = done.held.coupon.title
    if not done.is_new:
        return wording.already(title=title, language=turn.language)
    words = wording.done(turn.shop.name, title=title, cost=done.cost, left=done.left, language=turn.language)
    return Said(words, "exchanged")


def keep(turn: Turn) -> Words:
    return wording.kept(language=turn.language)


def _as_shown(turn: Turn, quote: exchanges.Quote) -> wording.Offer:
    shown = coupons.described(turn, quote.coupon, quote.shops)
    return wording.Offer(quote.coupon.id, shown, quote.cost, quote.left)


def _number(turn: Turn, name: str) -> int:
    given = turn.params.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
