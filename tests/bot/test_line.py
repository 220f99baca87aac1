"""The wire, over real HTTP: what an answer means, and what the next step may be."""

import json
import socket
import threading
import uuid
from collections.abc import Iterator

import pytest

from bot import bodies
from bot.answers import Kind, LineError
from bot.credentials import Credentials
from bot.line import Wire
from simulator import RunningLine
from tests.bot.wires import HELLO, friend, multicast, push, wire_to


@pytest.fixture
def wire(line: RunningLine) -> Wire:
    return wire_to(line)


def test_a_push_is_accepted_and_arrives_as_written(wire: Wire, line: RunningLine) -> None:
    answer = push(wire, friend(line))

    assert (answer.kind, answer.word, answer.status) == (Kind.ACCEPTED, "200", 200)
    assert answer.request_id == line.calls[-1].request_id
    assert line.people("花子").received() == HELLO


def test_a_multicast_is_accepted_and_arrives_once_for_each(wire: Wire, line: RunningLine) -> None:
    taro = line.people("太郎")
    taro.follow()

    answer = multicast(wire, [friend(line), taro.id])

    assert answer.kind is Kind.ACCEPTED
    assert line.people("花子").received() == taro.received() == HELLO


def test_the_same_key_again_counts_as_accepted(wire: Wire, line: RunningLine) -> None:
    user_id, key = friend(line), str(uuid.uuid4())
    first = push(wire, user_id, key)

    again = push(wire, user_id, key)

    assert (again.kind, again.word) == (Kind.ACCEPTED, "409")
    assert again.accepted_request_id == first.request_id
    assert len(line.people("花子").received()) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "word"),
    [
        ("500", Kind.UNKNOWN, "500"),
        ("500_after", Kind.UNKNOWN, "500"),
        ("lost", Kind.UNKNOWN, "no answer"),
        ("reset", Kind.UNKNOWN, "no answer"),
        ("401", Kind.TROUBLE, "401"),
        ("403", Kind.TROUBLE, "403"),
        ("429_rate", Kind.RATE, "429 rate"),
        ("429_quota", Kind.QUOTA, "429 quota"),
        ("bad_id", Kind.REJECTED, "400"),
    ],
)
def test_every_answer_has_its_kind(line: RunningLine, fault: str, kind: Kind, word: str) -> None:
    user_id = friend(line)
    line.fail("multicast", fault)

    answer = multicast(wire_to(line), [user_id])

    assert (answer.kind, answer.word) == (kind, word)
    assert answer.is_ambiguous == (kind is Kind.UNKNOWN)


def test_a_hanging_line_is_left_after_the_timeout(
    line: RunningLine, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.line.REPLY_TIMEOUT", (0.2, 0.2))
    line.fail("reply", "hang", seconds=2, times=1)

    answer = wire.reply("token", HELLO)

    assert (answer.kind, answer.word, answer.status) == (Kind.UNKNOWN, "timeout", None)


def test_the_place_of_a_refused_recipient_is_told(line: RunningLine, wire: Wire) -> None:
    user_id = friend(line)
    line.fail("multicast", "bad_id", times=1, index=1)

    assert multicast(wire, [user_id, line.people("太郎").id]).bad_index == 1
    assert push(wire, "U" + "f" * 32).bad_index == 0


def test_the_months_limit_is_known_from_the_quota_even_if_the_words_change(
    line: RunningLine, wire: Wire
) -> None:
    user_id = friend(line)
    line.set(quota={"limit": 100, "used": 100})
    line.fail("push", "429_rate", times=1)

    assert push(wire, user_id).kind is Kind.QUOTA


def test_too_fast_stays_too_fast_while_there_is_quota(line: RunningLine, wire: Wire) -> None:
    user_id = friend(line)
    line.set(quota={"limit": 100, "used": 99})
    line.fail("push", "429_rate", times=1)

    assert push(wire, user_id).kind is Kind.RATE


@pytest.mark.parametrize("tries", [0, 1])
def test_a_call_that_would_begin_too_late_is_not_made(line: RunningLine, tries: int) -> None:
    wire, body = wire_to(line, token=None), bodies.push_body(friend(line), HELLO)
    line.fail("push", "401", times=1)
    verdicts = iter([True] * tries + [False])

    answer = wire.push(body, retry_key=str(uuid.uuid4()), may_begin=lambda: next(verdicts))

    assert (answer.kind, answer.word) == (Kind.TROUBLE, "too late")
    assert [call.endpoint for call in line.calls].count("push") == tries
    assert line.people("花子").received() == []


def test_a_used_reply_token_is_dead(line: RunningLine, wire: Wire) -> None:
    token = line.people("花子").say("ポイント")["replyToken"]

    first, second = wire.reply(token, HELLO), wire.reply(token, HELLO)

    assert first.kind is Kind.ACCEPTED
    assert (second.kind, second.is_dead_token) == (Kind.REJECTED, True)


def test_no_connection_is_no_answer() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"
        wire = Wire(lambda: Credentials("1", "s", "t"), api_base=base, data_base=base)

        assert wire.reply("token", HELLO).kind is Kind.UNKNOWN
        with pytest.raises(LineError, match="no answer"):
            wire.questions.bot_info()


@pytest.mark.parametrize("messages", [[], HELLO * 6, [{"type": "nonsense"}], [{"type": "text"}], [{}]])
def test_a_staff_members_messages_that_the_sdk_does_not_know_are_not_sent(
    messages: list[bodies.Json],
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        bodies.push_body("U1", messages)


@pytest.mark.parametrize("messages", [[], HELLO * 6])
def test_an_answer_of_no_or_too_many_messages_is_not_sent(
    line: RunningLine, wire: Wire, messages: list[bodies.Json]
) -> None:
    assert wire.reply("token", messages).kind is Kind.REJECTED
    assert line.calls == []


@pytest.fixture
def odd_server() -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers each connection with the next of these bytes, then hangs up."""
    answers: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(answers.pop(0))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", answers
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<htm>",
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        b"",
        b"garbage\r\n\r\n",
    ],
    ids=["cut off", "no JSON", "gateway", "nothing", "garbage"],
)
def test_what_cannot_be_read_is_unknown(odd_server: tuple[str, list[bytes]], answer: bytes) -> None:
    base, answers = odd_server
    answers.append(answer)
    wire = Wire(lambda: Credentials("1", "s", "t"), api_base=base, data_base=base)

    assert wire.reply("token", HELLO).kind is Kind.UNKNOWN


def test_a_redirect_is_not_followed(odd_server: tuple[str, list[bytes]]) -> None:
    base, answers = odd_server
    answers.append(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    wire = Wire(lambda: Credentials("1", "s", "t"), api_base=base, data_base=base)

    assert wire.reply("token", HELLO).kind is Kind.TROUBLE


def test_no_log_line_names_a_person_a_token_or_their_words(
    line: RunningLine, capsys: pytest.CaptureFixture[str]
) -> None:
    wire, user_id = wire_to(line, token=None), friend(line)
    token = line.people("花子").say("秘密の話")["replyToken"]
    push(wire, user_id)
    wire.reply(token, HELLO)

    logged = json.dumps(capsys.readouterr(), ensure_ascii=False)

    assert "called" in logged
    for secret in (user_id, token, "秘密", "こんにちは", line.channel_secret):
        assert secret not in logged
