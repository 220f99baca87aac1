"""The sample shop of `make demo`: somewhere to try everything at any hour."""

import json
import secrets
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.parts import parts
from models.coupons import Coupon
from models.sources import SourceKind
from models.staff import Role, Staff
from parts import Parts
from services import japan, menus, offers, passwords, shopkeeping, shops, sources, staff, topics

EMAIL = "owner@example.com"
CHOICES = {
    "shop_name": "珈琲ごえん",
    "company": "株式会社ごえん商店",
    "representative": "縁 結子",
    "contact": "03-0000-0000",
    "contact_hours": "10時〜18時",
    "shop_hours": "平日 8時〜20時、土日祝 9時〜18時",
    "address": "東京都台東区見本町1-2-3",
    "quiet_from": "00:00",
    "quiet_until": "00:00",
    "weekly_cap": "50",
    "line_basic_id": "@goen-sample",
    "is_sample": "yes",
}


@click.command("sample")
@with_appcontext
def command() -> None:
    """Fill the sample shop (may run twice) and print a throw-away sign-in as JSON."""
    everything = parts()
    if everything.settings.is_production:
        raise click.ClickException("本番では使えません。 / This is not for a shop in earnest.")
    with everything.sessions.begin() as session:
        word = _fill(session, everything)
    click.echo(json.dumps({"email": EMAIL, "password": word}))


def _fill(session: Session, everything: Parts) -> str:
    now = everything.clock()
    shopkeeping.change(session, CHOICES, trust_url=everything.trust_url, now=now)
    for name in ("駅前店", "本店"):
        if name not in {shop.name for shop in shops.active(session)}:
            shops.add(session, name=name, hours=CHOICES["shop_hours"], now=now)
    if "coffee" not in {topic.code for topic in topics.active(session)}:
        topics.define(session, code="coffee", name_ja="新しい豆", name_en="New beans", now=now)
    if not menus.newest(session):
        menus.publish(session, menus.Design(), staff_id=None, now=now)
    if sources.named(session, "駅前店") is None:
        sources.define(session, name="駅前店", kind=SourceKind.SHOP, now=now)
    _offer(session, everything)
    return _owner(session, everything)


def _offer(session: Session, everything: Parts) -> None:
    if session.scalar(select(Coupon.id).limit(1)):
        return
    today = japan.day(everything.clock())
    offer = offers.Offer(
        title="ドリンク1杯 50円引き",
        condition="税込500円以上のお会計で1回",
        starts_on=today,
        ends_on=today + timedelta(days=60),
    )
    offers.define(session, offer, now=everything.clock())


def _owner(session: Session, everything: Parts) -> str:
    """Make the owner, or give the owner of last time a new password."""
    word = secrets.token_urlsafe(12)
    known = session.scalar(select(Staff).where(Staff.email == EMAIL))
    if known is not None:
        known.password = passwords.hashed(word)
        return word
    staff.add(
        session,
        email=EMAIL,
        name="縁 結子",
        password_hash=passwords.hashed(word),
        role=Role.OWNER,
        may_send=True,
        now=everything.clock(),
    )
    return word
