"""The sample shop of `make demo`: somewhere to try everything at any hour."""

import json
import secrets
from datetime import timedelta
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.parts import parts
from models.coupons import Coupon, OfferKind, OfferWay
from models.sources import SourceKind
from models.staff import Role, Staff
from parts import Parts
from services import api_keys, japan, menus, offers, passwords, shopkeeping, shops, sources, staff, topics

EMAIL = "owner@example.com"
TILL = "examples/till.py"
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
        word, key = _fill(session, everything), _till(session, everything)
    click.echo(json.dumps({"email": EMAIL, "password": word, "api_key": key}))


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


def _till(session: Session, everything: Parts) -> str:
    """Make a key for the example till; the one of last time opens nothing any more."""
    now = everything.clock()
    for key in api_keys.everyone(session):
        if key.name == TILL and key.revoked_at is None:
            api_keys.revoke(session, key.id, now=now)
    return api_keys.create(session, name=TILL, scopes=api_keys.SCOPES, now=now)[1]


def _offer(session: Session, everything: Parts) -> None:
    if session.scalar(select(Coupon.id).limit(1)):
        return
    today = japan.day(everything.clock())
    last = today + timedelta(days=60)
    discount: Any = {"kind": OfferKind.YEN_OFF, "amount": 50, "minimum_yen": 500}
    for offer in (
        offers.Offer("ドリンク1杯 50円引き", "お会計1回につき1枚", today, last, **discount),
        offers.Offer("焼き菓子1つ", "", today, last, way=OfferWay.EXCHANGE, points=80, per_member=10),
    ):
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
