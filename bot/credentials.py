"""What proves to LINE that it is us, and to us that it is LINE."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credentials:
    """A Messaging API channel's credentials; whatever is not set up yet is None."""

    channel_id: str | None
    channel_secret: str | None = field(repr=False)
    access_token: str | None = field(default=None, repr=False)
    """A long-lived token; without it stateless ones are fetched with id and secret."""
