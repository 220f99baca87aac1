"""Menus are brought to LINE and linked, a step a transaction, with none open while LINE answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import menu_calls as asking
from bot.answers import Kind, LineError
from bot.line import Wire
from bot.pictures import menus as pictures
from bot.questions import Questions
from models import base
from models.menus import Menu, MenuKind
from services import farewells, menus
from services.menus import Design
from services.vault import Vault

Clock = Callable[[], datetime]
SLICES = 20
"""Calls for 500 people each in one look: 10,000 people every few seconds, far below LINE's 2,000 a second."""
log = structlog.get_logger("scheduler")


def tend(sessions: base.Sessions, clock: Clock, vault: Callable[[], Vault], wire: Callable[[], Wire]) -> None:
    """Take menus off who left, bring new ones, link members, take old ones down; LINE's no waits a lease."""
    shop = _Shop(sessions, clock, vault, wire)
    for work in (_say_farewell, _bring, _link, _take_down):
        try:
            work(shop)
        except LineError as refusal:
            log.warning("menu_put_off", work=work.__name__, answer=refusal.answer.word)


@dataclass(frozen=True)
class _Shop:
    """What every step needs."""

    sessions: base.Sessions
    clock: Clock
    vault: Callable[[], Vault]
    wire: Callable[[], Wire]

    @property
    def questions(self) -> Questions:
        return self.wire().questions


def _say_farewell(shop: _Shop) -> None:
    with shop.sessions.begin() as session:
        farewells.forget(session, [], now=shop.clock())
        waiting = farewells.waiting(session, shop.vault())
    if not waiting:
        return
    asking.unlink(shop.questions, list(waiting.values()))
    with shop.sessions.begin() as session:
        farewells.forget(session, list(waiting), now=shop.clock())


def _bring(shop: _Shop) -> None:
    """Bring the next menu to LINE; what LINE will not have is told on the page."""
    with shop.sessions.begin() as session:
        menu = menus.claim(session, now=shop.clock())
    if menu is None:
        return
    try:
        _show(shop, menu)
    except LineError as refusal:
        if refusal.answer.kind != Kind.REJECTED:
            raise
        with shop.sessions.begin() as session:
            menus.note_failed(session, menu.id, refusal.answer.reason or refusal.answer.word)
        return
    with shop.sessions.begin() as session:
        menus.note_live(session, menu, now=shop.clock())


def _show(shop: _Shop, menu: Menu) -> None:
    line_id = menu.line_id or asking.bring(shop.questions, menu)
    with shop.sessions.begin() as session:
        menus.note_there(session, menu.id, line_id)
    picture = pictures.draw(menu.kind, Design.of(menu))
    asking.show(shop.questions, line_id, picture, is_default=menu.kind == MenuKind.STRANGER)


def _link(shop: _Shop) -> None:
    """Link members in slices; one process at a time does, so that none is linked back to an older menu."""
    with shop.sessions.begin() as session:
        menu = menus.claim_live(session, now=shop.clock())
    if menu is None:
        return
    linked: list[int] = []
    for _slice in range(SLICES):
        before, linked = linked, _link_slice(shop, menu)
        if not linked or linked == before:
            break
    with shop.sessions.begin() as session:
        menus.release(session, menu.id, now=shop.clock())


def _link_slice(shop: _Shop, menu: Menu) -> list[int]:
    """Link up to 500 members, and tell which."""
    asked_at = shop.clock()
    with shop.sessions.begin() as session:
        found = menus.without(session, shop.vault(), menu)
    if found:
        asking.link(shop.questions, menu.line_id or "", list(found.values()))
        with shop.sessions.begin() as session:
            menus.note_linked(session, menu, list(found), asked_at=asked_at)
    return list(found)


def _take_down(shop: _Shop) -> None:
    with shop.sessions.begin() as session:
        menu = menus.claim_old(session, now=shop.clock())
    if menu is None or menu.line_id is None:
        return
    asking.take_down(shop.questions, menu.line_id)
    with shop.sessions.begin() as session:
        menus.note_gone(session, menu.id)
