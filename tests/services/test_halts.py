"""The stop for all: no call of anything unasked begins while it holds, whoever claims; then all goes on."""

import threading
from datetime import timedelta

import pytest

from models.consents import Purpose
from models.sendings import SendingState
from services import dues, halts, letters
from services.sendings import Claim, Rest
from tests.clock import NOW
from tests.databases import Store
from tests.desk import WORDS, Desk
from tests.services.test_stops import settle


def halt(desk: Desk) -> None:
    halts.halt(desk.session, by=None, now=desk.now)


def lift(desk: Desk, word: str = "再開") -> bool:
    return halts.lift(desk.session, word=word, by=None, now=desk.now)


def test_no_call_begins_while_it_holds_and_all_goes_on_afterwards(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)
    desk.note(desk.claim())
    halt(desk)

    assert desk.nothing_to_call()
    assert dues.kind(desk.session, now=desk.now) is None
    assert [sending.state for sending in desk.sendings()] == [SendingState.ACCEPTED, SendingState.WAITING]
    assert lift(desk)
    assert isinstance(desk.look(), Claim)


def test_letters_of_service_and_test_sends_stand_still_too(desk: Desk) -> None:
    (member,) = desk.members(1)
    person = desk.make.staff()
    person.line_user_id = b"sealed"
    letters.letter(
        desk.session,
        desk.make.vault,
        member,
        purpose=Purpose.SERVICE,
        messages=WORDS["ja"],
        valid_until=NOW + timedelta(days=1),
        choices=desk.choices,
        now=desk.now,
    )
    letters.test_send(desk.session, desk.make.vault, person, messages=WORDS["ja"], now=desk.now)
    halt(desk)

    assert desk.nothing_to_call()


def test_what_is_past_its_last_moment_when_all_goes_on_is_not_sent(desk: Desk) -> None:
    desk.members(1)
    desk.announce(until=desk.now + timedelta(hours=1))
    halt(desk)
    desk.pass_time(timedelta(hours=1))

    lift(desk)

    assert desk.nothing_to_call()


def test_twice_is_once_and_the_first_time_stays(desk: Desk) -> None:
    halt(desk)
    desk.pass_time(timedelta(hours=1))
    halt(desk)

    held = halts.present(desk.session)

    assert held is not None
    assert held.changed_at == NOW
    assert (lift(desk), lift(desk), halts.present(desk.session)) == (True, False, None)


@pytest.mark.parametrize("word", ["", "はい", "再開します"])
def test_only_the_word_lets_it_go_on(desk: Desk, word: str) -> None:
    halt(desk)

    with pytest.raises(halts.ResumeWordWrong):
        lift(desk, word)

    assert halts.present(desk.session) is not None


def test_the_word_is_understood_in_english(desk: Desk) -> None:
    halt(desk)

    assert lift(desk, " Resume ")


def test_whoever_claims_meanwhile_waits_for_it_and_heeds_it(store: Store) -> None:
    town = settle(store, count=2, people=1)
    found: list[Claim | Rest] = []

    def claim() -> None:
        with store.sessions.begin() as session:
            found.append(town.look(session))

    claiming = threading.Thread(target=claim)
    with store.sessions.begin() as session:
        halts.halt(session, by=None, now=NOW)
        claiming.start()
        claiming.join(0.1)
        assert found == []
    claiming.join()

    assert found == [Rest(None)]
