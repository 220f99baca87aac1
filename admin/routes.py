"""The table of contents of the admin pages: address, name, view. Start reading here."""

from flask import Blueprint, Flask

from admin import (
    accounts,
    alarms,
    announcements,
    approvals,
    assets,
    budget,
    calendars,
    cards,
    counting,
    door,
    faults,
    gifts,
    halts,
    handovers,
    headers,
    home,
    incidents,
    keys,
    loyalty_routes,
    me,
    notices,
    papers,
    photos,
    provisions,
    reach,
    repeats,
    requests,
    rights,
    settings,
    shop,
    speech,
    staff,
    topics,
    trust,
)
from admin.addresses import GET, POST, Route
from admin.parts import Parts
from admin.ways import ways
from services import japan

ROUTES = (
    *loyalty_routes.ROUTES,
    Route(GET, "/", "home", home.show),
    Route(GET, "/assets/<name>", "asset", assets.asset),
    Route(GET, "/lineview/<name>", "drawing", assets.drawing),
    Route(POST, "/language", "language", speech.switch),
    Route(GET, "/announcements", "announcements", announcements.show),
    Route(GET, "/announcements/new", "compose_announcement", announcements.compose),
    Route(POST, "/announcements/new", "draft_announcement", announcements.draft),
    Route(POST, "/announcements/shape", "shape_announcement", announcements.shape),
    Route(POST, "/announcements/preview", "announcement_preview", announcements.preview),
    Route(GET, "/announcements/calendar", "calendar", calendars.show),
    Route(GET, "/announcements/<int:number>/repeat", "compose_repeat", repeats.compose),
    Route(POST, "/announcements/<int:number>/repeat", "begin_repeat", repeats.begin),
    Route(POST, "/announcements/repeats/<int:number>/pause", "pause_repeat", repeats.pause),
    Route(POST, "/announcements/repeats/<int:number>/resume", "resume_repeat", repeats.resume),
    Route(POST, "/announcements/repeats/<int:number>/end", "end_repeat", repeats.end),
    Route(POST, "/announcements/reach", "announcement_reach", reach.show),
    Route(POST, "/announcements/dry-run", "announcement_dry_run", reach.run),
    Route(GET, "/announcements/<int:number>", "announcement", announcements.one),
    Route(POST, "/announcements/<int:number>", "change_announcement", announcements.change),
    Route(POST, "/announcements/<int:number>/duplicate", "duplicate_announcement", announcements.duplicate),
    Route(POST, "/announcements/<int:number>/test", "test_announcement", announcements.test),
    Route(POST, "/announcements/<int:number>/schedule", "schedule_announcement", announcements.schedule),
    Route(GET, "/announcements/<int:number>/approval", "announcement_approval", approvals.show),
    Route(POST, "/announcements/<int:number>/ask", "ask_approval", approvals.ask),
    Route(POST, "/announcements/<int:number>/approve", "approve_announcement", approvals.approve),
    Route(POST, "/announcements/<int:number>/return", "return_announcement", approvals.send_back),
    Route(GET, "/announcements/<int:number>/progress", "announcement_progress", announcements.progress),
    Route(POST, "/announcements/<int:number>/pause", "pause_announcement", announcements.pause),
    Route(POST, "/announcements/<int:number>/resume", "resume_announcement", announcements.resume),
    Route(POST, "/announcements/<int:number>/cancel", "cancel_announcement", announcements.cancel),
    Route(GET, "/halt", "halt", halts.show),
    Route(POST, "/halt", "halt_all", halts.halt),
    Route(POST, "/halt/lift", "lift_halt", halts.lift),
    Route(GET, "/topics", "topics", topics.show),
    Route(POST, "/topics", "define_topic", topics.define),
    Route(POST, "/topics/retire", "retire_topic", topics.retire),
    Route(GET, "/notices", "notices", notices.show),
    Route(GET, "/notices/<int:number>", "notice", notices.one),
    Route(GET, "/notices/<int:number>/write", "write_notice", notices.write),
    Route(POST, "/notices/<int:number>/write", "keep_notice", notices.keep),
    Route(POST, "/notices/<int:number>/preview", "preview_notice", notices.preview),
    Route(POST, "/notices/<int:number>/publish", "publish_notice", notices.publish),
    Route(POST, "/notices/age", "change_age", notices.change_age),
    Route(GET, "/shop", "shop", shop.show),
    Route(POST, "/shop", "change_shop", shop.change),
    Route(POST, "/shop/branches", "open_branch", shop.open_branch),
    Route(POST, "/shop/branches/close", "close_branch", shop.close_branch),
    Route(POST, "/shop/branches/coupons", "choose_coupon_way", shop.choose_coupon_way),
    Route(GET, "/desk", "desk", requests.show),
    Route(GET, "/desk/requests/new", "compose_request", requests.compose),
    Route(POST, "/desk/requests/new", "open_request", requests.take),
    Route(GET, "/desk/requests/<int:number>", "request", requests.one),
    Route(POST, "/desk/requests/<int:number>", "see_request", requests.see),
    Route(POST, "/desk/requests/<int:number>/member", "name_member", requests.name_member),
    Route(POST, "/desk/requests/<int:number>/disclose", "disclose", rights.disclose),
    Route(POST, "/desk/requests/<int:number>/stop", "stop_use", rights.stop_use),
    Route(POST, "/desk/requests/<int:number>/erase", "erase_member", rights.erase),
    Route(POST, "/desk/requests/<int:number>/hear", "hear_answers", handovers.hear),
    Route(POST, "/desk/requests/<int:number>/close", "close_request", requests.close),
    Route(GET, "/desk/requests/<int:number>/letter", "request_letter", requests.letter),
    Route(GET, "/desk/provisions", "provisions", provisions.show),
    Route(POST, "/desk/provisions", "provide", provisions.provide),
    Route(GET, "/desk/incidents", "incidents", incidents.show),
    Route(GET, "/desk/incidents/new", "compose_incident", incidents.compose),
    Route(POST, "/desk/incidents/new", "begin_incident", incidents.begin),
    Route(GET, "/desk/incidents/<int:number>", "incident", incidents.one),
    Route(POST, "/desk/incidents/<int:number>", "change_incident", incidents.change),
    Route(POST, "/desk/incidents/<int:number>/people", "incident_people", incidents.people),
    Route(POST, "/desk/incidents/<int:number>/report", "hand_in_report", incidents.hand_in),
    Route(POST, "/desk/incidents/<int:number>/close", "close_incident", incidents.close),
    Route(GET, "/approvals", "approvals", handovers.show),
    Route(POST, "/approvals/<int:number>", "approve_handover", handovers.approve),
    Route(GET, "/settings", "settings", settings.show),
    Route(POST, "/settings/manners", "change_manners", settings.change_manners),
    Route(POST, "/settings/points", "change_points", settings.change_points),
    Route(GET, "/settings/budget", "budget", budget.show),
    Route(POST, "/settings/budget", "change_budget", budget.change),
    Route(POST, "/settings/line", "connect_line", settings.connect_line),
    Route(GET, "/staff", "staff", staff.show),
    Route(POST, "/staff", "add_staff", staff.add),
    Route(POST, "/staff/disable", "disable_staff", staff.disable),
    Route(GET, "/me", "me", me.show),
    Route(POST, "/me/code", "issue_code", me.issue_code),
    Route(POST, "/me/unlink", "unlink", me.unlink),
    Route(POST, "/me/password", "change_password", me.change_password),
    Route(POST, "/me/leave", "leave_everywhere", me.leave_everywhere),
)


