"""A stop takes effect at once, through the real way in, while a sending goes out."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.turns import Routes
from handlers import routes
from models.consents import Consent, Purpose
from models.sendings import SendingState
from services.sendings import Claim
from tests.bot import letters
from tests.bot.edge import Edge, TinyBot
from tests.bot.posting import Fallible, Post, at_work
from tests.databases import KINDS

DATABASES = KINDS

AT_MOST = 2.0
"""Seconds from LINE's 200 until no further call begins."""
PEOPLE = 12
A_CALL = 0.25
"""Seconds that LINE takes for a call, so that the sending would go on for long."""


class RealBot(TinyBot):
    """The bot with all that it really says."""

    def routes(self) -> Routes:
        return routes.routes()


@dataclass
class Begun:
    """When each call was begun, for a delivery that notes it."""

    post: Post
    at: list[float] = field(default_factory=list)

    def delivery(self) -> Fallible:
        delivery = self.post.another()
        call = delivery.call

        def noted(claim: Claim) -> object:
            self.at.append(time.monotonic())
            return call(claim)

        delivery.call = noted  # type: ignore[method-assign,assignment]
        return delivery


@pytest.fixture
def edge(post: Post) -> Iterator[Edge]:
    """The way in beside the sending, on the same database, with lanes at work."""
    edge = Edge(post.store, post.line, post.clock)
    edge.bot = RealBot()
    edge.lanes = edge.more_lanes()
    edge.lanes.start(4)
    yield edge
    edge.lanes.stop()


def say(web: FlaskClient, post: Post, words: str, *names: str) -> None:
    """Let LINE deliver in one request what these people typed."""
    events = [letters.message(words, user=post.line.people(name).id, at=post.clock()) for name in names]
    body = json.dumps({"destination": "Ubot", "events": events}).encode()
    answer = web.post("/callback", data=body, headers={"x-line-signature": post.line.sign(body)})
    assert answer.status_code == 200


def have_stopped(post: Post) -> bool:
    with post.store.readings.begin() as session:
        open_ones = select(Consent.member_id).where(
            Consent.purpose == Purpose.ANNOUNCEMENTS, Consent.is_given
        )
        return session.scalars(open_ones).first() is None


def test_within_two_seconds_of_a_stop_no_further_call_to_that_person_begins(post: Post, edge: Edge) -> None:
    names = [f"客{number}" for number in range(PEOPLE)]
    post.people(*names)
    post.announce(people=1)
    post.line.fail("multicast", "slow", seconds=A_CALL)
    web, begun = edge.app().test_client(), Begun(post)

    with at_work(begun.delivery(), threads=1):
        post.line.wait_until(lambda: len(post.arrived()) >= 2)
        say(web, post, "停止", *names)
        heard = time.monotonic()
        post.line.wait_until(lambda: have_stopped(post), timeout=20)
        post.line.wait_until(lambda: SendingState.CALLING not in post.states(), timeout=20)
        time.sleep(2 * A_CALL)

    late = max(begun.at) - heard
    assert late <= AT_MOST, f"the last call began {late:.2f} s after the stop was acknowledged"
    assert len(post.arrived()) < PEOPLE
    assert len(begun.at) == len(post.arrived())
    post.tidy()
    assert post.report().dropped == PEOPLE - len(post.arrived())
