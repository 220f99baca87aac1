"""Staff: accounts made at the command line, the first one above all."""

import secrets

import click
from sqlalchemy.orm import Session

from cli.parts import parts
from cli.speech import Group
from models.staff import Role
from services import audit, passwords, settings, staff

group = Group("staff", help="管理ページに入る人を登録する。 / Give people access to the admin page.")


@group.command("add")
@click.argument("email")
@click.option("--name", default="", help="名前 / The person's name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.OWNER.value)
@click.option(
    "--may-send/--may-not-send", default=False, help="配信を承認できるか / May approve announcements."
)
@click.option("--password", default=None, help="省くと作ります / Made up where it is left out.")
def add(email: str, name: str, role: str, may_send: bool, password: str | None) -> None:  # noqa: FBT001
    """Give somebody an account, and print a password where none was given."""
    word = password or secrets.token_urlsafe(15)
    everything = parts()
    with everything.sessions.begin() as session:
        if password:
            _check(session, password, email, name)
        person = staff.add(
            session,
            email=email,
            name=name or email.partition("@")[0],
            password_hash=passwords.hashed(word),
            role=Role(role),
            may_send=may_send,
            now=everything.clock(),
        )
        subject = f"staff:{person.id}"
        audit.write(session, "staff_added", subject, staff_id=None, now=everything.clock(), role=role)
    click.echo(f"{person.email} {'' if password else word}".rstrip())


def _check(session: Session, password: str, *words: str) -> None:
    """Refuse a password that would be guessed, as the pages do."""
    choices = settings.read(session)
    if passwords.is_weak(password, *words, choices.shop_name, choices.company):
        raise click.BadParameter(
            f"パスワードは{passwords.SHORTEST}文字以上で、よくある言葉や並び、名前、メールアドレス、"
            "店名に頼らないものにしてください。 / "
            f"A password needs {passwords.SHORTEST} characters or more, and must not lean on common words or "
            "rows of keys, the name, the email address or the shop's name."
        )
