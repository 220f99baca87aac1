"""Everybody may ask about the shop, and everybody is heard when something is wrong."""

from bot.turns import Turn, Words
from bot.wording import shop as wording
from services import shops


def show_guide(turn: Turn) -> Words:
    branches = [
        wording.Branch(shop.name, shop.address, shop.phone, shop.hours) for shop in shops.active(turn.session)
    ]
    return wording.guide(turn.shop, branches, language=turn.language)


def show_contact(turn: Turn) -> Words:
    return wording.contact(turn.shop, language=turn.language)


def hear_complaint(turn: Turn) -> Words:
    return wording.concern(turn.shop, language=turn.language)


def hear_about_health(turn: Turn) -> Words:
    return wording.health(turn.shop, language=turn.language)
