"""The description of the partner door, OpenAPI 3.1, made of the table of contents and the shapes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response
from pydantic.json_schema import models_json_schema

from api import problems, refusals
from api.calls import JSON, LONGEST_NAME, Route
from api.problems import Kind
from services.errors import RuleError

Part = dict[str, Any]
VERSION = "1.0.0"
ALWAYS = (problems.KEY, problems.TOO_FAST, problems.BROKEN)
ASKING = (problems.FIELDS,)
WRITING = (problems.UNREADABLE, problems.FIELDS, problems.NAMELESS, problems.TOO_LARGE)
ABOUT = (
    "お店のレジやネットショップから、ポイントと会員を扱うための入口です。"
    "書き込みには Idempotency-Key が要り、同じ名前の同じ依頼は24時間、一度だけ行われます。 / "
    "For tills and web shops. Every write needs an Idempotency-Key: the same request under the same name "
    "is done once, and answered alike for 24 hours."
)


def describe(routes: Sequence[Route]) -> str:
    """Write the whole description as JSON."""
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Goen ご縁", "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"key": []}],
        "paths": _paths(routes),
        "components": {
            "schemas": {**_schemas(routes), "Problem": _problem()},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }
    return json.dumps(whole, ensure_ascii=False)


def answer(description: str) -> Response:
    return Response(description, content_type=JSON)


def kinds(route: Route) -> list[Kind]:
    """Give every no that this request may be answered, by status."""
    ours = [refusals.of_type(refusal) for refusal in route.refusals]
    known: list[type[RuleError]] = list(refusals.OF_EVERY_WRITE) if route.writes else []
    asked = WRITING if route.writes else ASKING
    scope = (problems.SCOPE,) if route.scope else ()
    found = {*ALWAYS, *asked, *scope, *ours, *(refusals.of_type(kind) for kind in known)}
    return sorted(found, key=lambda kind: (kind.status, kind.slug))


def _paths(routes: Sequence[Route]) -> Part:
    found: Part = {}
    for route in routes:
        found.setdefault(route.address, {})[route.method.lower()] = _operation(route)
    return found


def _operation(route: Route) -> Part:
    made: Part = {
        "operationId": route.name,
        "summary": f"{route.ja} / {route.en}",
        "parameters": [_name()] if route.writes else _query(route),
        "responses": {str(route.status): _given(route), **_refused(route)},
    }
    if route.scope:
        made["description"] = f"scope: `{route.scope}`"
    if route.writes:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": _reference(route.takes)}}}
    return made


def _name() -> Part:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "依頼の名前。やり直すときも同じものを / names the request; the same when trying again",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
    }


def _query(route: Route) -> list[Part]:
    schema = route.takes.model_json_schema()
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _plain(one)}
        for name, one in schema.get("properties", {}).items()
    ]


def _plain(schema: Mapping[str, Any]) -> Part:
    """In an address there is no null: a value is given or not."""
    found = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    for one in schema.get("anyOf", ()):
        found |= {} if one.get("type") == "null" else one
    return found


def _given(route: Route) -> Part:
    return {
        "description": "できました / done",
        "content": {JSON: {"schema": _reference(route.gives)}},
    }


def _refused(route: Route) -> Part:
    """Put the kinds of one status together; a status has one place in OpenAPI."""
    found: dict[str, Part] = {}
    for kind in kinds(route):
        one = found.setdefault(str(kind.status), {"description": "", "content": _PROBLEM})
        one["description"] += f"{' · ' if one['description'] else ''}{kind.slug}: {kind.ja} / {kind.en}"
    return found


_PROBLEM = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _reference(shape: type[object]) -> Part:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _schemas(routes: Sequence[Route]) -> Part:
    taken = [(route.takes, "validation") for route in routes if route.writes]
    given = [(route.gives, "validation") for route in routes]
    shapes: Any = list(dict.fromkeys([*taken, *given]))
    _, made = models_json_schema(shapes, ref_template="#/components/schemas/{model}")
    return dict(made["$defs"])


def _problem() -> Part:
    field = {"type": "string"}
    error = {"type": "object", "properties": {"field": field, "reason": field, "detail": field}}
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "enum": [kind.type for kind in refusals.ALL]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": error},
        },
    }
