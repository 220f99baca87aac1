"""The web process: ties the parts to Flask; decides nothing."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Flask, request

import logs
import parts
from admin import linking
from admin import routes as admin
from api import health
from api import routes as api
from bot import webhook
from bot.dispatcher import Dispatcher
from bot.lanes import Lanes
from bot.replies import Replies
from bot.sharing import Shared
from cli import commands
from handlers import routes as handlers
from services import inbox


class App(Flask):
    """The web application, with the lanes that answer what the webhook recorded."""

    lanes: Lanes

    def log_exception(self, exc_info: Any) -> None:
        """Name what broke by its rule: an address may be a one-time link, which stays good when it breaks."""
        self.logger.error("%s %s failed", request.method, request.url_rule, exc_info=exc_info)

    def start_lanes(self) -> None:
        """Begin to answer. After the fork only: threads do not survive one."""
        logs.set_up()
        self.lanes.start()


def create_app(everything: parts.Parts | None = None) -> App:
    """Make the web application; nothing is connected, and no thread is started yet."""
    app = App("goen", static_folder=None)
    whole = everything or composed()
    app.extensions["goen"] = whole
    app.secret_key = whole.settings.secret_key
    app.lanes = lanes(whole)
    app.register_blueprint(hearing(whole, app.lanes))
    app.register_blueprint(health.blueprint(whole))
    app.register_blueprint(api.blueprint(whole))
    admin.attach(app, whole)
    app.register_blueprint(linking.blueprint(whole, link_token=link_tokens(whole)))
    commands.attach(app)
    return app


def link_tokens(whole: parts.Parts) -> Callable[[str], str]:
    """Give what asks LINE for a link token; the wire is made when it is first asked for, after the fork."""

    def fetch(user_id: str) -> str:
        return whole.wire.link_token(user_id)

    return fetch


def composed() -> parts.Parts:
    """Put the parts together as the environment says; a wrong one ends the process with one sentence."""
    try:
        return parts.build(parts.read())
    except parts.REFUSALS as refusal:
        sys.exit(str(refusal))


def lanes(whole: parts.Parts) -> Lanes:
    """Make the lanes: events are dealt with, and their answers said."""
    dispatcher = Dispatcher(
        whole.sessions,
        whole.readings,
        whole.vault,
        handlers.routes(),
        clock=whole.clock,
        trust_url=whole.trust_url,
        papers_url=f"{whole.settings.public_url}/papers",
        cards_url=whole.cards_url,
    )
    replies = Replies(whole.sessions, whole.vault, lambda: whole.wire, clock=whole.clock)
    return Lanes(dispatcher, replies)


def hearing(whole: parts.Parts, lanes: Lanes) -> Blueprint:
    """Make the webhook, which keeps what LINE tells and nudges the lanes."""
    kinds = handlers.routes().kinds

    def record(requests: Sequence[Sequence[Any]]) -> list[list[str]]:
        with whole.sessions.begin() as session:
            return inbox.record_all(session, whole.vault(), requests, kinds=kinds, now=whole.clock())

    return webhook.blueprint(
        record=Shared(record).ask,
        secret=lambda: whole.credentials().channel_secret,
        nudge=lanes.nudge,
        hearing=lanes.hearing,
    )
