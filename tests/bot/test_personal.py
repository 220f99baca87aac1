"""Personal announcements against the stand-in for LINE: each reads their own figures, once."""

import pytest

from models.announcements import AnnouncementState as State
from models.keys import MemberKey
from models.members import Member
from models.sendings import Sending, SendingState
from services import points, settings
from tests.bot.posting import Post
from tests.makers import Make

WORDS = {
    "ja": [{"type": "text", "text": "ただいま{ポイント}です。"}],
    "en": [{"type": "text", "text": "You have {points}."}],
}
CONTENT = {"texts": ["ただいま{ポイント}です。"], "button": None, "coupon_id": None}


def earn(post: Post, name: str, yen: int) -> None:
    with post.store.sessions.begin() as session:
        member = session.get_one(Member, post.members[name])
        points.earn(
            session, member, yen=yen, cause=f"{yen}", choices=settings.read(session), now=post.clock.now
        )


def spoil_key(post: Post, name: str, *, mark: bytes | None = None) -> None:
    """Damage the member's own key; `mark`: as if another master key had wrapped it."""
    with post.store.sessions.begin() as session:
        kept = session.get_one(MemberKey, session.get_one(Member, post.members[name]).pid)
        kept.wrapped = (mark or kept.wrapped[:4]) + b"0" * 60


def text(post: Post, name: str) -> list[str]:
    return [message["text"] for message in post.read(name)]


def test_everybody_reads_their_own_figures_in_their_own_language(post: Post) -> None:
    post.people("一郎", "二郎")
    post.people("Ann", language="en")
    post.announce(words=WORDS, content=CONTENT)
    earn(post, "二郎", 5_000)

    post.deliver()

    assert [text(post, name) for name in ("一郎", "二郎", "Ann")] == [
        ["ただいま100ポイントです。"],
        ["ただいま150ポイントです。"],
        ["You have 100 points."],
    ]
    assert {call.endpoint for call in post.line.calls} == {"push"}
    report = post.report()
    assert (report.planned, report.accepted, report.state) == (3, 3, State.SENT)


def test_a_quiet_one_makes_no_sound(post: Post) -> None:
    post.people("一郎")
    post.announce(words=WORDS, content=CONTENT, is_quiet=True)

    post.deliver()

    own = post.line.people("一郎").id
    said = [entry for entry in post.line.simulator.channel.talks.of(own) if entry.side == "bot"]
    assert [entry.silent for entry in said] == [True]


@pytest.mark.parametrize("fault", ["lost", "500_after", "500"])
def test_a_repeat_says_what_was_said_before_whatever_the_figures_became(post: Post, fault: str) -> None:
    post.people("一郎")
    post.line.fail("push", fault, times=1)
    post.announce(words=WORDS, content=CONTENT)
    post.deliver()

    earn(post, "一郎", 90_000)
    post.clock.advance(seconds=5)
    post.deliver()

    assert text(post, "一郎") == ["ただいま100ポイントです。"]
    assert len(post.line.calls) == 2
    assert len({(call.retry_key, call.body_hash) for call in post.line.calls}) == 1


@pytest.mark.parametrize("step", ["claimed", "called"])
def test_a_process_that_dies_on_the_way_changes_nothing_of_the_letter(post: Post, step: str) -> None:
    post.people("一郎")
    post.announce(words=WORDS, content=CONTENT)
    post.crash(step)
    post.deliver()
    earn(post, "一郎", 90_000)

    post.clock.advance(seconds=61)
    post.tidy()
    post.deliver()

    assert text(post, "一郎") == ["ただいま100ポイントです。"]
    assert len({(call.retry_key, call.body_hash) for call in post.line.calls}) == 1


def test_what_waited_for_quota_says_the_figures_of_the_day_it_goes(post: Post) -> None:
    post.people("一郎")
    post.line.set(quota=0)
    post.announce(words=WORDS, content=CONTENT)
    post.deliver()
    assert post.announcement().state == State.OUT_OF_QUOTA

    post.line.set(quota=10)
    earn(post, "一郎", 5_000)
    post.resume()
    post.deliver()

    assert text(post, "一郎") == ["ただいま150ポイントです。"]


def test_who_stops_gets_no_letter_and_whose_key_is_spoilt_keeps_nobody_waiting(post: Post) -> None:
    post.people("一郎", "二郎", "三郎")
    post.announce(words=WORDS, content=CONTENT)
    post.stop("二郎")
    spoil_key(post, "三郎")

    post.deliver()

    assert post.arrived() == {"一郎": 1}
    assert post.states() == {SendingState.ACCEPTED: 1, SendingState.CANCELLED: 1, SendingState.FAILED: 1}
    assert post.report().state == State.SENT


def test_under_another_master_key_everything_waits(post: Post) -> None:
    post.people("一郎")
    post.announce(words=WORDS, content=CONTENT)
    spoil_key(post, "一郎", mark=b"none")

    post.deliver()

    (waiting,) = post.sendings()
    assert (waiting.state, waiting.answer) == (SendingState.WAITING, "wrong master key")
    assert waiting.next_at > post.clock.now
    assert waiting.first_attempt_at is None


def test_the_letter_of_who_leaves_is_wiped_and_it_was_never_legible(post: Post) -> None:
    post.people("一郎")
    post.announce(words=WORDS, content=CONTENT)
    post.deliver()
    (sent,) = post.sendings()
    assert sent.letter is not None
    assert b"100" not in sent.letter

    with post.store.sessions.begin() as session:
        Make(session, post.vault).erase(session.get_one(Member, post.members["一郎"]), at=post.clock.now)

    with post.store.readings.begin() as session:
        assert session.get_one(Sending, sent.id).letter is None
