"""Who may open what: every route has a rule, and the rule holds for real requests."""

from collections.abc import Callable

import pytest
from flask import Flask

from admin.roles import OPEN, Guarded
from tests.admin.life import fill
from tests.admin.shop import PEOPLE, Parts, Visitor

MARKETING = {"owner", "marketer", "sender"}
EVERYBODY = MARKETING | {"clerk"}
SENDING = {"owner", "sender"}
WHO = {
    "home": EVERYBODY,
    "counter": EVERYBODY,
    "find_at_counter": EVERYBODY,
    "give_points": EVERYBODY,
    "spend_points": EVERYBODY,
    "undo_points": EVERYBODY,
    "look_at_coupon": EVERYBODY,
    "use_coupon": EVERYBODY,
    "undo_coupon": EVERYBODY,
    "members": EVERYBODY,
    "find_member": EVERYBODY,
    "points": MARKETING,
    "grant_points": MARKETING,
    "approve_grant": MARKETING,
    "decline_grant": MARKETING,
    "decide_debt": MARKETING,
    "returns": EVERYBODY,
    "find_for_return": EVERYBODY,
    "take_return": EVERYBODY,
    "earn_rules": {"owner"},
    "publish_earn_rule": {"owner"},
    "try_earn_rule": {"owner"},
    "give_coupon": MARKETING,
    "statement": EVERYBODY,
    "export_statement": {"owner"},
    "liabilities": {"owner"},
    "export_liabilities": {"owner"},
    "claims": {"owner"},
    "try_claims": {"owner"},
    "bring_in_claims": {"owner"},
    "make_claim": {"owner"},
    "renew_claim": {"owner"},
    "announcements": MARKETING,
    "compose_announcement": MARKETING,
    "draft_announcement": MARKETING,
    "shape_announcement": MARKETING,
    "announcement_preview": MARKETING,
    "announcement_reach": MARKETING,
    "announcement_dry_run": MARKETING,
    "announcement": MARKETING,
    "change_announcement": MARKETING,
    "duplicate_announcement": MARKETING,
    "test_announcement": MARKETING,
    "schedule_announcement": SENDING,
    "announcement_approval": MARKETING,
    "ask_approval": MARKETING,
    "approve_announcement": SENDING,
    "return_announcement": SENDING,
    "announcement_progress": MARKETING,
    "pause_announcement": MARKETING,
    "resume_announcement": SENDING,
    "cancel_announcement": MARKETING,
    "calendar": MARKETING,
    "compose_repeat": SENDING,
    "begin_repeat": SENDING,
    "pause_repeat": MARKETING,
    "resume_repeat": SENDING,
    "end_repeat": MARKETING,
    "halt": EVERYBODY,
    "halt_all": SENDING,
    "lift_halt": SENDING,
    "coupons": MARKETING,
    "compose_coupon": MARKETING,
    "define_coupon": MARKETING,
    "coupon_preview": MARKETING,
    "withdraw_coupon": MARKETING,
    "edit_coupon": MARKETING,
    "change_coupon": MARKETING,
    "tiers": MARKETING,
    "define_tiers": {"owner"},
    "try_tiers": MARKETING,
    "topics": MARKETING,
    "define_topic": MARKETING,
    "retire_topic": MARKETING,
    "sources": MARKETING,
    "define_source": MARKETING,
    "name_account": MARKETING,
    "switch_source": MARKETING,
    "poster": MARKETING,
    "menus": MARKETING,
    "publish_menus": MARKETING,
    "preview_menus": MARKETING,
    "devices": {"owner"},
    "issue_device": {"owner"},
    "revoke_device": {"owner"},
    "add_clerk": {"owner"},
    "set_pin": {"owner"},
    "change_counter": {"owner"},
    "notices": {"owner"},
    "notice": {"owner"},
    "write_notice": {"owner"},
    "keep_notice": {"owner"},
    "preview_notice": {"owner"},
    "publish_notice": {"owner"},
    "change_age": {"owner"},
    "shop": {"owner"},
    "change_shop": {"owner"},
    "open_branch": {"owner"},
    "close_branch": {"owner"},
    "choose_coupon_way": {"owner"},
    "desk": {"owner"},
    "compose_request": {"owner"},
    "open_request": {"owner"},
    "request": {"owner"},
    "see_request": {"owner"},
    "name_member": {"owner"},
    "disclose": {"owner"},
    "stop_use": {"owner"},
    "erase_member": {"owner"},
    "hear_answers": {"owner"},
    "close_request": {"owner"},
    "request_letter": {"owner"},
    "provisions": {"owner"},
    "provide": {"owner"},
    "incidents": {"owner"},
    "compose_incident": {"owner"},
    "begin_incident": {"owner"},
    "incident": {"owner"},
    "change_incident": {"owner"},
    "incident_people": {"owner"},
    "hand_in_report": {"owner"},
    "close_incident": {"owner"},
    "approvals": MARKETING,
    "approve_handover": MARKETING,
    "settings": {"owner"},
    "change_manners": {"owner"},
    "change_points": {"owner"},
    "budget": {"owner"},
    "change_budget": {"owner"},
    "loyalty": {"owner"},
    "change_loyalty": {"owner"},
    "connect_line": {"owner"},
    "partners": {"owner"},
    "create_api_key": {"owner"},
    "revoke_api_key": {"owner"},
    "change_web_shop": {"owner"},
    "purchases": {"owner"},
    "import_purchases": {"owner"},
    "staff": {"owner"},
    "add_staff": {"owner"},
    "disable_staff": {"owner"},
    "me": EVERYBODY,
    "issue_code": EVERYBODY,
    "unlink": EVERYBODY,
    "change_password": EVERYBODY,
    "leave_everywhere": EVERYBODY,
}
"""The table on paper; a route that is not in it fails the test below."""


