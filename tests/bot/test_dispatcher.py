"""One event, one handler, one transaction; refusals become words, failures an apology."""

import threading

import pytest

from bot.turns import MembersOnly, Turn, Words
from models import locks
from models.inbox import InboxState
from services import inbox, replies
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge, text
from tests.bot.letters import SOMEBODY, later
from tests.clock import NOW, Clock
from tests.databases import Store


@pytest.fixture
def edge(store: Store, line: RunningLine, clock: Clock) -> Edge:
    return Edge(store, line, clock)


def spoken(edge: Edge, event_id: str) -> list[str] | None:
    """What waits to be said for an event."""
    with edge.store.sessions.begin() as session:
        speech = replies.begin(session, edge.vault, event_id, now=edge.clock())
        return [message["text"] for message in speech.messages] if speech else None


def watch(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> list[Turn]:
    """Let the handler only remember its turns."""
    seen: list[Turn] = []

    def remember(turn: Turn) -> Words:
        seen.append(turn)
        return []

    monkeypatch.setattr(edge.bot, "echo", remember)
    return seen


def deal(edge: Edge, *events: dict[str, object]) -> str:
    """Record events and deal with the oldest; gives its id."""
    edge.record(events)
    dealt = edge.dispatcher().deal_with_one()
    assert dealt is not None
    return dealt.event_id


def test_when_nothing_waits_nothing_is_done(edge: Edge) -> None:
    assert edge.dispatcher().deal_with_one() is None
    assert not edge.dispatcher().is_anything_waiting()


def test_a_message_is_answered_by_its_handler(edge: Edge) -> None:
    event_id = deal(edge, letters.message("おはよう"))

    assert edge.row(event_id).occasion == "echo"
    assert edge.row(event_id).payload is None
    assert spoken(edge, event_id) == ["はい、おはよう"]


def test_a_button_is_answered_by_its_action(edge: Edge) -> None:
    event_id = deal(edge, letters.tap("action=stop&purpose=all"))

    assert edge.row(event_id).occasion == "stopped"
    assert spoken(edge, event_id) == ["停止しました。"]


@pytest.mark.parametrize("data", ["action=unknown", "", "%%%", "action"])
def test_a_button_that_nobody_knows_falls_back(edge: Edge, data: str) -> None:
    event_id = deal(edge, letters.tap(data))

    assert spoken(edge, event_id) == ["はい、postback"]


def test_a_picture_falls_back(edge: Edge) -> None:
    event_id = deal(edge, letters.event("message", message={"id": "2", "type": "image"}))

    assert spoken(edge, event_id) == ["はい、message"]


def test_silence_is_an_answer(edge: Edge) -> None:
    event_id = deal(edge, letters.message("静かに"))

    assert edge.row(event_id).state is InboxState.DONE
    assert edge.row(event_id).occasion is None


def test_an_event_without_a_reply_token_is_dealt_with_in_silence(edge: Edge) -> None:
    event_id = deal(edge, letters.event("unfollow", replyToken=None))

    assert edge.bot.heard == ["unfollow"]
    assert edge.row(event_id).state is InboxState.DONE


def test_a_refusal_undoes_what_the_handler_did_and_is_worded(edge: Edge) -> None:
    event_id = deal(edge, letters.message("断る"))

    assert [row.webhook_event_id for row in edge.rows()] == [event_id]
    assert edge.row(event_id).occasion == "TooFew"
    assert spoken(edge, event_id) == ["TooFew"]


def test_a_stranger_who_asks_for_what_members_have_is_told_so(edge: Edge) -> None:
    event_id = deal(edge, letters.message("会員証"))

    assert spoken(edge, event_id) == [MembersOnly.__name__]


def test_an_unexpected_failure_is_tried_again_and_then_answered(edge: Edge, clock: Clock) -> None:
    edge.bot.stumbles["一"] = 2
    event_id = deal(edge, letters.message("一"))
    assert edge.row(event_id).state is InboxState.WAITING

    assert edge.dispatcher().deal_with_one() is None
    clock.advance(seconds=1)
    edge.dispatcher().deal_with_one()
    clock.advance(seconds=4)
    edge.dispatcher().deal_with_one()

    assert edge.bot.heard == ["一", "一", "一"]
    assert spoken(edge, event_id) == ["はい、一"]


def test_after_three_failures_the_customer_gets_a_reference_number(edge: Edge, clock: Clock) -> None:
    edge.bot.stumbles["一"] = 3
    event_id = deal(edge, letters.message("一"))
    for _ in inbox.RETRIES:
        clock.advance(seconds=4)
        edge.dispatcher().deal_with_one()

    row = edge.row(event_id)
    assert row.reference is not None
    assert row.payload is None
    assert spoken(edge, event_id) == [f"受付番号 {row.reference}"]


def test_a_failure_is_not_noted_while_somebody_else_answers_the_event(edge: Edge) -> None:
    (event_id,) = edge.record([letters.message("一")])
    noted: list[object] = []

    def note(attempt: int) -> None:
        with edge.store.sessions.begin() as session:
            noted.append(inbox.stumbled(session, edge.vault, event_id, attempt=attempt, now=NOW))

    note(0)
    note(1)
    last = threading.Thread(target=note, args=(2,))
    with edge.store.sessions.begin() as session:
        taken = inbox.claim(session, now=later(9))
        assert taken is not None
        last.start()
        last.join(0.3)
        replies.keep(session, edge.vault, taken, token="t", messages=[text("x")], occasion="echo", now=NOW)
    last.join()

    assert noted == [None, None, None]
    assert spoken(edge, event_id) == ["x"]


def test_an_event_that_cannot_even_be_read_is_poisoned_without_words(edge: Edge, clock: Clock) -> None:
    edge.record([letters.message("一"), letters.message("二", user="Uother", at=later(1))])
    with edge.store.sessions.begin() as session:
        broken = inbox.claim(session, now=NOW)
        assert broken is not None
        broken.payload = b"not what it was"

    for _ in range(4):
        edge.dispatcher().deal_with_one()
        clock.advance(seconds=4)

    assert edge.row(broken.webhook_event_id).state is InboxState.POISONED
    assert edge.bot.heard == ["二"]


def test_what_could_not_be_answered_in_time_is_told_first_at_the_next_turn(edge: Edge, clock: Clock) -> None:
    stopped = deal(edge, letters.message("停止"))
    clock.advance(seconds=50)
    assert spoken(edge, stopped) is None
    assert edge.row(stopped).state is InboxState.UNANSWERED

    event_id = deal(edge, letters.message("こんにちは", at=clock()))

    assert spoken(edge, event_id) == ["先ほど: stopped", "はい、こんにちは"]


def test_late_words_wait_when_five_are_already_said(
    edge: Edge, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = deal(edge, letters.message("停止"))
    clock.advance(seconds=50)
    spoken(edge, stopped)
    monkeypatch.setattr(edge.bot, "echo", lambda _turn: [text(str(number)) for number in range(5)])

    event_id = deal(edge, letters.message("こんにちは", at=clock()))

    assert spoken(edge, event_id) == ["0", "1", "2", "3", "4"]
    assert edge.row(stopped).told_at is None


def test_a_person_whom_somebody_else_works_on_is_left_to_them(edge: Edge, database_kind: str) -> None:
    edge.record([letters.message("一"), letters.message("二", user="Uother", at=later(1))])
    if database_kind == "sqlite":  # there one transaction writes at a time, so nobody can be in between
        assert edge.dispatcher().deal_with_one()
        assert edge.bot.heard == ["一"]
        return

    with edge.store.sessions.begin() as session:
        locks.person(session, edge.vault.person_key(SOMEBODY))
        edge.dispatcher().deal_with_one()
        assert edge.dispatcher().deal_with_one() is None

    assert edge.bot.heard == ["二"]


def test_the_evidence_of_a_turn_is_the_event(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(edge, monkeypatch)

    event_id = deal(
        edge, letters.event("postback", postback={"data": "a=1", "params": {"date": "2026-12-01"}})
    )

    evidence = seen[0].evidence
    assert (evidence.webhook_event_id, evidence.occurred_at, evidence.channel) == (
        event_id,
        NOW,
        "line.postback",
    )
    assert len(evidence.event_sha256 or "") == 64


def test_what_a_date_picker_gives_is_among_the_params(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(edge, monkeypatch)

    deal(edge, letters.event("postback", postback={"data": "a=1&b=", "params": {"date": "2026-12-01"}}))

    assert seen[0].params == {"a": "1", "b": "", "date": "2026-12-01"}


def test_half_a_character_reaches_the_handler_whole(edge: Edge) -> None:
    event_id = deal(edge, letters.message("\ud83d\x00"))

    assert spoken(edge, event_id) == ["はい、\ufffd\ufffd"]
