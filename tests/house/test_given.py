"""Nothing but a tap or a word of the person makes a member or a yes: no page, API, command, job or import."""

import ast
from collections.abc import Callable, Iterator, Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Answer, Consent, ConsentEntry, Purpose
from services import tombstones
from tests.clock import NOW
from tests.house.sources import Source, nothing, sources
from tests.makers import Make

ASIDE = ("tests", "migrations", "tools", "simulator", "lineview")
"""What never runs in a shop, or knows no tables."""

NAMES = {
    "Answer.GIVEN": {
        "services/accepting.py",
        "services/consent.py",
        "services/people.py",
        "services/receipts.py",
    },
    "Answer.RECONFIRMED": {"services/accepting.py", "services/consent.py", "services/receipts.py"},
    "Answer.SYNTHETIC": {"services/consent.py", "services/synthetic.py"},
}
"""Who may name an answer that opens a purpose: its rules, and the receipt, which only reads it."""

CALLS = {
    "answers.answer": {"handlers/consent.py"},
    "people.join": {"services/answers.py"},
    "accepting.one": {"services/answers.py"},
    "accepting.unasked": {"services/answers.py"},
    "consent.record": {
        *("services/accepting.py", "services/people.py"),
        *("services/refusals.py", "services/tombstones.py"),
        "bench/ledger.py",
    },
    "consent.draft": {"services/synthetic.py"},
    "synthetic.insert_slice": {"cli/seed.py"},
    "Answer": {"services/tombstones.py"},
    "ConsentEntry": {"services/consent.py"},
    "Consent": set(),
    "Member": set(),
}
"""Who may call what leads to a yes or to a member."""

ROWS = {
    "Member": {"services/people.py", "services/synthetic.py"},
    "ConsentEntry": {"services/synthetic.py"},
    "Consent": {"services/consent.py", "services/synthetic.py"},
}
"""Who may hand these tables to something that inserts."""

INSERTERS = ("insert", "insert_new", "upsert", "_insert", "bulk_insert_mappings", "bulk_save_objects", "copy")
LAST_NAMES = {rule.rpartition(".")[2] for rule in CALLS}
BY_HAND = ("into members", "into consent_entries", "into consents", "update consents")

Rules = Mapping[str, set[str]]
Found = Iterator[tuple[str, str]]
"""What was found, and in which file."""


def names(source: Source) -> Found:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and f"Answer.{node.attr}" in NAMES:
            yield ast.unparse(node), source.path


def calls(source: Source) -> Found:
    """What is called; an Answer that is LINE's own is another thing."""
    is_lines = "bot.answers.Answer" in set(source.imports)
    for node in source.nodes:
        if isinstance(node, ast.Call) and _last_name(node.func) in LAST_NAMES:
            called = ast.unparse(node.func)
            if not (is_lines and called == "Answer"):
                yield called, source.path


def rows(source: Source) -> Found:
    """Tables that are arguments of an insert."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and _last_name(node.func) in INSERTERS:
            yield from ((ast.unparse(one), source.path) for one in node.args)


def _last_name(function: ast.expr) -> str:
    """Give the name right before the brackets; what is called may stand behind any dots."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def trespasses(find: Callable[[Source], Found], rules: Rules, source: Source) -> Iterator[str]:
    """What this file does although it is not on the list; a module's prefix makes no difference."""
    for what, path in find(source):
        for rule, allowed in rules.items():
            if (what == rule or what.endswith(f".{rule}")) and path not in allowed:
                yield f"{path}: {what}"


def by_hand(source: Source) -> Iterator[str]:
    """SQL that writes these tables in so many words."""
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = " ".join(node.value.lower().split())
            yield from (f"{source.path}: {one}" for one in BY_HAND if one in said)


def complaints(source: Source) -> Iterator[str]:
    yield from trespasses(names, NAMES, source)
    yield from trespasses(calls, CALLS, source)
    yield from trespasses(rows, ROWS, source)
    yield from by_hand(source)


def test_only_the_persons_own_answer_makes_a_member_or_a_yes() -> None:
    nothing([found for source in sources() if source.room not in ASIDE for found in complaints(source)])


def test_every_door_that_is_listed_is_there() -> None:
    """A list that names what is gone would hide what takes its place."""
    ours = [source for source in sources() if source.room not in ASIDE]
    for find, rules in ((names, NAMES), (calls, CALLS), (rows, ROWS)):
        used = {(what.rpartition(".")[2], path) for source in ours for what, path in find(source)}
        wanted = {(rule.rpartition(".")[2], path) for rule, paths in rules.items() for path in paths}
        assert wanted - used == set()


@pytest.mark.parametrize(
    "text",
    [
        "entry = Answer.GIVEN",
        "verdict = consents.Answer.RECONFIRMED",
        "answers.answer(session, vault, tap, choices=choices)",
        "people.join(session, vault, person)",
        "services.consent.record(session, member, purpose, answer)",
        "Answer('given')",
        "session.add(Member(pid='x'))",
        "session.add(models.consents.ConsentEntry(answer='given'))",
        "session.execute(insert(Member), rows)",
        "writes.insert_new(session, ConsentEntry, rows, ['id'])",
        "writes.upsert(session, Consent, where, {'is_given': True})",
        "session.execute(text('INSERT  INTO members (pid) VALUES (1)'))",
        "session.execute(text('update consents set is_given = true'))",
    ],
)
@pytest.mark.parametrize(
    "path", ["admin/imports.py", "api/members.py", "cli/imports.py", "services/imports.py"]
)
def test_another_way_to_a_yes_is_noticed(path: str, text: str) -> None:
    assert list(complaints(Source(path, text)))


def test_a_journal_of_withdrawals_opens_nothing_whatever_it_says(make: Make, session: Session) -> None:
    member = make.member(reachable=True)
    line = {
        "kind": "answer",
        "pid": member.pid,
        "purpose": "announcements",
        "answer": "given",
        "reason": "stop",
        "at": NOW.isoformat(),
    }

    tombstones.redo(session, line, backup_days=30, now=NOW)

    assert not session.get_one(Consent, (member.id, Purpose.ANNOUNCEMENTS)).is_given
    newest = session.scalars(select(ConsentEntry).order_by(ConsentEntry.id.desc()).limit(1)).one()
    assert newest.answer == Answer.WITHDRAWN
