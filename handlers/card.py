"""A member shows the card."""

from bot.turns import Turn, Words
from bot.wording import card as wording


def show_card(turn: Turn) -> Words:
    return wording.shown(turn.shop, card_number=turn.member.card_number, language=turn.language)
