"""What tests of the operator's commands may ask for."""

from tests.cli.keyring import file, members, run, whole
from tests.cli.shelving import do, new_machine, programs, shop

__all__ = ["do", "file", "members", "new_machine", "programs", "run", "shop", "whole"]
