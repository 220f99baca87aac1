"""A small language to say as data which fields an object of LINE may have."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from simulator import limits

Details = list[dict[str, str]]
Check = Callable[[Any, str, Details], None]
Measure = Callable[[str], int]

_LOOPBACK = ("127.0.0.1", "localhost")


def complain(details: Details, where: str, message: str) -> None:
    details.append({"message": message, "property": where})


def text(*, most: int, least: int = 1, measure: Measure = len) -> Check:
    def check(value: Any, where: str, details: Details) -> None:
        if not isinstance(value, str):
            complain(details, where, "Must be a string")
        elif least and not value:
            complain(details, where, "May not be empty")
        elif not least <= measure(value) <= most:
            complain(details, where, f"Length must be between {least} and {most}")

    return check


def matching(pattern: str, message: str) -> Check:
    shape = re.compile(pattern)

    def check(value: Any, where: str, details: Details) -> None:
        if not (isinstance(value, str) and shape.fullmatch(value)):
            complain(details, where, message)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, where: str, details: Details) -> None:
        if value not in allowed:
            complain(details, where, f"Must be one of the following values: [{', '.join(allowed)}]")

    return check


def number(*, least: float, most: float, whole: bool = True) -> Check:
    kinds = (int,) if whole else (int, float)

    def check(value: Any, where: str, details: Details) -> None:
        if isinstance(value, bool) or not isinstance(value, kinds):
            complain(details, where, "Must be a number")
        elif not least <= value <= most:
            complain(details, where, f"Must be between {least} and {most}")

    return check


def flag(value: Any, where: str, details: Details) -> None:
    if not isinstance(value, bool):
        complain(details, where, "Must be true or false")


def https(value: Any, where: str, details: Details) -> None:
    """An address that LINE's servers can fetch; loopback is let through for trying things out."""
    if not isinstance(value, str) or not 1 <= len(value) <= limits.URL:
        complain(details, where, f"Length must be between 1 and {limits.URL}")
        return
    parts = urlsplit(value)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        complain(details, where, "Must be an HTTPS URL")


def listing(item: Check, *, most: int, least: int = 1) -> Check:
    def check(value: Any, where: str, details: Details) -> None:
        if not isinstance(value, list):
            complain(details, where, "Must be an array")
            return
        if not least <= len(value) <= most:
            complain(details, where, f"Size must be between {least} and {most}")
        for index, element in enumerate(value):
            item(element, f"{where}[{index}]", details)

    return check


def record(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *, also: Check | None = None
) -> Check:
    """An object with these fields and no other; `also` looks at it as a whole."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: str, details: Details) -> None:
        if not isinstance(value, dict):
            complain(details, where, "Must be an object")
            return
        before = len(details)
        _miss(required, value, where, details)
        for name, element in value.items():
            _check_field(known, name, element, _inside(where, name), details)
        if also and len(details) == before:
            also({name: element for name, element in value.items() if element is not None}, where, details)

    return check


def variants(table: Mapping[str, Check], *, otherwise: str | None = None) -> Check:
    """An object whose `type` says which of these it is; `type` itself need not be listed in them."""

    def check(value: Any, where: str, details: Details) -> None:
        if not isinstance(value, dict):
            complain(details, where, "Must be an object")
            return
        kind = value.get("type", otherwise)
        if not isinstance(kind, str) or kind not in table:
            allowed = ", ".join(table)
            complain(details, _inside(where, "type"), f"Must be one of the following values: [{allowed}]")
            return
        table[kind]({name: element for name, element in value.items() if name != "type"}, where, details)

    return check


def _miss(required: Collection[str], value: Mapping[str, Any], where: str, details: Details) -> None:
    for name in required:
        if value.get(name) is None:
            complain(details, _inside(where, name), "May not be empty")


def _check_field(known: Mapping[str, Check], name: str, element: Any, where: str, details: Details) -> None:
    if name not in known:
        complain(details, where, "Unknown property")
    elif element is not None:
        known[name](element, where, details)


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
