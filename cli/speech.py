"""How the command line says no: one clear sentence, and exit 2."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from cli import refusals
from parts import MasterKeyMissing
from services import setting_rules, settings, staff, vault
from services.errors import RuleError

KINDS = {
    "text": ("{limit}文字以内で入れてください。", "give at most {limit} characters."),
    "number": ("0から{limit}までの数を入れてください。", "give a number from 0 to {limit}."),
    "positive": ("1から{limit}までの数を入れてください。", "give a number from 1 to {limit}."),
    "time": ("09:00 のように入れてください。", "write it like 09:00."),
    "date": ("2026-12-31 のように入れてください。", "write it like 2026-12-31."),
    "address": ("https:// で始まるアドレスを入れてください。", "give an address that begins with https://."),
    "yes_or_no": ("yes か no を入れてください。", "say yes or no."),
    "plan": (
        "communication、light、standard、other のどれかを入れてください。",
        "say communication, light, standard or other.",
    ),
    "card_code": ("qr、code128、jan13 のどれかを入れてください。", "say qr, code128 or jan13."),
    "prefix": (
        "2900 のように、02か20〜29で始まる4桁の数字を入れてください。",
        "give four digits that begin with 02 or 20 to 29, such as 2900.",
    ),
    "basic_id": ("@abc1234d のように入れてください。", "write it like @abc1234d."),
    "choice": ("README の表にある値から選んでください。", "choose one of the values listed in the README."),
}
STAFF = {
    "email": ("メールアドレスを確かめてください。", "please check the mail address."),
    "name": ("名前は1〜60文字で入れてください。", "a name has 1 to 60 characters."),
    "taken": ("そのメールアドレスはもう登録されています。", "that mail address is registered already."),
}
DATABASE = (
    "データベースの準備ができていません。alembic upgrade head を実行し、DATABASE_URL を確かめてください。",
    "the database is not ready; run alembic upgrade head, and check DATABASE_URL.",
)
VAULT: dict[type[Exception], tuple[str, str]] = {
    vault.KeyringMissing: (
        "鍵がまだありません。flask --app app keys init を実行してください。",
        "there are no keys yet; run flask --app app keys init.",
    ),
    vault.WrongMasterKey: (
        "この鍵ではデータベースを開けません。MASTER_KEY を確かめてください。",
        "this key does not open the database; please check MASTER_KEY.",
    ),
}


REFUSALS: tuple[type[Exception], ...] = (RuleError, MasterKeyMissing, DBAPIError, *VAULT)


class Group(AppGroup):
    """A group of commands that speak kindly when a rule says no."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except REFUSALS as refusal:
            raise Refused(sentence(refusal)) from refusal


class Command(click.Command):
    """One command that speaks as kindly."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except REFUSALS as refusal:
            raise Refused(sentence(refusal)) from refusal


class Refused(click.ClickException):
    """What was asked cannot be; nothing was changed."""

    exit_code = 2


def sentence(refusal: Exception) -> str:
    """Say in Japanese and English what to do."""
    if isinstance(refusal, settings.SettingUnknown):
        names = ", ".join(sorted(setting_rules.RULES))
        return f"{refusal.name} という設定はありません。 / There is no such setting. ({names})"
    if isinstance(refusal, settings.SettingRefused):
        return _both(KINDS[refusal.kind], f"{refusal.name}: ", limit=refusal.limit)
    if isinstance(refusal, staff.StaffRefused):
        return _both(STAFF[refusal.why])
    if isinstance(refusal, DBAPIError):
        return _both(DATABASE)
    return _announcements_or_vault(refusal)


def _announcements_or_vault(refusal: Exception) -> str:
    if isinstance(refusal, RuleError) and type(refusal) in refusals.SENTENCES:
        return refusals.sentence(refusal)
    if type(refusal) in VAULT:
        return _both(VAULT[type(refusal)])
    return str(refusal)


def _both(pair: tuple[str, str], before: str = "", **values: object) -> str:
    return f"{before}{pair[0].format(**values)} / {pair[1].format(**values)}"
