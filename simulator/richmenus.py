"""Rich menus: their shape, their pictures, and who sees which."""

from typing import Any

from simulator import actions, ids, lengths, limits, pictures
from simulator.answers import Json, Refused
from simulator.fields import Details, complain, flag, listing, number, record, text
from simulator.pictures import Picture, Pictures

_PIXEL = number(least=0, most=2500)
_BOUNDS = record({"x": _PIXEL, "y": _PIXEL, "width": _PIXEL, "height": _PIXEL})


def _areas_fit(menu: Any, where: str, details: Details) -> None:
    width, height = menu["size"]["width"], menu["size"]["height"]
    if width / height < 1.45:
        complain(details, f"{where}size", "Aspect ratio must be at least 1.45")
    for index, area in enumerate(menu["areas"]):
        box = area["bounds"]
        if box["x"] + box["width"] > width or box["y"] + box["height"] > height:
            complain(details, f"{where}areas[{index}].bounds", "Must lie inside the rich menu")


MENU = record(
    {
        "size": record({"width": number(least=800, most=2500), "height": number(least=250, most=2500)}),
        "selected": flag,
        "name": text(most=limits.MENU_NAME, measure=lengths.graphemes),
        "chatBarText": text(most=limits.MENU_BAR_TEXT, measure=lengths.graphemes),
        "areas": listing(
            record({"bounds": _BOUNDS, "action": actions.ON_RICH_MENU}), least=0, most=limits.MENU_AREAS
        ),
    },
    also=_areas_fit,
)


class RichMenus:
    def __init__(self, pictures_kept: Pictures) -> None:
        self._pictures = pictures_kept
        self._menus: dict[str, Json] = {}
        self._linked: dict[str, str] = {}
        self.default: str | None = None

    def clear(self) -> None:
        self._menus.clear()
        self._linked.clear()
        self.default = None

    def create(self, menu: Json) -> str:
        if len(self._menus) >= limits.MENUS:
            raise Refused(400, "The maximum number of rich menus has been reached")
        menu_id = ids.rich_menu_id()
        self._menus[menu_id] = {"richMenuId": menu_id, **menu}
        return menu_id

    def get(self, menu_id: str) -> Json:
        if menu_id not in self._menus:
            raise Refused(404, "richmenu not found")
        return self._menus[menu_id]

    def all(self) -> list[Json]:
        return list(self._menus.values())

    def delete(self, menu_id: str) -> None:
        self.get(menu_id)
        del self._menus[menu_id]
        self._pictures.drop(menu_id)
        self._linked = {user: linked for user, linked in self._linked.items() if linked != menu_id}
        self.default = None if self.default == menu_id else self.default

    def give_picture(self, menu_id: str, content: bytes, content_type: str) -> None:
        """Take the picture of a menu, once."""
        self.get(menu_id)
        if self._pictures.get(menu_id):
            raise Refused(400, "An image has already been uploaded to the richmenu")
        _check_picture(content, content_type)
        self._pictures.keep(menu_id, Picture(content, content_type))

    def picture(self, menu_id: str) -> Picture:
        self.get(menu_id)
        picture = self._pictures.get(menu_id)
        if picture is None:
            raise Refused(404, "richmenu image not found")
        return picture

    def set_default(self, menu_id: str) -> None:
        self._must_have_picture(menu_id)
        self.default = menu_id

    def link(self, user_id: str, menu_id: str) -> None:
        self._must_have_picture(menu_id)
        self._linked[user_id] = menu_id

    def unlink(self, user_id: str) -> None:
        self._linked.pop(user_id, None)

    def linked_to(self, user_id: str) -> str | None:
        return self._linked.get(user_id)

    def seen_by(self, user_id: str) -> Json | None:
        """The menu on this person's phone: their own before the default."""
        menu_id = self._linked.get(user_id) or self.default
        return {**self._menus[menu_id], "imageUrl": f"/content/{menu_id}"} if menu_id else None

    def _must_have_picture(self, menu_id: str) -> None:
        self.get(menu_id)
        if self._pictures.get(menu_id) is None:
            raise Refused(400, "must upload richmenu image before applying it to user")


def _check_picture(content: bytes, content_type: str) -> None:
    if content_type not in ("image/png", "image/jpeg"):
        raise Refused(415, "Unsupported media type")
    if len(content) > limits.MENU_IMAGE_BYTES:
        raise Refused(413, "The image is too large")
    measured = pictures.size(content)
    if measured is None:
        raise Refused(400, "The image is not a JPEG or PNG")
    width, height = measured
    if not 800 <= width <= 2500 or height < 250 or width / height < 1.45:
        raise Refused(400, "The image size is not allowed")
