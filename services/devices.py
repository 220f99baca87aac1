"""Devices: made by a one-time code, opened by a clerk, shut after a while, held to a day's limit."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import select, true, update
from sqlalchemy.orm import Session

from models import writes
from models.devices import Device, DeviceDay
from models.staff import Staff
from services import codes, japan
from services.errors import RuleError
from services.vault import Vault

CODE_LIVES = timedelta(minutes=15)
CODE_SIGNS, LONGEST = 8, 40


class DeviceRefused(RuleError):
    """The device cannot be named so."""


class DeviceCodeWrong(RuleError):
    """Nobody was given this code, it was used, or its quarter of an hour is over."""


class DeviceLimit(RuleError):
    """The device would give more points in a day than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def issue(
    session: Session, vault: Vault, *, name: str, shop_id: int | None, staff_id: int | None, now: datetime
) -> tuple[Device, str]:
    """Name a device and give the code to type on it, once, within a quarter of an hour."""
    if not 1 <= len(name.strip()) <= LONGEST:
        raise DeviceRefused
    code = "".join(secrets.choice(codes.LETTERS) for _ in range(CODE_SIGNS))
    device = Device(
        name=name.strip(),
        shop_id=shop_id,
        code_hash=_mac(vault, code),
        code_until=now + CODE_LIVES,
        created_by=staff_id,
        created_at=now,
    )
    session.add(device)
    session.flush()
    return device, codes.grouped(code)


def claim(session: Session, vault: Vault, code: str, *, now: datetime) -> tuple[Device, str]:
    """Make the phone on which this code was typed the device; give what its cookie holds."""
    token = secrets.token_urlsafe(32)
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())
    good = (Device.code_hash == _mac(vault, signs), Device.code_until > now, Device.revoked_at.is_(None))
    values = {"code_hash": None, "code_until": None, "token_hash": digest(token), "seen_at": now}
    device_id = session.scalar(update(Device).where(*good).values(**values).returning(Device.id))
    if device_id is None:
        raise DeviceCodeWrong
    return session.get_one(Device, device_id, populate_existing=True), token


def find(session: Session, token: str) -> Device | None:
    """Give the device whose cookie this is, unless it was taken back."""
    return session.scalar(
        select(Device).where(Device.token_hash == digest(token), Device.revoked_at.is_(None))
    )


def present(session: Session) -> list[Device]:
    """Give the devices that were not taken back, the oldest first."""
    return list(session.scalars(select(Device).where(Device.revoked_at.is_(None)).order_by(Device.id)))


def revoke(session: Session, device: Device, *, now: datetime) -> None:
    """Take a device back at once: its cookie and its code are worth nothing from now on."""
    device.revoked_at, device.code_hash, device.token_hash = now, None, None
    shut(session, device)


def open_for(session: Session, device: Device, person: Staff, *, minutes: int, now: datetime) -> None:
    """Let this clerk work with it for so many minutes; each deed begins them anew."""
    device.staff_id, device.open_until, device.seen_at = person.id, now + timedelta(minutes=minutes), now
    session.flush()


def shut(session: Session, device: Device) -> None:
    """Ask for the digits again."""
    device.staff_id = device.open_until = None
    session.flush()


def clerk(session: Session, device: Device, *, now: datetime) -> Staff | None:
    """Give who has it open; None: it is shut, or its time is over."""
    if device.staff_id is None or device.open_until is None or device.open_until <= now:
        return None
    person = session.get(Staff, device.staff_id)
    return person if person is not None and person.active else None


def count(session: Session, device: Device, points: int, *, limit: int, now: datetime) -> None:
    """Count points that the device gave today; raise DeviceLimit beyond the limit (0: there is none).

    One statement judges and counts, so that of two taps at once the second sees the first.
    """
    where = {"device_id": device.id, "day": japan.day(now)}
    writes.insert_new(session, DeviceDay, [where | {"total": 0}], ["device_id", "day"])
    today = (DeviceDay.device_id == device.id, DeviceDay.day == where["day"])
    fits = DeviceDay.total + points <= limit if limit else true()
    taken = update(DeviceDay).where(*today, fits).values(total=DeviceDay.total + points)
    if session.scalar(taken.returning(DeviceDay.total)) is None:
        raise DeviceLimit(limit)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _mac(vault: Vault, code: str) -> str:
    return vault.mac("device-code", code.encode()).hex()
