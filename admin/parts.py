"""What the admin pages are given by whoever composes the process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models.base import Sessions
from models.devices import Device
from models.staff import Staff
from services import audit, settings
from services.settings import Choices
from services.vault import Vault


class Surroundings(Protocol):
    """What the operator decided in the environment, as far as pages care."""

    @property
    def secret_key(self) -> str: ...
    @property
    def public_url(self) -> str: ...
    @property
    def is_production(self) -> bool: ...
    @property
    def line_channel_secret(self) -> str | None: ...


class Parts(Protocol):
    """The process's parts that pages use."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def readings(self) -> Sessions: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def settings(self) -> Surroundings: ...
    def vault(self) -> Vault: ...


@dataclass
class Visit:
    """One request by somebody who is signed in: what a view gets."""

    parts: Parts
    session: Session
    staff: Staff
    now: datetime
    device: Device | None = None
    """The shop's shared phone, where the visit comes from one."""

    @cached_property
    def choices(self) -> Choices:
        return settings.read(self.session)

    @property
    def vault(self) -> Vault:
        return self.parts.vault()

    @property
    def shop_id(self) -> int | None:
        """The branch: the device's, else the one that whoever works there belongs to."""
        return (self.device.shop_id if self.device else None) or self.staff.shop_id

    def note(self, action: str, subject: str, **detail: Any) -> None:
        """Write who did what into the audit trail, in the transaction of the thing itself."""
        on = {"device": self.device.id} if self.device else {}
        audit.write(self.session, action, subject, staff_id=self.staff.id, now=self.now, **on, **detail)
