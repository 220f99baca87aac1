"""Tokens are fetched once, renewed in time, and given up when LINE refuses them."""

import itertools
import socket
import threading
import time
from unittest.mock import Mock

import pytest
import urllib3
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import SQLAlchemyError

from bot.answers import Kind, LineError
from bot.credentials import Credentials
from bot.line import Wire
from bot.tokens import Tokens
from simulator import RunningLine
from tests.bot.wires import HELLO, friend, push, wire_to


def test_without_a_long_lived_token_a_stateless_one_is_fetched_once(line: RunningLine) -> None:
    wire, user_id = wire_to(line, token=None), friend(line)

    assert [push(wire, user_id).kind for _ in range(3)] == [Kind.ACCEPTED] * 3

    assert [call.endpoint for call in line.calls].count("token") == 1


def test_a_stateless_token_is_renewed_after_ten_minutes(line: RunningLine) -> None:
    seconds = itertools.chain([0.0] * 7, itertools.repeat(601.0))
    wire, user_id = wire_to(line, token=None, clock=lambda: next(seconds)), friend(line)
    push(wire, user_id)

    for _ in range(3):
        push(wire, user_id)

    assert [call.endpoint for call in line.calls].count("token") == 2


def test_a_refused_token_is_renewed_once_and_the_call_made_again(line: RunningLine) -> None:
    wire, user_id = wire_to(line, token=None), friend(line)
    line.fail("push", "401", times=1)
    line.fail("info", "401", times=1)

    assert push(wire, user_id).kind is Kind.ACCEPTED
    assert wire.questions.is_token_good()


def test_a_token_that_stays_refused_is_our_trouble(line: RunningLine) -> None:
    line.fail("push", "401")

    assert push(wire_to(line, token=None), friend(line)).kind is Kind.TROUBLE


def test_wrong_or_missing_credentials_are_our_trouble(line: RunningLine) -> None:
    wrong, missing = Credentials("1", "wrong"), Credentials(None, None)

    for credentials in (wrong, missing):
        wire = Wire(lambda given=credentials: given, api_base=line.url, data_base=line.url)  # type: ignore[misc]
        assert wire.reply("token", HELLO).kind is Kind.TROUBLE
        assert not wire.questions.is_token_good()


@pytest.mark.parametrize("fault", [SQLAlchemyError("the database is away"), InvalidTag()])
def test_credentials_that_cannot_be_read_are_our_trouble(line: RunningLine, fault: Exception) -> None:
    wire = Wire(Mock(side_effect=fault), api_base=line.url, data_base=line.url)

    assert push(wire, friend(line)).kind is Kind.TROUBLE
    assert line.calls == []


def test_threads_that_need_a_token_at_once_fetch_it_once(line: RunningLine) -> None:
    wire, user_id = wire_to(line, token=None), friend(line)
    threads = [threading.Thread(target=push, args=(wire, user_id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [call.endpoint for call in line.calls].count("token") == 1
    assert len(line.people("花子").received()) == 8


def test_threads_that_wait_for_a_silent_line_wait_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.tokens.TIMEOUT", urllib3.Timeout(connect=0.5, read=0.5))
    words: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        tokens = Tokens(lambda: Credentials("1", "s"), api_base=base, clock=time.monotonic)

        def ask() -> None:
            try:
                tokens.current()
            except LineError as error:
                words.append(error.answer.word)

        begun = time.monotonic()
        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert words == ["no token: no answer"] * 6
    assert time.monotonic() - begun < 2.9
