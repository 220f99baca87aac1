"""The ways between the pages: each person sees those that are theirs."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext as _

from admin import accounts
from admin.roles import Guarded


@dataclass(frozen=True)
class Way:
    """One entry of the menu."""

    address: str
    label: str
    icon: str
    is_here: bool
    is_main: bool
    """Also below the thumb on a phone."""


def ways() -> list[Way]:
    """Give the ways of whoever is signed in, in the menu's order."""
    staff = accounts.who()
    labels = _labels()
    return [
        _way(name, label)
        for name, label in labels.items()
        if staff is not None and _guard(name).admits(staff)
    ]


def _labels() -> dict[str, str]:
    return {
        "home": _("ホーム"),
        "counter": _("レジ"),
        "members": _("会員"),
        "announcements": _("お知らせ"),
        "coupons": _("クーポン"),
        "tiers": _("ランク"),
        "topics": _("話題"),
        "sources": _("きっかけ"),
        "menus": _("メニュー"),
        "notices": _("伺う文面"),
        "shop": _("お店"),
        "desk": _("個人情報の窓口"),
        "devices": _("レジの端末"),
        "settings": _("設定"),
        "staff": _("スタッフ"),
        "me": _("わたし"),
    }


def _way(name: str, label: str) -> Way:
    address = url_for(f"admin.{name}")
    is_here = request.path == address or (name != "home" and request.path.startswith(f"{address}/"))
    main = name in ("home", "counter", "members", "announcements")
    return Way(address, label, name, is_here, main)


def _guard(name: str) -> Guarded:
    view = current_app.view_functions[f"admin.{name}"]
    if not isinstance(view, Guarded):
        raise TypeError(f"{name} has no rule")
    return view
