"""What tests of the operator's commands may ask for."""

from tests.cli.keyring import file, members, run, whole
from tests.cli.shelving import do, programs, shop

__all__ = ["do", "file", "members", "programs", "run", "shop", "whole"]
