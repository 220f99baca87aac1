"""Somebody whom a test moves, and whose screen it reads."""

import contextlib
from collections.abc import Iterator

from simulator import phones
from simulator.answers import Json
from simulator.channel import Channel
from simulator.people import Person
from simulator.talks import Entry

_PATIENCE = 10.0


class VirtualPerson:
    """Somebody whom a test moves. Every act gives the webhook event that was sent, if one was."""

    def __init__(self, channel: Channel, person: Person) -> None:
        self._channel = channel
        self._person = person
        self._since = 0

    @property
    def id(self) -> str:
        return self._person.id

    @property
    def name(self) -> str:
        return self._person.name

    @property
    def is_friend(self) -> bool:
        return self._person.friend and not self._person.blocked

    def follow(self) -> Json | None:
        with self._acting():
            return phones.follow(self._channel, self._person)

    def block(self) -> Json | None:
        with self._acting():
            return phones.block(self._channel, self._person)

    def unblock(self) -> Json | None:
        with self._acting():
            return phones.unblock(self._channel, self._person)

    def say(self, text: str) -> Json:
        with self._acting():
            return phones.say(self._channel, self._person, text)

    def tap(self, data: str, *, display_text: str | None = None, params: Json | None = None) -> Json:
        with self._acting():
            return phones.tap(self._channel, self._person, data, display_text=display_text, params=params)

    def post_sticker(self, package_id: str = "446", sticker_id: str = "1988") -> Json:
        with self._acting():
            return phones.post_sticker(self._channel, self._person, package_id, sticker_id)

    def post_image(self) -> Json:
        with self._acting():
            return phones.post_image(self._channel, self._person)

    def unsend(self, message_id: str | None = None) -> Json:
        with self._acting():
            return phones.unsend(self._channel, self._person, message_id)

    def delete_account(self) -> None:
        with self._acting():
            phones.delete_account(self._channel, self._person)

    def talk(self) -> list[Entry]:
        """Everything on the screen, oldest first."""
        with self._channel.lock:
            return self._channel.talks.of(self.id)

    def received(self) -> list[Json]:
        """The bot's messages, oldest first."""
        return [entry.message for entry in self.talk() if entry.side == "bot"]

    def news(self) -> list[Json]:
        """The bot's messages since this person's last act."""
        return [entry.message for entry in self.talk() if entry.side == "bot" and entry.seq > self._since]

    def wait_for_reply(self, count: int = 1, *, timeout: float = _PATIENCE) -> list[Json]:
        """The bot's messages since the last act, once there are so many; else an AssertionError."""
        with self._channel.changed:
            came = self._channel.changed.wait_for(lambda: len(self.news()) >= count, timeout=timeout)
            assert came, f"{self.name} got {len(self.news())} of {count} messages within {timeout} s"
            return self.news()

    def hears_nothing(self, *, seconds: float = 0.3) -> bool:
        """Whether no message of the bot arrives for so long."""
        with self._channel.changed:
            return not self._channel.changed.wait_for(lambda: bool(self.news()), timeout=seconds)

    @contextlib.contextmanager
    def _acting(self) -> Iterator[None]:
        with self._channel.lock:
            self._since = self._channel.talks.seq
            yield
