"""Nothing is sent unasked but words that can be asked why they came."""

import ast

from tests.house.sources import sources, within

SENDERS = {
    ("announcements", "schedule"),
    ("repeats", "begin"),
    ("approval_requests", "approve"),
    ("letters", "test_send"),
    ("letters", "letter"),
}
"""The rules that take words to be sent unasked."""
COMPOSERS = ("admin/composing.py", "cli/announcements.py")


def test_whoever_sends_something_unasked_has_its_words_from_compose() -> None:
    doors = within("admin", "api", "bot", "cli", "handlers", "scheduler")
    callers = {source.path for source in doors for node in source.nodes if _sends(node)}

    assert callers == {
        "admin/announcements.py",
        "admin/approvals.py",
        "admin/repeats.py",
        "cli/announcements.py",
    }
    assert all("wording.compose(" in source.text for source in sources() if source.path in COMPOSERS)


def _sends(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    rule = node.func.value
    return isinstance(rule, ast.Name) and (rule.id, node.func.attr) in SENDERS
