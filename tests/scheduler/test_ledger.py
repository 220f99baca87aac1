"""The ledger's jobs: the root is signed by whoever ticks first, and written to a file once a day."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from models.ledger import Checkpoint
from scheduler import ledger
from services import checkpoints
from tests.bot.posting import Post
from tests.makers import Make


def join(post: Post, name: str = "U1") -> None:
    with post.store.sessions.begin() as session:
        Make(session, post.vault).member(line_user_id=name, at=post.clock())


def anchor(post: Post) -> list[Checkpoint]:
    ledger.anchor(post.store.sessions, post.clock, lambda: post.vault)
    with post.store.readings.begin() as session:
        return list(session.scalars(select(Checkpoint).order_by(Checkpoint.size)))


def carry_out(post: Post, directory: Path) -> list[str]:
    ledger.carry_out(post.store.sessions, post.clock, lambda: post.vault, directory)
    return sorted(file.name for file in directory.glob("*"))


def test_the_root_is_signed_when_it_is_due(post: Post) -> None:
    assert anchor(post) == []

    join(post)
    assert [made.size for made in anchor(post)] == [1]

    join(post, "U2")
    post.clock.advance(minutes=9)
    assert [made.size for made in anchor(post)] == [1]

    post.clock.advance(minutes=1)
    assert [made.size for made in anchor(post)] == [1, 2]


def test_the_newest_root_is_written_down_once_a_day(post: Post, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    assert carry_out(post, papers) == []
    join(post)
    [made] = anchor(post)

    assert carry_out(post, papers) == ["2026-12-01.txt"]

    page = (papers / "2026-12-01.txt").read_text()
    assert made.note in page
    assert str(checkpoints.Key(post.vault.ledger_key())) in page
    (papers / "2026-12-01.txt").unlink()
    assert carry_out(post, papers) == []
    post.clock.advance(timedelta(days=1))
    assert carry_out(post, papers) == ["2026-12-02.txt"]


def test_a_page_that_could_not_be_written_is_written_later(post: Post, tmp_path: Path) -> None:
    join(post)
    anchor(post)
    blocked = tmp_path / "papers"
    blocked.write_text("a file stands where the folder should be")
    try:
        carry_out(post, blocked)
    except FileExistsError:
        blocked.unlink()

    post.clock.advance(minutes=10)

    assert carry_out(post, blocked) == ["2026-12-01.txt"]
