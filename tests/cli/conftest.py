"""What tests of the operator's commands may ask for."""

from tests.cli.keyring import file, members, run, whole

__all__ = ["file", "members", "run", "whole"]
