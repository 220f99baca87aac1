"""Guessing passwords is slow: counted by account and by address, and never a lock-out for ever."""

import ipaddress
from datetime import timedelta

from flask import Response, after_this_request, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from admin.parts import Parts
from services import audit

WINDOW = timedelta(minutes=15)
LIMITS = {"account": 10, "address": 20, "browser": 10}
"""A browser that once signed in to this account is counted apart, so that strangers keep nobody out."""
FAILED = "sign_in_failed"
KNOWN_FOR = timedelta(days=180)


class Gate:
    """One try to sign in."""

    def __init__(self, parts: Parts, email: str) -> None:
        self._parts, self._email = parts, email
        self._signer = URLSafeTimedSerializer(parts.settings.secret_key, salt="goen known browser")
        self._cookie = "__Host-goen-known" if parts.settings.is_production else "goen-known"

    def is_shut(self) -> bool:
        """Tell whether too many tries have failed lately."""
        since = self._parts.clock() - WINDOW
        with self._parts.readings.begin() as reading:
            return any(
                audit.count_since(reading, FAILED, subject, since=since) >= LIMITS[subject.partition(":")[0]]
                for subject in self._subjects()
            )

    def note_failure(self) -> None:
        with self._parts.sessions.begin() as writing:
            for subject in self._subjects():
                audit.write(writing, FAILED, subject, staff_id=None, now=self._parts.clock())

    def remember(self) -> None:
        """Know this browser again when it next signs in to this account."""
        known = self._signer.dumps(self._name("account", self._email))

        @after_this_request
        def keep(response: Response) -> Response:
            secure = self._parts.settings.is_production
            response.set_cookie(
                self._cookie, known, KNOWN_FOR, path="/", httponly=True, samesite="Lax", secure=secure
            )
            return response

    def _subjects(self) -> list[str]:
        account = self._name("account", self._email)
        if self._is_known(account):
            return [self._name("browser", request.cookies[self._cookie])]
        return [account, self._name("address", asker(self._parts))]

    def _is_known(self, account: str) -> bool:
        try:
            age = int(KNOWN_FOR.total_seconds())
            return bool(self._signer.loads(request.cookies.get(self._cookie, ""), max_age=age) == account)
        except BadSignature:
            return False

    def _name(self, kind: str, text: str) -> str:
        return name(self._parts, kind, text)


def asker(parts: Parts) -> str:
    """Whoever asked: told by the one proxy before us, which adds whom it heard; never by the asker.

    What stands further left in X-Forwarded-For anybody may have written.
    """
    peer, told = request.remote_addr or "", request.access_route
    is_ours = parts.settings.is_production and _is_near(peer)
    return told[-1] if is_ours and told else peer


def name(parts: Parts, kind: str, text: str) -> str:
    """Name somebody without saying who it is."""
    return f"{kind}:{parts.vault().mac('sign-in', f'{kind}:{text}'.encode()).hex()}"


def _is_near(address: str) -> bool:
    """Tell whether it is on this machine or its own network, as a proxy is (some hosts' are in 100.64/10)."""
    try:
        return not ipaddress.ip_address(address).is_global
    except ValueError:
        return False
