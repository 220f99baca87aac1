"""Calls: one request of a partner system, let in, read, done once, and answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

import structlog
from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from api import bodies, problems, refusals
from api.fields import Shape
from api.problems import Problem
from api.shapes import Whose
from api.turns import Turns
from models.base import Sessions
from models.members import Member
from services import codes, idempotency, links, people, settings
from services.api_keys import Admitted
from services.errors import RuleError
from services.settings import Choices
from services.vault import Vault

LARGEST = 64 * 1024
"""Bytes of a body."""
LONGEST_NAME = 200
"""Characters of an Idempotency-Key."""
JSON = "application/json"

log = structlog.get_logger("api")


class Surroundings(Protocol):
    """What the operator decided in the environment, as far as partner systems care."""

    @property
    def line_api_base(self) -> str: ...


class Parts(Protocol):
    """The process's parts that the partner door uses."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def readings(self) -> Sessions: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def settings(self) -> Surroundings: ...
    def vault(self) -> Vault: ...


@dataclass
class Call:
    """What a view gets: who asks, when, and the transaction of the request."""

    parts: Parts
    session: Session
    now: datetime
    key_id: int | None = None
    """Whose key it is; None: nothing is written."""
    member_id: int | None = None
    """Whom the request turned out to be about."""

    @cached_property
    def choices(self) -> Choices:
        return settings.read(self.session)

    @property
    def vault(self) -> Vault:
        return self.parts.vault()

    @property
    def place(self) -> str:
        """Name whoever tries codes, for counting the wrong ones."""
        return f"api_key:{self.key_id}"

    def member(self, whose: Whose) -> Member:
        """Find the member who is meant; raise CardUnknown or LinkUnknown."""
        found = self._found(whose)
        self.member_id = found.id
        return found

    def _found(self, whose: Whose) -> Member:
        if whose.card is not None:
            return people.by_card(self.session, whose.card)
        if whose.customer is not None:
            return links.by_customer(self.session, self.vault, whose.customer)
        return links.by_token(self.session, whose.link or "")


View = Callable[[Call, Any], Shape]


@dataclass(frozen=True)
class Route:
    """One way in: what is taken and given, under which scope, and what it is in words."""

    method: str
    address: str
    name: str
    scope: str | None
    """None: any good key."""
    view: View
    takes: type[Shape]
    gives: type[Shape]
    ja: str
    en: str
    status: int = 200
    refusals: tuple[type[RuleError], ...] = ()
    """What the rules may answer besides what every request may be."""

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def serve(parts: Parts, turns: Turns, route: Route) -> Response:
    """Answer one request, whatever becomes of it."""
    try:
        key = _knock(turns, route)
        return _write(parts, route, key) if route.writes else _look(parts, route)
    except Problem as problem:
        return problems.answer(problem)
    except RuleError as refusal:
        return problems.answer(refusals.of(refusal))
    except Exception:
        log.exception("call_failed", route=route.name)
        return problems.answer(Problem(problems.BROKEN))


def _knock(turns: Turns, route: Route) -> Admitted:
    """Let a good key in that may do this, and has its turn."""
    kind, _, word = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not word:
        raise Problem(problems.KEY)
    key = turns.take(word.strip())
    if route.scope is not None and route.scope not in key.scopes:
        raise Problem(problems.SCOPE, scope=route.scope)
    return key


def _look(parts: Parts, route: Route) -> Response:
    asked = bodies.fit(route.takes, request.args.to_dict(), problems.language())
    with parts.readings.begin() as session:
        given = route.view(Call(parts, session, parts.clock()), asked)
    return _answer(route.status, given.model_dump_json())


def _write(parts: Parts, route: Route, key: Admitted) -> Response:
    """Read all that was sent before any lock is taken; then do it once, and keep the answer with the deed."""
    asked = bodies.read(route.takes, body(), problems.language())
    name = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Problem(problems.NAMELESS)
    fingerprint = f"{route.name}\n{asked.model_dump_json()}".encode()
    named = _Named(key.id, name, fingerprint)
    try:
        return _once(parts, named, lambda call: (route.status, route.view(call, asked).model_dump_json()))
    except _Refused as refused:
        return _once(parts, named, refused.keep)


@dataclass(frozen=True)
class _Named:
    """What tells a request from others."""

    key_id: int
    name: str
    fingerprint: bytes


class _Refused(Exception):
    """A rule said no: all that was done is undone, and the no is kept as an answer like any other."""

    def __init__(self, refusal: RuleError, member_id: int | None) -> None:
        super().__init__(refusal)
        self._refusal, self._member_id = refusal, member_id

    def keep(self, call: Call) -> tuple[int, str]:
        """Give the answer. A code that nobody was given is counted: who tries numbers is to be stopped."""
        if self._member_id is not None and call.session.get(Member, self._member_id) is not None:
            call.member_id = self._member_id  # unless they left this very moment
        if isinstance(self._refusal, codes.CodeUnknown):
            codes.note_miss(call.session, call.place, now=call.now)
        problem = refusals.of(self._refusal)
        return problem.kind.status, problems.content(problem, problems.language())


def _once(parts: Parts, named: _Named, deed: Callable[[Call], tuple[int, str]]) -> Response:
    """Do it in one transaction with the answer, unless it was answered before."""
    with parts.sessions.begin() as session:
        call = Call(parts, session, parts.clock(), named.key_id)
        slot = idempotency.begin(session, named.key_id, named.name, named.fingerprint, now=call.now)
        if isinstance(slot, idempotency.Kept):
            return _answer(slot.status, slot.answer, is_again=True)
        try:
            status, answer = deed(call)
        except RuleError as refusal:
            raise _Refused(refusal, call.member_id) from refusal
        idempotency.keep(session, slot, status, answer, member_id=call.member_id)
    return _answer(status, answer)


def body() -> bytes:
    """Read the whole body; raise Problem where it is too large."""
    request.max_content_length = LARGEST
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Problem(problems.TOO_LARGE) from None


def _answer(status: int, text: str, *, is_again: bool = False) -> Response:
    response = Response(text, status, content_type=problems.MEDIA_TYPE if status >= 400 else JSON)
    response.headers["Cache-Control"] = "no-store"
    if is_again:
        response.headers["Idempotency-Replayed"] = "true"
    return response
