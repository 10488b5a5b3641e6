"""What a Web API call was given, and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.exchange import Request

Obj = dict[str, Any]
PREFIX = "/api/"


class RefusedError(Exception):
    """A call that Slack refuses, with its word for it; whatever else the answer says stands in `further`."""

    def __init__(self, error: str, **further: Any) -> None:
        """`further` goes into the answer beside `ok` and `error`."""
        super().__init__(error)
        self.error = error
        self.further = further


def wrong(*messages: str) -> RefusedError:
    """`invalid_arguments`, with what is wrong."""
    return RefusedError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {each}" for each in messages]})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call, from query, form or JSON body: a form has everything as text."""

    values: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.values.get(key)
        if value is None or value == "":
            if default is None:
                raise wrong(f"missing required field: {key}")
            return default
        if isinstance(value, dict | list | bool):
            raise wrong(f"must be a string [json-pointer:/{key}]")
        return str(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false, in any of the ways in which a form may say it."""
        value = self.values.get(key)
        return default if value is None or value == "" else str(value).lower() in ("1", "true")

    def number(self, key: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.values.get(key)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise RefusedError("invalid_limit") from None
        if not 0 < number <= most:
            raise RefusedError("invalid_limit")
        return number

    def has(self, key: str) -> bool:
        """Whether it was given at all."""
        return self.values.get(key) is not None

    def thing(self, key: str, refusal: str = "invalid_arguments") -> Any:
        """A list or an object, as such or as JSON text; None where there is none."""
        value = self.values.get(key)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise RefusedError(refusal) from None

    def texts(self, key: str) -> list[str]:
        """Several texts: a list, JSON text of one, or texts parted by commas."""
        value = self.values.get(key)
        if isinstance(value, str) and value.startswith("["):
            value = self.thing(key)
        if isinstance(value, str):
            return [each.strip() for each in value.split(",") if each.strip()]
        if value is not None and not isinstance(value, list):
            raise wrong(f"must be an array [json-pointer:/{key}]")
        return [str(each) for each in value or []]


def arguments(request: Request) -> Arguments:
    """Read a call's arguments; the body wins over the query. Raises RefusedError for a body that cannot be read."""
    if not request.body:
        return Arguments(request.query)
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    match kind.strip().lower():
        case "application/json":
            warnings = () if "charset" in rest.lower() else ("missing_charset",)
            return Arguments({**request.query, **_object(request)}, warnings)
        case "application/x-www-form-urlencoded":
            return Arguments({**request.query, **request.form()})
        case "":
            raise RefusedError("missing_post_type")
        case _:
            raise RefusedError("invalid_post_type")


def _object(request: Request) -> Obj:
    try:
        found = request.json()
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(found, dict):
        raise RefusedError("json_not_object")
    return found


def method_of(request: Request) -> str:
    """The Web API method that a path names; empty for another path."""
    return request.path.removeprefix(PREFIX) if request.path.startswith(PREFIX) else ""
