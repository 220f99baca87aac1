"""The scheduler as a process of its own: works, shares, stops in seconds."""

import base64
import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.announcements import AnnouncementState as State
from models.sendings import SendingState
from scheduler.__main__ import STOPS, End, main
from services import shopkeeping
from simulator import RunningLine
from tests.bot.posting import Post
from tests.bot.test_personal import CONTENT as OWN_FIGURES
from tests.bot.test_personal import WORDS as PERSONAL
from tests.clock import Clock
from tests.databases import Store
from tests.makers import EARLIER, MASTER_KEY, unlocked
from tests.scheduler.births import Process

Start = Callable[..., Process]


@pytest.fixture
def post(store: Store, line: RunningLine) -> Post:
    """A shop at the real time, without quiet hours."""
    with store.sessions.begin() as session:
        vault = unlocked(session)
        wishes = {"quiet_from": "00:00", "quiet_until": "00:00", "pace_per_minute": "0"}
        shopkeeping.change(session, wishes, trust_url="", now=EARLIER - timedelta(days=1))
    return Post(store, line, Clock(datetime.now(UTC)), vault)


@pytest.fixture
def start(post: Post, tmp_path: Path) -> Iterator[Start]:
    """Start schedulers; what still runs in the end is killed."""
    key = tmp_path / "master.key"
    key.write_text(base64.b64encode(MASTER_KEY).decode())
    environment = {
        "DATABASE_URL": post.store.url,
        "SECRET_KEY": "s" * 32,
        "MASTER_KEY_FILE": str(key),
        "BACKUP_DIR": str(tmp_path / "backups"),
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "LINE_CHANNEL_ID": post.line.channel_id,
        "LINE_CHANNEL_SECRET": post.line.channel_secret,
        "LINE_CHANNEL_ACCESS_TOKEN": post.line.token,
        "LINE_API_BASE": post.line.url,
        "LINE_DATA_API_BASE": post.line.url,
    }
    started: list[Process] = []

    def begin(*arguments: str, **changed: str) -> Process:
        words = tmp_path / f"{len(started)}.log"
        started.append(Process({**environment, **changed}, arguments, words))
        return started[-1]

    yield begin
    for process in started:
        if process.code is None:
            process.kill()


def test_two_schedulers_share_the_work_and_stop_in_seconds(post: Post, start: Start) -> None:
    names = [f"客{number}" for number in range(6)]
    post.people(*names)
    post.schedule()

    both = [start(), start()]
    post.line.wait_until(lambda: post.report().state == State.SENT, timeout=30)

    assert post.arrived() == dict.fromkeys(names, 1)
    for process in both:
        assert process.stop() < 10, "seconds, on a busy machine too; platforms allow thirty"
        assert process.code in (0, -signal.SIGTERM), "it may not have begun yet"


def test_one_that_only_delivers_plans_nothing(post: Post, start: Start) -> None:
    post.people("一郎", "二郎")
    post.announce(people=1)
    post.people("三郎")
    first = post.announcement_id
    post.schedule()

    process = start("deliver")
    post.line.wait_until(lambda: post.states() == {SendingState.ACCEPTED: 2}, timeout=30)

    assert process.stop() < 5
    assert post.report().state == State.SCHEDULED
    post.announcement_id = first
    assert post.report().accepted == 2


def test_stopping_finishes_the_call_under_way(post: Post, start: Start) -> None:
    post.people("一郎")
    post.announce()
    post.line.fail("multicast", "slow", times=1, seconds=1.5)
    process = start("deliver")
    post.line.wait_until(lambda: post.states() == {SendingState.CALLING: 1}, timeout=30)

    process.stop()

    assert post.states() == {SendingState.ACCEPTED: 1}
    assert post.arrived() == {"一郎": 1}


def test_a_killed_one_leaves_nothing_lost_and_nothing_double(post: Post, start: Start) -> None:
    post.people("一郎")
    post.announce()
    post.line.fail("multicast", "slow", times=1, seconds=1)
    killed = start("deliver")
    post.line.wait_until(lambda: post.states() == {SendingState.CALLING: 1}, timeout=30)
    killed.kill()

    post.clock.set(datetime.now(UTC) + timedelta(minutes=2))
    post.tidy()
    post.deliver()

    assert post.arrived() == {"一郎": 1}
    assert post.states() == {SendingState.ACCEPTED: 1}


def test_several_killed_and_started_again_by_chance_lose_nothing_and_repeat_nothing(
    post: Post, start: Start
) -> None:
    names, dice = [f"客{number}" for number in range(24)], random.Random(20261128)
    post.people(*names)
    post.line.fail("push", "slow", times=len(names), seconds=0.4)
    post.schedule(words=PERSONAL, content=OWN_FIGURES)
    running = [start(), start()]

    for arrived in (1, 6, 12):
        post.line.wait_until(lambda least=arrived: len(post.line.accepted) >= least, timeout=30)  # type: ignore[misc]
        running.pop(dice.randrange(len(running))).kill()
        running.append(start())
    post.line.wait_until(lambda: SendingState.WAITING not in post.states(), timeout=30)
    for process in running:
        process.stop()
    post.clock.set(datetime.now(UTC) + timedelta(minutes=2))
    post.tidy()
    post.deliver()

    assert post.arrived() == dict.fromkeys(names, 1)
    assert post.states() == {SendingState.ACCEPTED: len(names)}


def test_a_signal_that_comes_before_anybody_waits_is_not_lost() -> None:
    before = [signal.getsignal(number) for number in STOPS]
    end = End()
    os.kill(os.getpid(), signal.SIGTERM)

    waiting = threading.Thread(target=end.wait, daemon=True)
    waiting.start()
    waiting.join(10)

    for number, handler in zip(STOPS, before, strict=True):
        signal.signal(number, handler)
    assert not waiting.is_alive()


def test_an_unknown_word_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance"]) == 2
    assert "usage: python -m scheduler [deliver]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"MASTER_KEY_FILE": "/nowhere/master.key"}, "no master key in /nowhere/master.key"),
        ({"MASTER_KEY": base64.b64encode(b"x" * 32).decode()}, "This key does not open the database"),
    ],
)
def test_what_keeps_it_from_starting_is_said_in_one_sentence(
    start: Start, changed: dict[str, str], sentence: str
) -> None:
    process = start(**changed)

    said = process.wait()

    assert process.code == 2
    assert sentence in said
    assert "Traceback" not in said
