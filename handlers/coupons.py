"""A member's coupons: seen, asked about, shown at the till, used."""

from bot.turns import Said, Turn, Words
from bot.wording import coupons as wording
from services import coupons, japan


def show_wallet(turn: Turn) -> Words:
    held = coupons.wallet(turn.session, turn.member, now=turn.now)
    return wording.wallet([_as_shown(copy) for copy in held], language=turn.language)


def ask_to_show(turn: Turn) -> Words:
    held = coupons.usable(turn.session, turn.member, _code(turn), now=turn.now)
    return wording.ask_to_show(_as_shown(held), language=turn.language)


def show(turn: Turn) -> Words:
    """Put it on the screen; the ten minutes begin now."""
    held = coupons.show(turn.session, turn.member, _code(turn), now=turn.now)
    until = held.shown_until or turn.now
    return wording.shown(_as_shown(held), at=turn.now, until=until, language=turn.language)


def keep(turn: Turn) -> Words:
    return wording.kept(language=turn.language)


def use(turn: Turn) -> Said:
    """The clerk pressed it on the customer's phone."""
    held = coupons.use(turn.session, turn.member, _code(turn), now=turn.now)
    place = held.shops[0] if len(held.shops) == 1 else None
    words = wording.used(turn.shop, title=held.coupon.title, at=turn.now, place=place, language=turn.language)
    return Said(words, "used")


def _code(turn: Turn) -> str:
    return turn.params.get("code", "")


def _as_shown(held: coupons.Held) -> wording.Held:
    coupon = held.coupon
    last_day = japan.last_day(coupon.ends_at)
    return wording.Held(held.grant.code, coupon.title, last_day, held.shops, coupon.condition)
