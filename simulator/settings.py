"""What can be chosen when the simulator starts, and what can be changed while it runs."""

from dataclasses import dataclass, field
from typing import Any

from simulator import fields
from simulator.fields import Details
from simulator.rates import Rate

UNKNOWN_IDS = ("silent", "refuse", "deliver")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to start; a reset returns to this."""

    port: int = 0
    webhook: str | None = None
    channel_id: str = "2000000001"
    channel_secret: str = "0123456789abcdef0123456789abcdef"  # noqa: S105 - made up, for trying out
    token: str = "simulated-long-lived-token"  # noqa: S105 - made up, for trying out
    name: str = "Goen"
    basic_id: str = "@goen"
    quota: int | None = None
    redelivery: bool = True
    redelivery_interval: float = 10.0
    redelivery_times: int = 5
    duplicates: bool = False
    reorder: bool = False
    unknown_ids: str = "silent"
    rates: dict[str, Rate] = field(default_factory=dict)


@dataclass(kw_only=True)
class Settings:
    """What may change while it runs."""

    webhook: str | None
    redelivery: bool
    redelivery_interval: float
    redelivery_times: int
    duplicates: bool
    """Deliver every event twice, as a network sometimes does; isRedelivery stays false."""
    reorder: bool
    """Deliver every second event before the first."""
    unknown_ids: str
    """What a push or multicast to an id without a person does: silent, refuse (400) or deliver (counted)."""
    webhook_timeout: float = 2.0

    @classmethod
    def of(cls, options: Options) -> "Settings":
        return cls(**{name: getattr(options, name) for name in _SHARED})

    def restore(self, options: Options) -> None:
        for name, value in vars(Settings.of(options)).items():
            setattr(self, name, value)


_SHARED = (
    "webhook",
    "redelivery",
    "redelivery_interval",
    "redelivery_times",
    "duplicates",
    "reorder",
    "unknown_ids",
)


def _address(value: Any, where: str, details: Details) -> None:
    if value and not (isinstance(value, str) and value.startswith(("http://", "https://"))):
        fields.complain(details, where, "Must be an http or https address")


def _rates(value: Any, where: str, details: Details) -> None:
    if not isinstance(value, dict):
        fields.complain(details, where, "Must be an object of endpoint: [calls, seconds]")
        return
    pair = fields.listing(fields.number(least=0.001, most=10**9, whole=False), least=2, most=2)
    for endpoint, rate in value.items():
        pair(rate, f"{where}.{endpoint}", details)


def _quota(value: Any, where: str, details: Details) -> None:
    whole = fields.number(least=0, most=10**12)
    if isinstance(value, int):
        whole(value, where, details)
    else:
        fields.record({}, {"limit": whole, "used": whole})(value, where, details)


_SECONDS = fields.number(least=0, most=3600, whole=False)
CHANGE = fields.record(
    {},
    {
        "webhook": _address,
        "redelivery": fields.flag,
        "redelivery_interval": _SECONDS,
        "redelivery_times": fields.number(least=0, most=1000),
        "duplicates": fields.flag,
        "reorder": fields.flag,
        "unknown_ids": fields.one_of(*UNKNOWN_IDS),
        "webhook_timeout": _SECONDS,
        "quota": _quota,
        "rates": _rates,
        "ahead": fields.number(least=0, most=10**9, whole=False),
    },
)
