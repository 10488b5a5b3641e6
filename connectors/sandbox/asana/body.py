"""Takes a request's body apart, in every form Asana takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any

from connectors.sandbox.asana.errors import bad
from connectors.sandbox.exchange import Request

_UNREADABLE = "Could not parse request data, invalid JSON"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Content:
    """A body taken apart: its `data` and its `options`."""

    data: Mapping[str, Any]
    options: Mapping[str, Any]


def content(request: Request) -> Content:
    """The body in any form Asana takes: JSON with `data`, form fields, or multipart for uploads."""
    if not request.body or request.method in ("GET", "HEAD", "DELETE"):
        return Content({}, {})
    kind = request.headers.get("content-type", "application/json")
    if kind.startswith("multipart/form-data"):
        return Content(_multipart(kind, request.body), {})
    try:
        if kind.startswith("application/x-www-form-urlencoded"):
            return Content(_cleaned(request.form()), {})
        return _json(request.json())
    except ValueError:
        raise bad(_UNREADABLE) from None


def _json(body: Any) -> Content:
    if not isinstance(body, dict):
        raise bad(_UNREADABLE)
    data, options = body.get("data", {}), body.get("options", {})
    if not isinstance(data, dict) or not isinstance(options, dict):
        raise bad(_UNREADABLE)
    return Content(_cleaned(data), options)


def _cleaned(value: Any) -> Any:
    """Without the characters that neither XML nor UTF-8 can carry."""
    match value:
        case str():
            return _UNWRITABLE.sub("", value)
        case list():
            return [_cleaned(each) for each in value]
        case dict():
            return {key: _cleaned(each) for key, each in value.items()}
    return value


def _multipart(kind: str, body: bytes) -> dict[str, Any]:
    """Form fields as texts; a file as its name and size, since nobody reads its content here."""
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields: dict[str, Any] = {}
    for part in message.get_payload() if message.is_multipart() else []:
        if isinstance(part, Message):
            name = part.get_param("name", header="content-disposition")
            loaded = part.get_payload(decode=True)
            raw = loaded if isinstance(loaded, bytes) else b""
            filename = part.get_filename()
            fields[str(name)] = raw.decode(errors="replace") if filename is None else (filename, len(raw))
    return fields


def options_of(body: Content, query: Mapping[str, str]) -> dict[str, str]:
    """The query, with what stands in the body's `options` added: `fields`, `pretty`, `limit`, `offset`."""
    merged = dict(query)
    fields = body.options.get("fields", body.options.get("opt_fields"))
    if fields is not None:
        if not isinstance(fields, str | list):
            raise bad("options: fields must be a list")
        merged["opt_fields"] = fields if isinstance(fields, str) else ",".join(map(str, fields))
    if body.options.get("pretty"):
        merged["opt_pretty"] = "true"
    for name in ("limit", "offset"):
        if body.options.get(name) is not None:
            merged[name] = str(body.options[name])
    return merged
