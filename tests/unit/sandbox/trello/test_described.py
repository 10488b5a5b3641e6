"""The stand-in beside Trello's published description."""

from __future__ import annotations

import json
import re
from pathlib import Path

from connectors.sandbox.trello import routes

OLDER = {
    # not described any more, but answered, and called by the clients in use
    ("GET", "/boards/*/members/*/cards"),
    ("GET", "/labels/*/board"),
    ("GET", "/lists/*/*"),
    ("GET", "/lists/*/cards/*"),
    ("PUT", "/boards/*/*"),
    ("PUT", "/cards/*/*"),
    ("POST", "/cards/*/checklist/*/checkItem"),
    ("DELETE", "/cards/*/checklist/*/checkItem/*"),
    ("PUT", "/cards/*/checklist/*/checkItem/*/*"),
    # in Atlassian's reference of custom fields, not in the published file
    ("POST", "/customFields"),
    ("GET", "/customFields/*"),
    ("PUT", "/customFields/*"),
    ("DELETE", "/customFields/*"),
    ("GET", "/customFields/*/options"),
    ("POST", "/customFields/*/options"),
    ("GET", "/customFields/*/options/*"),
    ("DELETE", "/customFields/*/options/*"),
}


LATER = ("GET", "/applications/*/compliance")
"""What our description is too old for: developer.atlassian.com/cloud/trello/rest/api-group-applications."""


def test_every_endpoint_is_one_that_trello_has(shared: Path) -> None:
    """The sandbox invents no endpoint on which a connector could come to rely."""
    described = json.loads((shared / "specs" / "trello" / "openapi.json").read_text())["paths"]
    known = {
        (method.upper(), re.sub(r"\{[^}]*\}", "*", path).rstrip("/"))
        for path, methods in described.items()
        for method in methods
    }
    offered = {(method, path) for method, path, _ in routes.TABLE}
    assert offered - known - OLDER - {LATER} == set()
    assert OLDER & known == set()
    assert LATER not in known
