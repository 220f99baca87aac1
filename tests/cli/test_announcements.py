"""The operator's commands for announcements, through Flask's own runner."""

import json

import pytest
from click.testing import Result
from sqlalchemy import func, select

from models.announcements import Announcement
from scheduler import jobs
from services import halts, quotas
from tests.cli.keyring import Run, opened, runner
from tests.clock import Clock
from tests.databases import Store
from tests.makers import Make, unlocked


@pytest.fixture
def run(store: Store, clock: Clock) -> Run:
    """Run a command on the test's database, at the test's time."""
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        make.member(reachable=True)
        make.member()
    commands = runner(opened(store, clock))

    def run(*arguments: str) -> Result:
        return commands.invoke(args=["announcements", *arguments])

    return run


def created(run: Run, *more: str) -> dict[str, object]:
    done = run("create", "--topic", "news", "--text", "新しい豆が入りました。", "--json", *more)
    assert done.exit_code == 0, done.output
    report: dict[str, object] = json.loads(done.output)
    return report


def test_more_people_than_messages_are_refused_before_anything_is_scheduled(
    run: Run, store: Store, clock: Clock
) -> None:
    with store.sessions.begin() as session:
        quotas.note(session, allowed=0, used=0, now=clock())

    done = run("create", "--topic", "news", "--text", "新しい豆が入りました。")

    assert done.exit_code == 2
    assert "Traceback" not in done.output
    with store.readings.begin() as session:
        assert session.scalar(select(func.count()).select_from(Announcement)) == 0


def test_an_announcement_is_scheduled_for_now_and_told_in_figures(
    run: Run, store: Store, clock: Clock
) -> None:
    made = created(run)
    assert made["state"] == "scheduled"
    jobs.plan(store.sessions, clock)

    shown = json.loads(run("show", str(made["id"]), "--json").output)

    assert (shown["state"], shown["planned"], shown["accepted"]) == ("sending", 1, 0)
    assert shown["excluded"] == {"no_consent": 1}
    assert shown["unknown"] == 0


def test_a_draft_waits(run: Run) -> None:
    assert created(run, "--draft")["state"] == "draft"


def test_it_can_be_paused_resumed_and_cancelled(run: Run) -> None:
    number = str(created(run)["id"])

    states = [run(step, number).output.split()[1] for step in ("pause", "resume", "cancel")]

    assert states == ["paused", "scheduled", "cancelled"]


def test_a_time_without_an_offset_is_japans(run: Run, store: Store, clock: Clock) -> None:
    number = created(run, "--at", "2026-12-01T18:00", "--until", "2026-12-01T11:00:00Z")["id"]
    clock.advance(hours=5, minutes=59)
    jobs.plan(store.sessions, clock)
    assert json.loads(run("show", str(number), "--json").output)["state"] == "scheduled"

    clock.advance(minutes=1)
    jobs.plan(store.sessions, clock)

    assert json.loads(run("show", str(number), "--json").output)["state"] == "sending"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--topic", "news", "--text", "あ", "--at", "tomorrow"], "cannot read tomorrow"),
        (["--topic", "news", "--text", "あ", "--at", "2026-11-30T12:00"], "2026-11-30 12:00 has passed"),
        (["--topic", "news", "--text", "あ", "--until", "2026-12-01T12:00:30"], "2026-12-01 12:01 or later"),
        (["--topic", "none", "--text", "あ"], "no such topic"),
        (["--topic", "news", "--text", " "], "please give a text"),
        (["--topic", "news", *["--text", "あ"] * 6], "at most 5"),
        (["--topic", "news", "--text", "あ" * 4_001], "4000 characters"),
        (["--topic", "news"], "--text"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    done = run("create", *arguments)

    assert done.exit_code == 2
    assert sentence in done.output


def test_what_cannot_be_done_is_said(run: Run) -> None:
    number = str(created(run, "--draft")["id"])

    assert "draft by now" in run("pause", number).output
    assert "no announcement 4711" in run("show", "4711").output
    assert run("resume", "4711").exit_code == 2


def test_the_operator_stops_everything_and_lets_it_go_on(run: Run, store: Store) -> None:
    held = []
    for word in ("halt", "lift", "lift"):
        assert run(word).exit_code == 0
        with store.readings.begin() as session:
            held.append(halts.present(session) is not None)

    assert held == [True, False, False]
