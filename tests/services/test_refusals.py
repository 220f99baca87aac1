"""A no is written down for what it is, and never lost to a yes that comes in late."""

from datetime import timedelta

import pytest

from models.consents import Answer, Purpose
from models.members import Member
from services import answers, consent, counts
from tests.clock import NOW
from tests.makers import EARLIER, Make

LATER = EARLIER + timedelta(minutes=5)


def newest(make: Make, member: Member, purpose: Purpose) -> tuple[Answer, str | None]:
    [line, *_] = [line for line in consent.receipts(make.session, member) if line.purpose == purpose]
    return line.answer, line.reason


def stop(make: Make, member: Member) -> answers.Declined | answers.NothingSent:
    return answers.stop(make.session, member, evidence=make.evidence(LATER), now=LATER)


def test_a_stop_of_what_was_given_is_a_withdrawal(make: Make) -> None:
    member = make.member(reachable=True)

    assert stop(make, member) == answers.Declined(one_under_way=False)
    assert newest(make, member, Purpose.ANNOUNCEMENTS) == (Answer.WITHDRAWN, "stop")
    assert counts.ever(make.session)["stopped"] == 1


def test_a_stop_where_nothing_is_sent_withdraws_nothing(make: Make) -> None:
    member = make.member()

    assert stop(make, member) == answers.NothingSent()
    assert newest(make, member, Purpose.ANNOUNCEMENTS) == (Answer.REFUSED, None)
    assert "stopped" not in counts.ever(make.session)


def test_a_yes_that_comes_in_after_a_stop_but_was_tapped_before_opens_nothing(make: Make) -> None:
    member = make.member()
    tap = make.tap(make.speaker(member), Purpose.ANNOUNCEMENTS)
    stop(make, member)

    assert isinstance(make.answer(tap), answers.AskedAgain)
    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_a_stop_where_a_send_is_still_open_says_so(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.sendings.is_open_for", lambda *_: True)

    assert stop(make, make.member()) == answers.Declined(one_under_way=True)


def test_only_expiry_after_everything_withdraws_announcements(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.sendings.is_open_for", lambda *_: True)
    member = make.member(reachable=True)

    outcome = make.answer(make.tap(make.speaker(member), Purpose.SERVICE, at=NOW))

    assert outcome == answers.Accepted(Purpose.SERVICE, one_under_way=True)
    assert newest(make, member, Purpose.ANNOUNCEMENTS) == (Answer.WITHDRAWN, "stop")
    assert newest(make, member, Purpose.SERVICE) == (Answer.RECONFIRMED, None)


def test_only_expiry_as_the_first_answer_refuses_announcements(make: Make) -> None:
    member = make.member()

    assert make.answer(make.tap(make.speaker(member), Purpose.SERVICE)) == answers.Accepted(Purpose.SERVICE)
    assert newest(make, member, Purpose.ANNOUNCEMENTS) == (Answer.REFUSED, None)
