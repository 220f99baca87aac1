"""On the way to the web shop: a page that a member opens from the talk, which fetches LINE's link token."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import door
from admin.parts import Parts
from bot.answers import LineError
from services import links, people, settings
from services.errors import RuleError


def blueprint(parts: Parts, *, link_token: Callable[[str], str]) -> Blueprint:
    """Give the page; its address is good for ten minutes. `link_token` asks LINE and may raise LineError."""
    public = Blueprint("linking", __name__, url_prefix="/papers/link")
    way = _Way(parts, link_token)
    public.add_url_rule("/<word>", "look", way.look, methods=["GET"])
    public.add_url_rule("/<word>", "open", way.open, methods=["POST"])
    return public


class _Way:
    """A look changes nothing, since previews fetch links; one press goes on."""

    def __init__(self, parts: Parts, link_token: Callable[[str], str]) -> None:
        self._parts, self._link_token = parts, link_token

    def look(self, word: str) -> ResponseReturnValue:
        try:
            links.on_the_way(door.session(), self._parts.vault(), word, now=door.now())
        except RuleError:
            return _over()
        return _drawn("link.html", shop=settings.read(door.session()).shop_name, word=word)

    def open(self, word: str) -> ResponseReturnValue:
        """Fetch the token when no transaction is open, and go on to the web shop with it."""
        try:
            user_id, address = self._found(word)
            token = self._link_token(user_id)
        except RuleError:
            return _over()
        except LineError:
            words = _("いまLINEに確かめられませんでした。少しおいて、もう一度お試しください。")
            return _drawn("paper-refused.html", words=words, is_over=False), 503
        return _drawn("link-on.html", address=_with_token(address, token))

    def _found(self, word: str) -> tuple[str, str]:
        with self._parts.readings.begin() as session:
            member = links.on_the_way(session, self._parts.vault(), word, now=self._parts.clock())
            address = settings.read(session).link_url
            if not address:
                raise links.LinkUnknown
            return people.user_id_of(session, self._parts.vault(), member), address


def _with_token(address: str, token: str) -> str:
    sign = "&" if urlsplit(address).query else "?"
    return f"{address}{sign}{urlencode({'linkToken': token})}"


def _over() -> ResponseReturnValue:
    words = _(
        "このページは、時間が過ぎました。トークで「ネットショップ」と送ると、もう一度お進みいただけます。"
    )
    return _drawn("paper-refused.html", words=words, is_over=True), 410


def _drawn(template: str, **values: object) -> str:
    return render_template(f"admin/{template}", visitor=None, **values)
