"""The operator's commands for tills: keys, and purchases from a file."""

import csv
import json
from pathlib import Path

import pytest

from services import api_keys, points, purchases
from tests.cli.keyring import Run, opened, runner
from tests.clock import Clock
from tests.databases import Store
from tests.makers import Make, unlocked


@pytest.fixture
def run(store: Store, clock: Clock) -> Run:
    """Run a command on the test's database, at the test's time."""
    with store.sessions.begin() as session:
        unlocked(session)
    commands = runner(opened(store, clock))
    return lambda *arguments: commands.invoke(args=arguments)


def test_a_key_is_made_listed_and_revoked(run: Run, store: Store, clock: Clock) -> None:
    made = json.loads(
        run(
            *("api-keys", "create", "駅前店のレジ", "--json"),
            *("--scope", "purchases:write", "--scope", "points:read"),
        ).output
    )
    with store.sessions.begin() as session:
        assert api_keys.admit(session, made["key"], now=clock()).scopes == set(made["scopes"])
    listed = run("api-keys", "list", "--json").output

    assert made["scopes"] == ["points:read", "purchases:write"]
    assert made["key"] not in listed
    assert json.loads(listed)[0]["name"] == "駅前店のレジ"
    assert run("api-keys", "revoke", str(made["id"])).exit_code == 0
    assert "revoked" in run("api-keys", "list").output
    again = run("api-keys", "revoke", str(made["id"]))
    assert again.exit_code == 2
    assert "もう止められています" in again.output


@pytest.mark.parametrize("arguments", [["till"], ["till", "--scope", "all"], [" ", "--scope", "points:read"]])
def test_a_key_that_cannot_be_is_refused(run: Run, arguments: list[str]) -> None:
    assert run("api-keys", "create", *arguments).exit_code == 2


def test_a_file_is_tried_and_taken_in_and_its_faults_are_told(
    run: Run, store: Store, clock: Clock, tmp_path: Path
) -> None:
    with store.sessions.begin() as session:
        member = Make(session, unlocked(session)).member()
    file = tmp_path / "receipts.csv"
    file.write_text(f"card,yen,receipt\n{member.card_number},1000,r1\n00000000,1000,r2\n")

    tried = run("purchases", "import", str(file), "--dry-run")
    taken = run("purchases", "import", str(file), "--json")
    again = run("purchases", "import", str(file), "--json")

    assert "3行目: この会員番号の会員はいません" in tried.output
    figures = [json.loads(done.stdout) for done in (taken, again)]
    assert [(one["new"], one["known"]) for one in figures] == [(1, 0), (0, 1)]
    assert figures[0]["faults"] == [{"number": 3, "why": "member"}]
    assert taken.exit_code == 1
    with store.readings.begin() as session:
        assert points.balance(session, member, now=clock()) == 110


def test_the_ledger_leaves_as_a_file_that_no_spreadsheet_runs(
    run: Run, store: Store, clock: Clock, tmp_path: Path
) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        member, shop = make.member(at=clock()), make.shop("=HYPERLINK(1)")
        sale = purchases.Sale("+1", 1000, shop.id)
        purchases.give(session, member, sale, choices=make.choices, now=clock())
    target = tmp_path / "entries.csv"

    done = run("purchases", "export", str(target), "--since", "2026-12-01", "--until", "2026-12-01")
    again = run("purchases", "export", str(target), "--since", "2026-12-01", "--until", "2026-12-01")

    assert done.exit_code == 0, done.output
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][0] == "日時"
    assert rows[2] == [
        *("2026-12-01 12:00:00", member.card_number, "お買い上げ", "10", "1000"),
        *("'=HYPERLINK(1)", "'+1"),
    ]
    assert len(rows) == 3
    assert target.stat().st_mode & 0o777 == 0o600
    assert again.exit_code == 1
    none = run("purchases", "export", str(tmp_path / "n"), "--since", "2026-12-02", "--until", "2026-12-02")
    assert none.output.startswith("0行")


def test_what_is_no_csv_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\xff")

    done = run("purchases", "import", str(file))

    assert done.exit_code == 2
    assert "CSV" in done.output
