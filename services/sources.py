"""Sources: named by the shop, recognised in the first message, counted from question to yes."""

import secrets
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import writes
from models.consents import Purpose
from models.counts import DailyCount
from models.members import Member
from models.sources import Source, SourceKind
from services import consent
from services.errors import RuleError

LONGEST = 20
"""Characters of a name: it stands on a poster, and in a message that people send."""
UNNAMED = "line"
"""Where people come from of whom nothing else is known."""
ASKED, FOLLOWED = "asked_membership", "followed"


class SourceRefused(RuleError):
    """The source cannot be; `why` is `name` or `taken`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Road:
    """How far people came by one source: friend-adds and questions so far, members and reachable now."""

    source: Source | None
    code: str
    followed: int
    asked: int
    members: int
    reachable: int


def define(session: Session, *, name: str, kind: SourceKind, now: datetime) -> Source:
    """Name one more source; raise SourceRefused."""
    if not 1 <= len(name.strip()) <= LONGEST or not fold(name):
        raise SourceRefused("name")
    code = f"{kind}-{secrets.token_hex(3)}"
    row = {"code": code, "name": name.strip(), "folded": fold(name), "kind": kind, "created_at": now}
    if not writes.insert_new(session, Source, [row | {"is_active": True}], ["folded"], give="code"):
        raise SourceRefused("taken")
    return session.get_one(Source, code)


def retire(session: Session, source: Source) -> None:
    """Put a source away; a poster that still hangs goes on being recognised."""
    source.is_active = False
    session.flush()


def resume(session: Session, source: Source) -> None:
    source.is_active = True
    session.flush()


def named(session: Session, text: str) -> Source | None:
    """Find the source that somebody names in a message, put away or not."""
    return session.scalar(select(Source).where(Source.folded == fold(text)))


def fold(text: str) -> str:
    """Write a name as it is compared: NFKC, small, only letters and digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign == "ー")[: 2 * LONGEST]


def everything(session: Session) -> list[Source]:
    """Give all sources: those in use first, the oldest first."""
    return list(session.scalars(select(Source).order_by(Source.is_active.desc(), Source.created_at)))


def link(basic_id: str, text: str) -> str:
    """Give LINE's address that opens the talk with these words in the box (docs, using LINE URL scheme)."""
    return f"https://line.me/R/oaMessage/%40{quote(basic_id.lstrip('@'))}/?{quote(text)}"


def roads(session: Session) -> list[Road]:
    """Tell how far people came by each source, the longest road first."""
    counted, members = _counted(session), _members(session)
    known = {source.code: source for source in everything(session)}
    codes = {code for code, _ in counted} | members.keys() | known.keys()
    found = [_road(code, known, counted, members) for code in codes]
    return sorted(found, key=lambda road: (-road.members, -road.asked, road.code))


def _road(
    code: str,
    known: dict[str, Source],
    counted: Counter[tuple[str, str]],
    members: dict[str, tuple[int, int]],
) -> Road:
    here, reachable = members.get(code, (0, 0))
    return Road(known.get(code), code, counted[code, FOLLOWED], counted[code, ASKED], here, reachable)


def _counted(session: Session) -> Counter[tuple[str, str]]:
    sums = select(DailyCount.source, DailyCount.kind, func.sum(DailyCount.total))
    rows = session.execute(
        sums.where(DailyCount.kind.in_((ASKED, FOLLOWED))).group_by(DailyCount.source, DailyCount.kind)
    )
    return Counter({(source, kind): int(total) for source, kind, total in rows})


def _members(session: Session) -> dict[str, tuple[int, int]]:
    reachable = func.count().filter(consent.is_reachable(Purpose.ANNOUNCEMENTS))
    rows = session.execute(select(Member.source, func.count(), reachable).group_by(Member.source))
    return {source: (here, to_be_reached) for source, here, to_be_reached in rows}
