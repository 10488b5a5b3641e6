"""What openapi-core says is wrong, as findings: each with its place in the description and a rule that stays the same
from value to value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError as SchemaFault
from openapi_core.validation.exceptions import ValidationError
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue

from tests.judge.described import Description, Located
from tests.judge.learnt import NAMES

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
JOINS = {"allOf", "anyOf", "oneOf"}
Fault = tuple[str, str, Any]
"""A place, a rule, a value."""


def schema_faults(fault: BaseException | None) -> list[SchemaFault]:
    """What of a value does not fit its schema; nothing where the fault is another one."""
    while fault is not None:
        if isinstance(fault, InvalidSchemaValue):
            return [each for each in fault.schema_errors if isinstance(each, SchemaFault)]
        fault = fault.__cause__
    return []


def told(error: SchemaFault, schema: Located, description: Description) -> Iterator[Fault]:
    """One fault of a value, or those behind it where the schema joins a single part; a null that some part of the
    schema allows is none.
    """
    way = list(error.absolute_schema_path)
    keyword = str(way.pop())
    if keyword in JOINS and error.context and _single(error.validator_value):
        for each in error.context:
            yield from told(each, schema, description)
        return
    found = _at_key(way, schema, description)
    if error.instance is not None or not _nullable(found, description):
        yield found.place, _rule(keyword, error), error.instance


def named(fault: BaseException) -> str:
    """What a fault is that is none of a schema: by the class of what caused it."""
    cause = fault.__cause__
    return type(cause if cause and not isinstance(cause, ValidationError) else fault).__name__


def _single(parts: Any) -> bool:
    return isinstance(parts, list) and len(parts) == 1


def _at_key(way: Sequence[Any], schema: Located, description: Description) -> Located:
    """The key that holds a value, or the list at that key, but not the type which other keys share."""
    if "properties" not in way[:-1]:
        return description.at(way, schema)
    at = len(way) - 2 - list(reversed(way[:-1])).index("properties")
    holder, key = description.at(way[: at + 1], schema), way[at + 1]
    found = Located(f"{holder.place}/{key}", holder.value[key])
    for each in way[at + 2 :]:
        inner = description.followed(found).value
        if each != "items" or "items" not in inner:
            break
        found = Located(f"{found.place}/items", inner["items"])
    return found


def _nullable(found: Located, description: Description) -> bool:
    value = description.followed(found).value
    if not isinstance(value, Mapping):
        return False
    parts = [Located(found.place, each) for join in JOINS for each in value.get(join, ())]
    return bool(value.get("nullable")) or any(_nullable(each, description) for each in parts)


def _rule(keyword: str, error: SchemaFault) -> str:
    match keyword:
        case "enum":
            return f"enum: {error.instance}"
        case _ if error.instance is None:
            return "null"
        case "type":
            return f"type: {error.validator_value}, is {NAMES[type(error.instance)]}"
        case "format":
            return f"format: {error.validator_value}{_form(error.instance)}"
        case "required":
            return f"required: {error.message.partition(' is a required')[0].strip(chr(39))}"
        case _:
            return keyword


def _form(value: Any) -> str:
    if value == "null":
        return ", is the word null"
    return ", is an instant" if isinstance(value, str) and INSTANT.fullmatch(value) else ""
