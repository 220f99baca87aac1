"""API keys: made for tills and web shops, listed and revoked at the command line."""

import json

import click

from cli.parts import parts
from cli.speech import Group
from models.api_keys import ApiKey
from services import api_keys, audit, japan

group = Group("api-keys", help="レジやネットショップの鍵を作る・止める。 / Keys for tills and web shops.")


@group.command("create")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(api_keys.SCOPES),
    help="できること（いくつでも） / What it may do; may be said several times.",
)
@click.option(
    "--per-minute",
    type=click.IntRange(1, api_keys.MOST_PER_MINUTE),
    default=api_keys.PER_MINUTE,
    show_default=True,
    help="1分の回数 / Requests a minute.",
)
@click.option("--json", "is_json", is_flag=True, help="JSON で答える / Answer in JSON.")
def create(name: str, scopes: tuple[str, ...], per_minute: int, is_json: bool) -> None:  # noqa: FBT001
    """Make a key and print it; it is never shown again."""
    everything = parts()
    now = everything.clock()
    with everything.sessions.begin() as session:
        key, word = api_keys.create(session, name=name, scopes=scopes, per_minute=per_minute, now=now)
        subject = f"api_key:{key.id}"
        audit.write(session, "api_key_created", subject, staff_id=None, now=now, scopes=key.scopes)
        made = {"id": key.id, "name": key.name, "scopes": key.scopes, "key": word}
    click.echo(json.dumps(made, ensure_ascii=False) if is_json else word)


@group.command("list")
@click.option("--json", "is_json", is_flag=True, help="JSON で答える / Answer in JSON.")
def list_all(is_json: bool) -> None:  # noqa: FBT001
    """Show every key, without what it opens with."""
    with parts().readings.begin() as session:
        keys = [_told(key) for key in api_keys.everyone(session)]
    if is_json:
        click.echo(json.dumps(keys, ensure_ascii=False))
        return
    for key in keys:
        click.echo("  ".join(str(value) for value in key.values()))


@group.command("revoke")
@click.argument("key_id", type=int, metavar="ID")
def revoke(key_id: int) -> None:
    """Let a key open nothing from now on."""
    everything = parts()
    now = everything.clock()
    with everything.sessions.begin() as session:
        key = api_keys.revoke(session, key_id, now=now)
        audit.write(session, "api_key_revoked", f"api_key:{key.id}", staff_id=None, now=now)
    click.echo(f"{key.id} を止めました。 / {key.id} is revoked.")


def _told(key: ApiKey) -> dict[str, object]:
    used = key.last_used_at.astimezone(japan.ZONE) if key.last_used_at else None
    return {
        "id": key.id,
        "name": key.name,
        "key": f"{key.hint}…",
        "scopes": " ".join(key.scopes),
        "last_used": used.isoformat(timespec="minutes") if used else "—",
        "state": "revoked" if key.revoked_at else "in use",
    }
