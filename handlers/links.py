"""A member links the web shop's customer number with their membership, or ends that."""

from typing import Any

from bot.turns import Turn, Words
from bot.wording import links as wording
from services import links


def show(turn: Turn) -> Words:
    """Show the link and the way out of it; who has none sees what it would bring."""
    link, name = links.of(turn.session, turn.member), turn.choices.shop_name
    if link is not None:
        customer = links.customer_of(turn.session, turn.vault, turn.member, link)
        return wording.state(shop=name, customer=customer, language=turn.language)
    if not turn.choices.link_url:
        return wording.no_shop(language=turn.language)
    way = links.way(turn.vault, turn.member, now=turn.now)
    address = f"{turn.papers_url}/link/{way}?language={turn.language}"
    return wording.offer(shop=name, address=address, language=turn.language)


def linked(turn: Turn) -> Words:
    """LINE brings the member's own yes back, with the nonce that the web shop was given."""
    told: Any = turn.event.body.get("link")
    nonce = told.get("nonce") if isinstance(told, dict) and told.get("result") == "ok" else None
    try:
        links.confirm(turn.session, turn.vault, turn.member, str(nonce or ""), now=turn.now)
    except links.LinkUnknown:
        return wording.too_late(language=turn.language)
    return wording.linked(shop=turn.choices.shop_name, language=turn.language)


def end(turn: Turn) -> Words:
    if not links.end(turn.session, turn.member):
        return wording.not_linked(language=turn.language)
    return wording.ended(shop=turn.choices.shop_name, language=turn.language)
