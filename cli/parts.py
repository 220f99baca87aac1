"""What the commands are given."""

from typing import cast

from flask import current_app

from parts import Parts


def parts() -> Parts:
    """Give the parts that `create_app` composed."""
    return cast(Parts, current_app.extensions["goen"])
