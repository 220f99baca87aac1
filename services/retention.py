"""Retention: what is past its time goes in the night, in slices, and the night says how much went."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import writes
from models.codes import MemberCode
from models.erasures import Erasure
from models.gift_marks import GiftMark
from models.links import LinkNonce
from models.provisions import ProvidedPerson, Provision
from models.requests import RightsRequest
from models.runs import JobRun
from models.staff import StaffSession
from services import (
    audit,
    forgetting,
    idempotency,
    japan,
    requests,
    retention_proof,
    runs,
    unused_photos,
)
from services.datamap_terms import Kept, Term
from services.retention_cuts import Cut, Work, rows, until_fewer, years_ago
from services.settings import Choices

NAME = "retention"
LEASE = timedelta(minutes=5)
SLICE = 500
YEARS = 3


class Class(NamedTuple):
    """One class of what ends by age: its name in `job_runs`, what, how long, why, and how it goes."""

    name: str
    what: Term
    kept: Kept
    why: Term
    cut: Work


def _cut_provisions(session: Session, *, now: datetime, after: int, limit: int, **_more: object) -> Cut:
    """Delete the oldest handing over that is past its time: its people in slices, at last itself."""
    due = select(Provision.id).where(Provision.provided_at <= years_ago(now, YEARS))
    oldest = session.scalar(due.order_by(Provision.id).limit(1))
    if oldest is None:
        return Cut(0, after, is_last=True)
    mine = ProvidedPerson.provision_id == oldest
    some = select(ProvidedPerson.member_pid).where(mine).limit(limit).scalar_subquery()
    gone = delete(ProvidedPerson).where(mine, ProvidedPerson.member_pid.in_(some))
    removed = len(session.scalars(gone.returning(ProvidedPerson.member_pid)).all())
    if removed < limit:
        session.execute(delete(Provision).where(Provision.id == oldest))
        removed += 1
    return Cut(removed, after, is_last=False)


_REDELIVERED = Term(
    "同じ知らせがもう一度届いても、二度数えないため", "so that nothing counts twice when LINE repeats it"
)
_SHORT = Term("期限が過ぎると、もう使えないため", "it is good for nothing once its time is over")
_ASKED = Term("お申し出にきちんと応えたことを示すため", "to show that what was asked was seen to")
_SENT = Term("何を、どの同意でお送りしたかを示すため", "to show what was sent, and on which consent")

CLASSES = (
    Class(
        "inbox",
        Term("届いたことの記録", "the record that something came"),
        Kept.INBOX,
        _REDELIVERED,
        until_fewer(forgetting.prune),
    ),
    Class(
        "codes",
        Term("ご本人を確かめる番号", "codes that show it is you"),
        Kept.CODE,
        _SHORT,
        rows(MemberCode.id, lambda now, _: MemberCode.expires_at <= now),
    ),
    Class(
        "links",
        Term("ネットショップとつなぐ途中の印", "marks of links that were begun"),
        Kept.CODE,
        _SHORT,
        rows(LinkNonce.digest, lambda now, _: LinkNonce.expires_at <= now),
    ),
    Class(
        "repeats",
        Term("レジへの答え", "what tills were answered"),
        Kept.REPEAT,
        Term("同じお会計を二度数えないため", "so that no purchase counts twice"),
        until_fewer(idempotency.prune),
    ),
    Class(
        "sessions",
        Term("店の者のサインイン", "sign-ins of the shop's people"),
        Kept.SESSION,
        _SHORT,
        rows(StaffSession.id, lambda now, _: StaffSession.expires_at <= now),
    ),
    Class(
        "gift_marks",
        Term("入会のお礼をお渡しした印", "marks that the welcome gift was given"),
        Kept.GIFT,
        Term("お礼をお一人に一度とするため", "so that each person is given it once"),
        rows(GiftMark.digest, lambda now, _: GiftMark.until_at <= now),
    ),
    Class(
        "request_details",
        Term("お申し出の中身", "what exactly was asked of us"),
        Kept.DETAILS,
        _ASKED,
        until_fewer(requests.forget),
    ),
    Class(
        "requests",
        Term("お申し出の記録", "the record of what was asked of us"),
        Kept.REQUEST,
        _ASKED,
        rows(RightsRequest.id, lambda now, _: RightsRequest.closed_at <= years_ago(now, YEARS)),
    ),
    Class(
        "provisions",
        Term("第三者への提供の記録", "the record of what was given to a third party"),
        Kept.PROVISION,
        Term("第三者への提供の記録を、法律が求めるため", "the law wants handings over to be on record"),
        _cut_provisions,
    ),
    Class(
        "sendings",
        Term("お送りしたことの記録", "the record of what was sent"),
        Kept.SENDING,
        _SENT,
        retention_proof.cut_sendings,
    ),
    Class("proof", Term("同意の記録", "the record of consent"), Kept.PROOF, _SENT, retention_proof.cut_lines),
    Class(
        "erasures",
        Term("消したことの記録", "the record that somebody was erased"),
        Kept.BACKUP,
        Term(
            "古いバックアップを戻しても、消した方を戻さないため",
            "so that no older backup brings anybody back",
        ),
        rows(
            Erasure.id,
            lambda now, choices: (
                (Erasure.final_at <= now) & (Erasure.erased_at <= now - timedelta(days=choices.backup_days))
            ),
        ),
    ),
    Class(
        "photos",
        Term("どのお知らせにも使われていない写真", "photos that no announcement shows"),
        Kept.PHOTO,
        Term("書きかけのお知らせに使えるように", "so that an announcement may still be written with it"),
        unused_photos.cut,
    ),
    Class(
        "runs",
        Term("夜の仕事の記録", "the record of the night's work"),
        Kept.RUN,
        Term("夜の仕事をしたことを示すため", "to show that the night's work was done"),
        rows(JobRun.day, lambda now, _: JobRun.day <= japan.day(years_ago(now, YEARS))),
    ),
)
"""In this order: what names a line of the ledger goes before the line."""


def begin(session: Session, *, now: datetime) -> date | None:
    """Take on the night's cleaning, or take it over; None: it is done, or somebody is at it."""
    day = japan.day(now)
    return None if runs.claim(session, NAME, day=day, now=now, lease=LEASE) is None else day


