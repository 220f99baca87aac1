"""A member's coupons: seen, asked about, shown at the till, used."""

from bot.turns import Said, Turn, Words
from bot.wording import coupons as wording
from bot.wording import exchanges as exchange_wording
from models.coupons import Coupon, CouponGrant
from models.shops import Shop
from services import coupon_screens, coupon_terms, coupons, exchanges, japan


def show_wallet(turn: Turn) -> Words:
    """Show what can be used, and below it that there is more for points, where there is."""
    held = coupons.wallet(turn.session, turn.member, now=turn.now)
    listed = wording.wallet([as_shown(turn, copy) for copy in held], language=turn.language)
    is_more = exchanges.offered(turn.session, turn.member, now=turn.now)
    return [*listed, *(exchange_wording.offered(language=turn.language) if is_more else [])]


def ask_to_show(turn: Turn) -> Words:
    held = coupons.usable(turn.session, turn.member, _code(turn), now=turn.now)
    return wording.ask_to_show(as_shown(turn, held), language=turn.language)


def show(turn: Turn) -> Words:
    """Put it on the screen; the ten minutes begin now."""
    held = coupon_screens.show(turn.session, turn.member, _code(turn), now=turn.now)
    return wording.shown(
        as_shown(turn, held),
        at=turn.now,
        until=held.shown_until or turn.now,
        has_button=coupon_screens.has_button(turn.session, held.coupon),
        language=turn.language,
    )


def keep(turn: Turn) -> Words:
    return wording.kept(language=turn.language)


def use(turn: Turn) -> Said:
    """The clerk pressed it on the customer's phone."""
    cause = f"phone:{turn.event.id}"
    done = coupon_screens.press(turn.session, turn.member, _code(turn), cause=cause, now=turn.now)
    shop = turn.session.get(Shop, done.use.shop_id) if done.use.shop_id else None
    title, place = done.held.coupon.title, shop.name if shop else None
    return Said(
        wording.used(turn.shop, title=title, at=turn.now, place=place, language=turn.language), "used"
    )


def as_shown(turn: Turn, held: coupons.Held) -> wording.Held:
    return described(turn, held.coupon, held.shops, grant=held.grant)


def described(
    turn: Turn, coupon: Coupon, shops: list[str], *, grant: CouponGrant | None = None
) -> wording.Held:
    """Give a coupon as words tell it, a member's copy or one that they might have."""
    terms = coupon_terms.of(turn.session, coupon, today=japan.day(turn.now))
    last_day, code = japan.last_day(coupon.ends_at), grant.code if grant else ""
    return wording.Held(code, coupon.title, last_day, shops, coupon.condition, terms)


def _code(turn: Turn) -> str:
    return turn.params.get("code", "")
