"""A member shows the card, to earn; and asks for a code, to pay with points."""

from bot.turns import Turn, Words
from bot.wording import card as wording
from services import cards, spend_codes, tiers


def show_card(turn: Turn) -> Words:
    token, tier = cards.token(turn.vault, turn.member), tiers.of(turn.session, turn.member)
    face = wording.Face(
        turn.member.card_number,
        rank=tier.name(turn.language) if tier else None,
        picture=f"{turn.cards_url}/{token}" if turn.cards_url else None,
        has_bars=turn.choices.card_code != "qr",
    )
    return wording.shown(turn.shop, face, language=turn.language)


def give_code(turn: Turn) -> Words:
    given = spend_codes.issue(turn.session, turn.vault, turn.member, now=turn.now)
    token = spend_codes.picture_token(turn.vault, given)
    return wording.spend_code(
        given.code,
        until=given.until,
        balance=given.balance,
        picture=f"{turn.cards_url}/pay/{token}" if turn.cards_url else None,
        language=turn.language,
    )
