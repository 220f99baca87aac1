"""Problems: every no of the partner door, by RFC 9457: a lasting type, a title in the asker's language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/docs#"
"""Where a type is explained; with the slug it is the type itself, the same on every server."""


class Kind(NamedTuple):
    """One kind of no: its lasting name, its status, its title."""

    slug: str
    status: int
    ja: str
    en: str

    @property
    def type(self) -> str:
        return TYPES + self.slug

    def title(self, language: str) -> str:
        return self.en if language == "en" else self.ja


class Problem(Exception):  # the field's own word
    """The partner system is told no."""

    def __init__(self, kind: Kind, *, seconds: int | None = None, **members: Any) -> None:
        super().__init__(kind.slug)
        self.kind, self.seconds, self.members = kind, seconds, members


UNREADABLE = Kind("body-unreadable", 400, "本文がJSONとして読めません。", "The body cannot be read as JSON.")
FIELDS = Kind(
    "fields-invalid", 400, "直していただきたい項目があります。", "Some fields have to be corrected."
)
NAMELESS = Kind(
    "idempotency-key-missing",
    400,
    "Idempotency-Key ヘッダー（1〜200文字）を付けてください。",
    "Please send an Idempotency-Key header of 1 to 200 characters.",
)
KEY = Kind("key-unknown", 401, "APIキーを確かめてください。", "Please check the API key.")
SCOPE = Kind("scope-missing", 403, "このAPIキーでは、それはできません。", "This API key does not allow that.")
NOT_FOUND = Kind("not-found", 404, "このアドレスには何もありません。", "There is nothing at this address.")
METHOD = Kind(
    "method-not-allowed",
    405,
    "このアドレスでは使えない方法です。",
    "This method is not used at this address.",
)
TOO_LARGE = Kind("body-too-large", 413, "本文が大きすぎます。", "The body is too large.")
TOO_FAST = Kind(
    "too-many-requests",
    429,
    "回数の上限です。Retry-After の秒数だけお待ちください。",
    "Too many requests; please wait for the seconds that Retry-After says.",
)
BROKEN = Kind(
    "failure",
    500,
    "処理できませんでした。何も変わっていません。同じ Idempotency-Key でもう一度お試しください。",
    "It failed and nothing has changed. Please try again with the same Idempotency-Key.",
)
REFUSED = Kind("refused", 409, "いまはお受けできません。", "This is not possible just now.")


def content(problem: Problem, language: str) -> str:
    """Write the body."""
    kind = problem.kind
    body = {"type": kind.type, "title": kind.title(language), "status": kind.status, **problem.members}
    return json.dumps(body, ensure_ascii=False)


def answer(problem: Problem) -> Response:
    """Give the whole answer."""
    response = Response(content(problem, language()), problem.kind.status, content_type=MEDIA_TYPE)
    if problem.seconds is not None:
        response.headers["Retry-After"] = str(problem.seconds)
    if problem.kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def language() -> str:
    """Give the language that the asker would rather read; Japanese unless they say otherwise."""
    return request.accept_languages.best_match(("ja", "en")) or "ja"


def fields(found: Sequence[Mapping[str, Any]]) -> Problem:
    """Name each field that is not as it must be: `errors` of `{field, reason, detail}`."""
    return Problem(FIELDS, errors=list(found))
