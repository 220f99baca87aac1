"""The operator's commands for the ledger: verify, export, prove."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text, update

from models.sendings import Delivery, Sending
from services import audit, coverage
from tests.bot.posting import Post
from tests.cli.keyring import Run, opened, runner
from tests.databases import Store
from tools import verify_ledger


@pytest.fixture
def run(post: Post) -> Run:
    """Run a command on the test's database, at the test's time."""
    commands = runner(opened(post.store, post.clock))

    def run(*arguments: str) -> Result:
        return commands.invoke(args=["ledger", *arguments])

    return run


@pytest.fixture
def message_id(post: Post) -> str:
    """An announcement to two people; the number of one's message."""
    post.people("一郎", "花子")
    post.announce()
    post.deliver()
    with post.store.readings.begin() as session:
        sending_id, member_id = session.query(Delivery.sending_id, Delivery.member_id).first() or (0, 0)
    return coverage.number(sending_id, member_id)


def test_a_sound_ledger_is_verified(run: Run, message_id: str) -> None:
    done = run("verify")

    assert (done.exit_code, done.output.startswith("台帳に誤りはありません")) == (0, True)


def test_a_bent_ledger_is_told_and_ends_with_1(run: Run, message_id: str, store: Store) -> None:
    with store.sessions.begin() as session:
        session.execute(text("UPDATE consents SET is_given = NOT is_given"))

    done = run("verify")

    assert done.exit_code == 1
    assert "いまの同意が、台帳と合いません" in done.output


def test_an_export_is_checked_by_the_tool_that_comes_with_it(
    run: Run, message_id: str, store: Store, tmp_path: Path
) -> None:
    done = run("export", str(tmp_path / "out"))

    assert done.exit_code == 0
    assert "tools/verify_ledger.py" in done.output
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "entries.jsonl",
        "checkpoints.txt",
        "key.pub",
    }
    assert verify_ledger.main([str(tmp_path / "out")]) == 0
    with store.readings.begin() as session:
        assert audit.recent(session)[0].action == "ledger_exported"


def test_an_export_is_signed_as_of_now_however_quiet_the_shop_was(
    run: Run, message_id: str, post: Post, tmp_path: Path
) -> None:
    run("export", str(tmp_path / "out"))
    post.clock.advance(days=400)

    run("export", str(tmp_path / "out"))

    notes = (tmp_path / "out" / "checkpoints.txt").read_text()
    assert "time 2028-01-05" in notes.rpartition("time ")[1] + notes.rpartition("time ")[2]
    assert verify_ledger.main([str(tmp_path / "out")]) == 0


def test_an_empty_ledger_has_nothing_to_export(run: Run, tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "out"))

    assert done.exit_code == 1
    assert "台帳はまだ空です" in done.output
    assert not (tmp_path / "out").exists()


def test_a_message_is_proven_by_its_number(run: Run, message_id: str, store: Store, tmp_path: Path) -> None:
    done = run("prove", message_id)

    proof = json.loads(done.output)
    assert (done.exit_code, proof["message"]["id"], proof["is_covered"]) == (0, message_id, True)
    assert next(iter(proof["notices"].values()))["question"]
    (tmp_path / "proof.json").write_text(done.output)
    assert verify_ledger.main([str(tmp_path / "proof.json")]) == 0
    with store.readings.begin() as session:
        assert audit.recent(session)[0].subject == f"message:{message_id}"


def test_all_messages_are_looked_at(run: Run, message_id: str, store: Store) -> None:
    done = run("prove", "--all")
    assert (done.exit_code, "送信 2件のうち、同意で裏づけられないもの 0件" in done.output) == (0, True)

    with store.sessions.begin() as session:
        session.execute(update(Sending).values(ledger_size=0))
    done = run("prove", "--all")

    assert (done.exit_code, f"× {message_id}" in done.output) == (1, True)
    assert run("prove", message_id).exit_code == 1


def test_what_cannot_be_proven_is_said_in_one_sentence(run: Run) -> None:
    for arguments in (["prove"], ["prove", "1-1", "--all"], ["prove", "1-1"]):
        done = run(*arguments)

        assert done.exit_code == 2
        assert "Traceback" not in done.output
