"""One HTTP request as the endpoints see it."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qs

from simulator.answers import Json, Refused


@dataclass(kw_only=True)
class Request:
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    params: dict[str, str] = field(default_factory=dict)
    """What the placeholders of the route matched."""
    request_id: str = ""
    must_be_json: bool = False
    """Whether a JSON body must be declared as such, which the Messaging API wants."""

    @cached_property
    def fields(self) -> Json | None:
        """The body where it is a JSON object, parsed once."""
        try:
            value = json.loads(self.body or b"{}")
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None

    def json(self) -> Json:
        """The body as a JSON object, or a 400; a 415 where it is not declared as JSON."""
        if self.must_be_json and not self.headers.get("content-type", "").startswith("application/json"):
            raise Refused(415, "Unsupported Media Type")
        if self.fields is None:
            raise Refused(400, "The request body could not be parsed as a JSON object")
        return self.fields

    def form(self) -> dict[str, str]:
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in fields.items()}
