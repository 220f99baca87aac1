"""Sleeping members: once a night they are looked for, told, and a month later erased."""

from collections.abc import Callable
from datetime import date

from bot.wording import sleeping as wording
from models import base
from models.members import Member
from scheduler import walks
from scheduler.walks import Clock, Stretch
from services import sleeping
from services.letters import Messages
from services.settings import Choices
from services.sleeping import Look
from services.vault import Vault

NAME = "sleeping"


def see_to_sleepers(sessions: base.Sessions, clock: Clock, vault: Callable[[], Vault]) -> None:
    """Look through all members once a night; each letter and each erasure is a transaction of its own."""

    def step(after: int, choices: Choices) -> Stretch:
        found = _look(sessions, clock, choices, after=after)
        told = sum(_tell(sessions, clock, vault(), choices, one) for one in found.to_tell)
        erased = sum(_erase(sessions, clock, vault(), choices, one) for one in found.to_erase)
        return Stretch(found.bookmark, found.is_last, erased, {"told": told, "erased": erased})

    walks.walk(sessions, clock, NAME, step)


def _look(sessions: base.Sessions, clock: Clock, choices: Choices, *, after: int) -> Look:
    with sessions.begin() as session:
        return sleeping.look(session, after=after, choices=choices, now=clock())


def _tell(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    def words(member: Member, last_day: date) -> Messages:
        front = choices.front(None, member.language)
        return wording.letter(front, last_day=last_day, language=member.language.value)

    with sessions.begin() as session:
        return sleeping.tell(session, vault, member_id, words=words, choices=choices, now=clock())


def _erase(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    with sessions.begin() as session:
        return sleeping.erase(session, vault, member_id, choices=choices, now=clock())
