"""Channel access tokens: the long-lived one and the stateless ones of fifteen minutes."""

import hmac
from collections import OrderedDict

from simulator import ids, limits
from simulator.answers import Json, Refused


class AccessTokens:
    def __init__(self, *, channel_id: str, channel_secret: str, long_lived: str) -> None:
        self._credentials = (channel_id, channel_secret)
        self._long_lived = long_lived
        self._issued: OrderedDict[str, float] = OrderedDict()

    def issue(self, form: dict[str, str], *, now: float) -> Json:
        """A stateless token for the channel's id and secret."""
        if form.get("grant_type") != "client_credentials":
            raise _denied("unsupported_grant_type", "grant_type must be client_credentials")
        given = (form.get("client_id", ""), form.get("client_secret", ""))
        if not _same(given, self._credentials):
            raise _denied("invalid_client", "invalid client_id or client_secret")
        token = ids.opaque(96)
        self._issued[token] = now + limits.ACCESS_TOKEN_SECONDS
        if len(self._issued) > limits.KEPT_TOKENS:
            self._issued.popitem(last=False)
        return {"token_type": "Bearer", "access_token": token, "expires_in": limits.ACCESS_TOKEN_SECONDS}

    def check(self, authorization: str, *, now: float) -> None:
        """Refuse a call whose bearer is unknown or past its time."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not self._is_good(token.strip(), now=now):
            raise Refused(
                401,
                "Authentication failed. Confirm that the access token in the authorization header is valid.",
            )

    def _is_good(self, token: str, *, now: float) -> bool:
        if hmac.compare_digest(token.encode(), self._long_lived.encode()) and token:
            return True
        return now < self._issued.get(token, 0.0)


def _same(given: tuple[str, str], kept: tuple[str, str]) -> bool:
    return all(hmac.compare_digest(one.encode(), two.encode()) for one, two in zip(given, kept, strict=True))


def _denied(error: str, description: str) -> Refused:
    return Refused(400, description, extra={"error": error, "error_description": description})
