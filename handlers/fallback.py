"""When nothing we know was said: the menu now and then, and never over people who talk."""

from datetime import timedelta

from bot.turns import Said, Turn, Words
from bot.wording import fallback as wording
from handlers.questions import ASKED
from services import inbox, talk

MENU, STAFF = "menu", "staff_will_answer"
MENU_RESTS = timedelta(hours=6)
STAFF_TALK = timedelta(hours=12)
ANSWERS_COME = timedelta(hours=1)
"""So long after a question a yes or no is taken to be meant for it."""
QUESTIONS = frozenset(
    {
        ASKED,
        "followed",
        "joined",
        "members_only",
        "ask_to_show",
        "choose_rhythm",
        "choose_hours",
        "offer_rest",
    }
)
"""Occasions at which buttons were put that a yes or no can be meant for."""


def not_understood(turn: Turn) -> Words | Said:
    """Answer an unknown message: with the menu once in six hours, or with word that a person will look."""
    if _is_sticker(turn):
        return []
    if turn.choices.staff_answer_chats and turn.event.kind == "message":
        return [] if staff_are_talking(turn) else _staff_will_answer(turn)
    if turn.event.kind == "message" and _was_said(turn, MENU, MENU_RESTS):
        return []
    return show_menu(turn)


def show_menu(turn: Turn) -> Said:
    is_member = turn.person.member is not None
    return Said(wording.menu(turn.shop, is_member=is_member, language=turn.language), MENU)


def be_thanked(turn: Turn) -> Words:
    """Answer thanks once, and then let it be."""
    if _was_said(turn, be_thanked.__name__, MENU_RESTS):
        return []
    return wording.you_are_welcome(language=turn.language)


def say_nothing(_turn: Turn) -> Words:
    """Leave an OK as the last word."""
    return []


def point_to_buttons(turn: Turn) -> Words:
    """Answer a yes or no right after a question with where it can be said; else leave it be."""
    last = talk.last_occasion(turn.session, turn.person.person_key, since=turn.now - ANSWERS_COME)
    return wording.press_a_button(language=turn.language) if last in QUESTIONS else []


def staff_are_talking(turn: Turn) -> bool:
    """Tell whether a person of the shop was called into the talk not long ago."""
    return turn.choices.staff_answer_chats and _was_said(turn, STAFF, STAFF_TALK)


def _staff_will_answer(turn: Turn) -> Said:
    return Said(wording.staff_will_answer(turn.shop, language=turn.language), STAFF)


def _was_said(turn: Turn, occasion: str, within: timedelta) -> bool:
    return inbox.last_said(turn.session, turn.person.person_key, occasion, since=turn.now - within)


def _is_sticker(turn: Turn) -> bool:
    message = turn.event.body.get("message")
    return isinstance(message, dict) and message.get("type") == "sticker"
