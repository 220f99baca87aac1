"""One event, one handler, in a transaction; refusals become words."""

import pytest

from bot.turns import MembersOnly, Turn, Words
from models import locks
from models.inbox import InboxState
from services import inbox
from simulator import RunningLine
from tests.bot import letters
from tests.bot.dealing import again, deal, record_three_people, spoken
from tests.bot.edge import Edge, text, transactions
from tests.bot.letters import SOMEBODY, later
from tests.clock import NOW, Clock
from tests.databases import Store


@pytest.fixture
def edge(store: Store, line: RunningLine, clock: Clock) -> Edge:
    return Edge(store, line, clock)


def watch(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> list[Turn]:
    """Let the handler only remember its turns."""
    seen: list[Turn] = []

    def remember(turn: Turn) -> Words:
        seen.append(turn)
        return []

    monkeypatch.setattr(edge.bot, "echo", remember)
    return seen


def deal_too_late(edge: Edge, clock: Clock) -> str:
    """Let a stop be dealt with when its reply token is dead; gives the event's id."""
    edge.record([letters.message("停止")])
    clock.advance(seconds=50)
    dealt = again(edge)
    assert dealt.speech is None
    return dealt.event_id


def test_when_nothing_waits_nothing_is_done(edge: Edge) -> None:
    assert edge.dispatcher().deal_with() == []
    assert not edge.dispatcher().is_anything_waiting()


def test_a_message_is_answered_by_its_handler(edge: Edge) -> None:
    dealt = deal(edge, letters.message("おはよう"))

    assert edge.row(dealt.event_id).occasion == "echo"
    assert edge.row(dealt.event_id).payload is None
    assert spoken(dealt) == ["はい、おはよう"]


def test_a_button_is_answered_by_its_action(edge: Edge) -> None:
    dealt = deal(edge, letters.tap("action=stop&purpose=all"))

    assert edge.row(dealt.event_id).occasion == "stopped"
    assert spoken(dealt) == ["停止しました。"]


@pytest.mark.parametrize("data", ["action=unknown", "", "%%%", "action"])
def test_a_button_that_nobody_knows_falls_back(edge: Edge, data: str) -> None:
    dealt = deal(edge, letters.tap(data))

    assert spoken(dealt) == ["はい、postback"]


def test_a_picture_falls_back(edge: Edge) -> None:
    dealt = deal(edge, letters.event("message", message={"id": "2", "type": "image"}))

    assert spoken(dealt) == ["はい、message"]


def test_silence_is_an_answer(edge: Edge) -> None:
    dealt = deal(edge, letters.message("静かに"))

    assert edge.row(dealt.event_id).state is InboxState.DONE
    assert edge.row(dealt.event_id).occasion is None


def test_an_event_without_a_reply_token_is_dealt_with_in_silence(edge: Edge) -> None:
    dealt = deal(edge, letters.event("unfollow", replyToken=None))

    assert edge.bot.heard == ["unfollow"]
    assert edge.row(dealt.event_id).state is InboxState.DONE


def test_a_refusal_undoes_what_the_handler_did_and_is_worded(edge: Edge) -> None:
    dealt = deal(edge, letters.message("断る"))

    assert [row.webhook_event_id for row in edge.rows()] == [dealt.event_id]
    assert edge.row(dealt.event_id).occasion == "TooFew"
    assert spoken(dealt) == ["TooFew"]


def test_a_stranger_who_asks_for_what_members_have_is_told_so(edge: Edge) -> None:
    dealt = deal(edge, letters.message("会員証"))

    assert spoken(dealt) == [MembersOnly.__name__]


def test_what_could_not_be_answered_in_time_is_told_first_at_the_next_turn(edge: Edge, clock: Clock) -> None:
    stopped = deal_too_late(edge, clock)
    assert edge.row(stopped).state is InboxState.UNANSWERED

    dealt = deal(edge, letters.message("こんにちは", at=clock()))

    assert spoken(dealt) == ["先ほど: stopped", "はい、こんにちは"]


def test_late_words_wait_when_five_are_already_said(
    edge: Edge, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = deal_too_late(edge, clock)
    monkeypatch.setattr(edge.bot, "echo", lambda _turn: [text(str(number)) for number in range(5)])

    dealt = deal(edge, letters.message("こんにちは", at=clock()))

    assert spoken(dealt) == ["0", "1", "2", "3", "4"]
    assert edge.row(stopped).told_at is None


def test_a_person_whom_somebody_else_works_on_is_left_to_them(edge: Edge, database_kind: str) -> None:
    edge.record([letters.message("一"), letters.message("二", user="Uother", at=later(1))])
    if database_kind == "sqlite":  # there one transaction writes at a time, so nobody can be in between
        assert edge.dispatcher().deal_with()
        assert edge.bot.heard == ["一"]
        return

    with edge.store.sessions.begin() as session:
        locks.person(session, edge.vault.person_key(SOMEBODY))
        edge.dispatcher().deal_with()
        assert edge.dispatcher().deal_with() == []

    assert edge.bot.heard == ["二"]


def test_several_people_are_answered_in_one_transaction(
    edge: Edge, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_three_people(edge, clock)
    begun = transactions(edge, monkeypatch)

    dealt = edge.dispatcher().deal_with(4)

    assert [spoken(one) for one in dealt] == [["はい、一"], ["はい、二"], ["はい、三"]]
    assert begun == [1]
    assert edge.states() == ["saying"] * 3


def test_together_one_event_of_each_person_is_dealt_with(edge: Edge) -> None:
    edge.record([letters.message(str(number), at=later(number)) for number in range(inbox.CANDIDATES)])

    assert [spoken(one) for one in edge.dispatcher().deal_with(2)] == [["はい、0"]]
    assert edge.bot.heard == ["0"]


def test_the_evidence_of_a_turn_is_the_event(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(edge, monkeypatch)

    dealt = deal(edge, letters.event("postback", postback={"data": "a=1", "params": {"date": "2026-12-01"}}))

    evidence = seen[0].evidence
    assert (evidence.webhook_event_id, evidence.occurred_at, evidence.channel) == (
        dealt.event_id,
        NOW,
        "line.postback",
    )
    assert len(evidence.event_sha256 or "") == 64


def test_what_a_date_picker_gives_is_among_the_params(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(edge, monkeypatch)

    deal(edge, letters.event("postback", postback={"data": "a=1&b=", "params": {"date": "2026-12-01"}}))

    assert seen[0].params == {"a": "1", "b": "", "date": "2026-12-01"}


def test_half_a_character_reaches_the_handler_whole(edge: Edge) -> None:
    dealt = deal(edge, letters.message("\ud83d\x00"))

    assert spoken(dealt) == ["はい、\ufffd\ufffd"]
