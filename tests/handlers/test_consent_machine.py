"""Whatever people do, in whatever order it comes in: the newest answer stands, and who said no is left be."""

import os
import random
from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from services import coverage
from services.calls import Kind
from tests.databases import KINDS
from tests.handlers import watching
from tests.handlers.street import LAPSES, PRINTED, Street, asks, friendship, tap, words
from tests.handlers.truth import Somebody

DATABASES = KINDS

EXAMPLES = {"sqlite": 6, "postgresql": 2}
"""Stories a run; `STORIES=5000 pytest …` tells as many others, each time new ones."""
STEPS = 40
PEOPLE = st.integers(0, 2)
LATE = st.sampled_from([0, 0, 0, 0, 1, 5, 60, 7200, -2, None])
"""Seconds by which LINE's time of an event lies behind ours; None: at the very time of the one before."""
HELD = st.sampled_from([False, False, False, True])


class Talking(RuleBasedStateMachine):
    """Three people, the shop's desk and LINE, which may be late and may say things twice."""

    session: Session
    seen: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.undo = self.session.begin_nested()
        people = [Somebody(f"U{number:032x}") for number in range(3)]
        self.street, self.leaves = Street(self.session, people), dict[int, str]()

    def teardown(self) -> None:
        self.session.expire_all()
        self.undo.rollback()

    def at(self, late: int | None) -> Any:
        """Tell LINE's time of something that happens now."""
        self.street.clock.advance(seconds=1)
        if late is None and self.street.events:
            return next(reversed(self.street.events.values())).at
        return self.street.now - timedelta(seconds=late or 0)

    @initialize()
    def two_join(self) -> None:
        """Two are members, of whom one wants to hear; the third has only been asked."""
        self.street.new_notice("weekly_cap", "3")
        for number, wanted in enumerate(([0, 2], [0], [])):
            who = self.street.people[number]
            self.street.happens(friendship(who, "follow", self.at(0)))
            for position in wanted:
                mine = [one for one in self.street.buttons if one.owner == who.user_id]
                self.street.happens(tap(who, mine[position], self.at(0)))
        self.announce(is_safety=False, is_planned=True)
        self.claim()
        self.seen["stories"] += 1

    @rule(who=PEOPLE, kind=st.sampled_from(["follow", "unfollow"]), late=LATE, held=HELD)
    def friend(self, who: int, kind: str, late: int | None, held: bool) -> None:
        before = watching.agreeing(self.street)
        self.street.happens(friendship(self.street.people[who], kind, self.at(late)), held=held)
        assert watching.agreeing(self.street) <= before, "it opened something"

    @rule(
        who=PEOPLE,
        word=st.sampled_from(
            ["停止", "停止", "再開", "再開", "会員登録", "会員登録", "登録しない", "退会", "ポイント", "控え"]
        ),
        late=LATE,
        held=HELD,
    )
    def say(self, who: int, word: str, late: int | None, held: bool) -> None:
        before = watching.agreeing(self.street)
        self.street.happens(words(self.street.people[who], word, self.at(late)), held=held)
        assert watching.agreeing(self.street) <= before, "a word opened something"

    @precondition(lambda self: self.street.buttons)
    @rule(data=st.data(), late=LATE, held=HELD)
    def tap_own(self, data: st.DataObject, late: int | None, held: bool) -> None:
        """Tap a button of one's own, mostly one of the last; it may be old or used."""
        who = self.street.people[data.draw(PEOPLE)]
        mine = [one for one in self.street.buttons if one.owner == who.user_id][::-1]
        if mine:
            button = mine[data.draw(st.integers(0, min(len(mine), 12) - 1))]
            self.street.happens(tap(who, button, self.at(late)), held=held)

    @precondition(lambda self: self.street.buttons)
    @rule(data=st.data(), late=LATE)
    def tap_bent(self, data: st.DataObject, late: int | None) -> None:
        """Tap somebody else's button, or one that was tampered with or made to mean another thing."""
        who = self.street.people[data.draw(PEOPLE)]
        button = data.draw(st.sampled_from(self.street.buttons))
        bend = data.draw(st.sampled_from(["other", "sign", "purpose"]))
        if button.seal is None:
            return
        if bend == "sign":
            button = self.street.forged(button, random.Random(data.draw(st.integers(0, 99))))
        elif bend == "purpose":
            button = self.street.bent(
                button, data.draw(st.sampled_from(["membership", "announcements", "service"]))
            )
        self.street.happens(tap(who, button, self.at(late)))

    @rule(who=PEOPLE, action=st.sampled_from(["rest_for", "rest_end"]))
    def rest(self, who: int, action: str) -> None:
        self.street.happens(asks(self.street.people[who], action, self.at(0)))

    @precondition(lambda self: self.street.events)
    @rule(data=st.data())
    def redeliver(self, data: st.DataObject) -> None:
        """LINE sends again what came in before: nothing happens twice."""
        known = [one for one in self.street.events.values() if one not in self.street.held]
        again = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3)) if known else []
        size = watching.size(self.session)
        self.street.arrive(again)
        assert watching.size(self.session) == size

    @precondition(lambda self: self.street.held)
    @rule(data=st.data())
    def come_late(self, data: st.DataObject) -> None:
        """What was on its way comes in, in one call and in any order."""
        order = data.draw(st.permutations(self.street.held))
        self.street.arrive(order[: data.draw(st.integers(1, len(order)))])

    @rule(by=st.sampled_from(LAPSES))
    def lapse(self, by: timedelta) -> None:
        self.street.lapse(by)

    @rule(change=st.sampled_from(PRINTED))
    def new_notice(self, change: tuple[str, str]) -> None:
        self.street.new_notice(*change)

    @rule(is_safety=st.sampled_from([False, False, True]), is_planned=st.sampled_from([True, True, False]))
    def announce(self, is_safety: bool, is_planned: bool) -> None:
        self.street.announce(is_safety=is_safety)
        if is_planned:
            self.street.plan()

    @rule()
    def plan(self) -> None:
        self.street.plan()

    @rule(who=PEOPLE)
    def agree_and_be_written_to(self, who: int) -> None:
        """Let somebody come back, be asked and say yes, and let everything that is due go out."""
        somebody = self.street.people[who]
        self.street.happens(friendship(somebody, "follow", self.at(0)))
        self.street.happens(words(somebody, "再開" if somebody.life else "会員登録", self.at(0)))
        asked = [one for one in self.street.buttons if one.owner == somebody.user_id]
        self.street.happens(tap(somebody, asked[-3 if somebody.life else -2], self.at(0)))
        self.announce(is_safety=False, is_planned=True)
        self.claim()

    @rule(who=PEOPLE, is_no_first=st.booleans(), held=st.booleans())
    def say_both_at_once(self, who: int, is_no_first: bool, held: bool) -> None:
        """Let a no and a yes to one fresh question bear the same time: the no stands."""
        somebody, at = self.street.people[who], self.at(0)
        self.street.happens(words(somebody, "再開" if somebody.life else "会員登録", at))
        asked = [one for one in self.street.buttons if one.owner == somebody.user_id]
        both = [words(somebody, "停止", at), tap(somebody, asked[-3 if somebody.life else -2], at)]
        for event in both if is_no_first else both[::-1]:
            self.street.happens(event, held=held)
        self.street.arrive([event for event in both if event in self.street.held])

    @rule(who=PEOPLE, between=st.sampled_from(["stop", "lapse", "notice", "block"]), late=LATE)
    def answer_what_was_asked_before(self, who: int, between: str, late: int | None) -> None:
        """Let something come between a question and the yes to it, and try to write to them."""
        somebody = self.street.people[who]
        self.street.happens(words(somebody, "再開" if somebody.life else "会員登録", self.at(0)))
        asked = [one for one in self.street.buttons if one.owner == somebody.user_id]
        yes = asked[-3 if somebody.life else -2]
        if between == "stop":
            self.street.happens(words(somebody, "停止" if somebody.life else "登録しない", self.at(late)))
        elif between == "block":
            self.street.happens(friendship(somebody, "unfollow", self.at(late)))
        elif between == "lapse":
            self.street.lapse(timedelta(days=91))
        else:
            self.street.new_notice("contact", f"03-{len(self.street.events):04}")
        self.street.happens(tap(somebody, yes, self.at(0)))
        self.announce(is_safety=False, is_planned=True)
        self.claim()

    @rule()
    def claim(self) -> None:
        """Let all calls begin that may; nobody in them may be uncovered."""
        while (claim := self.street.claim()) is not None:
            assert list(watching.uncovered(self.street, claim)) == []
            self.seen["claimed"] += len(claim.recipients)

    @precondition(lambda self: self.street.claims)
    @rule(kind=st.sampled_from([Kind.ACCEPTED, Kind.ACCEPTED, Kind.UNKNOWN]))
    def note(self, kind: Kind) -> None:
        self.street.note(self.street.claims[0], kind)

    @invariant()
    def all_is_true(self) -> None:
        self.seen["steps"] += 1
        assert list(watching.wrong_answers(self.street)) == []
        assert list(watching.wrong_lines(self.session, self.leaves)) == []
        assert list(watching.rows_of_nobody(self.session)) == []
        assert not self.seen["claimed"] or list(coverage.uncovered(self.session)) == []
        assert self.street.unsettled() == []


def test_no_order_of_events_bends_an_answer_or_uncovers_a_message(
    session: Session, database_kind: str
) -> None:
    wished, seen = int(os.environ.get("STORIES", "0")), Counter[str]()
    chosen = settings(
        max_examples=wished or EXAMPLES[database_kind],
        stateful_step_count=STEPS,
        derandomize=not wished,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )

    story = type("Story", (Talking,), {"session": session, "seen": seen})
    run_state_machine_as_test(story, settings=chosen)

    assert seen["claimed"] >= seen["stories"] > 0, "every story begins with something that is sent"
