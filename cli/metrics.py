"""Metrics: what a monitor needs in order to read the figures."""

import click

from cli.parts import parts
from cli.speech import Group
from services import scraping

group = Group("metrics", help="監視の設定。 / Set up a monitor.")


@group.command("token")
def token() -> None:
    """Print the bearer token with which Prometheus reads /metrics; it changes with SECRET_KEY."""
    click.echo(scraping.word(parts().settings.secret_key))
