"""What every call of the Messaging API passes: bearer, faults, rate limit, size; and its line in the log."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator import faults, ids, limits, quota, rates
from simulator.answers import Answer, Refused
from simulator.calls import Call, body_hash, words_hash
from simulator.channel import Channel
from simulator.endpoints.messages import bad_recipient
from simulator.faults import Fault
from simulator.requests import Request
from simulator.routes import Route

WITH_RETRY_KEY = ("push", "multicast", "broadcast", "narrowcast")


@dataclass
class _Passage:
    """What one call met on its way, for the log."""

    began: int
    fault: Fault | None = None
    other_body: bool = False
    to: tuple[str, ...] = field(default=())


def serve(channel: Channel, route: Route, request: Request) -> Answer:
    """Answer one call as LINE would, or as the fault panel wants it."""
    request.request_id, request.must_be_json = ids.request_id(), True
    passage = _Passage(channel.clock.now_ms())
    try:
        answer = _pass(channel, route, request, passage)
    except Refused as refused:
        answer = refused.as_answer()
    answer.headers.setdefault("x-line-request-id", request.request_id)
    _log(channel, route, request, passage, answer)
    return answer


def _pass(channel: Channel, route: Route, request: Request, passage: _Passage) -> Answer:
    with channel.lock:
        _admit(channel, route, request)
        passage.fault = channel.faults.striking(route.name)
    if passage.fault and passage.fault.kind != "slow" and passage.fault.kind in faults.BEFORE:
        return _fail(channel, passage.fault, request)
    if passage.fault and passage.fault.kind == "slow":
        channel.stopping.wait(passage.fault.seconds)
    with contextlib.nullcontext() if route.waits else channel.lock:
        _take(channel, route, request, passage)
        answer = route.serve(channel, request)
    return _spoil(passage.fault, answer)


def _admit(channel: Channel, route: Route, request: Request) -> None:
    if not route.is_open:
        channel.access_tokens.check(request.headers.get("authorization", ""), now=channel.clock.now())


def _take(channel: Channel, route: Route, request: Request, passage: _Passage) -> None:
    """Rate, size and retry key are the same for all endpoints."""
    channel.rates.take(route.name, now=channel.clock.now())
    if len(request.body) > limits.BODY_BYTES:
        raise Refused(413, "The request body exceeds the maximum size of 2 MB")
    key = request.headers.get("x-line-retry-key")
    if key is None:
        return
    if route.name not in WITH_RETRY_KEY:
        raise Refused(400, "X-Line-Retry-Key cannot be used with this endpoint")
    passage.other_body = channel.retry_keys.is_other_body(route.name, key, body_hash(request.body))


def _fail(channel: Channel, fault: Fault, request: Request) -> Answer:
    """Answer in place of the endpoint; nothing is accepted."""
    if fault.kind == "hang":
        channel.stopping.wait(fault.seconds)
        return Answer(hang_up="close")
    if fault.kind == "reset":
        return Answer(hang_up="reset")
    raise _refusal(fault, request)


def _refusal(fault: Fault, request: Request) -> Refused:
    told: dict[str, Callable[[], Refused]] = {
        "429_rate": rates.exceeded,
        "429_quota": quota.exceeded,
        "401": lambda: Refused(401, "Authentication failed. Confirm that the access token is valid."),
        "403": lambda: Refused(403, "Access to this API is not available for your account"),
        "409": lambda: Refused(
            409,
            "The retry key is already accepted",
            headers={"x-line-accepted-request-id": ids.request_id()},
        ),
        "bad_id": lambda: bad_recipient(_place(fault, request)),
    }
    return told.get(fault.kind, lambda: Refused(500, "Internal server error"))()


def _place(fault: Fault, request: Request) -> str:
    """Which recipient a bad_id names: the wanted one where the call has it."""
    to = _recipients(request)
    if not isinstance((request.fields or {}).get("to"), list):
        return "to"
    return f"to[{to.index(fault.user) if fault.user in to else min(fault.index, max(0, len(to) - 1))}]"


def _spoil(fault: Fault | None, answer: Answer) -> Answer:
    """The call has taken effect; its caller may be told otherwise, or nothing."""
    if fault and fault.kind == "lost":
        answer.hang_up = "close"
    if fault and fault.kind == "500_after":
        answer.status, answer.body = 500, {"message": "Internal server error"}
    return answer


def _log(channel: Channel, route: Route, request: Request, passage: _Passage, answer: Answer) -> None:
    messages = (request.fields or {}).get("messages")
    refusal = answer.body.get("message") if isinstance(answer.body, dict) and answer.status >= 400 else None
    call = Call(
        began=passage.began,
        at=channel.clock.now_ms(),
        endpoint=route.name,
        status=None if answer.hang_up else answer.status,
        request_id=request.request_id,
        retry_key=request.headers.get("x-line-retry-key"),
        body_hash=body_hash(request.body),
        accepted=answer.accepted,
        to=_recipients(request),
        delivered=answer.delivered,
        messages=len(messages) if isinstance(messages, list) else 0,
        words_hash=words_hash(messages) if isinstance(messages, list) else None,
        other_body=passage.other_body,
        fault=passage.fault.kind if passage.fault else None,
        message=refusal,
    )
    with channel.lock:
        channel.calls.add(call)
        channel.changed.notify_all()


def _recipients(request: Request) -> tuple[str, ...]:
    to = (request.fields or {}).get("to")
    if isinstance(to, str):
        return (to,)
    return tuple(one for one in to if isinstance(one, str)) if isinstance(to, list) else ()
