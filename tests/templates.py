"""Pages for tests: templates and addresses are compiled once, not for each of the hundreds of apps made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

builder = Rule._compile_builder


class Compiled(BytecodeCache):
    """What was compiled so far; a template that changed has another key."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": Compiled()})
        yield


class Addresses:
    """How the addresses of a rule are put together, which hangs on what the rule says and on nothing else."""

    def __init__(self) -> None:
        self._kept: dict[object, Callable[..., Any]] = {}

    def build(self, rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        told = (rule.rule, str(rule.defaults), rule.subdomain, rule.host, append_unknown)
        if told not in self._kept:
            self._kept[told] = builder(rule, append_unknown)
        return self._kept[told]


@pytest.fixture(scope="session", autouse=True)
def compiled_addresses() -> Iterator[None]:
    addresses = Addresses()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Rule, "_compile_builder", lambda rule, append_unknown=True: addresses.build(rule, append_unknown)
        )
        yield
