"""Delivery against the stand-in for LINE: every fault, every crash, two processes at once."""

from collections import Counter

import pytest

from models.announcements import AnnouncementState as State
from models.sendings import SendingState
from tests.bot.posting import Post
from tests.desk import WORDS


def test_an_announcement_arrives_once_for_everybody_who_agreed(post: Post) -> None:
    post.people("一郎", "二郎", "三郎")
    post.line.add_person("四郎", friend=True)

    post.announce(people=2)
    post.deliver()

    assert post.arrived() == {"一郎": 1, "二郎": 1, "三郎": 1}
    assert post.report().state == State.SENT
    assert post.report().accepted == 3
    assert [call.endpoint for call in post.line.calls] == ["multicast", "multicast"]


def test_everybody_reads_their_own_language(post: Post) -> None:
    post.people("一郎")
    post.people("Ann", language="en")

    post.announce()
    post.deliver()

    assert post.read("一郎") == WORDS["ja"]
    assert post.read("Ann") == WORDS["en"]


def test_if_she_said_stop_a_second_before_it_does_not_arrive(post: Post) -> None:
    post.people("花子さん", "一郎")
    post.announce()
    post.stop("花子さん")

    post.deliver()

    assert post.arrived() == {"一郎": 1}


@pytest.mark.parametrize("fault", ["lost", "500_after"])
def test_accepted_but_the_answer_lost_is_asked_again_and_arrives_once(post: Post, fault: str) -> None:
    post.people("一郎", "二郎")
    post.line.fail("multicast", fault, times=1)
    post.announce()
    post.deliver()
    assert post.states() == {SendingState.WAITING: 1}

    post.clock.advance(seconds=5)
    post.deliver()

    assert post.arrived() == {"一郎": 1, "二郎": 1}
    assert [call.status for call in post.line.calls][1:] == [409]
    (sending,) = post.sendings()
    assert (sending.state, sending.answer) == (SendingState.ACCEPTED, "409")
    assert sending.accepted_request_id == post.line.calls[0].request_id


@pytest.mark.parametrize("fault", ["500", "reset"])
def test_no_acceptance_and_no_clear_answer_is_asked_again_under_the_same_key(post: Post, fault: str) -> None:
    post.people("一郎")
    post.line.fail("multicast", fault, times=2)
    post.announce()

    for _ in range(3):
        post.deliver()
        post.clock.advance(seconds=30)

    assert post.arrived() == {"一郎": 1}
    assert len(post.line.calls) == 3
    assert len({(call.retry_key, call.body_hash) for call in post.line.calls}) == 1


def test_an_ambiguous_sending_is_left_unknown_when_somebody_in_it_stops(post: Post) -> None:
    post.people("一郎", "二郎")
    post.line.fail("multicast", "500", times=1)
    post.announce()
    post.deliver()
    post.stop("二郎")
    post.clock.advance(minutes=1)

    post.deliver()

    assert len(post.line.calls) == 1
    assert post.states() == {SendingState.UNKNOWN: 1}


def test_too_fast_is_waited_out_under_the_same_key(post: Post) -> None:
    post.people("一郎")
    post.line.fail("multicast", "429_rate", times=1)
    post.announce()
    post.deliver()

    post.clock.advance(minutes=1)
    post.deliver()

    assert post.arrived() == {"一郎": 1}
    assert len({call.retry_key for call in post.line.calls if call.endpoint == "multicast"}) == 1


def test_out_of_quota_and_back(post: Post) -> None:
    post.people("一郎", "二郎")
    post.line.set(quota=1)
    post.announce(people=1)
    post.deliver()
    assert post.report().state == State.OUT_OF_QUOTA
    assert sum(post.arrived().values()) == 1

    post.line.set(quota=10)
    post.resume()
    post.deliver()

    assert post.arrived() == {"一郎": 1, "二郎": 1}
    assert post.report().state == State.SENT


@pytest.mark.parametrize("fault", ["401", "403"])
def test_while_line_does_not_let_us_in_everything_waits_and_nothing_is_lost(post: Post, fault: str) -> None:
    post.people("一郎", "二郎")
    post.line.fail("multicast", fault)
    post.announce(people=1)
    post.deliver()
    calls = len(post.line.calls)
    post.deliver()
    assert len(post.line.calls) == calls

    post.line.faults.clear()
    for _ in range(2):
        post.clock.advance(minutes=2)
        post.deliver()

    assert post.arrived() == {"一郎": 1, "二郎": 1}


def test_an_id_that_line_refuses_is_left_out_and_the_rest_arrives(post: Post) -> None:
    post.people("一郎", "二郎", "三郎")
    post.line.fail("multicast", "bad_id", times=1, index=1)
    post.announce()

    post.deliver()

    assert sum(post.arrived().values()) == 2
    assert (post.report().accepted, post.report().dropped) == (2, 1)
    assert len({call.retry_key for call in post.line.calls}) == 2


def test_words_that_line_does_not_take_fail_without_a_call(post: Post) -> None:
    post.people("一郎")
    post.announce(words={"ja": [{"type": "nonsense"}]})

    post.deliver()

    assert post.line.calls == []
    assert post.report().failed == 1


def test_an_id_that_cannot_be_opened_is_left_out(post: Post) -> None:
    post.people("一郎", "二郎")
    post.spoil("一郎")
    post.announce()

    post.deliver()

    assert post.arrived() == {"二郎": 1}
    assert post.report().dropped == 1


@pytest.mark.parametrize("whose", ["一郎", "花子"])
def test_a_letter_that_cannot_be_opened_fails_without_a_call(post: Post, whose: str) -> None:
    post.people("一郎")
    post.letter("一郎") if whose == "一郎" else post.try_out(whose)
    post.spoil_letters()

    post.deliver()

    assert post.line.calls == []
    assert [(sending.state, sending.answer) for sending in post.sendings()] == [
        (SendingState.FAILED, "unreadable letter")
    ]


def test_a_letter_is_pushed(post: Post) -> None:
    post.people("一郎")
    post.letter("一郎")

    post.deliver()

    assert post.read("一郎") == WORDS["ja"]
    assert [call.endpoint for call in post.line.calls] == ["push"]


def test_a_test_goes_to_staff_only(post: Post) -> None:
    post.people("一郎")
    post.try_out("花子")

    post.deliver()

    assert post.arrived() == {"花子": 1}


def test_what_is_over_stays_over(post: Post) -> None:
    post.people("一郎")
    post.announce()
    post.clock.advance(days=1)
    post.tidy()
    post.deliver()

    assert post.line.calls == []
    assert post.report().state == State.EXPIRED


def test_ids_and_words_never_reach_the_log(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.people("一郎")
    post.announce()

    post.deliver()

    assert post.line.people("一郎").id not in caplog.text
    assert "新しい豆" not in caplog.text


def test_counters_agree(post: Post) -> None:
    post.people("一郎", "二郎")
    post.announce()
    post.deliver()

    assert Counter(row["retryKey"] for row in post.line.accepted).total() == post.report().accepted
