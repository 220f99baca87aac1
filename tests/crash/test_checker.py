"""The checker: a run that was exact passes, and each kind of violation is found in a forged one."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.clock import in_japan
from tests.crash import checker
from tests.crash.evidence import Evidence, words_hash
from tests.house.sources import ROOT, Source

NOON = in_japan(2026, 12, 1).timestamp()
REAL = 1_000_000.0
"""The machine's time when the forged run began, at noon of the world's."""
WORDS = [{"type": "text", "text": "お知らせ"}]
LETTER = [{"type": "text", "text": "お手紙"}]
HANAKO, TARO, EMMA = (f"U{number:032x}" for number in (1, 2, 3))
Json = dict[str, Any]


def call(*to: str, key: str = "key-1", at: float = 0.0, **facts: Any) -> Json:
    """One call, so many seconds after noon."""
    began = int((NOON + at) * 1000)
    values: Json = {
        "endpoint": "multicast",
        "began": began,
        "at": began + 5,
        "status": 200,
        "accepted": True,
        "retryKey": key,
        "ids": list(to),
        "bodyHash": f"{to}",
        "wordsHash": words_hash(WORDS),
        "fault": None,
    }
    return values | facts


def sending(number: int, state: str = "accepted", *, announcement: int | None = 1, people: int = 1) -> Json:
    return {
        "id": number,
        "announcement_id": announcement,
        "state": state,
        "retry_key": f"key-{number}",
        "recipients": people,
        "carried": people,
        "first_attempt_at": NOON,
        "valid_until": NOON + 3600,
    }


def row(number: int, member: int, *, announcement: int | None = 1, dropped: str | None = None) -> Json:
    return {"sending_id": number, "member_id": member, "announcement_id": announcement, "dropped": dropped}


def somebody(member: int, user_id: str, **facts: Any) -> Json:
    return {"member_id": member, "user_id": user_id, "agreed": True, "cap": 2, "hours": None} | facts


def announcement(number: int = 1, **facts: Any) -> Json:
    words = [{"language": "ja", "messages": WORDS}]
    values = {"id": number, "state": "sent", "planned": 2, "messages": words, "valid_until": NOON + 3600}
    return values | facts


class Forged:
    """A run that was exact: two got an announcement, one of them a letter too; then lines are changed."""

    def __init__(self) -> None:
        self.log = [
            call(HANAKO),
            call(TARO, key="key-2", at=1),
            call(HANAKO, key="key-3", at=2, endpoint="push", wordsHash=words_hash(LETTER)),
        ]
        self.export: Json = {
            "announcements": [announcement()],
            "sendings": [sending(1), sending(2), sending(3, announcement=None)],
            "deliveries": [row(1, 1), row(2, 2), row(3, 1, announcement=None)],
            "consents": [{"member_id": 1, "purpose": "announcements", "is_given": True}],
            "members": [{"id": 1}, {"id": 2}, {"id": 3}],
            "journal": [
                {"what": "jump", "real": REAL, "by": NOON - REAL},
                {"what": "letter", "real": REAL, "member": 1, "messages": LETTER},
            ],
            "rules": {"weekly_cap": 2, "quiet": [21, 9], "call_timeout": 2.4, "grace": 1.0, "skew": 1.5},
            "roll": [somebody(1, HANAKO), somebody(2, TARO), somebody(3, EMMA, agreed=False)],
        }

    def left(self, how: str, member: int, *, at: float, **facts: Any) -> None:
        line = {"what": "left", "how": how, "member": member, "real": REAL + at}
        self.export["journal"].append(line | facts)

    def jump(self, seconds: float, *, at: float) -> None:
        self.export["journal"].append({"what": "jump", "real": REAL + at, "by": seconds})

    def found(self) -> set[str]:
        """The rules that are broken."""
        evidence = Evidence(copy.deepcopy(self.log), copy.deepcopy(self.export))
        return {complaint.partition(":")[0] for complaint in checker.complaints(evidence)}


def a_letter_came_first(run: Forged, *, by: float) -> None:
    """She was promised one announcement a week, and before it had a letter, so many seconds by its clock."""
    run.export["roll"][0].update(cap=1)
    run.export["sendings"][2].update(first_attempt_at=NOON - by)
    run.log[2].update(began=(NOON - by) * 1000)


def test_an_exact_run_has_nothing_to_complain_of() -> None:
    assert Forged().found() == set()


Forge = Callable[[Forged], Any]
VIOLATIONS: list[tuple[str, Forge]] = [
    ("twice", lambda run: run.log.append(call(HANAKO, at=3))),
    ("unplanned", lambda run: run.log.append(call(EMMA, at=3, accepted=False, status=500))),
    ("unplanned", lambda run: run.log.append(call("U" + "9" * 32, at=3, accepted=False, status=500))),
    ("unplanned", lambda run: run.log[2].update(ids=[TARO])),
    ("unplanned", lambda run: run.export["deliveries"].pop(1)),
    ("unplanned", lambda run: run.log[0].update(endpoint="broadcast")),
    ("lost", lambda run: run.export["announcements"][0].update(state="sending")),
    ("lost", lambda run: run.export["announcements"][0].update(planned=3)),
    ("lost", lambda run: run.export["sendings"][0].update(state="calling")),
    ("lost", lambda run: run.export["sendings"][0].update(carried=0)),
    ("untrue", lambda run: run.log.pop(0)),
    ("untrue", lambda run: run.export["sendings"][0].update(state="failed")),
    ("untrue", lambda run: run.export["sendings"][0].update(retry_key="key-9")),
    ("untrue", lambda run: run.export["deliveries"][0].update(dropped="left")),
    ("after_stop", lambda run: run.left("stop", 2, at=-3)),
    ("after_stop", lambda run: run.left("erase", 2, at=-3)),
    ("after_stop", lambda run: run.left("pause", 2, at=-3, until=NOON + 60)),
    ("forgotten_stop", lambda run: run.left("stop", 1, at=2)),
    ("forgotten_stop", lambda run: run.left("block", 1, at=2)),
    ("forgotten_stop", lambda run: run.left("erase", 2, at=2)),
    ("in_quiet_hours", lambda run: run.log[0].update(began=(NOON + 9 * 3600 + 10) * 1000)),
    ("in_quiet_hours", lambda run: run.log[0].update(began=(NOON - 4 * 3600) * 1000)),
    ("in_quiet_hours", lambda run: run.export["roll"][0].update(hours=[13, 18])),
    ("too_late", lambda run: run.log[0].update(began=(NOON + 3610) * 1000)),
    ("too_late", lambda run: run.log[2].update(began=(NOON + 3610) * 1000)),
    ("over_cap", lambda run: run.export["rules"].update(weekly_cap=1)),
    ("over_cap", lambda run: a_letter_came_first(run, by=4)),
    ("two_bodies", lambda run: run.log.insert(0, call(HANAKO, at=-1, bodyHash="other", accepted=False))),
    ("two_bodies", lambda run: run.log[0].update(retryKey=None)),
    ("new_key", lambda run: run.log.insert(0, call(HANAKO, key="old", at=-1, accepted=False, status=None))),
    ("new_key", lambda run: run.log.insert(0, call(HANAKO, key="old", at=-1, accepted=False, status=500))),
]


@pytest.mark.parametrize(("rule", "forge"), VIOLATIONS)
def test_each_kind_of_violation_is_found(rule: str, forge: Forge) -> None:
    run = Forged()

    forge(run)

    assert rule in run.found()


def test_every_rule_is_tried() -> None:
    assert {rule for rule, _ in VIOLATIONS} == {check.__name__ for check in checker.CHECKS}


ALLOWED: list[Forge] = [
    lambda run: run.log.append(call(HANAKO, at=3, accepted=False, status=409)),
    lambda run: run.log.insert(0, call(HANAKO, key="old", at=-1, accepted=False, status=429)),
    lambda run: run.left("stop", 2, at=-1),
    lambda run: run.left("stop", 2, at=5),
    lambda run: run.left("pause", 1, at=-30, until=NOON - 5),
    lambda run: run.export["roll"][1].update(hours=[12, 18]),
    lambda run: run.log[1].update(began=(NOON + 3601) * 1000),
    lambda run: run.export["roll"][0].update(cap=0),
    lambda run: run.export["roll"][0].update(cap=1),
    lambda run: a_letter_came_first(run, by=1),
]


@pytest.mark.parametrize("forge", ALLOWED)
def test_what_may_happen_is_not_complained_of(forge: Forge) -> None:
    run = Forged()

    forge(run)

    assert run.found() == set()


def test_a_stop_is_late_by_the_clock_of_the_world() -> None:
    run = Forged()
    run.left("stop", 2, at=0)
    run.jump(600, at=0.5)
    run.log[1].update(began=int((NOON + 602) * 1000))

    assert run.found() == {"after_stop"}


def test_a_jump_of_time_between_the_stop_and_the_call_makes_it_no_later() -> None:
    run = Forged()
    run.left("stop", 2, at=0)
    run.jump(600, at=0.5)
    run.log[1].update(began=int((NOON + 601) * 1000))

    assert run.found() == set()


def test_the_checker_shares_no_code_with_what_it_judges() -> None:
    rooms = {"services", "models", "bot", "scheduler", "simulator", "handlers", "parts"}
    for name in ("checker", "evidence"):
        source = Source.of(ROOT / "tests" / "crash" / f"{name}.py")
        assert not {imported.partition(".")[0] for imported in source.imports} & rooms
