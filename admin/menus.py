"""The menu below the talk: the shop's colour and words, seen before they are published."""

import base64
from collections.abc import Mapping

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from admin import pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from bot import menus as line
from bot.pictures import menus as pictures
from models.menus import MenuKind, MenuState
from services import menus
from services.menus import CELLS, Design

SEEN = 750
"""Pixels across in which a menu is looked at."""
COLOUR = {"type": "color", "class": "form-control form-control-color"}


def _label(name: LazyString) -> StringField:
    most = Length(max=menus.LONGEST, message=__("8文字までで入れてください。"))
    return StringField(name, [DataRequired(__("言葉を入れてください。")), most])


class MenuForm(Form):
    """A colour, and a word for each thing that a menu leads to."""

    colour = StringField(__("お店の色"), render_kw=COLOUR)
    join = _label(__("会員登録"))
    contact = _label(__("お問い合わせ"))
    points = _label(__("ポイント"))
    coupons = _label(__("クーポン"))
    card = _label(__("会員証"))
    settings = _label(__("設定・停止"))
    shop = _label(__("お店の案内"))
    help = _label(__("ヘルプ"))

    @property
    def design(self) -> Design:
        labels = {name: (self[name].data or "").strip() for name in menus.LABELS}
        return Design((self.colour.data or "").strip().lower(), labels)


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*MARKETING)
def preview(visit: Visit) -> ResponseReturnValue:
    """Draw what is being typed; what cannot be drawn says why."""
    form = MenuForm()

    def draw() -> ResponseReturnValue:
        menus.check(form.design)
        return _fragment(visit, form)

    return pages.attempt(visit, form, draw, again=lambda: _fragment(visit, form))


@allowed(*MARKETING)
def publish(visit: Visit) -> ResponseReturnValue:
    form = MenuForm()

    def go() -> ResponseReturnValue:
        made = menus.publish(visit.session, form.design, staff_id=visit.staff.id, now=visit.now)
        visit.note("menus_published", f"menu:{made[0].id}")
        return pages.done(_("メニューを公開します。数十秒でトークに出ます。"), "admin.menus")

    return pages.attempt(visit, form, go, again=lambda: _page(visit, form))


def _page(visit: Visit, form: MenuForm | None = None) -> str:
    known = menus.newest(visit.session)
    design = Design.of(known[0]) if known else Design()
    form = form or MenuForm(None, data={"colour": design.colour, **design.labels})
    return pages.show(
        "menus.html", visit, form=form, drawn=_drawn(form), known=known, names=_names(), states=_states()
    )


def _fragment(visit: Visit, form: MenuForm) -> str:
    return pages.show("menu-seen.html", visit, form=form, drawn=_drawn(form), names=_names())


def _drawn(form: MenuForm) -> Mapping[MenuKind, tuple[str, str]]:
    """Draw each kind: a picture for an img, and what it shows in words; nothing where it cannot be drawn."""
    try:
        menus.check(form.design)
    except menus.MenuRefused:
        return {}
    return {kind: _picture(kind, form.design) for kind in CELLS}


def _picture(kind: MenuKind, design: Design) -> tuple[str, str]:
    drawn = pictures.draw(kind, design, width=min(SEEN, line.WIDTH))
    told = "、".join(design.labels[cell] for cell in CELLS[kind])
    return f"data:image/png;base64,{base64.b64encode(drawn).decode()}", told


def _names() -> dict[MenuKind, str]:
    return {MenuKind.STRANGER: _("会員でない方のメニュー"), MenuKind.MEMBER: _("会員のメニュー")}


def _states() -> dict[MenuState, str]:
    return {
        MenuState.WAITING: _("LINEに送っています"),
        MenuState.LIVE: _("出ています"),
        MenuState.OLD: _("新しいものに替わりました"),
        MenuState.GONE: _("外しました"),
        MenuState.FAILED: _("LINEが受け付けませんでした"),
    }
