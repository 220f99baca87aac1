"""Copies: everything that is held of a member, with names that people can read (APPI, article 33)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, inspect, select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.base import Base
from models.consents import ConsentEntry
from models.coupon_uses import CouponUse
from models.coupons import CouponGrant
from models.inbox import InboxEvent
from models.members import Member
from models.notices import Notice
from models.points import PointsEntry, PointsUse
from services import copy_behind, copy_words, japan
from services.copy_behind import Whose
from services.copy_dealings import DEALINGS
from services.copy_parts import PERSON, Part
from services.copy_words import Label
from services.settings import Choices
from services.vault import Vault

Record = Mapping[str, Any]
"""One row: label → value (text, whole number, yes or no, a day, an instant, a list of texts, or None)."""
PARTS = (*PERSON, *DEALINGS)
WORDS_SHOWN = Label("お答えのときの文面", "The words you answered")
WHO = (
    ("shop_name", Label("店名", "Shop")),
    ("company", Label("会社", "Company")),
    ("representative", Label("代表者", "Representative")),
    ("address", Label("住所", "Address")),
    ("contact", Label("お問い合わせ", "Contact")),
)
TITLE = Label("お客様の情報の写し", "A copy of your data")
MADE, HOLDER = Label("作成日時", "Made"), Label("お預かりしている者", "Held by")


@dataclass(frozen=True)
class Section:
    """One table's rows, or none."""

    title: str
    records: Sequence[Record]


@dataclass(frozen=True)
class Copy:
    """All that is held of one member at one moment."""

    made_at: datetime
    holder: Record
    sections: Sequence[Section]


def make(
    session: Session, vault: Vault, member: Member, *, choices: Choices, language: str, now: datetime
) -> Copy:
    """Read everything that is held of the member, opened and named in one language."""
    whose = Whose(session, vault, member, language)
    holder = {label.of(language): getattr(choices, name) for name, label in WHO if getattr(choices, name)}
    sections = [_section(whose, part) for part in PARTS]
    return Copy(now, holder, [*sections, _words_shown(whose)])


def as_json(copy: Copy) -> bytes:
    """Write a Japanese copy as UTF-8 JSON; instants are ISO 8601 with Japan's offset."""
    whole = {
        TITLE.ja: {MADE.ja: copy.made_at, HOLDER.ja: copy.holder},
        **{section.title: section.records for section in copy.sections},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_written).encode()


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(japan.ZONE).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"a copy holds no {type(value).__name__}")


def _section(whose: Whose, part: Part) -> Section:
    mine = select(part.table).where(_owned(part.table, whose.member))
    rows = whose.session.scalars(mine.order_by(*inspect(part.table).primary_key))
    return Section(part.title.of(whose.language), [_record(whose, part, row) for row in rows])


def _owned(table: type[Base], member: Member) -> ColumnElement[bool]:
    """Tell whose a row is, as a condition."""
    if table is Member:
        return Member.id == member.id
    if table is PointsUse:
        mine = select(PointsEntry.id).where(PointsEntry.member_id == member.id)
        return PointsUse.entry_id.in_(mine)
    if table is CouponUse:
        return CouponUse.grant_id.in_(select(CouponGrant.id).where(CouponGrant.member_id == member.id))
    if table is InboxEvent:
        return InboxEvent.person_key == member.person_key
    if table is AuditEntry:
        deeds = AuditEntry.action.in_(copy_words.DEEDS)
        return and_(deeds, AuditEntry.subject == f"member:{member.id}")
    name = "member_id" if hasattr(table, "member_id") else "member_pid"
    owner = member.id if name == "member_id" else member.pid
    return inspect(table).columns[name] == owner


def _record(whose: Whose, part: Part, row: Base) -> Record:
    own = {label: _value(whose, part, row, column) for column, label in part.columns.items()}
    return {label.of(whose.language): value for label, value in (own | copy_behind.of(whose, row)).items()}


def _value(whose: Whose, part: Part, row: Base, column: str) -> Any:
    value = getattr(row, column)
    if column in part.sealed and value is not None:
        place = f"{part.table.__tablename__}.{column}"
        return whose.vault.open(whose.session, whose.member.pid, place, value)
    if column in part.ends and value is not None:
        return japan.last_day(value)
    return copy_words.of_column(column, value, whose.language)


def _words_shown(whose: Whose) -> Section:
    """Give each wording the member ever answered, once, as it stood."""
    answered = select(ConsentEntry.notice_id).where(ConsentEntry.member_pid == whose.member.pid)
    notices = whose.session.scalars(select(Notice).where(Notice.id.in_(answered)).order_by(Notice.id))
    return Section(WORDS_SHOWN.of(whose.language), [_wording(notice, whose.language) for notice in notices])


def _wording(notice: Notice, language: str) -> Record:
    values = {
        copy_behind.NOTICE: copy_behind.notice_name(notice, language),
        Label("題", "Title"): notice.title or None,
        Label("本文", "Words"): notice.body,
        Label("お尋ね", "Question"): notice.question,
        Label("ボタン", "Buttons"): notice.labels,
        Label("公開の日時", "Published"): notice.published_at,
        Label("指紋（SHA-256）", "Fingerprint (SHA-256)"): notice.sha256,
    }
    return {label.of(language): value for label, value in values.items()}
