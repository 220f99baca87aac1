"""A bot that only notes what it hears, and answers the status it is told to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Bot:
    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        """Every event of every request, in order of arrival."""
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        """What to answer the next requests with; then 200."""
        self.seconds = 0.0
        bot = self

        class Ears(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                bot.hear({name.lower(): value for name, value in self.headers.items()}, body)
                self.send_response(bot.statuses.pop(0) if bot.statuses else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Tests need no access log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ears)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/callback"

    def hear(self, headers: dict[str, str], body: bytes) -> None:
        time.sleep(self.seconds)
        self.requests.append((headers, body))
        self.heard.extend(json.loads(body)["events"])

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
