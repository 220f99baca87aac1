"""A member asks what is held of them, and gets all of it without anybody's help."""

from bot.turns import Turn, Words
from bot.wording import copies as wording
from bot.wording import privacy
from models.codes import CodeKind
from services import codes


def give_copy(turn: Turn) -> Words:
    """Give the one-time link to the member's own copy."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    token = codes.issue(turn.session, turn.vault, turn.member, CodeKind.COPY, now=turn.now)
    until = codes.good_until(CodeKind.COPY, now=turn.now)
    return wording.ready(address=turn.paper(token), until=until, language=turn.language)
