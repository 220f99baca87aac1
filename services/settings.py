"""The shop's own choices: typed, with defaults, changed one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import writes
from models.settings import Setting
from services import japan
from services.errors import RuleError
from services.setting_rules import RULES, Rule
from services.vault import Vault

SECRETS = ("line_channel_id", "line_channel_secret", "line_channel_access_token")
"""LINE's credentials; kept sealed, never shown again."""
PARTNER_SECRETS = ("shopify_secret",)
"""What web shops sign with; kept as LINE's credentials are."""


class SettingUnknown(RuleError):
    """There is no setting of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SettingRefused(RuleError):
    """The value does not fit the setting. `kind` and `limit` say what it takes."""

    def __init__(self, name: str, kind: str, limit: int) -> None:
        super().__init__(name, kind, limit)
        self.name, self.kind, self.limit = name, kind, limit


@dataclass(frozen=True)
class Shopfront:
    """What a customer may know of the shop."""

    name: str
    company: str
    contact: str
    contact_hours: str
    hours: str
    address: str
    greeting: str
    trust_url: str | None


@dataclass(frozen=True)
class Choices:
    """All choices at one moment; the field's default is the setting's default."""

    shop_name: str = "当店"
    company: str = ""
    representative: str = ""
    contact: str = ""
    contact_hours: str = ""
    shop_hours: str = ""
    address: str = ""
    greeting: str = ""
    greeting_en: str = ""
    quiet_from: time = time(21, 0)
    quiet_until: time = time(9, 0)
    weekly_cap: int = 1
    slow_until: date | None = None
    pace_per_minute: int = 6000
    canary_share: int = 2
    approval_required: bool | None = None
    line_plan: str = ""
    plan_fee: int | None = None
    plan_free: int | None = None
    plan_price: Decimal | None = None
    service_reserve: int = 0
    welcome_points: int = 100
    point_yen: int = 1
    earn_yen: int = 100
    points_months: int = 12
    points_expiry: str = "fixed"
    return_days: int = 0
    return_debt: str = "debt"
    grant_limit: int = 1000
    earn_notice_days: int = 30
    minimum_age: int = 16
    staff_answer_chats: bool = False
    age_question: bool = False
    sleep_months: int = 24
    address_on_request: bool = False
    safety_measures: str = ""
    data_location: str = ""
    transfer_limit: int = 1000
    backup_days: int = 30
    key_sheet: str = ""
    tier_notice_days: int = 30
    expiry_letter_from: int = 100
    staff_daily_points: int = 0
    gift_mark: bool = False
    welcome_from_purchase: bool = False
    is_sample: bool = False
    allowed_names: str = ""
    link_url: str = ""
    line_basic_id: str = ""
    card_code: str = "code128"
    card_prefix: str = "2900"
    spend_by_card: bool = False
    device_daily_points: int = 20_000
    device_minutes: int = 5

    def front(self, trust_url: str | None, language: str = "ja") -> Shopfront:
        """Give what a customer may know, with the greeting in their language or none."""
        greeting = self.greeting_en if language == "en" else self.greeting
        return Shopfront(
            self.shop_name,
            self.company,
            self.contact,
            self.contact_hours,
            self.shop_hours,
            self.address,
            greeting,
            trust_url,
        )

    @property
    def asks_age(self) -> bool:
        """The age is a question of its own."""
        return self.age_question and self.minimum_age > 0

    def is_slow(self, now: datetime) -> bool:
        """Tell whether the shop writes half as often, after too many had stopped or blocked."""
        return self.slow_until is not None and japan.day(now) <= self.slow_until

    @property
    def has_quiet_hours(self) -> bool:
        return self.quiet_from != self.quiet_until


_OPEN = select(Setting.name, Setting.value).where(Setting.value.is_not(None))


def read(session: Session) -> Choices:
    """Give all choices as they are now."""
    rows = session.execute(_OPEN).all()
    return Choices(**{name: RULES[name].read(value or "") for name, value in rows if name in RULES})


def has_changed(session: Session, names: Sequence[str], *, since: datetime) -> bool:
    """Tell whether one of these was changed after that moment, or at it."""
    changed = select(Setting.name).where(Setting.name.in_(names), Setting.changed_at >= since)
    return session.scalar(changed.limit(1)) is not None


def parse(name: str, value: str) -> Any:
    """Read a value as its setting wants it; raise SettingUnknown or SettingRefused."""
    rule = RULES.get(name)
    if rule is None:
        raise SettingUnknown(name)
    try:
        wanted = rule.read(value)
    except (ValueError, KeyError):
        raise SettingRefused(name, rule.kind, rule.limit) from None
    if not _fits(wanted, rule):
        raise SettingRefused(name, rule.kind, rule.limit)
    return wanted


def _fits(value: Any, rule: Rule) -> bool:
    if value is None:
        return True
    if rule.kind == "text":
        return len(value) <= rule.limit
    if rule.kind == "number":
        return 0 <= int(value) <= rule.limit
    if rule.kind == "positive":
        return 1 <= int(value) <= rule.limit
    return True


def change(session: Session, name: str, value: str, *, now: datetime) -> Any:
    """Set one choice and give it as read; raise SettingUnknown or SettingRefused."""
    wanted = parse(name, value)
    writes.upsert(session, Setting, {"name": name}, {"value": as_text(wanted), "changed_at": now})
    return wanted


def as_text(value: Any) -> str:
    """Write a value as `change` would read it; what was not chosen is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def change_secret(session: Session, vault: Vault, name: str, value: str, *, now: datetime) -> None:
    """Keep one of LINE's or a web shop's secrets, sealed; raise SettingUnknown or SettingRefused."""
    if name not in (*SECRETS, *PARTNER_SECRETS):
        raise SettingUnknown(name)
    if not value.strip() or len(value) > 400 or not value.isascii():
        raise SettingRefused(name, "secret", 400)
    writes.upsert(
        session,
        Setting,
        {"name": name},
        {"sealed": vault.seal_secret(name, value.strip()), "changed_at": now},
    )


def read_secret(session: Session, vault: Vault, name: str) -> str | None:
    """Give a secret as it was entered in the admin page, if it was."""
    sealed = session.scalar(select(Setting.sealed).where(Setting.name == name))
    return None if sealed is None else vault.open_secret(name, sealed)
