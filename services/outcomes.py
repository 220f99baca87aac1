"""Outcomes: what LINE's answer to a call means for its sending, its announcement and the channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.sendings import Sending, SendingState
from services import attempts, closings, pace, recipients
from services.calls import Answer, Kind
from services.sendings import Claim

TROUBLE_WAIT = timedelta(seconds=60)
"""How long everything waits when LINE does not let us in; staff see it meanwhile."""
LETTER_QUOTA_WAIT = timedelta(hours=1)
_LOCKED = (
    select(Sending)
    .where(Sending.id.in_(bindparam("sendings", expanding=True)))
    .order_by(Sending.id)
    .with_for_update()
)
_TAKES_ACCEPTANCE = (SendingState.CALLING, SendingState.WAITING, SendingState.UNKNOWN)


def note(session: Session, claim: Claim, answer: Answer, *, now: datetime) -> None:
    """Write down what came back of one attempt."""
    note_all(session, [(claim, answer)], now=now)


def note_all(session: Session, answered: Sequence[tuple[Claim, Answer]], *, now: datetime) -> None:
    """Write down what came back of attempts, each for itself.

    The answer of an attempt given up long ago counts only where it says that LINE took the message.
    """
    sendings = _locked(session, [claim.sending_id for claim, _ in answered])
    for claim, answer in answered:
        _note(session, sendings[claim.sending_id], claim, answer, now=now)
    session.flush()
    finished = {one.announcement_id for one in sendings.values() if one.finished_at is not None}
    for announcement_id in sorted(finished - {None}):  # type: ignore[type-var]  # None is left out
        closings.finish(session, now=now, announcement_id=announcement_id)


def _locked(session: Session, ids: Sequence[int]) -> dict[int, Sending]:
    """Lock these sendings, in the order in which everybody does."""
    rows = session.scalars(_LOCKED, {"sendings": ids}, execution_options={"populate_existing": True})
    return {sending.id: sending for sending in rows}


def _note(session: Session, sending: Sending, claim: Claim, answer: Answer, *, now: datetime) -> None:
    kind = answer.kind
    is_current = sending.state == SendingState.CALLING and sending.attempts == claim.attempt
    if not is_current and not (kind == Kind.ACCEPTED and sending.state in _TAKES_ACCEPTANCE):
        return
    sending.answer, sending.request_id = answer.word[:40], answer.request_id
    _follow(session, sending, claim, answer, now=now)


def _follow(session: Session, sending: Sending, claim: Claim, answer: Answer, *, now: datetime) -> None:
    match answer.kind:
        case Kind.ACCEPTED:
            _accept(sending, answer, now=now)
        case Kind.UNKNOWN:
            _repeat_later(sending, now=now)
        case Kind.RATE:
            _slow_down(session, sending, answer.retry_after, now=now)
        case Kind.QUOTA:
            _wait_for_quota(session, sending, now=now)
        case Kind.TROUBLE:
            _wait_for_staff(session, sending, now=now)
        case Kind.REJECTED:
            _give_up(session, sending, _refused(claim, answer), now=now)


def _accept(sending: Sending, answer: Answer, *, now: datetime) -> None:
    sending.accepted_request_id = answer.accepted_request_id or answer.request_id
    attempts.end(sending, SendingState.ACCEPTED, now=now)


def _repeat_later(sending: Sending, *, now: datetime) -> None:
    sending.is_ambiguous = True
    attempts.postpone(sending, until=now + attempts.wait_of(sending))


def _slow_down(session: Session, sending: Sending, retry_after: float | None, *, now: datetime) -> None:
    """Let the whole channel wait; this one goes on under its key."""
    asked = min(retry_after or 0, pace.LONGEST_WAIT.total_seconds())
    wait = timedelta(seconds=asked) or attempts.FIRST_WAIT
    pace.slow_down(session, by=wait, now=now)
    attempts.postpone(sending, until=now + max(wait, attempts.wait_of(sending)))


def _wait_for_quota(session: Session, sending: Sending, *, now: datetime) -> None:
    """Staff decide how an announcement goes on; a letter looks again later."""
    is_letter = sending.announcement_id is None
    attempts.postpone(sending, until=now + LETTER_QUOTA_WAIT if is_letter else now)
    session.execute(
        update(Announcement)
        .where(Announcement.id == sending.announcement_id, Announcement.state == AnnouncementState.SENDING)
        .values(state=AnnouncementState.OUT_OF_QUOTA)
        .execution_options(synchronize_session=False)
    )


def _wait_for_staff(session: Session, sending: Sending, *, now: datetime) -> None:
    pace.slow_down(session, by=TROUBLE_WAIT, now=now)
    attempts.postpone(sending, until=now + TROUBLE_WAIT)


def _refused(claim: Claim, answer: Answer) -> int | None:
    """Name the member whose id LINE does not take; its index counts those who were in the body."""
    index = answer.bad_index
    if index is None or index >= len(claim.recipients):
        return None
    return claim.recipients[index].member_id


def _give_up(session: Session, sending: Sending, refused: int | None, *, now: datetime) -> None:
    """End what LINE will not take; only where it never may have taken any is there a way on."""
    if sending.is_ambiguous:
        attempts.end(sending, SendingState.UNKNOWN, now=now)
    elif refused is None:
        attempts.end(sending, SendingState.FAILED, now=now)
    else:
        _go_on_without(session, sending, refused, now=now)


def _go_on_without(session: Session, sending: Sending, member_id: int, *, now: datetime) -> None:
    recipients.refuse(session, sending, member_id)
    if sending.carried == 0:
        attempts.end(sending, SendingState.CANCELLED, now=now)
    else:
        attempts.renew(sending)
        attempts.postpone(sending, until=now)
