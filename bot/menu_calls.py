"""How menus get to LINE, and people to menus: one call each, through LINE's SDK; each raises LineError."""

from collections.abc import Sequence

from linebot.v3.messaging import (
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
)

from bot.answers import LineError
from bot.menus import body, name
from bot.questions import Questions
from models.menus import Menu


def bring(questions: Questions, menu: Menu) -> str:
    """Make the menu at LINE and give its id; one that an earlier try made is found by its name."""
    known = questions.ask(questions.menus.get_rich_menu_list)
    for found in known.richmenus or []:
        if found.name == name(menu):
            return str(found.rich_menu_id)
    made = questions.ask(questions.menus.create_rich_menu, RichMenuRequest.from_dict(body(menu)))
    return str(made.rich_menu_id)


def show(questions: Questions, line_id: str, picture: bytes, *, is_default: bool) -> None:
    """Give the menu its picture, and make it everybody's where it is the account's default.

    A picture that is there already is refused by LINE (400), which is as good.
    """
    try:
        questions.upload_menu_image(line_id, picture, content_type="image/png")
    except LineError as error:
        if error.answer.status != 400:
            raise
    if is_default:
        questions.ask(questions.menus.set_default_rich_menu, line_id)


def link(questions: Questions, line_id: str, user_ids: Sequence[str]) -> None:
    """Let up to 500 people see this menu."""
    request = RichMenuBulkLinkRequest(richMenuId=line_id, userIds=list(user_ids))
    questions.ask(questions.menus.link_rich_menu_id_to_users, request)


def unlink(questions: Questions, user_ids: Sequence[str]) -> None:
    """Let up to 500 people see the account's default again."""
    request = RichMenuBulkUnlinkRequest(userIds=list(user_ids))
    questions.ask(questions.menus.unlink_rich_menu_id_from_users, request)


def take_down(questions: Questions, line_id: str) -> None:
    """Take a menu off LINE; one that is not there is as good."""
    try:
        questions.ask(questions.menus.delete_rich_menu, line_id)
    except LineError as error:
        if error.answer.status != 404:
            raise
