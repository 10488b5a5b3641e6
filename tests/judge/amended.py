"""Atlassian's description with what it says in one place, or in words alone, put where else it holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.judge.described import JSON, Description

SEVERAL = re.compile("comma.separated list", re.IGNORECASE)
VALUES = "/cards/{idCard}/customFields"
"""Sets a card's custom fields; no answer is published, and no exported card has a value."""
READ = "/cards/{id}/customFieldItems"
"""Reads them."""


COMPLIANCE = "/applications/{key}/compliance"
"""What an app is told of accounts (developer.atlassian.com/cloud/trello/rest/api-group-applications): the file that we
have is older than this part of the description, which publishes no form of the answer.
"""


def amended(path: Path) -> Description:
    """Read Trello's published file so."""
    described = Description.read(path)
    for operation in described.operations():
        _several(operation.get("parameters", []))
    _valued(described.all["components"]["schemas"]["CustomFieldItems"], _sent(described))
    paths = described.all["paths"]
    paths.setdefault(COMPLIANCE, {"get": _compliance()})
    paths[VALUES]["put"]["responses"] = paths[READ]["get"]["responses"]
    return described


def _compliance() -> dict[str, Any]:
    """The guide on personal data has the secret in the query beside the key."""
    text = {"type": "string"}
    key = {"name": "key", "in": "path", "required": True, "schema": text}
    secret = {"name": "secret", "in": "query", "schema": text}
    return {"parameters": [key, secret], "responses": {"200": {"description": "Success"}}}


def _several(parameters: list[dict[str, Any]]) -> None:
    """Make lists of those that take several values by their words."""
    for each in parameters:
        schema = each.get("schema", {})
        if SEVERAL.search(each.get("description", "")):
            items = schema["items"] if schema.get("type") == "array" else schema
            each |= {"schema": {"type": "array", "items": items}, "style": "form", "explode": False}


def _sent(described: Description) -> dict[str, Any]:
    """What a custom field is set with, by key."""
    body = described.all["paths"][VALUES]["put"]["requestBody"]["content"][JSON]["schema"]
    found: dict[str, Any] = body["properties"]["customFieldItems"]["items"]["properties"]
    return found


def _valued(schema: dict[str, Any], sent: dict[str, Any]) -> None:
    """Let a custom field be answered with every key that it is set with, not with `checked` alone. The guide 'Getting
    started with Custom Fields' shows all values as texts, and the option of a list in `idValue`, else null there.
    """
    known = schema["properties"]["value"]["properties"]
    text = {"type": "string"}
    known |= {key: text for key in sent["value"]["properties"] if key not in known}
    schema["properties"] |= {key: text | {"nullable": True} for key in sent if key not in schema["properties"]}
