"""A shop with some life in it: members, points, coupons, announcements in several states."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.codes import CodeKind
from models.consents import Purpose
from models.incidents import Incident, Scope
from models.members import Member
from models.requests import RequestKind, RequestState, RightsRequest
from models.sendings import Sending, SendingKind, SendingState
from services import codes, counts, incidents, points, requests, settings, shops, staff, topics
from services.vault import Vault
from tests.makers import Make


@dataclass(frozen=True)
class Life:
    """What pages are opened with."""

    card: str
    draft: int
    sending: int
    request: int
    incident: int
    link: str
    """A one-time page: the path of a member's own copy."""
    proof: str
    """Another: the path of the proof of their answers."""


def fill(session: Session, opened: Vault, now: datetime) -> Life:
    """Let four weeks go by."""
    make = Make(session, opened)
    topics.define(session, code="seasonal", name_ja="季節のメニュー", name_en="Seasonal menu", now=now)
    shops.add(session, name="本店", address="東京都台東区見本町1-2-3", phone="03-0000-0000", now=now)
    count_days(session, now)
    member = make.member(reachable=True)
    [make.member(reachable=True) for _ in range(3)]
    make.member()
    buy(session, member, now)
    make.coupon("コーヒー1杯 無料")
    draft = make.announcement(
        "新しい豆が入りました。\nよろしければ、お立ち寄りください。", title="新しい豆のご案内"
    )
    sending = under_way(make, now)
    request, incident = ask(make, member, now), lose(make, now)
    papers = [
        f"papers/{codes.issue(session, opened, member, kind, now=now)}"
        for kind in (CodeKind.COPY, CodeKind.PROOF)
    ]
    return Life(member.card_number, draft.id, sending.id, request.id, incident.id, *papers)


def ask(make: Make, member: Member, now: datetime) -> RightsRequest:
    """Somebody telephoned nine days ago, and somebody else has had their answer."""
    done = make.request(member, kind=RequestKind.CORRECTION, now=now - timedelta(days=20))
    said = {"reason": "登録の言葉を直しました", "identity": "会員証の画面を見せていただいた"}
    requests.close(
        make.session, done, state=RequestState.DONE, **said, staff_id=None, now=now - timedelta(days=18)
    )
    return make.request(member, now=now - timedelta(days=9))


def lose(make: Make, now: datetime) -> Incident:
    """A tablet was left in a train yesterday."""
    yesterday = now - timedelta(days=1)
    facts = incidents.Facts("端末の置き忘れ", yesterday, yesterday, now, Scope.SEEN, None, is_wrongful=False)
    owner = staff.everybody(make.session)[0]
    return incidents.open(make.session, facts, {}, staff_id=owner.id, now=now)


def count_days(session: Session, now: datetime) -> None:
    for back in range(14):
        day = now - timedelta(days=back)
        counts.add(session, "followed", source="qr", now=day, by=3 + back * 5 % 11)
        counts.add(session, "joined", now=day, by=1 + back * 3 % 7)
        counts.add(session, "blocked", now=day, by=back % 3)


def buy(session: Session, member: Member, now: datetime) -> None:
    choices = settings.read(session)
    points.earn(session, member, yen=1200, cause="a purchase", choices=choices, now=now)
    points.spend(session, member, points=50, cause="a use", choices=choices, now=now)


def under_way(make: Make, now: datetime) -> Announcement:
    """Half of it has gone out."""
    words = {"language": "ja", "messages": [{"type": "text", "text": "季節のメニューが始まりました。"}]}
    found = make.announcement(
        title="季節のメニュー",
        state=AnnouncementState.SENDING,
        scheduled_at=now - timedelta(minutes=3),
        valid_until=now + timedelta(hours=8),
        planned=4,
        excluded={"no_consent": 1},
        messages=[words],
    )
    send(make.session, found.id, SendingState.ACCEPTED, now)
    send(make.session, found.id, SendingState.WAITING, now)
    return found


def send(session: Session, announcement_id: int, state: SendingState, now: datetime) -> None:
    """Put two people into one call."""
    session.add(
        Sending(
            announcement_id=announcement_id,
            kind=SendingKind.MULTICAST,
            purpose=Purpose.ANNOUNCEMENTS,
            retry_key=f"{state}-{announcement_id}",
            recipients=2,
            carried=2,
            state=state,
            next_at=now,
            valid_until=now + timedelta(hours=8),
            finished_at=now if state == SendingState.ACCEPTED else None,
            created_at=now,
        )
    )