def routes(app: Flask) -> dict[str, tuple[str, str]]:
    """Every guarded route: name → (method, address)."""
    with app.test_request_context():
        return {
            rule.endpoint.removeprefix("admin."): (
                "POST" if "POST" in (rule.methods or set()) else "GET",
                rule.rule.replace("<int:number>", "1").replace("<code>", "none"),
            )
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/admin") and rule.endpoint not in OPEN
        }


def test_every_route_has_a_rule_or_is_listed_as_open(app: Flask) -> None:
    bare = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin")
        and rule.endpoint not in OPEN
        and not isinstance(app.view_functions[rule.endpoint], Guarded)
    }

    assert bare == set()


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert routes(app).keys() == WHO.keys()


def test_nothing_changes_by_a_mere_look(app: Flask) -> None:
    writing = {
        "retire",
        "withdraw",
        "close",
        "disable",
        "pause",
        "resume",
        "cancel",
        "schedule",
        "leave",
        "undo",
    }
    looks = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    assert {look for look in looks if set(look.split("/")) & writing} == set()


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_opens_its_own_pages_and_no_other(
    name: str, app: Flask, parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    with parts.sessions.begin() as session:
        fill(session, parts.vault(), parts.clock())
    visitor = signed_in(name)
    visitor.get("/admin/me")
    ending = {"leave_everywhere"}
    addresses = routes(app)

    opened = set()
    for route in sorted(WHO, key=lambda route: route in ending):
        method, address = addresses[route]
        response = visitor.get(address) if method == "GET" else visitor.post(address)
        if response.status_code != 403:
            assert response.status_code in (200, 303, 404, 422), (route, response.status_code)
            opened.add(route)

    assert opened == {route for route, people in WHO.items() if name in people}


def test_a_stranger_opens_nothing(app: Flask, visitor: Visitor) -> None:
    visitor.get("/admin/sign-in")

    for method, address in routes(app).values():
        response = visitor.client.get(address) if method == "GET" else visitor.post(address)
        assert response.status_code == 303, address
        assert response.location.startswith("/admin/sign-in"), address
