"""`$filter` as far as it is ordinarily used on people and groups: equality and beginnings, joined by `and` or `or`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from connectors.sandbox.graph.errors import bad

_EQUAL = re.compile(r"(\w+) eq '((?:[^']|'')*)'")
_BEGINS = re.compile(r"startswith\((\w+),\s*'((?:[^']|'')*)'\)", re.IGNORECASE)
_ONE_OF = re.compile(r"(\w+) in \(\s*('(?:[^']|'')*'(?:\s*,\s*'(?:[^']|'')*')*)\s*\)")
_OF_ALL_TEAMS = re.compile(
    r"(groupTypes/any\((\w+):\s*\2 eq 'Unified'\)|resourceProvisioningOptions/any\((\w+):\s*\3 eq 'Team'\))",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
Test = Callable[[Mapping[str, Any]], bool]


def matching(text: str, fields: tuple[str, ...], resource: str) -> Test:
    """What a shown entity must fulfil. Refuses what the directory does not filter by."""
    joined = re.split(r"\s+(and|or)\s+(?=(?:[^']*'[^']*')*[^']*$)", text.strip())
    words = set(joined[1::2])
    if len(words) > 1:
        raise _unsupported(text, resource)
    tests = [_clause(each.strip(), fields, resource) for each in joined[::2]]
    together = any if words == {"or"} else all
    return lambda shown: together(test(shown) for test in tests)


def _clause(text: str, fields: tuple[str, ...], resource: str) -> Test:
    if _OF_ALL_TEAMS.fullmatch(text) and resource == "Group":
        return lambda _: True
    if found := _EQUAL.fullmatch(text):
        name, value = _named(found, fields, resource)
        return lambda shown: _folded(shown[name]) == _folded(value)
    if found := _BEGINS.fullmatch(text):
        name, value = _named(found, fields, resource)
        return lambda shown: _folded(shown[name]).startswith(_folded(value))
    if found := _ONE_OF.fullmatch(text):
        name, listed = _named(found, fields, resource)
        values = {_folded(each.replace("''", "'")) for each in _LITERAL.findall(listed)}
        return lambda shown: _folded(shown[name]) in values
    raise _unsupported(text, resource)


def _named(found: re.Match[str], fields: tuple[str, ...], resource: str) -> tuple[str, str]:
    if found[1] not in fields:
        raise _unsupported(found[1], resource)
    return found[1], found[2] if found.re is _ONE_OF else found[2].replace("''", "'")


def _folded(value: Any) -> str:
    return str(value or "").casefold()


def _unsupported(what: str, resource: str) -> Exception:
    return bad(
        f"Unsupported or invalid query filter clause specified for property '{what}' of resource '{resource}'.",
        "Request_UnsupportedQuery",
    )
