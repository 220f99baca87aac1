"""A member on the telephone asks for the number by which the shop can find them."""

from bot.turns import Turn, Words
from bot.wording import codes as wording
from bot.wording import privacy
from models.codes import CodeKind
from services import codes


def give_number(turn: Turn) -> Words:
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    code = codes.issue(turn.session, turn.vault, turn.member, CodeKind.SUPPORT, now=turn.now)
    until = codes.good_until(CodeKind.SUPPORT, now=turn.now)
    return wording.spoken(code, until=until, language=turn.language)