def cut(
    session: Session, one: Class, *, day: date, choices: Choices, now: datetime, limit: int = SLICE
) -> bool:
    """Take one slice of a class out, and note how much went; True when the class is done for this day."""
    run = _run(session, one, day=day, now=now)
    if run.finished_at is not None:
        return True
    done = one.cut(session, now=now, after=run.bookmark, limit=limit, choices=choices)
    runs.progress(session, run, bookmark=done.bookmark, done=done.removed)
    _night(session, day).lease_until = now + LEASE
    if done.is_last:
        runs.finish(session, run, now=now)
    return done.is_last


def end(session: Session, *, day: date, now: datetime) -> dict[str, int]:
    """Close the night: one line of the audit tells how much went of which class. Give those figures."""
    removed = removed_on(session, day)
    audit.write(session, "retention", f"day:{day:%Y-%m-%d}", staff_id=None, now=now, removed=removed)
    night = _night(session, day)
    runs.progress(session, night, bookmark=0, done=sum(removed.values()))
    runs.finish(session, night, now=now)
    return removed


def removed_on(session: Session, day: date) -> dict[str, int]:
    """Tell how much went in the night of this day, by class."""
    names = {_name(one): one.name for one in CLASSES}
    found = select(JobRun).where(JobRun.day == day, JobRun.name.in_(names))
    return {names[run.name]: run.done for run in session.scalars(found)}


def _run(session: Session, one: Class, *, day: date, now: datetime) -> JobRun:
    """Give the row in which this class's night is counted."""
    row = {"name": _name(one), "day": day, "started_at": now, "lease_until": now, "bookmark": 0, "done": 0}
    writes.insert_new(session, JobRun, [row], ["name", "day"])
    return session.get_one(JobRun, (_name(one), day), populate_existing=True)


def _night(session: Session, day: date) -> JobRun:
    return session.get_one(JobRun, (NAME, day))


def _name(one: Class) -> str:
    return f"{NAME}.{one.name}"
