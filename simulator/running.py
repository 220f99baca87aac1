"""Runs the simulator inside a test, and gives the test hands: people to move, logs to read."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from simulator.answers import Json
from simulator.calls import Call
from simulator.control import state
from simulator.deliveries import Delivery
from simulator.faults import Fault, Faults
from simulator.server import Simulator
from simulator.settings import Options
from simulator.signatures import sign
from simulator.virtual_person import VirtualPerson

_PATIENCE = 30.0


class RunningLine:
    """The simulated platform as a test sees it."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self._people: dict[str, VirtualPerson] = {}

    @property
    def url(self) -> str:
        """Base address of the Messaging API, the data API, the page and the control interface."""
        return self.simulator.url

    @property
    def channel_id(self) -> str:
        return self.simulator.channel.options.channel_id

    @property
    def channel_secret(self) -> str:
        return self.simulator.channel.options.channel_secret

    @property
    def token(self) -> str:
        return self.simulator.channel.options.token

    @property
    def bot_user_id(self) -> str:
        return self.simulator.channel.bot_user_id

    @property
    def webhook(self) -> str | None:
        return self.simulator.channel.settings.webhook

    @webhook.setter
    def webhook(self, address: str | None) -> None:
        with self.simulator.channel.lock:
            self.simulator.channel.settings.webhook = address

    @property
    def faults(self) -> Faults:
        return self.simulator.channel.faults

    @property
    def calls(self) -> list[Call]:
        """Every call of the Messaging API so far."""
        return list(self.simulator.channel.calls)

    @property
    def accepted(self) -> list[Json]:
        """A row per person and accepted call.

        Each has person, retryKey, requestId, endpoint, at, bodyHash and messages (how many).
        """
        with self.simulator.channel.lock:
            return self.simulator.channel.calls.accepted()

    @property
    def deliveries(self) -> list[Delivery]:
        """Every webhook request so far and how the bot answered."""
        with self.simulator.channel.lock:
            return list(self.simulator.channel.webhooks.deliveries)

    def people(self, name: str) -> VirtualPerson:
        """The person of this name or id."""
        person = self.simulator.channel.people.find(name)
        return self._people.setdefault(person.id, VirtualPerson(self.simulator.channel, person))

    def add_person(
        self, name: str, *, language: str = "ja", friend: bool = False, user_id: str | None = None
    ) -> VirtualPerson:
        with self.simulator.channel.lock:
            person = self.simulator.channel.people.add(
                name, language=language, friend=friend, user_id=user_id
            )
        return self.people(person.id)

    def fail(self, endpoint: str, kind: str, *, times: int | None = None, **more: Any) -> Fault:
        """Put a rule on the fault panel; `more`: probability, seed, seconds, index, user."""
        with self.simulator.channel.lock:
            return self.faults.add(Fault(endpoint=endpoint, kind=kind, times=times, **more))

    def set(self, **settings: Any) -> None:
        """Change settings as `PUT /sim/settings` does."""
        with self.simulator.channel.lock:
            state.change(self.simulator.channel, settings)

    def pass_time(self, seconds: float) -> None:
        """Set the platform's clock ahead, so that tokens and keys age."""
        with self.simulator.channel.lock:
            self.simulator.channel.clock.ahead += seconds

    def send(self, *events: Json, body: bytes | None = None, signature: str | None = None) -> Delivery:
        """Deliver these events, or these bytes, at once; under a wrong signature if one is given."""
        return self.simulator.channel.webhooks.post(events, body=body, signature=signature)

    def sign(self, body: bytes) -> str:
        """The signature that LINE would put on this body."""
        return sign(body, secret=self.channel_secret)

    def wait_for_reply(self, name: str, count: int = 1, *, timeout: float = _PATIENCE) -> list[Json]:
        return self.people(name).wait_for_reply(count, timeout=timeout)

    def wait_until(self, condition: Callable[[], bool], *, timeout: float = _PATIENCE) -> None:
        """Look again and again until the condition holds; an AssertionError if it never does."""
        end = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < end, f"It did not come to pass within {timeout} s"
            time.sleep(0.01)

    def wait_for_webhooks(self, *, timeout: float = _PATIENCE) -> None:
        """Until every event has been delivered, redeliveries included."""
        arrived = self.simulator.channel.webhooks.wait_until_idle(timeout)
        assert arrived, f"Webhooks were still waiting after {timeout} s"

    def reset(self) -> None:
        self._people.clear()
        self.simulator.channel.reset()


@contextlib.contextmanager
def running(webhook: str | None = None, **options: Any) -> Iterator[RunningLine]:
    """Run the simulator on a free port; `options` are the fields of `settings.Options`."""
    simulator = Simulator(Options(webhook=webhook, **options))
    simulator.start()
    try:
        yield RunningLine(simulator)
    finally:
        simulator.stop()
