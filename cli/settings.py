"""Settings: the shop's own choices, read and changed at the command line."""

import click

from cli.parts import parts
from cli.speech import Group
from services import audit, setting_rules, settings, shopkeeping

group = Group("settings", help="店の設定を見る・変える。 / Read and change the shop's settings.")


@group.command("get")
@click.argument("name")
def get(name: str) -> None:
    """Print one setting."""
    if name not in setting_rules.RULES:
        raise settings.SettingUnknown(name)
    with parts().readings.begin() as session:
        click.echo(settings.as_text(getattr(settings.read(session), name)))


@group.command("set")
@click.argument("name")
@click.argument("value")
def set_one(name: str, value: str) -> None:
    """Change one setting."""
    everything = parts()
    with everything.sessions.begin() as session:
        now = everything.clock()
        shopkeeping.change(session, {name: value}, trust_url=everything.trust_url, now=now)
        audit.write(session, "setting_changed", f"setting:{name}", staff_id=None, now=now)
    click.echo(f"{name} = {value}")
