"""Keys: made once, and turned."""

import base64
import os
from pathlib import Path

import click

from cli.parts import parts
from cli.speech import Group
from parts import MasterKeyMissing, masters
from services import ciphers, vault
from services.masters import Masters

group = Group("keys", help="鍵を作ります。 / Make the keys.")


@group.command("init")
def init() -> None:
    """Make the master key's file and the keyring where they are missing. May run twice."""
    everything = parts()
    held = _held(everything.settings.master_key_file)
    with everything.sessions.begin() as session:
        made = vault.init_keyring(session, held, now=everything.clock())
    everything.vault()
    click.echo(f"鍵の用意ができました（新しく{len(made)}個）。 / The keys are ready ({len(made)} new).")


def _held(file: Path) -> Masters:
    try:
        return masters(parts().settings)
    except MasterKeyMissing:
        if file.exists():
            raise
    key = ciphers.new_key()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as target:
        target.write(base64.b64encode(key).decode() + "\n")
    return Masters([key])
