"""Partners: the keys of tills and web shops, made and revoked by owners."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import IntegerField, PasswordField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from admin import choosing, pages, partner_refusals
from admin.forms import Form, MultipleChoices
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import api_keys, settings
from services.api_keys import ApiKeyUnknown

SCOPES = {
    "purchases:write": __("お買い物にポイントを付ける・戻す"),
    "points:read": __("残高とポイントの動きを見る"),
    "points:spend": __("ポイントを使う"),
    "coupons:use": __("クーポンを確かめて使う"),
    "members:read": __("会員を確かめる"),
    "links:write": __("お客様番号とつなぐ"),
}
"""What each scope is called; every one of `api_keys.SCOPES` is here."""


(shopify_secret,) = settings.PARTNER_SECRETS


class KeyForm(Form):
    """A new key."""

    name = StringField(__("名前"), [DataRequired(__("名前を入れてください。"))])
    scopes = MultipleChoices(
        __("できること"), choices=[SelectChoice(scope, label) for scope, label in SCOPES.items()]
    )
    per_minute = IntegerField(__("1分の回数"), default=api_keys.PER_MINUTE)


class WebShopForm(Form):
    """The web shop: where members go to link their accounts, and what it signs its orders with."""

    link_url = StringField(__("つなぐページのアドレス"))
    shopify_secret = PasswordField(__("Shopify の署名の鍵（API secret key）"))


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def create(visit: Visit) -> ResponseReturnValue:
    """Make a key and show it on the page that answers: it is never shown again."""
    form = KeyForm()

    def keep() -> ResponseReturnValue:
        key, word = api_keys.create(
            visit.session,
            name=form.name.data,
            scopes=form.scopes.data or [],
            per_minute=form.per_minute.data or 0,
            created_by=visit.staff.id,
            now=visit.now,
        )
        visit.note("api_key_created", f"api_key:{key.id}", scopes=key.scopes)
        return _page(visit, word=word)

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form=form))


@allowed(Role.OWNER)
def revoke(visit: Visit) -> ResponseReturnValue:
    try:
        key = api_keys.revoke(visit.session, request.form.get("key", 0, type=int), now=visit.now)
    except ApiKeyUnknown as refusal:
        return _page(visit, refusal=partner_refusals.sentence(refusal)), 422
    visit.note("api_key_revoked", f"api_key:{key.id}")
    return pages.done(_("鍵を止めました。もう何も開けません。"), "admin.partners")


@allowed(Role.OWNER)
def change_web_shop(visit: Visit) -> ResponseReturnValue:
    """Keep the address and, where one is given, the secret: it goes in and never comes out again."""
    form = WebShopForm()

    def keep() -> ResponseReturnValue:
        kept = choosing.attempt(visit, form, said=_("保存しました。"), on="admin.partners", again=again)
        if form.shopify_secret.data and not form.errors:
            secret = form.shopify_secret.data
            settings.change_secret(visit.session, visit.vault, shopify_secret, secret, now=visit.now)
            visit.note("web_shop_connected", "settings")
        return kept

    def again() -> str:
        return _page(visit, web_shop=form)

    return pages.attempt(visit, form, keep, again=again)


def _page(
    visit: Visit,
    *,
    form: KeyForm | None = None,
    web_shop: WebShopForm | None = None,
    word: str | None = None,
    refusal: str | None = None,
) -> str:
    return pages.show(
        "partners.html",
        visit,
        form=form or KeyForm(None),
        web_shop=web_shop or WebShopForm(None, data={"link_url": visit.choices.link_url}),
        is_shopify_connected=settings.read_secret(visit.session, visit.vault, shopify_secret) is not None,
        shopify_address=f"{visit.parts.settings.public_url}/api/v1/shopify",
        keys=api_keys.everyone(visit.session),
        scopes=SCOPES,
        word=word,
        refusal=refusal,
    )
