"""What is looked at after every step of the state machine, straight in the tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from models.base import Base
from models.consents import Consent, ConsentEntry, Purpose
from models.keys import MemberKey
from models.members import Member
from models.notices import Notice
from models.sendings import Delivery, Sending
from services import consent, japan
from services.sendings import Claim
from tests.handlers.street import Street
from tests.handlers.truth import Life, Somebody

OUTLIVES = {"deliveries"}
"""Tables whose rows outlive a member, as numbers without a name."""
LINE = [ConsentEntry.__table__.columns[name] for name in ("id", "leaf_sha256", *consent.PROVEN)]
KEPT = select(Member.pid, Consent.purpose, Consent.answered_at, Consent.is_given, Consent.entry_id).join(
    Member, Member.id == Consent.member_id
)
STRAY = union_all(
    *(
        select(literal(name), cast(table.c.member_id, String)).where(
            table.c.member_id.is_not(None), table.c.member_id.not_in(select(Member.id))
        )
        for name, table in Base.metadata.tables.items()
        if "member_id" in table.c and name not in OUTLIVES
    ),
    select(literal("member_keys"), MemberKey.member_pid).where(
        MemberKey.member_pid.not_in(select(Member.pid))
    ),
)
YES = {answer.value for answer in consent.OPENING}


def members(street: Street) -> dict[int, Somebody]:
    """Who of the people has a row, by number."""
    keys = {street.talk.vault.person_key(who.user_id): who for who in street.people}
    rows = street.session.execute(select(Member.id, Member.person_key))
    return {number: keys[key] for number, key in rows}


def wrong_answers(street: Street) -> Iterator[str]:
    """Compare what stands for each member with what they said, newest first, ties withdrawn."""
    found = members(street)
    for who in street.people:
        if (who.life is not None) != (who in found.values()):
            yield f"{who.user_id} is {'no' if who.life else 'a'} member"
    rows = street.session.execute(
        select(Consent.member_id, Consent.purpose, Consent.is_given, Consent.answered_at)
    )
    kept = {(number, purpose): (is_given, at) for number, purpose, is_given, at in rows}
    for number, who in found.items():
        yield from (f"{who.user_id}: {one}" for one in _differences(number, who.life, kept))


def _differences(
    number: int, life: Life | None, kept: dict[tuple[int, Purpose], tuple[bool, datetime]]
) -> Iterator[str]:
    for purpose in Purpose:
        said = life.stands(purpose) if life else None
        wanted = (said.is_yes, said.at) if said else None
        if kept.get((number, purpose)) != wanted:
            yield f"{purpose} is {kept.get((number, purpose))} and should be {wanted}"


def wrong_lines(session: Session, known: dict[int, str]) -> Iterator[str]:
    """The ledger has no gap and its leaves are true; a rebuild from it alone gives the present answers.

    `known` are leaves that were checked before, by place.
    """
    newest: dict[tuple[str, str], tuple[datetime, bool, int]] = {}
    lines = session.execute(select(*LINE).order_by(ConsentEntry.id)).mappings().all()
    for place, line in enumerate(lines, start=1):
        if line["id"] != place:
            yield f"line {line['id']} stands at {place}"
        known[place] = known.get(place) or consent.leaf({**line})
        if known[place] != line["leaf_sha256"]:
            yield f"the leaf of line {place} is not its own"
        key, is_yes = (line["member_pid"], line["purpose"]), line["answer"] in YES
        last = newest.get(key)
        if (
            last is None
            or line["answered_at"] > last[0]
            or _wins_tie(line["answered_at"], last, is_yes=is_yes)
        ):
            newest[key] = (line["answered_at"], is_yes, place)
    rows = session.execute(KEPT)
    kept = {(pid, purpose): tuple(rest) for pid, purpose, *rest in rows}
    alive = {key: value for key, value in newest.items() if key[0] in {pid for pid, _ in kept}}
    if kept != alive:
        yield f"the ledger says {alive} where {kept} is kept"
    yield from (
        f"{pid} withdrew all and stays"
        for (pid, one), (_, is_yes, _) in alive.items()
        if one == "membership" and not is_yes
    )


def _wins_tie(at: datetime, last: tuple[datetime, bool, int], *, is_yes: bool) -> bool:
    return at == last[0] and (not is_yes or last[1])


def rows_of_nobody(session: Session) -> list[tuple[str, str]]:
    """Rows of any table that belong to somebody who is no member."""
    return [(table, owner) for table, owner in session.execute(STRAY)]


def uncovered(street: Street, claim: Claim) -> Iterator[str]:
    """Why a call may not be made to one of those it would go to, judged by what they said themselves."""
    session, found = street.session, members(street)
    sending = session.get_one(Sending, claim.sending_id, populate_existing=True)
    assert sending.purpose is not None
    is_safety = sending.purpose is Purpose.MEMBERSHIP
    for person in claim.recipients:
        who = found.get(person.member_id)
        if who is None or who.life is None:
            yield f"{person.member_id} is no member"
            continue
        said = who.life.stands(sending.purpose)
        if said is None or not said.is_yes or said.notice_id is None or who.life.blocked_at is not None:
            yield f"{who.user_id} did not agree, or blocked us"
            continue
        notice = street.truth.notices[said.notice_id]
        rows = select(Delivery.consent_entry_id).where(
            Delivery.sending_id == claim.sending_id, Delivery.member_id == person.member_id
        )
        line = session.get_one(ConsentEntry, session.scalar(rows))
        if (line.member_pid, line.purpose, line.answered_at) != (person.pid, sending.purpose, said.at):
            yield f"{who.user_id}: line {line.id} is not their yes"
        if line.notice_id != notice.id or ("safety" if is_safety else "announcement") not in notice.kinds:
            yield f"{who.user_id}: notice {notice.id} names no such message"
        if not is_safety:
            yield from _uncourteous(street, who.life, notice, claim)
            who.life.told.setdefault(claim.sending_id, street.now)


def _uncourteous(street: Street, life: Life, notice: Notice, claim: Claim) -> Iterator[str]:
    now, choices = street.now, street.choices()
    if life.rests_until is not None and now < life.rests_until:
        yield "they rest"
    clock = japan.clock(now)
    for start, end in ((notice.quiet_from, notice.quiet_until), (choices.quiet_from, choices.quiet_until)):
        if (start <= clock < end) if start <= end else (clock >= start or clock < end):
            yield f"it is {clock}"
    caps = [cap for cap in (notice.weekly_cap, choices.weekly_cap) if cap]
    others = [
        at for number, at in life.told.items() if number != claim.sending_id and at > now - timedelta(days=7)
    ]
    if claim.attempt == 1 and caps and len(others) >= min(caps):
        yield f"they had {len(others)} this week"


def agreeing(street: Street) -> set[tuple[int, Purpose]]:
    """Who agrees to what at present."""
    rows = street.session.execute(select(Consent.member_id, Consent.purpose).where(Consent.is_given))
    return {(number, purpose) for number, purpose in rows}


def size(session: Session) -> int:
    """How many lines the ledger has."""
    return session.scalar(select(func.count()).select_from(ConsentEntry)) or 0
