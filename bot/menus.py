"""Menus below the talk, as LINE holds them: how large, and what is tapped where."""

from typing import Any

from bot.wording.actions import Action
from bot.wording.messages import postback
from models.menus import Menu, MenuKind
from services.menus import CELLS, Design

WIDTH = 2500
COLUMNS = {MenuKind.STRANGER: 4, MenuKind.MEMBER: 3}
HEIGHTS = {MenuKind.STRANGER: 843, MenuKind.MEMBER: 1686}
"""Pixels; LINE's two usual sizes. Strangers see the smaller one."""
BAR = "メニュー Menu"
"""At most 14 characters (reference, rich menu object)."""
ENGLISH = {
    "join": "Join",
    "contact": "Contact",
    "points": "Points",
    "coupons": "Coupons",
    "card": "Card",
    "settings": "Settings",
    "shop": "Our shop",
    "help": "Help",
}
LABEL = 20
"""Characters of an action's label, which readers of the screen speak."""


def name(menu: Menu) -> str:
    """Name a menu so that a second try finds what the first one made."""
    return f"goen-{menu.kind}-{menu.id}-{menu.created_at:%Y%m%d%H%M%S}"


def body(menu: Menu) -> dict[str, Any]:
    """Write the menu as LINE takes it."""
    design = Design.of(menu)
    return {
        "size": {"width": WIDTH, "height": HEIGHTS[menu.kind]},
        "selected": True,
        "name": name(menu),
        "chatBarText": BAR,
        "areas": [
            {"bounds": bounds(menu.kind, place), "action": _action(cell, design)}
            for place, cell in enumerate(CELLS[menu.kind])
        ],
    }


def bounds(kind: MenuKind, place: int) -> dict[str, int]:
    """Give the cell at this place, in pixels; the cells fill the picture without gap or overlap."""
    columns, rows = COLUMNS[kind], len(CELLS[kind]) // COLUMNS[kind]
    row, column = divmod(place, columns)
    left, right = WIDTH * column // columns, WIDTH * (column + 1) // columns
    top, bottom = HEIGHTS[kind] * row // rows, HEIGHTS[kind] * (row + 1) // rows
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _action(cell: str, design: Design) -> dict[str, Any]:
    label = design.labels[cell]
    spoken = f"{label} {ENGLISH[cell]}"
    return {**postback(label, Action(cell)), "label": spoken if len(spoken) <= LABEL else label}
