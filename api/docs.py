"""The description to read: one page, made of the same table of contents, in Japanese or English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response, current_app, request

from api import openapi, problems, refusals
from api.calls import Route
from api.problems import Kind
from services import api_keys

LANGUAGES = ("ja", "en")
STYLE = Path(__file__).parent / "templates" / "api" / "docs.css"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Field:
    """One field of a shape, as the page shows it."""

    name: str
    kind: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Chapter:
    """One way in, as the page shows it."""

    route: Route
    title: str
    takes: Sequence[Field]
    gives: Sequence[Field]
    kinds: Sequence[Kind]


def page(routes: Sequence[Route]) -> Response:
    """Draw the page; nothing on it comes from another host."""
    language = _language()
    chapters = [_chapter(route, language) for route in routes]
    # By its own hand: what the admin's pages put into every template is not for this one.
    text = current_app.jinja_env.get_template("api/docs.html").render(
        chapters=chapters,
        kinds=refusals.ALL,
        language=language,
        about=_of(openapi.ABOUT, language),
        scopes=api_keys.SCOPES,
        per_minute=api_keys.PER_MINUTE,
    )
    return _guarded(Response(text, content_type="text/html; charset=utf-8"))


def style() -> Response:
    return _guarded(Response(STYLE.read_text(), content_type="text/css; charset=utf-8"))


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _language() -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else problems.language()


def _chapter(route: Route, language: str) -> Chapter:
    title = route.en if language == "en" else route.ja
    takes, gives = (_fields(shape.model_json_schema(), language) for shape in (route.takes, route.gives))
    return Chapter(route, title, takes, gives, openapi.kinds(route))


def _fields(schema: Mapping[str, Any], language: str, prefix: str = "") -> list[Field]:
    """Name the fields of a shape, those within others behind a dot."""
    return _within(schema, schema.get("$defs", {}), language, prefix)


def _within(schema: Mapping[str, Any], known: Mapping[str, Any], language: str, prefix: str) -> list[Field]:
    found: list[Field] = []
    for name, one in schema.get("properties", {}).items():
        described, inner = _bare(one), _inner(one, known)
        words = _of(one.get("description") or described.get("description", ""), language)
        is_required = name in schema.get("required", ())
        found.append(Field(prefix + name, _kind(described, inner), is_required, words))
        if inner is not None:
            suffix = "[]." if described.get("type") == "array" else "."
            found += _within(inner, known, language, f"{prefix}{name}{suffix}")
    return found


def _bare(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave null aside, which only says that a field may be left out."""
    return next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)


def _inner(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    bare = _bare(schema)
    reference = bare.get("$ref") or bare.get("items", {}).get("$ref")
    return None if reference is None else dict(known[reference.rpartition("/")[2]])


def _kind(schema: Mapping[str, Any], inner: Mapping[str, Any] | None) -> str:
    if schema.get("type") == "array":
        return "array"
    kind = "object" if inner is not None else str(schema.get("format") or schema.get("type", ""))
    limits = [
        f"{sign} {schema[name]}" for name, sign in (("minimum", "≥"), ("maximum", "≤")) if name in schema
    ]
    return " ".join([kind, *limits, *([schema["pattern"]] if "pattern" in schema else [])])


def _of(words: str, language: str) -> str:
    ja, _, en = words.partition(" / ")
    return en if language == "en" else ja
