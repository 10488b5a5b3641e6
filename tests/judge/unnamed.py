"""Keys that no schema names. JSON Schema lets them pass; a vendor ignores or refuses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.judge.described import Description, Located

ANNOTATION = "@odata."
TYPE = "@odata.type"
"""Says which type derived from the published one an object is."""
JOINS = ("allOf", "anyOf", "oneOf")


def unnamed(value: Any, schema: Located, description: Description) -> Iterator[tuple[str, str, Any]]:
    """Each key without a name: where its schema stands, the key, and its value. Maps name every key, and
    annotations (`@odata.`) stand everywhere.
    """
    schema = _single(schema, description)
    if isinstance(value, Mapping) and TYPE in value:
        schema = description.typed(value[TYPE]) or schema
    if isinstance(value, list):
        for items in _items(schema, description):
            for each in value:
                yield from unnamed(each, items, description)
    elif isinstance(value, Mapping):
        named = _named(schema, description)
        if named is not None:
            yield from _in_object(value, schema, named, description)


def typed(value: Any, description: Description) -> Iterator[tuple[Any, Located]]:
    """Each object that says which type it is, wherever it stands, with the schema of that type."""
    if isinstance(value, list):
        for each in value:
            yield from typed(each, description)
    elif isinstance(value, Mapping):
        schema = description.typed(str(value[TYPE])) if TYPE in value else None
        if schema:
            yield value, schema
        for each in value.values():
            yield from typed(each, description)


def _single(schema: Located, description: Description) -> Located:
    """The schema, or the only one that it joins."""
    parts = _parts(schema, description)
    return _single(parts[0], description) if len(parts) == 1 and "properties" not in schema.value else schema


def _in_object(
    value: Mapping[str, Any], schema: Located, named: Mapping[str, list[Located]], description: Description
) -> Iterator[tuple[str, str, Any]]:
    for key, each in value.items():
        if key in named:
            found = [list(unnamed(each, one, description)) for one in named[key]]
            yield from min(found, key=len)  # of alternatives, the one that fits best
        elif ANNOTATION not in key:
            yield schema.place, key, each


def _items(schema: Located, description: Description) -> Iterator[Located]:
    if "items" in schema.value:
        yield description.at(("items",), schema)
        return
    for part in _parts(schema, description):
        yield from _items(part, description)


def _parts(schema: Located, description: Description) -> list[Located]:
    return [description.at((join, index), schema) for join in JOINS for index in range(len(schema.value.get(join, ())))]


def _named(schema: Located, description: Description) -> dict[str, list[Located]] | None:
    """Every key that a schema or one of its parts names, with all its schemas; None where any key may stand."""
    if _map(schema):
        return None
    named: dict[str, list[Located]] = {
        key: [description.at(("properties", key), schema)] for key in schema.value.get("properties", ())
    }
    for part in _parts(schema, description):
        for key, found in (_named(part, description) or {}).items():
            named.setdefault(key, []).extend(found)
        if _map(part):
            return None
    return named or None


def _map(schema: Located) -> bool:
    """Whether any key may stand there. Microsoft writes `additionalProperties: true` beside lists of properties too,
    for its annotations alone.
    """
    more = schema.value.get("additionalProperties")
    return bool(more) and not (more is True and schema.value.get("properties"))