def blueprint() -> Blueprint:
    """Give the pages under /admin."""
    pages = Blueprint("admin", __name__, url_prefix="/admin", template_folder="templates")
    for route in ROUTES:
        pages.add_url_rule(route.address, route.name, route.view, methods=[route.method])
    pages.app_template_global("ways")(ways)
    pages.app_template_global("asset")(assets.address)
    pages.app_template_global("is_sample")(shop.is_sample)
    pages.app_template_global("key_reminder")(keys.reminder)
    pages.app_template_global("alarms")(alarms.present)
    pages.app_template_global("halted")(halts.present)
    pages.app_template_global("may_halt")(halts.may_halt)
    pages.app_template_global("gift_form")(gifts.fresh)
    pages.app_template_global("last_day")(japan.last_day)
    pages.app_context_processor(lambda: {"visitor": accounts.who()})
    return pages


def attach(app: Flask, parts: Parts) -> None:
    """Give the app the admin pages and the public page of trust, with all that guards them."""
    app.extensions["goen_admin"] = parts
    app.extensions[counting.NAME] = counting.Counting()
    app.config["SECRET_KEY"] = parts.settings.secret_key
    speech.attach(app)
    door.attach(app, parts)
    accounts.attach(app, parts)
    headers.attach(app, parts)
    faults.attach(app)
    app.register_blueprint(blueprint())
    app.register_blueprint(trust.blueprint(parts))
    app.register_blueprint(papers.blueprint(parts))
    app.register_blueprint(photos.blueprint(parts))
    app.register_blueprint(cards.blueprint(parts))
