"""Menus: the shop's colours and words below the talk, brought to LINE one step at a time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from models.keys import MemberKey
from models.members import Member
from models.menus import Menu, MenuKind, MenuState
from services import people
from services.errors import RuleError
from services.vault import Vault

CELLS: Mapping[MenuKind, tuple[str, ...]] = {
    MenuKind.STRANGER: ("join", "shop", "contact", "help"),
    MenuKind.MEMBER: ("points", "coupons", "card", "settings", "shop", "help"),
}
"""What each kind leads to, in reading order."""
LABELS: Mapping[str, str] = {
    "join": "会員登録",
    "contact": "お問い合わせ",
    "points": "ポイント",
    "coupons": "クーポン",
    "card": "会員証",
    "settings": "設定・停止",
    "shop": "お店の案内",
    "help": "ヘルプ",
}
LONGEST = 8
"""Characters of a label: what can be read on a phone."""
LEASE = timedelta(minutes=2)
COLOUR = re.compile(r"#[0-9a-f]{6}")


class MenuRefused(RuleError):
    """The menu cannot be drawn so; `why` is `colour` or `label`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Design:
    """How menus look: a colour as #rrggbb, and a label for each thing they lead to."""

    colour: str = "#2f5d50"
    labels: Mapping[str, str] = field(default_factory=lambda: dict(LABELS))

    @classmethod
    def of(cls, menu: Menu) -> "Design":
        return cls(menu.design["colour"], {**LABELS, **menu.design["labels"]})


def check(design: Design) -> None:
    """Raise MenuRefused for what cannot be drawn or read."""
    if not COLOUR.fullmatch(design.colour):
        raise MenuRefused("colour")
    if any(not 1 <= len(design.labels[name].strip()) <= LONGEST for name in LABELS):
        raise MenuRefused("label")


def publish(session: Session, design: Design, *, staff_id: int | None, now: datetime) -> list[Menu]:
    """Have both menus brought to LINE in this look; what still waits in another look is given up."""
    check(design)
    waiting = update(Menu).where(Menu.state == MenuState.WAITING)
    session.execute(waiting.values(state=MenuState.OLD))
    rows = [_row(kind, design, staff_id, now) for kind in CELLS]
    session.add_all(rows)
    session.flush()
    return rows


def _row(kind: MenuKind, design: Design, staff_id: int | None, now: datetime) -> Menu:
    return Menu(
        kind=kind,
        design=asdict(design),
        state=MenuState.WAITING,
        created_by=staff_id,
        created_at=now,
        lease_until=now,
    )


def newest(session: Session) -> list[Menu]:
    """Give the last menu of each kind, whatever became of it."""
    found = [
        session.scalar(select(Menu).where(Menu.kind == kind).order_by(Menu.id.desc()).limit(1))
        for kind in CELLS
    ]
    return [menu for menu in found if menu is not None]


def live(session: Session, kind: MenuKind) -> Menu | None:
    """Give the menu of this kind that people see now."""
    there = select(Menu).where(Menu.kind == kind, Menu.state == MenuState.LIVE)
    return session.scalar(there.order_by(Menu.id.desc()).limit(1))


def claim(session: Session, *, now: datetime) -> Menu | None:
    """Take the next menu that waits for LINE; a process that dies with it leaves it free after its lease."""
    return _claimed(session, Menu.state == MenuState.WAITING, now=now)


def claim_old(session: Session, *, now: datetime) -> Menu | None:
    """Take the next old menu that LINE still has and nobody sees."""
    is_seen = exists().where(Member.menu_id == Menu.id, Member.blocked_at.is_(None))
    return _claimed(session, Menu.state == MenuState.OLD, Menu.line_id.is_not(None), ~is_seen, now=now)


def claim_live(session: Session, *, now: datetime) -> Menu | None:
    """Take the members' menu, to link people to it; None where nobody lacks it, or somebody else links."""
    menu = live(session, MenuKind.MEMBER)
    if menu is None:
        return None
    lacks = or_(Member.menu_id.is_(None), Member.menu_id < menu.id)
    anybody = select(Member.id).where(Member.blocked_at.is_(None), lacks).limit(1)
    return _claimed(session, Menu.id == menu.id, now=now) if session.scalar(anybody) else None


def _claimed(session: Session, *which: ColumnElement[bool], now: datetime) -> Menu | None:
    free = select(Menu.id).where(*which, Menu.lease_until <= now).order_by(Menu.id).limit(1)
    taken = update(Menu).where(Menu.id.in_(free), Menu.lease_until <= now).values(lease_until=now + LEASE)
    menu_id = session.scalar(taken.returning(Menu.id))
    return None if menu_id is None else session.get(Menu, menu_id, populate_existing=True)


def release(session: Session, menu_id: int, *, now: datetime) -> None:
    """Let others work on it again."""
    session.execute(update(Menu).where(Menu.id == menu_id).values(lease_until=now))


def note_there(session: Session, menu_id: int, line_id: str) -> None:
    """Note what LINE calls it, before anything else is done with it."""
    session.execute(update(Menu).where(Menu.id == menu_id).values(line_id=line_id))


def note_live(session: Session, menu: Menu, *, now: datetime) -> None:
    """Let people see it from now on, in place of all before it; one given up meanwhile stays so."""
    mine = update(Menu).where(Menu.id == menu.id, Menu.state == MenuState.WAITING)
    is_live = mine.values(state=MenuState.LIVE, live_at=now, lease_until=now).returning(Menu.id)
    if session.scalar(is_live) is not None:
        before = (Menu.kind == menu.kind, Menu.id < menu.id, Menu.state == MenuState.LIVE)
        session.execute(update(Menu).where(*before).values(state=MenuState.OLD))


def note_failed(session: Session, menu_id: int, fault: str) -> None:
    """LINE said no for good."""
    values = {"state": MenuState.FAILED, "fault": fault[:200]}
    session.execute(update(Menu).where(Menu.id == menu_id).values(**values))


def note_gone(session: Session, menu_id: int) -> None:
    session.execute(update(Menu).where(Menu.id == menu_id).values(state=MenuState.GONE, line_id=None))


def without(session: Session, vault: Vault, menu: Menu, *, limit: int = 500) -> dict[int, str]:
    """Give the LINE user ids of members who are to see this menu and do not yet: who has none goes first."""
    found = dict(_ids(session, vault, Member.menu_id.is_(None), limit=limit))
    if len(found) < limit:
        found |= _ids(session, vault, Member.menu_id < menu.id, limit=limit - len(found))
    return found


def _ids(
    session: Session, vault: Vault, lacks: ColumnElement[bool], *, limit: int
) -> Iterator[tuple[int, str]]:
    keyed = select(Member.id, Member.pid, Member.line_user_id, MemberKey.wrapped).join(
        MemberKey, MemberKey.member_pid == Member.pid
    )
    for number, pid, sealed, wrapped in session.execute(
        keyed.where(Member.blocked_at.is_(None), lacks).limit(limit)
    ):
        yield number, vault.open_with(wrapped, pid, people.USER_ID, sealed)


def note_linked(session: Session, menu: Menu, ids: Sequence[int], *, asked_at: datetime) -> None:
    """Note who sees it; who came back after LINE was asked is linked once more."""
    since = or_(Member.friendship_at.is_(None), Member.friendship_at <= asked_at)
    linked = update(Member).where(Member.id.in_(ids), Member.blocked_at.is_(None), since)
    session.execute(linked.values(menu_id=menu.id), execution_options={"synchronize_session": False})
