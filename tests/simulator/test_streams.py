"""The stream that tells pages the news."""

import http.client
import json
from typing import Any

from simulator import RunningLine
from tests.simulator.api import TEXT, Api
from tests.simulator.bots import Bot


class Listener:
    """A page that listens to the stream."""

    def __init__(self, line: RunningLine, *, last: int | None = None) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", int(line.url.rpartition(":")[2]), timeout=20
        )
        self._connection.request(
            "GET", "/sim/stream", headers={} if last is None else {"Last-Event-ID": str(last)}
        )
        self._answer = self._connection.getresponse()
        self.opening = self.next()

    def next(self) -> tuple[int, str, Any]:
        """Number, kind and content of the next news."""
        fields: dict[str, str] = {}
        while line := self._answer.readline():
            name, _, value = line.decode().strip().partition(": ")
            if not name:
                return int(fields["id"]), fields["event"], json.loads(fields["data"])
            fields[name] = value
        raise AssertionError("The stream ended")

    def next_of(self, kind: str) -> Any:
        while True:
            _, found, content = self.next()
            if found == kind:
                return content

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def test_the_stream_tells_what_happens(line: RunningLine, api: Api) -> None:
    listener = Listener(line)
    api.push(line.people("次郎").id)

    told = listener.next_of("entry")

    assert listener.opening[1] == "state"
    assert (told["person"], told["entry"]["from"]) == (line.people("次郎").id, "bot")
    assert told["entry"]["message"] == TEXT
    listener.close()


def test_the_stream_goes_on_where_a_page_left_off(line: RunningLine, api: Api) -> None:
    first = Listener(line)
    first.close()
    api.push(line.people("次郎").id, {"type": "text", "text": "一"})
    api.push(line.people("次郎").id, {"type": "text", "text": "二"})

    again = Listener(line, last=first.opening[0])

    assert [again.next_of("entry")["entry"]["message"]["text"] for _ in range(2)] == ["一", "二"]
    assert again.opening[2]["reload"] is False
    again.close()


def test_a_page_that_missed_too_much_is_told_to_load_anew(line: RunningLine) -> None:
    listener = Listener(line, last=10**9)

    assert listener.opening[2]["reload"] is True
    listener.close()


def test_the_stream_tells_of_menus_and_loading(line: RunningLine, api: Api) -> None:
    jiro = line.people("次郎").id
    listener = Listener(line)
    api.call("POST", "/v2/bot/chat/loading/start", {"chatId": jiro})
    assert listener.next_of("loading") == {"person": jiro, "loading": True, "seconds": 20}
    api.call("DELETE", "/v2/bot/user/all/richmenu")

    assert listener.next_of("menu") == {"person": None}
    listener.close()


def test_words_that_cannot_be_written_do_not_stop_the_webhooks(line: RunningLine, api: Api, bot: Bot) -> None:
    listener = Listener(line)
    line.people("花子").say("\ud800")
    line.people("花子").say("次")
    line.wait_for_webhooks()

    assert [event["message"]["text"] for event in bot.heard] == ["?", "次"]
    assert [listener.next_of("entry")["entry"]["message"]["text"] for _ in range(2)] == ["?", "次"]
    listener.close()


def test_a_person_hears_of_their_own_menu(line: RunningLine, api: Api) -> None:
    hanako = line.people("花子").id
    listener = Listener(line)
    api.call("DELETE", f"/v2/bot/user/{hanako}/richmenu")

    assert listener.next_of("menu") == {"person": hanako, "menu": None}
    listener.close()
