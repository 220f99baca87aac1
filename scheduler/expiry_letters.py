"""Letters about expiry: once a night those to whom one is due are looked for and written to."""

from collections.abc import Callable

from bot.wording import points as wording
from models import base
from models.members import Member
from scheduler import walks
from scheduler.walks import Clock, Stretch
from services import expiry_dues, expiry_letters
from services.expiry_dues import Ahead, Look
from services.letters import MemberUnreachable, Messages
from services.settings import Choices
from services.vault import Vault

NAME = "expiry_letters"


def tell_of_expiry(sessions: base.Sessions, clock: Clock, vault: Callable[[], Vault]) -> None:
    """Look through all members once a night; each letter is a transaction of its own."""

    def step(after: int, choices: Choices) -> Stretch:
        found = _look(sessions, clock, choices, after=after)
        told = sum(_tell(sessions, clock, vault(), choices, one) for one in found.due)
        return Stretch(found.bookmark, found.is_last, len(found.due), {"told": told})

    walks.walk(sessions, clock, NAME, step)


def _look(sessions: base.Sessions, clock: Clock, choices: Choices, *, after: int) -> Look:
    with sessions.begin() as session:
        return expiry_dues.look(session, after=after, choices=choices, now=clock())


def _tell(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    def words(member: Member, ahead: Ahead) -> Messages:
        first, *further = [wording.Amount(one.amount, one.last_day) for one in ahead.expiring]
        return wording.expiry_letter(
            choices.front(None, member.language),
            expiring=first,
            further=further,
            balance=ahead.balance,
            language=member.language.value,
        )

    try:
        with sessions.begin() as session:
            return expiry_letters.write(session, vault, member_id, words=words, choices=choices, now=clock())
    except MemberUnreachable:
        return False
