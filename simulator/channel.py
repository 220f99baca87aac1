"""The one channel that is simulated: everything it remembers, behind one lock."""

import threading

from simulator import ids
from simulator.access_tokens import AccessTokens
from simulator.answers import Json
from simulator.calls import Calls
from simulator.clocks import Clock
from simulator.faults import Faults
from simulator.limits import SHOWN_PEOPLE
from simulator.link_tokens import LinkTokens
from simulator.people import People
from simulator.pictures import Pictures
from simulator.quota import Quota
from simulator.rates import Rates
from simulator.read_tokens import ReadTokens
from simulator.reply_tokens import ReplyTokens
from simulator.retry_keys import RetryKeys
from simulator.richmenus import RichMenus
from simulator.settings import Options, Settings
from simulator.talks import Talks
from simulator.tallies import Tallies
from simulator.units import Units
from simulator.webhooks import Webhooks


class Channel:
    """Hold `lock` while touching anything here; `changed` is notified of news."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.stopping = threading.Event()
        self.bot_user_id = ids.user_id(f"bot/{options.channel_id}")
        self.clock, self.talks, self.calls = Clock(), Talks(), Calls()
        self.faults, self.pictures = Faults(), Pictures()
        self.settings = Settings.of(options)
        self.reply_tokens, self.read_tokens = ReplyTokens(), ReadTokens()
        self.link_tokens = LinkTokens()
        self.access_tokens = AccessTokens(
            channel_id=options.channel_id, channel_secret=options.channel_secret, long_lived=options.token
        )
        self.webhooks = Webhooks(
            lock=self.lock,
            settings=self.settings,
            tokens=self.reply_tokens,
            clock=self.clock,
            secret=options.channel_secret,
            destination=self.bot_user_id,
        )
        self.menus = RichMenus(self.pictures)
        self._begin()

    def reset(self) -> None:
        """Back to the start: first people, empty talks, no faults, settings as started with."""
        with self.lock:
            self._forget()
            self.settings.restore(self.options)
            self.clock.ahead = 0.0
            self._begin()
            self.tell_state()

    def tell_state(self) -> None:
        """Let pages know that people, faults, quota or settings changed."""
        self.talks.tell("state", None, {})
        self.changed.notify_all()

    def state(self) -> Json:
        return {
            "account": {
                "name": self.options.name,
                "basicId": self.options.basic_id,
                "userId": self.bot_user_id,
            },
            "webhook": self.settings.webhook,
            "people": [person.as_json() for person, _ in zip(self.people, range(SHOWN_PEOPLE), strict=False)],
            "peopleCount": len(self.people),
            "faults": self.faults.as_json(),
            "quota": self.quota.as_json(),
            "settings": {**vars(self.settings), "ahead": self.clock.ahead},
        }

    def _forget(self) -> None:
        for kept in (self.webhooks, self.talks, self.calls, self.faults, self.menus, self.pictures):
            kept.clear()
        self.reply_tokens.clear()
        self.read_tokens.clear()
        self.link_tokens.clear()

    def _begin(self) -> None:
        self.people = People(seed=self.options.channel_id)
        self.quota = Quota(limit=self.options.quota)
        self.rates = Rates(changed=self.options.rates)
        self.retry_keys = RetryKeys()
        self.units, self.tallies = Units(), Tallies()
