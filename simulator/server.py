"""Puts the channel behind a port of this machine."""

import contextlib
import threading

from simulator import gate
from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.control.routes import CONTROL
from simulator.requests import Request
from simulator.routes import API, UNKNOWN, Route, Routes
from simulator.settings import Options
from simulator.wire import Server


class Simulator:
    """A channel and its server; OSError when the port is taken."""

    def __init__(self, options: Options) -> None:
        self.channel = Channel(options)
        self._api, self._control = Routes(API), Routes(CONTROL)
        self._server = Server(options.port, self._serve)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="simulator", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self.channel.webhooks.start()
        self._thread.start()

    def stop(self) -> None:
        self.channel.stopping.set()
        with self.channel.changed:
            self.channel.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self.channel.webhooks.stop()

    def _serve(self, request: Request) -> Answer:
        if route := self._api.find(request) or _unknown(request):
            return gate.serve(self.channel, route, request)
        try:
            return self._control_call(request)
        except Refused as refused:
            return refused.as_answer()

    def _control_call(self, request: Request) -> Answer:
        route = self._control.find(request)
        if route is None:
            raise Refused(404, "Not found")
        with contextlib.nullcontext() if route.waits else self.channel.lock:
            return route.serve(self.channel, request)


def _unknown(request: Request) -> Route | None:
    """For what looks like a call of the API; two slashes come from a base address that ends in one."""
    return UNKNOWN if request.path.startswith(("/v2/", "/oauth2/", "//")) else None
