"""Secrecy: the one rule for every new password that is typed into a page."""

from flask_babel import gettext as _
from wtforms import Field, ValidationError

from admin.parts import Visit
from services import passwords


def check(visit: Visit, field: Field, *words: str) -> None:
    """Refuse a password that would be guessed, knowing these words and the shop."""
    if passwords.is_weak(field.data or "", *words, visit.choices.shop_name, visit.choices.company):
        raise ValidationError(
            _(
                "12文字以上で、よくある言葉や並び（password、1234、qwerty など）、"
                "お名前、メールアドレス、店名に頼らないものにしてください。"
            )
        )
